"""The working groups of a committee as people look at them: name, task, who, until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from config.words import Named, Sentence
from desk.views.view import View
from flows.meeting.groups import groups_at_work
from registry.queries.seats import seats
from registry.rules.membership import titles_in_bodies


@dataclass(frozen=True)
class GroupShown:
    """A working group at work, its members by title with their bodies.

    `appointed` is "resolution" or "order", by that instance.
    """

    key: str
    title_th: str | None
    task_th: str | None
    members: tuple[Sentence | Named, ...]
    since: date
    until: date | None
    appointed: str
    instance: int


def groups_shown(view: View, district: str, known: datetime | None = None) -> Iterator[GroupShown]:
    """Those at work on the day of the view, the oldest first."""
    found = groups_at_work(view.connection, district, view.on, view.office.declared.gates, known)
    sitting = (
        {one.key: one for one in seats(view.connection, district, view.on, known)} if found else {}
    )
    for one in found:
        yield GroupShown(
            one.row.key,
            one.title_th,
            one.task_th,
            (
                *titles_in_bodies(sitting[key] for key in one.row.members if key in sitting),
                *(Named(key, key) for key in one.row.members if key not in sitting),
            ),
            one.row.on,
            one.row.until,
            "order" if one.by_order else "resolution",
            one.instance,
        )
