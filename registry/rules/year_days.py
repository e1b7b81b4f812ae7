"""The days of a committee's fiscal year: when it opens, what is due when (practice.md 13)."""

from datetime import date, timedelta

from config.policy import YearPolicy
from config.shapes import MonthDay
from registry.rules.calendar import QUARTERS, fiscal_year, quarter_ends, quarter_starts
from registry.rules.seats import Value
from registry.rules.thai import BUDDHIST_OFFSET

OCTOBER = 10
# What a committee that joins a year has left for its plan, in parts of the days that it gets, and
# for the money that it can still ask for.
PARTS = {"drafted": 30, "resolved": 40, "endorsed": 50, "signed": 55, "sent": 60}
MONEY_PARTS = {"costed": 10, "proposals": 15}
WHOLE = 60


class QuarterDays(Value):
    """A quarter of the year: its number, first and last day."""

    number: int
    starts: date
    ends: date


class YearDays(Value):
    """The days of one committee's year. `quarters` are those that it meets in.

    `roads`: whether the ordinance of the year can still be asked for. `plan_known`: a plan of the
    year came in with an adopted committee, and none is made. `plan_version`: which one it makes,
    after those of a committee before it.
    """

    year: int
    opens: date
    costed: date
    planning: date
    proposals: date
    tabled: date
    drafted: date
    passed: date
    resolved: date
    endorsed: date
    signed: date
    sent: date
    starts: date
    ends: date
    reflect: date
    lessons: date
    carry: date
    closing: date
    quarters: tuple[QuarterDays, ...]
    roads: bool
    plan_known: bool = False
    plan_version: int = 1


def plan_period(year: int, version: int) -> str:
    """The period of that version's instance: "2566", then "2566/2"."""
    return str(year) if version == 1 else f"{year}/{version}"


def year_of_period(period: str) -> str:
    """The fiscal year of a plan's, a meeting's or a training's period: "2566" of "2566/2"."""
    return period.partition("/")[0]


def opens_on(policy: YearPolicy, year: int) -> date:
    """The day on which a fiscal year opens for a committee that is at work by then."""
    return _day(policy.beginning.opens, year - BUDDHIST_OFFSET - 1)


def newest_open(policy: YearPolicy, today: date) -> int:
    """The last fiscal year that is open on that day: the running one, or the next from April."""
    running = fiscal_year(today)
    return running + 1 if opens_on(policy, running + 1) <= today else running


def joins_from(policy: YearPolicy, since: date, *, planned: frozenset[int] = frozenset()) -> int:
    """The first fiscal year of a committee that is at work since that day.

    Of October to March it joins the running year; later it begins with the next, unless a plan
    of the running one is known (`planned`).
    """
    year = fiscal_year(since)
    early = since.month >= OCTOBER or since.month <= policy.join_until_month
    return year if early or year in planned else year + 1


def year_days(
    policy: YearPolicy,
    year: int,
    *,
    joined: date | None = None,
    plan_known: bool = False,
    plan_version: int = 1,
) -> YearDays:
    """The days of the year for a committee, at work since `joined` where that is within it.

    Nothing before that day is due; it has some weeks for its plan, and meets from the next full
    quarter on.
    """
    begins, ends = year - BUDDHIST_OFFSET - 1, year - BUDDHIST_OFFSET
    days = {name: _day(value, begins) for name, value in policy.beginning.model_dump().items()}
    days |= {name: _day(value, ends) for name, value in policy.ending.model_dump().items()}
    late = joined is not None and joined > days["planning"]
    roads = joined is None or joined <= days["proposals"]
    if joined is not None:
        days = {name: max(day, joined) for name, day in days.items()}
        for name, part in (MONEY_PARTS | PARTS if late else MONEY_PARTS).items():
            own = joined + timedelta(days=policy.joined_days * part // WHOLE)
            days[name] = max(days[name], own)
    first = quarter_starts(year, 1) if joined is None else joined
    return YearDays(
        year=year,
        starts=quarter_starts(year, 1),
        ends=quarter_ends(year, 4),
        quarters=tuple(
            QuarterDays(number=one, starts=quarter_starts(year, one), ends=quarter_ends(year, one))
            for one in QUARTERS
            if quarter_starts(year, one) >= first
        ),
        roads=roads,
        plan_known=plan_known,
        plan_version=plan_version,
        **days,
    )


def _day(month_day: MonthDay, year: int) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
