"""What a transaction knows of journals: entries, instances, gates, effects."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from registry.rules.plain_values import Json


class EntryRow(NamedTuple):
    """A journal entry with its payload."""

    id: int
    seq: int
    kind: str
    path: str
    gate: str | None
    form_version: int | None
    revision: int
    act_date: date
    about: str | None
    fingerprint: str | None
    of_id: int | None
    decided_by: int | None
    person_id: int | None
    capacity: str | None
    recorded_by: int | None
    recorded_at: datetime
    body: Any
    live: bool


@dataclass(frozen=True)
class NewEntry:
    """What is appended to a journal. `body` becomes the payload."""

    kind: str
    path: str
    act_date: date
    body: Json
    gate: str | None = None
    form_version: int | None = None
    decided_by: int | None = None
    person_id: int | None = None
    capacity: str | None = None
    recorded_by: int | None = None
    about: str | None = None
    fingerprint: str | None = None
    of_id: int | None = None


@dataclass
class InstanceRow:
    """An instance as a transaction knows it.

    `rows` and `gates` are its journal and its open gates once they were read; what is
    appended, opened or ended in this transaction is kept up in them, `typed` is what the engine
    has made of the rows. `forget` where entries were superseded. `kept`: whether the next
    transaction may begin with the rows as this one leaves them.
    """

    id: int
    process: str
    district: str
    period: str
    attempt: int
    revision: int
    status: str
    phase: str
    outcome: str | None
    started_on: date
    finished_on: date | None
    rows: list[EntryRow] | None = None
    gates: "list[GateRow] | None" = None
    undone: bool = False
    typed: Any = None
    kept: bool = True

    def forget(self) -> None:
        """Entries were undone: read the journal and the gates again when next asked for."""
        self.rows = self.gates = self.typed = None
        self.undone = True
        self.kept = False


class GateRow(NamedTuple):
    """A gate (or a wait for a day: gate "") that is or was open."""

    id: int
    instance_id: int
    district_code: str
    path: str
    gate: str
    subject: str | None
    round: int | None
    about: str | None
    unless: str
    opened_on: date
    opened_at: datetime
    due_on: date | None
    until_on: date | None
    not_by: int | None
    of_id: int | None
    note: str | None
    status: str
    closed_at: datetime | None
    closed_by: int | None


@dataclass(frozen=True)
class NewGate:
    """A gate to be opened; a wait for a day has no `gate`."""

    path: str
    gate: str
    opened_on: date
    subject: str | None = None
    round: int | None = None
    about: str | None = None
    unless: str = ""
    due_on: date | None = None
    until_on: date | None = None
    not_by: int | None = None
    of_id: int | None = None
    note: str | None = None


class EffectRow(NamedTuple):
    """A requested effect."""

    id: int
    instance_id: int
    district_code: str
    path: str
    effect: str
    fingerprint: str
    request: int
    inputs: str
    on: date
    status: str
    attempts: int
    claimed_by: str | None
    claim_until: datetime | None
    last_error: str | None
    requested_at: datetime


class EffectState(NamedTuple):
    """Of a requested effect, what an advance looks at."""

    id: int
    path: str
    fingerprint: str
    status: str
