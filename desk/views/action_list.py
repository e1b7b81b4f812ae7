"""What was asked for in a district and what its committee learned, and what became of it.

Each is told with by whom it is to be done and by when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from desk.views.work_done import instance_of
from flows.capabilities import GATES
from flows.meeting.actions import OPEN, PROMISE, asked_words, owner_titles
from flows.meeting.paper_facts import text_or_none
from flows.plan.row_words import answered_rows
from registry.journal import gate_of_entry
from registry.queries.action_items import OwnedAction, action_steps
from registry.queries.monitoring import LESSON, lesson_steps
from registry.queries.seats import seats_as_ordered

STATES = ("open", "done", "dropped")
LESSONS = "lessons"  # the field of the answer that tells them
Steps = dict[str, tuple[OwnedAction, ...]]


@dataclass(frozen=True)
class ActionSummary:
    """A request as it stands: its words, its owner by title, since when, and its whole history.

    `promised`: the province promised it; `learned`: it is a lesson; else a meeting asked for it.
    `instance` shows which.
    """

    now: OwnedAction
    steps: tuple[OwnedAction, ...]
    what: str | None
    owner: Named | None
    instance: int | None
    late: bool

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


def action_list(connection: Connection, district: str, on: date) -> list[ActionSummary]:
    """All that was asked for by that day: what is open first, by its due day; then the rest."""
    steps = _by(on, action_steps(connection, district))
    words = asked_words(connection, steps, GATES)
    where = {key: instance_of(key) for key in steps}
    return _shown(connection, district, on, steps, words, where)


def asked_and_learned(connection: Connection, district: str, on: date) -> list[ActionSummary]:
    """What was asked for and what was learned by that day, in the same order."""
    steps = _by(on, lesson_steps(connection, district))
    drawn = {one.entry for (one, *_) in steps.values() if one.entry is not None}
    said: dict[tuple[int | None, str], str | None] = {
        (entry, str(line.get("key"))): text_or_none(line.get("change"))
        for entry in drawn
        for line in answered_rows(connection, entry, LESSONS)
    }
    years: dict[int | None, int] = {
        one: gate_of_entry(connection, one).instance_id for one in drawn
    }
    words = {key: said.get((one.entry, key.split("/")[2])) for key, (one, *_) in steps.items()}
    where = {key: years.get(one.entry) for key, (one, *_) in steps.items()}
    lessons = _shown(connection, district, on, steps, words, where)
    return sorted([*action_list(connection, district, on), *lessons], key=_urgency)


def _by(on: date, steps: Mapping[str, Sequence[OwnedAction]]) -> Steps:
    """How each stood by that day; none that was not there yet."""
    return {
        key: kept
        for key, rows in steps.items()
        if (kept := tuple(one for one in rows if one.on <= on))
    }


def _shown(
    connection: Connection,
    district: str,
    on: date,
    steps: Steps,
    words: Mapping[str, str | None],
    where: Mapping[str, int | None],
) -> list[ActionSummary]:
    """Each as it stands that day, the most urgent first."""
    if not steps:
        return []
    seats = seats_as_ordered(connection, district, on)
    owners = owner_titles(connection, seats, {rows[-1].owner for rows in steps.values()}, on)
    found = [
        ActionSummary(
            now=rows[-1], steps=rows, what=words[key], owner=owners.get(rows[-1].owner),
            instance=where[key], late=_is_late(rows[-1], on),
        )
        for key, rows in steps.items()
    ]  # fmt: skip
    return sorted(found, key=_urgency)


def _is_late(row: OwnedAction, on: date) -> bool:
    return row.status == OPEN and row.due_on is not None and row.due_on < on


def _urgency(one: ActionSummary) -> tuple[bool, date, str]:
    return one.now.status != OPEN, one.now.due_on or date.max, one.now.key
