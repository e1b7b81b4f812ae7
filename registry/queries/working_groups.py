"""Working groups of a committee: which are at work on a day, and who is in them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from registry.facts import holds
from registry.models import WorkingGroup
from registry.models.base import Day
from registry.rows import columns_of, every
from registry.shaped_queries import KnownQuery


@dataclass(frozen=True)
class WorkingGroupRow:
    """A working group without its words, which the decision's answer holds.

    `members` are keys of seats; `entry` is the decision that appointed it.
    """

    key: str
    members: tuple[str, ...]
    until: date | None
    on: date
    entry: int | None


@dataclass(frozen=True)
class _Row:
    key: str
    members: str
    until: date | None
    on: date
    entry: int | None


def working_groups(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[WorkingGroupRow]:
    """The working groups that are at work that day, the oldest first."""
    rows = _AT_WORK.rows(connection, known, {"district": district, "on": on})
    return [
        WorkingGroupRow(
            one.key, tuple(key for key in one.members.split(",") if key),
            one.until, one.on, one.entry,
        )
        for one in every(_Row, rows)
    ]  # fmt: skip


_AT_WORK = KnownQuery(
    lambda known: (
        select(*columns_of(_Row, WorkingGroup, on="valid_from", entry="entry_id"))
        .where(
            WorkingGroup.district_code == bindparam("district"),
            holds(WorkingGroup, bindparam("on", type_=Day), known),
        )
        .order_by(WorkingGroup.valid_from, WorkingGroup.id)
    )
)
