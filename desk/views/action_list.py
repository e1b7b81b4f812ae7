"""What was asked for in a district: by whom it is to be done, by when, and what became of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from desk.views.work_done import instance_of
from flows.capabilities import GATES
from flows.meeting.actions import OPEN, PROMISE, asked_words, owner_titles
from registry.queries.action_items import MeetingAction, action_steps
from registry.queries.seats import seats_as_ordered

STATES = ("open", "done", "dropped")


@dataclass(frozen=True)
class ActionSummary:
    """A request as it stands: its words, its owner by title, since when, and its whole history.

    `promised`: the province promised it; else a meeting asked for it. `instance` shows which.
    """

    now: MeetingAction
    steps: tuple[MeetingAction, ...]
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


def action_list(connection: Connection, district: str, on: date) -> list[ActionSummary]:
    """All that was asked for by that day: what is open first, by its due day; then the rest."""
    steps = {
        key: kept
        for key, rows in action_steps(connection, district).items()
        if (kept := tuple(one for one in rows if one.on <= on))
    }
    if not steps:
        return []
    words = asked_words(connection, steps, GATES)
    seats = seats_as_ordered(connection, district, on)
    owners = owner_titles(connection, seats, {rows[-1].owner for rows in steps.values()}, on)
    found = [
        ActionSummary(
            now=rows[-1], steps=rows, what=words[key], owner=owners.get(rows[-1].owner),
            instance=instance_of(key), late=_is_late(rows[-1], on),
        )
        for key, rows in steps.items()
    ]  # fmt: skip
    return sorted(found, key=_urgency)


def _is_late(row: MeetingAction, on: date) -> bool:
    return row.status == OPEN and row.due_on is not None and row.due_on < on


def _urgency(one: ActionSummary) -> tuple[bool, date, str]:
    return one.now.status != OPEN, one.now.due_on or date.max, one.now.key
