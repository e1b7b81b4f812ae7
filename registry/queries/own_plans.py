"""The plan of a year that is the own one of the committee at work, and of none that has ended."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from registry.journal import EntryRow, instances_come_to
from registry.queries.decisions import entries_at
from registry.queries.figure_period import days_of_years
from registry.queries.history import planned_years
from registry.queries.plans import PlanVersionRow, plan_versions

DISSOLUTION, DISSOLVED, CONFIRMED = "dissolution", "dissolved", "confirm_ending"


@dataclass(frozen=True)
class OwnPlan:
    """A committee's plan of a year: the versions that were received, or that it came in adopted.

    `followed`: the year is open in the district, so that a plan of it is asked for.
    """

    versions: tuple[PlanVersionRow, ...]
    taken_in: bool
    followed: bool

    @property
    def newest(self) -> PlanVersionRow | None:
        """The version that holds; None for none."""
        return self.versions[-1] if self.versions else None

    @property
    def is_missing(self) -> bool:
        """Whether the year is open, and no plan of it was received or came in."""
        return self.followed and not (self.versions or self.taken_in)


def own_plan(
    connection: Connection, district: str, year: int, on: date, known: datetime | None = None
) -> OwnPlan:
    """The plan of the committee that is at work on that day, as known at an instant.

    A year's days say which version is its committee's first. As long as they were not read, a
    version counts that was received since the committee before ended.
    """
    ending = _last_ending(connection, district, on, known)
    days = days_of_years(connection, (district,), (year,), on, known).get((district, year))
    since = date.min if ending is None else ending.act_date
    received = plan_versions(connection, (district,), on, year, known)
    own = [
        one
        for one in received
        if (one.version >= days.plan_version if days is not None else one.received >= since)
    ]
    told_after = {} if ending is None else {district: ending.recorded_at}
    planned = planned_years(connection, year, district, known, told_after)
    return OwnPlan(
        versions=tuple(own),
        taken_in=year in planned.get(district, frozenset()),
        followed=days is not None,
    )


def _last_ending(
    connection: Connection, district: str, on: date, known: datetime | None
) -> EntryRow | None:
    """The decision by which a committee of the district ended last, by that day."""
    ended = [one.id for one in instances_come_to(connection, DISSOLUTION, DISSOLVED, district)]
    confirmed = entries_at(connection, ended, (CONFIRMED,), (), known)
    found = (one for rows in confirmed.values() for one in rows if one.live and one.act_date <= on)
    return max(found, key=lambda one: one.id, default=None)
