"""How the questions of a year are answered."""

from datetime import date, timedelta

from sqlalchemy import Connection

from config.calendar import government_holidays
from config.defaults import policy
from config.policy import YearPolicy
from flows.engine.installation import Read
from flows.year.effects import PLAN_TRAININGS, QUARTER_DAYS, REPORT_STATE, YEAR_DAYS
from flows.year.process import YearStart
from registry.queries.history import planned_years
from registry.queries.last_committees import last_committee, last_committees
from registry.queries.monitoring import quarters_told
from registry.queries.plans import plan_rows, plan_versions
from registry.rules.calendar import WorkingCalendar, quarter_starts
from registry.rules.plan_effects import (
    PlanTrainings,
    QuarterArgs,
    QuarterDue,
    ReportState,
    YearDaysArgs,
)
from registry.rules.year_days import YearDays, year_days

TRAINING = "training"
DAY = timedelta(days=1)


def days_of_year(connection: Connection, args: YearDaysArgs, on: date) -> YearDays:
    """The days of a committee's year; whether a plan of it came in with an adopted committee.

    A version that was received already is that of a committee before: this one's is the next.
    """
    before = last_committees(connection, (args.district,))
    told_after = {code: last.recorded_at for code, last in before.items()}
    planned = planned_years(connection, args.year, args.district, told_after=told_after)
    received = plan_versions(connection, (args.district,), on, args.year)
    return year_days(
        policy().year,
        args.year,
        joined=args.joined,
        plan_known=args.year in planned.get(args.district, frozenset()),
        plan_version=1 + max((one.version for one in received), default=0),
    )


def quarters_asked(connection: Connection, start: YearStart, on: date) -> list[int]:
    """The quarters in which the committee was at work: of those before nothing was asked."""
    asked = YearDaysArgs(district=start.district, year=start.year, joined=start.joined)
    return [one.number for one in days_of_year(connection, asked, on).quarters]


def days_of_quarter(_: Connection, args: QuarterArgs, _on: date) -> QuarterDue:
    """When the report of a quarter is due: its day, or the next on which offices are open."""
    due = report_due(policy().year, args.year, args.quarter)
    return QuarterDue(due=due, silent=due + policy().year.silent_days * DAY)


def report_due(year_policy: YearPolicy, year: int, quarter: int) -> date:
    """The day of the month after the quarter, or the next working day."""
    due = quarter_starts(year, quarter + 1).replace(day=year_policy.report_day)
    calendar = WorkingCalendar(government_holidays)
    return due if calendar.is_working_day(due) else calendar.add_working_days(due, 1)


def report_state(connection: Connection, args: QuarterArgs, on: date) -> ReportState:
    """Whether the quarter was reported by that day."""
    told = quarters_told(connection, (args.district,), args.year, on)
    return ReportState(told=(args.district, args.quarter) in told)


def plan_trainings(connection: Connection, args: YearDaysArgs, on: date) -> PlanTrainings:
    """The activities of the newest version of the committee's plan that are trainings."""
    before = last_committee(connection, args.district, on)
    received = plan_versions(connection, (args.district,), on, args.year)
    versions = [one for one in received if one.is_after(before)]
    if not versions:
        return PlanTrainings(rows=())
    rows = plan_rows(connection, args.district, args.year, versions[-1].version, on)
    return PlanTrainings(rows=tuple(one.key for one in rows if one.kind == TRAINING))


READS: dict[str, Read] = {
    YEAR_DAYS.key: days_of_year,
    QUARTER_DAYS.key: days_of_quarter,
    REPORT_STATE.key: report_state,
    PLAN_TRAININGS.key: plan_trainings,
}
