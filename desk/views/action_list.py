"""What was asked for in a district and what its committee learned, and what became of it.

Each is told with by whom it is to be done and by when.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Named
from desk.views.work_done import instance_of
from flows.capabilities import GATES
from flows.engine.answers import answered_rows
from flows.meeting.actions import (
    OPEN,
    PROMISE,
    OpenAction,
    asked_words,
    owner_titles,
    reports_on,
    unadopted_actions,
)
from flows.meeting.paper_facts import text_or_none
from registry.journal import gate_of_entry
from registry.queries.action_items import (
    OwnedAction,
    Settlement,
    action_steps,
    link_of,
    settlements,
)
from registry.queries.monitoring import LESSON, lesson_steps
from registry.queries.progress_reports import ProgressReport
from registry.queries.seats import seats_as_ordered

STATES = ("open", "done", "dropped")
LESSONS = "lessons"  # the field of the answer that tells them


@dataclass(frozen=True)
class ActionStep:
    """How a request stood from that day on; `withdrawn` with the decision that it rests on."""

    status: str
    on: date
    withdrawn: bool = False


@dataclass(frozen=True)
class ActionHistory:
    """A request as it stands, as it was asked first, and how it stood since; or stood once."""

    first: OwnedAction
    now: OwnedAction
    steps: tuple[ActionStep, ...]
    withdrawn: bool


Recorded = dict[str, list[OwnedAction]]
Histories = dict[str, ActionHistory]


@dataclass(frozen=True)
class ActionSummary:
    """A request as it stands: its words, its owner by title, since when, and its whole history.

    `promised`: the province promised it; `learned`: it is a lesson; else a meeting asked for it.
    `instance` shows which. `withdrawn`: with the decision that asked for it; it was settled before.
    `reports` are what its owners said of it, the newest last.
    """

    now: OwnedAction
    steps: tuple[ActionStep, ...]
    what: str | None
    owner: Named | None
    instance: int | None
    late: bool
    withdrawn: bool
    reports: tuple[ProgressReport, ...] = ()

    @property
    def asked_on(self) -> date:
        """The day on which it was asked for."""
        return self.steps[0].on

    @property
    def promised(self) -> bool:
        """Whether the province promised it."""
        return self.now.key.startswith(f"{PROMISE}/")

    @property
    def learned(self) -> bool:
        """Whether it is what a lesson of the committee changes."""
        return self.now.key.startswith(f"{LESSON}/")


def action_list(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[ActionSummary]:
    """All that was asked for by that day: what is open first, by its due day; then the rest."""
    steps = _histories(connection, district, on, action_steps, known)
    words = asked_words(connection, steps, GATES)
    where = {key: instance_of(key) for key in steps}
    reports = reports_on(connection, district, words, known)
    return [
        replace(one, reports=tuple(said for said in reports.get(one.now.key, ()) if said.on <= on))
        for one in _shown(connection, district, on, steps, words, where, known)
    ]


@dataclass(frozen=True)
class AwaitedRequest:
    """What minutes ask for that nobody has adopted yet; `late` where its day has passed."""

    asked: OpenAction
    owner: Named | None
    instance: int | None
    late: bool
    reports: tuple[ProgressReport, ...]


def awaited_requests(connection: Connection, district: str, on: date) -> list[AwaitedRequest]:
    """What minutes of the district ask for that nobody has adopted yet, the most urgent first."""
    found = unadopted_actions(connection, (district,), on, GATES).get(district, [])
    if not found:
        return []
    seats = seats_as_ordered(connection, district, on)
    owners = owner_titles(connection, seats, {one.owner for one in found}, on)
    reports = reports_on(connection, district, {one.key: one.what_th for one in found})
    return [
        AwaitedRequest(
            one, owners.get(one.owner), instance_of(one.key),
            one.due_on is not None and one.due_on < on, tuple(reports.get(one.key, ())),
        )
        for one in sorted(found, key=lambda one: (one.due_on or date.max, one.key))
    ]  # fmt: skip


def asked_and_learned(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[ActionSummary]:
    """What was asked for and what was learned by that day, in the same order."""
    steps = _histories(connection, district, on, lesson_steps, known)
    drawn = {one.first.entry for one in steps.values() if one.first.entry is not None}
    said: dict[tuple[int | None, str], str | None] = {
        (entry, str(line.get("key"))): text_or_none(line.get("change"))
        for entry in drawn
        for line in answered_rows(connection, entry, LESSONS)
    }
    years: dict[int | None, int] = {
        one: gate_of_entry(connection, one).instance_id for one in drawn
    }
    words = {key: said.get((one.first.entry, key.split("/")[2])) for key, one in steps.items()}
    where = {key: years.get(one.first.entry) for key, one in steps.items()}
    lessons = _shown(connection, district, on, steps, words, where, known)
    return sorted([*action_list(connection, district, on, known), *lessons], key=_urgency)


def _histories(
    connection: Connection,
    district: str,
    on: date,
    steps_of: Callable[..., Recorded],
    known: datetime | None,
) -> Histories:
    """How each stood by that day; none that was not there yet.

    What was settled is told also where it stands no more: something else was recorded of the day,
    or the decision was withdrawn that asked for it.
    """
    stand = steps_of(connection, district, known)
    told = settlements(connection, district, known)
    gone = steps_of(connection, district, known, ever=True) if told.keys() - stand.keys() else {}
    once = {key: rows for key, rows in gone.items() if key in told and key not in stand}
    return {
        key: _history(connection, kept, told.get(key, ()), on, withdrawn=key in once)
        for key, rows in (stand | once).items()
        if (kept := [one for one in rows if one.on <= on])
    }


def _history(
    connection: Connection,
    rows: Sequence[OwnedAction],
    told: Sequence[Settlement],
    on: date,
    *,
    withdrawn: bool,
) -> ActionHistory:
    asked = link_of(connection, rows[0].entry) if told else 0
    settled = [
        ActionStep(one.status, one.on, withdrawn or one.link < asked)
        for one in told
        if one.on <= on
    ]
    first, *others = dict.fromkeys(ActionStep(one.status, one.on, withdrawn) for one in rows)
    decided = (one for one in others if one not in settled)
    steps = sorted([first, *decided, *settled], key=lambda one: one.on)
    return ActionHistory(rows[0], rows[-1], tuple(steps), withdrawn)


def _shown(
    connection: Connection,
    district: str,
    on: date,
    steps: Histories,
    words: Mapping[str, str | None],
    where: Mapping[str, int | None],
    known: datetime | None,
) -> list[ActionSummary]:
    """Each as it stands that day, the most urgent first."""
    if not steps:
        return []
    seats = seats_as_ordered(connection, district, on, known)
    owners = owner_titles(connection, seats, {one.now.owner for one in steps.values()}, on)
    found = [
        ActionSummary(
            now=one.now, steps=one.steps, what=words[key], owner=owners.get(one.now.owner),
            instance=where[key], late=not one.withdrawn and _is_late(one.now, on),
            withdrawn=one.withdrawn,
        )
        for key, one in steps.items()
    ]  # fmt: skip
    return sorted(found, key=_urgency)


def _is_late(row: OwnedAction, on: date) -> bool:
    return row.status == OPEN and row.due_on is not None and row.due_on < on


def _urgency(one: ActionSummary) -> tuple[bool, bool, date, str]:
    return one.withdrawn, one.now.status != OPEN, one.now.due_on or date.max, one.now.key
