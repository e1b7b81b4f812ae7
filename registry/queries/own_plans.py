"""The plan of a year that is the own one of the committee at work, and of none that has ended."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from registry.facts import counted
from registry.models import Entry, Instance, PlanRow
from registry.queries.areas import only_one
from registry.queries.history import planned_years
from registry.queries.instances import instances_as_of
from registry.queries.last_committees import endings, last_committees
from registry.queries.open_years import YEAR, days_read
from registry.queries.plans import PlanVersionRow, plan_versions
from registry.rules.year_days import YearDays, plan_period

PLAN, SENT, DAY = "plan", "plan_sent", timedelta(days=1)


@dataclass(frozen=True)
class OwnPlan:
    """A committee's plan of a year: the versions that were received, or that it came in adopted.

    `days`: those of the year, where it is open in the district, so that a plan of it is asked for.
    `instance`: the process that makes its first version, where that has begun.
    """

    versions: tuple[PlanVersionRow, ...]
    taken_in: bool
    days: YearDays | None
    instance: int | None

    @property
    def newest(self) -> PlanVersionRow | None:
        """The version that holds; None for none."""
        return self.versions[-1] if self.versions else None

    @property
    def is_accepted(self) -> bool:
        """Whether a plan of the year was received or came in."""
        return bool(self.versions) or self.taken_in

    @property
    def is_missing(self) -> bool:
        """Whether the year is open, and no plan of it was received or came in."""
        return self.days is not None and not self.is_accepted


def own_plan(
    connection: Connection, district: str, year: int, on: date, known: datetime | None = None
) -> OwnPlan:
    """The plan of the committee that is at work on that day, as known at an instant."""
    return own_plans(connection, (district,), year, on, known)[district]


def own_plan_since(
    connection: Connection, district: str, year: int, day: date, on: date
) -> OwnPlan:
    """The plan, as it stands on `on`, of the committee that was at work on the earlier `day`."""
    ended = (one.on for one in endings(connection, district) if one.on > day)
    last_day = min((one - DAY for one in ended), default=on)
    return own_plan(connection, district, year, min(on, last_day))


def own_plans(
    connection: Connection,
    districts: Collection[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> dict[str, OwnPlan]:
    """The same of each of the districts, by code.

    A year's days say which version is its committee's first. As long as they were not read, a
    version counts that was received since the committee before stopped.
    """
    before = last_committees(connection, districts, on, known)
    told_after = {district: last.recorded_at for district, last in before.items()}
    planned = planned_years(connection, year, only_one(districts), known, told_after)
    received: defaultdict[str, list[PlanVersionRow]] = defaultdict(list)
    for one in plan_versions(connection, districts, on, year, known):
        received[one.district].append(one)
    begun = instances_as_of(connection, districts, on, known)
    newest = {(one.district, one.process, one.period): one.id for one in begun}
    read = days_read(connection, begun, (year,), known)
    found = {}
    for district in districts:
        days = read.get((district, year))
        versions = tuple(
            one
            for one in received[district]
            if (
                one.version >= days.plan_version
                if days is not None
                else one.is_after(before.get(district))
            )
        )
        taken_in = year in planned.get(district, frozenset())
        made = None if days is None else _made_in(newest, district, days)
        found[district] = OwnPlan(versions, taken_in, days, made)
    return found


def earlier_rows(connection: Connection, district: str, year: int) -> frozenset[str]:
    """The rows that plans of earlier years ever had, as others name them ("2569/row-3")."""
    query = (
        select(PlanRow.year_be, PlanRow.key)
        .where(PlanRow.district_code == district, PlanRow.year_be < year)
        .distinct()
    )
    return frozenset(f"{before}/{key}" for before, key in connection.execute(query))


def first_sent(
    connection: Connection, plans: Iterable[OwnPlan], on: date, known: datetime | None = None
) -> dict[str, date]:
    """When each of the plans was first sent to the provincial office, by district."""
    query = (
        select(Instance.district_code, func.min(Entry.act_date))
        .join(Instance, Instance.id == Entry.instance_id)
        .where(
            Instance.id.in_([one.instance for one in plans if one.instance is not None]),
            Entry.gate == SENT,
            Entry.kind == "decision",
            Entry.act_date <= on,
            *counted(known),
        )
        .group_by(Instance.district_code)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _made_in(
    newest: Mapping[tuple[str, str, str], int], district: str, days: YearDays
) -> int | None:
    """The process that makes the first version of these days: it began after the year did."""
    year = newest[district, YEAR, str(days.year)]
    made = newest.get((district, PLAN, plan_period(days.year, days.plan_version)))
    return made if made is not None and made > year else None
