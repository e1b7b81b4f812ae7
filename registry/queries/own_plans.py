"""The plan of a year that is the own one of the committee at work, and of none that has ended."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, select

from registry.models import Entry, Instance, Supersession
from registry.models.base import Day, aliased
from registry.queries.areas import only_one
from registry.queries.history import planned_years
from registry.queries.instances import instances_as_of
from registry.queries.open_years import YEAR, days_read
from registry.queries.plans import PlanVersionRow, plan_versions
from registry.rules.year_days import YearDays, plan_period
from registry.shaped_queries import Known, KnownList, constants

PLAN, SENT = "plan", "plan_sent"
DISSOLUTION, DISSOLVED, CONFIRMED = "dissolution", "dissolved", "confirm_ending"
_ON = bindparam("on", type_=Day)


class _Ending(NamedTuple):
    on: date
    recorded_at: datetime


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


def own_plans(
    connection: Connection,
    districts: Collection[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> dict[str, OwnPlan]:
    """The same of each of the districts, by code.

    A year's days say which version is its committee's first. As long as they were not read, a
    version counts that was received since the committee before ended.
    """
    endings = _last_endings(connection, districts, on, known)
    told_after = {district: ending.recorded_at for district, ending in endings.items()}
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
        since = endings[district].on if district in endings else date.min
        versions = tuple(
            one
            for one in received[district]
            if (one.version >= days.plan_version if days is not None else one.received >= since)
        )
        taken_in = year in planned.get(district, frozenset())
        made = None if days is None else _made_in(newest, district, days)
        found[district] = OwnPlan(versions, taken_in, days, made)
    return found


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
            *_counted(known),
        )
        .group_by(Instance.district_code)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _counted(known: datetime | Known) -> Iterator[ColumnElement[bool]]:
    """That an entry counts; with `known`, that it counted then."""
    over = select(Supersession.entry_id)
    if known is not None:
        by = aliased(Entry)
        over = over.join(by, by.id == Supersession.by_id).where(by.recorded_at <= known)
        yield Entry.recorded_at <= known
    yield Entry.id.not_in(over)


def committees_ended(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> frozenset[str]:
    """The districts whose committee, or the last of them, ended by that day."""
    return frozenset(_last_endings(connection, districts, on, known)) if districts else frozenset()


def _made_in(
    newest: Mapping[tuple[str, str, str], int], district: str, days: YearDays
) -> int | None:
    """The process that makes the first version of these days: it began after the year did."""
    year = newest[district, YEAR, str(days.year)]
    made = newest.get((district, PLAN, plan_period(days.year, days.plan_version)))
    return made if made is not None and made > year else None


def _last_endings(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None
) -> dict[str, _Ending]:
    """The decision by which a committee of each district ended last, by that day."""
    rows = _ENDINGS.rows(connection, districts, known, {"on": on})
    return {district: _Ending(*decided) for district, *decided in rows}


def _endings(districts: Sequence[BindParameter[str]], known: Known) -> Select[*tuple[Any, ...]]:
    return (
        select(Instance.district_code, Entry.act_date, Entry.recorded_at)
        .join(Instance, Instance.id == Entry.instance_id)
        .where(
            Instance.district_code.in_(districts),
            Instance.process == DISSOLUTION,
            Instance.outcome == DISSOLVED,
            Entry.gate == CONFIRMED,
            Entry.kind.in_(constants(("decision", "correction"))),
            Entry.act_date <= _ON,
            *_counted(known),
        )
        .order_by(Entry.id)
    )


_ENDINGS = KnownList(_endings)
