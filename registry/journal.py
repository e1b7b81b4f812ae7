"""The journal: entries appended and read back, gates opened and ended, effects requested.

The hot path of every decision, hence SQLAlchemy Core. Typing of answers is the reader's
business: here a payload is JSON.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, and_, func, insert, select, update

from registry.models import (
    ChildLink,
    EffectRequest,
    Entry,
    Instance,
    OpenGate,
    Payload,
    Supersession,
)
from registry.store import Write

_entry = Entry.__table__
_payload = Payload.__table__
_over = Supersession.__table__
_gate = OpenGate.__table__
_effect = EffectRequest.__table__
_instance = Instance.__table__
_link = ChildLink.__table__


@dataclass(frozen=True)
class EntryRow:
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
    body: JsonValue
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
    """An instance as a transaction knows it; `seq` is that of its last entry."""

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
    seq: int = 0


@dataclass(frozen=True)
class GateRow:
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


_ENTRIES = (
    select(
        _entry.c.id, _entry.c.seq, _entry.c.kind, _entry.c.path, _entry.c.gate,
        _entry.c.form_version, _entry.c.revision, _entry.c.act_date, _entry.c.about,
        _entry.c.fingerprint, _entry.c.of_id, _entry.c.decided_by, _entry.c.person_id,
        _entry.c.capacity, _entry.c.recorded_by, _entry.c.recorded_at, _payload.c.body,
        _over.c.entry_id.is_(None).label("live"),
    )  # fmt: skip
    .join(_payload, _payload.c.id == _entry.c.payload_id)
    .outerjoin(_over, _over.c.entry_id == _entry.c.id)
    .order_by(_entry.c.instance_id, _entry.c.seq)
)


def _entry_row(row: Row[Any]) -> EntryRow:
    *columns, body, live = row
    return EntryRow(*columns, json.loads(body), bool(live))


def entries(connection: Connection, instance_id: int) -> list[EntryRow]:
    """All entries of an instance in order, those that no longer count too."""
    rows = connection.execute(_ENTRIES.where(_entry.c.instance_id == instance_id))
    return [_entry_row(row) for row in rows]


def entry(connection: Connection, entry_id: int) -> EntryRow:
    """One entry."""
    return _entry_row(connection.execute(_ENTRIES.where(_entry.c.id == entry_id)).one())


def append(write: Write, instance: InstanceRow, new: NewEntry) -> int:
    """Append an entry and its link in the district's chain. Answers the entry's id."""
    payload_id, digest = write.payload(new.body)
    instance.seq += 1
    row = {
        "instance_id": instance.id,
        "seq": instance.seq,
        "kind": new.kind,
        "path": new.path,
        "gate": new.gate,
        "form_version": new.form_version,
        "revision": instance.revision,
        "act_date": new.act_date,
        "decided_by": new.decided_by,
        "person_id": new.person_id,
        "capacity": new.capacity,
        "recorded_by": new.recorded_by,
        "recorded_at": write.now,
        "about": new.about,
        "fingerprint": new.fingerprint,
        "of_id": new.of_id,
        "payload_id": payload_id,
        "payload_digest": digest,
    }
    made = write.connection.execute(insert(_entry), row)
    entry_id = int(made.inserted_primary_key[0])
    write.audit(
        instance.district, f"journal.{new.kind}", actor=new.recorded_by, entry={"id": entry_id, **row}
    )
    return entry_id


def supersede(write: Write, entry_ids: Iterable[int], *, by: int, reason: str) -> None:
    """The entries no longer count."""
    rows = [{"entry_id": one, "by_id": by, "reason": reason} for one in entry_ids]
    if rows:
        write.connection.execute(insert(_over), rows)


_INSTANCE = select(
    _instance.c.id, _instance.c.process, _instance.c.district_code, _instance.c.period,
    _instance.c.attempt, _instance.c.revision, _instance.c.status, _instance.c.phase,
    _instance.c.outcome, _instance.c.started_on, _instance.c.finished_on,
)  # fmt: skip


def instance(connection: Connection, instance_id: int) -> InstanceRow | None:
    """The instance, None where there is none of that number."""
    row = connection.execute(_INSTANCE.where(_instance.c.id == instance_id)).first()
    return InstanceRow(*row) if row else None


def instances(connection: Connection, *, district: str | None = None) -> list[InstanceRow]:
    """All instances, of one district or of all, oldest first."""
    query = _INSTANCE.order_by(_instance.c.id)
    if district is not None:
        query = query.where(_instance.c.district_code == district)
    return [InstanceRow(*row) for row in connection.execute(query)]


def open_instance(
    connection: Connection, process: str, district: str, period: str
) -> InstanceRow | None:
    """The open instance of the process for the district and period, if there is one."""
    row = connection.execute(
        _INSTANCE.where(
            _instance.c.process == process,
            _instance.c.district_code == district,
            _instance.c.period == period,
            _instance.c.status == "open",
        )
    ).first()
    return InstanceRow(*row) if row else None


def new_instance(
    write: Write, *, process: str, district: str, period: str, revision: int, phase: str, on: date
) -> InstanceRow:
    """Make an instance; its attempt counts those of the same process, district and period."""
    attempt = 1 + (
        write.connection.scalar(
            select(func.max(_instance.c.attempt)).where(
                _instance.c.process == process,
                _instance.c.district_code == district,
                _instance.c.period == period,
            )
        )
        or 0
    )
    row = {
        "process": process,
        "district_code": district,
        "period": period,
        "attempt": attempt,
        "revision": revision,
        "status": "open",
        "phase": phase,
        "outcome": None,
        "started_on": on,
        "finished_on": None,
    }
    made = write.connection.execute(insert(_instance), row)
    return InstanceRow(
        int(made.inserted_primary_key[0]), process, district, period, attempt, revision, "open",
        phase, None, on, None,
    )  # fmt: skip


def save_instance(write: Write, row: InstanceRow) -> None:
    """Write what of an instance changes: revision, status, phase, outcome, end."""
    write.connection.execute(
        update(_instance)
        .where(_instance.c.id == row.id)
        .values(
            revision=row.revision,
            status=row.status,
            phase=row.phase,
            outcome=row.outcome,
            finished_on=row.finished_on,
        )
    )


_GATE = select(
    _gate.c.id, _gate.c.instance_id, _gate.c.district_code, _gate.c.path, _gate.c.gate,
    _gate.c.subject, _gate.c.round, _gate.c.about, _gate.c.unless, _gate.c.opened_on,
    _gate.c.opened_at, _gate.c.due_on, _gate.c.until_on, _gate.c.not_by, _gate.c.of_id,
    _gate.c.note, _gate.c.status, _gate.c.closed_at, _gate.c.closed_by,
)  # fmt: skip


def open_gates(
    connection: Connection, *, district: str | None = None, instance_id: int | None = None
) -> list[GateRow]:
    """The open gates and waits of a district, an instance, or all; oldest first."""
    query = _GATE.where(_gate.c.status == "open").order_by(_gate.c.id)
    if district is not None:
        query = query.where(_gate.c.district_code == district)
    if instance_id is not None:
        query = query.where(_gate.c.instance_id == instance_id)
    return [GateRow(*row) for row in connection.execute(query)]


def past_gates(connection: Connection, instance_id: int) -> list[GateRow]:
    """The ended gates of an instance, newest first."""
    query = _GATE.where(_gate.c.instance_id == instance_id, _gate.c.status != "open")
    return [GateRow(*row) for row in connection.execute(query.order_by(_gate.c.id.desc()))]


def gate_of_entry(connection: Connection, entry_id: int) -> GateRow:
    """The gate that the entry answered."""
    return GateRow(*connection.execute(_GATE.where(_gate.c.closed_by == entry_id)).one())


def open_gate(write: Write, row: dict[str, Any]) -> int:
    """Open a gate. Answers its id."""
    full = {
        "subject": None, "round": None, "about": None, "unless": "", "due_on": None,
        "until_on": None, "not_by": None, "of_id": None, "note": None,
        "opened_at": write.now, "status": "open", "closed_at": None, "closed_by": None,
    } | row  # fmt: skip
    made = write.connection.execute(insert(_gate), full)
    return int(made.inserted_primary_key[0])


def end_gate(
    write: Write, gate_id: int, status: str, *, by: int | None = None, note: str | None = None
) -> None:
    """End an open gate: answered, lapsed, event, or closed with a note why."""
    values: dict[str, Any] = {"status": status, "closed_at": write.now, "closed_by": by}
    if note is not None:
        values["note"] = note
    write.connection.execute(update(_gate).where(_gate.c.id == gate_id).values(values))


def move_gate(
    write: Write, gate_id: int, *, due_on: date | None = None, until_on: date | None = None
) -> None:
    """Move the due date, or the day until which a gate stays open."""
    moved = {"due_on": due_on, "until_on": until_on}
    values = {name: day for name, day in moved.items() if day is not None}
    write.connection.execute(update(_gate).where(_gate.c.id == gate_id).values(values))


@dataclass(frozen=True)
class EffectRow:
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


_EFFECT = select(
    _effect.c.id, _effect.c.instance_id, _effect.c.district_code, _effect.c.path,
    _effect.c.effect, _effect.c.fingerprint, _effect.c.request, _effect.c.inputs,
    _effect.c.on_date, _effect.c.status, _effect.c.attempts, _effect.c.claimed_by,
    _effect.c.claim_until, _effect.c.last_error, _effect.c.requested_at,
)  # fmt: skip


def effects(connection: Connection, instance_id: int) -> list[EffectRow]:
    """All effects that an instance requested, oldest first."""
    query = _EFFECT.where(_effect.c.instance_id == instance_id).order_by(_effect.c.id)
    return [EffectRow(*row) for row in connection.execute(query)]


def effect(connection: Connection, effect_id: int) -> EffectRow | None:
    """One requested effect."""
    row = connection.execute(_EFFECT.where(_effect.c.id == effect_id)).first()
    return EffectRow(*row) if row else None


def waiting_effects(connection: Connection, now: datetime) -> list[EffectRow]:
    """Effects that nobody works on: waiting, or under a claim that has expired."""
    free = (_effect.c.status == "waiting") | and_(
        _effect.c.status == "claimed", _effect.c.claim_until < now
    )
    return [EffectRow(*row) for row in connection.execute(_EFFECT.where(free).order_by(_effect.c.id))]


def request_effect(write: Write, row: dict[str, Any]) -> int:
    """Ask for an effect. Answers the request's id."""
    full = {
        "status": "waiting", "attempts": 0, "claimed_by": None, "claim_until": None,
        "last_error": None, "requested_at": write.now,
    } | row  # fmt: skip
    made = write.connection.execute(insert(_effect), full)
    return int(made.inserted_primary_key[0])


def set_effect(write: Write, effect_id: int, **values: Any) -> None:  # noqa: ANN401 — column values
    """Write how far an effect got."""
    write.connection.execute(update(_effect).where(_effect.c.id == effect_id).values(values))


def link_child(write: Write, parent_id: int, path: str, child_id: int) -> None:
    """The parent waits at `path` for the child."""
    write.connection.execute(
        insert(_link), {"parent_id": parent_id, "path": path, "child_id": child_id}
    )


def unlink_child(write: Write, parent_id: int, path: str) -> None:
    """The parent no longer waits there."""
    write.connection.execute(
        _link.delete().where(_link.c.parent_id == parent_id, _link.c.path == path)
    )


def parents(connection: Connection, child_id: int) -> Sequence[tuple[int, str]]:
    """Who waits for the child, and where."""
    query = select(_link.c.parent_id, _link.c.path).where(_link.c.child_id == child_id)
    return [(row[0], row[1]) for row in connection.execute(query)]


def children(connection: Connection, parent_id: int) -> Sequence[tuple[str, int]]:
    """Whom the parent waits for, by path."""
    query = select(_link.c.path, _link.c.child_id).where(_link.c.parent_id == parent_id)
    return [(row[0], row[1]) for row in connection.execute(query)]
