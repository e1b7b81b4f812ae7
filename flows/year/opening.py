"""Years open by themselves: each once, for every committee at work, on the day that they should.

A tick that was missed changes nothing: a year begins on the day on which it should have.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from config.defaults import policy
from flows.decisions.start import NewInstance, start
from flows.engine.advance import advance, begin
from flows.engine.apart import ONE_AFTER_ANOTHER, OneAfterAnother
from flows.engine.days import bring_to_date, clock_is_believed, pass_waits
from flows.engine.installation import Installation
from flows.year.process import ANNUAL_CYCLE, YearStart
from registry.journal import begun_periods, instances_numbered
from registry.queries.history import planned_years
from registry.queries.instances import begun_after
from registry.queries.last_committees import LastCommittee, last_committees
from registry.queries.orders import at_work_since
from registry.queries.settings import own_settings
from registry.refusals import Refusal
from registry.rules.calendar import fiscal_year
from registry.rules.year_days import YearDays, joins_from, newest_open, opens_on, year_days
from registry.transaction import Write

FIRST_YEAR = "year.first"


class YearNotOpen(Refusal):
    """The fiscal year has not opened yet, or has ended: no past year is opened to fill a gap."""


class NoCommitteeAtWork(Refusal):
    """The district has no order in force, so that no committee plans the year."""


class YearDue(NamedTuple):
    """A committee's year that is to open, from which day on; `joined` as in YearStart."""

    district: str
    year: int
    on: date
    joined: date | None


class FirstYear(NamedTuple):
    """The first year that opens by itself; `since`: the day on which the province chose it."""

    year: int
    since: date | None


class PlanningCommittee(NamedTuple):
    """A committee at work, since when; `first` of its province, `year` the first that it joins."""

    district: str
    since: date
    first: FirstYear
    year: int


def years_due(
    connection: Connection, today: date, district: str | None = None
) -> Iterator[YearDue]:
    """The years that should be open today and were never begun, of one district or of all.

    Of a committee at work the running year and, from its opening day on, the next; none that has
    ended, and none before the first that the province opens by itself. After a committee that has
    ended, or whose adoption was withdrawn, another begins at its own first day: years and plans of
    the one before are not its.
    """
    shipped = policy().year
    running, newest = fiscal_year(today), newest_open(shipped, today)
    districts = None if district is None else (district,)
    begun = {
        **begun_periods(connection, ANNUAL_CYCLE.key, districts),
        **{
            code: _begun_since(connection, last)
            for code, last in last_committees(connection, districts).items()
        },
    }
    for one in committees_at_work(connection, today, district):
        for year in range(max(one.year, running), newest + 1):
            if opens_on(shipped, year) <= today and str(year) not in begun.get(one.district, ()):
                yield _due(one, year)


def committees_at_work(
    connection: Connection, on: date, district: str | None = None, known: datetime | None = None
) -> Iterator[PlanningCommittee]:
    """The committees with an order in force on the day, of one district or of all."""
    districts = None if district is None else (district,)
    before = last_committees(connection, districts, known=known)
    told_after = {code: last.recorded_at for code, last in before.items()}
    planned = planned_years(connection, fiscal_year(on), district, known, told_after=told_after)
    firsts: dict[str, FirstYear] = {}
    for code, first_day in at_work_since(connection, on, district, known).items():
        since = max(first_day, before[code].on) if code in before else first_day
        if code[:2] not in firsts:
            firsts[code[:2]] = first_year(connection, code[:2], on, known)
        first = firsts[code[:2]]
        joins = joins_from(policy().year, since, planned=planned.get(code, frozenset()))
        yield PlanningCommittee(code, since, first, max(joins, first.year))


def years_ahead(
    connection: Connection,
    district: str,
    years: Collection[int],
    on: date,
    known: datetime | None = None,
) -> dict[int, YearDays]:
    """The days of those of the years that open by themselves for the district's committee.

    As far as they can be told before each of them is open.
    """
    return {
        year: year_days(policy().year, year, joined=_due(one, year).joined)
        for one in committees_at_work(connection, on, district, known)
        for year in years
        if year >= one.year
    }


def _begun_since(connection: Connection, last: LastCommittee) -> frozenset[str]:
    """The years that were begun after the committee before had stopped, stopped ones too."""
    begun = begun_after(connection, last.entry, ANNUAL_CYCLE.key)
    return frozenset(one.period for one in instances_numbered(connection, begun))


def _due(one: PlanningCommittee, year: int) -> YearDue:
    opens, first = opens_on(policy().year, year), one.first
    chosen = first.since if first.year == year and first.since else one.since
    at_work = max(one.since, chosen)
    joined = at_work if at_work > opens else None
    return YearDue(one.district, year, max(opens, at_work), joined)


def first_year(
    connection: Connection, province: str, today: date, known: datetime | None = None
) -> FirstYear:
    """The province's own first year and since when it has it, else the shipped one."""
    rows = own_settings(connection, province, today, known)
    own = next((one for one in rows if one.key == FIRST_YEAR), None)
    if own is None or not isinstance(own.value, int):
        return FirstYear(policy().year.first, None)
    return FirstYear(own.value, own.start)


def open_years(
    desk: Installation,
    *,
    clock_is_right: bool = False,
    among: Collection[str] | None = None,
    apart: OneAfterAnother = ONE_AFTER_ANOTHER,
) -> int:
    """Open what is due, `among` in these districts alone; answers how many years were opened."""
    with desk.registry.reading() as connection:
        due = list(years_due(connection, desk.registry.today))
    by_district: dict[str, list[YearDue]] = {}
    for one in due:
        if among is None or one.district in among:
            by_district.setdefault(one.district, []).append(one)
    return apart.each(
        by_district,
        lambda district: sum(
            _open(desk, one, clock_is_right=clock_is_right) for one in by_district[district]
        ),
    )


def _open(desk: Installation, due: YearDue, *, clock_is_right: bool) -> bool:
    """Under the district's lock the year opens, unless somebody else began it meanwhile."""
    with desk.registry.writing(due.district) as write:
        if not (clock_is_right or clock_is_believed(write)):
            return False
        bring_to_date(desk, write, due.district, clock_is_right=clock_is_right)
        if due not in years_due(write.connection, write.today, due.district):
            return False
        wanted = YearStart(district=due.district, year=due.year, joined=due.joined)
        row = begin(write, ANNUAL_CYCLE, due.district, str(due.year), wanted, due.on)
        advance(desk, write, row)
        pass_waits(desk, write)
        return True


def start_year(
    desk: Installation, district: str, year: int, *, on: date, recorded_by: str
) -> NewInstance:
    """Open a committee's running or next year by hand, from that day on.

    Raises YearNotOpen, NoCommitteeAtWork, and what `start` refuses.
    """
    shipped = policy().year

    def params(write: Write) -> YearStart:
        may = sorted({fiscal_year(write.today), newest_open(shipped, write.today)})
        if year not in may:
            raise YearNotOpen(field="--year", value=year, years=", ".join(map(str, may)))
        if district not in at_work_since(write.connection, on, district):
            raise NoCommitteeAtWork(field="--district")
        joined = on if on > opens_on(shipped, year) else None
        return YearStart(district=district, year=year, joined=joined)

    return start(
        desk, ANNUAL_CYCLE.key, district, on=on, recorded_by=recorded_by,
        period=str(year), field="--year", params=params,
    )  # fmt: skip
