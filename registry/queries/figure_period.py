"""A day that figures are worked out for: what is recorded up to it, each asked for once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from sqlalchemy import Connection, select

from registry.facts import live
from registry.models import DistrictOrder, Entry, Instance, Meeting
from registry.queries.areas import only_one
from registry.queries.committee_meetings import INFORMAL, ToldBy, meetings_of_committees
from registry.queries.held_activities import across_the_border
from registry.queries.meeting_units import MeetingUnits, meeting_units
from registry.queries.meetings import ScoreRow, scores_of_trainings
from registry.queries.monitoring import (
    LessonRow,
    ProgressRow,
    lessons,
    progress,
    quarters_told,
)
from registry.queries.orders import districts_with_order
from registry.queries.own_plans import OwnPlan, first_sent, own_plans
from registry.queries.plans import (
    MoneyRow,
    PlanRowRow,
    local_rows,
    money,
    money_steps,
    needs,
    rows_of_versions,
)
from registry.queries.seat_counts import seat_counts
from registry.rules.calendar import QUARTERS, fiscal_quarter, fiscal_year, quarter_ends
from registry.rules.figures import starts_on
from registry.rules.quarter_board import meetings_due
from registry.rules.seats import SeatCount
from registry.rules.year_days import YearDays

MEETING = "meeting"
TOLD_AS = {ToldBy.RESOLUTION: "quarterly", ToldBy.OLD_PAPER: "old"}  # what kind they are


@dataclass(frozen=True)
class FigureDay:
    """The districts as at the last day of a period of a fiscal year, or today before it."""

    connection: Connection
    districts: tuple[str, ...]
    year: int
    on: date
    known: datetime | None = None
    _spans: dict[date, "FigureSpan"] = field(default_factory=dict, repr=False, compare=False)

    def since(self, first: date) -> "FigureSpan":
        """The days from `first` up to the day: the year's are its first quarter's while it runs."""
        return self._spans.setdefault(first, FigureSpan(self, first))

    @cached_property
    def in_force(self) -> set[str]:
        return set(
            districts_with_order(self.connection, self.on, only_one(self.districts), self.known)
        )

    @cached_property
    def established(self) -> set[str]:
        """The districts of which an order to appoint was signed by then, in force or not."""
        query = select(DistrictOrder.district_code).where(
            DistrictOrder.district_code.in_(self.districts),
            DistrictOrder.kind.not_in(("earlier", "amend")),
            DistrictOrder.valid_from <= self.on,
            live(DistrictOrder, self.known),
        )
        return set(self.connection.scalars(query))

    @cached_property
    def seats(self) -> dict[str, SeatCount]:
        return seat_counts(self.connection, self.districts, self.on, self.known)

    @cached_property
    def tested(self) -> dict[str, dict[str, list[ScoreRow]]]:
        """The points at each training of the year up to the day."""
        first = starts_on(self.year, None)
        return scores_of_trainings(self.connection, self.districts, first, self.on, self.known)

    @cached_property
    def local_rows(self) -> dict[str, list[PlanRowRow]]:
        """The rows for local money of the year's plan, of whatever version."""
        found: dict[str, list[PlanRowRow]] = {}
        for one in local_rows(self.connection, self.districts, self.year, self.on, self.known):
            found.setdefault(one.district, []).append(one)
        return found

    @cached_property
    def planned(self) -> dict[str, list[PlanRowRow]]:
        """The rows of the year's plan that holds in each district."""
        found: dict[str, list[PlanRowRow]] = {}
        rows = rows_of_versions(self.connection, self.districts, self.year, self.on, self.known)
        for one in rows:
            newest = self.plans[one.district].newest
            if newest is not None and one.version == newest.version:
                found.setdefault(one.district, []).append(one)
        return found

    @cached_property
    def progress(self) -> dict[str, list[ProgressRow]]:
        """What was reported of each district's activities of the year, oldest quarter first.

        A quarter is reported when it is over: whatever is known of it now counts.
        """
        found: dict[str, list[ProgressRow]] = {}
        rows = progress(self.connection, self.districts, self.year, date.max, self.known)
        for one in rows:
            found.setdefault(one.district, []).append(one)
        return found

    @cached_property
    def quarters_told(self) -> set[tuple[str, int]]:
        """The district and quarter of the year of which a report was told, a nil report too."""
        return quarters_told(self.connection, self.districts, self.year, date.max, known=self.known)

    @cached_property
    def lessons(self) -> dict[str, list[LessonRow]]:
        """The lessons that each committee ever drew, as they stood on the day."""
        found: dict[str, list[LessonRow]] = {}
        for one in lessons(self.connection, self.districts, self.on, self.known):
            found.setdefault(one.district, []).append(one)
        return found

    @cached_property
    def plans(self) -> dict[str, OwnPlan]:
        """The plan of the year that is the own one of the committee at work in each district."""
        return own_plans(self.connection, self.districts, self.year, self.on, self.known)

    @cached_property
    def met(self) -> dict[str, list[tuple[int, int, str]]]:
        """The year and quarter that each meeting up to the day was of, and its kind.

        A talk without a quorum is none; one that a resolution tells of was a regular one.
        """
        query = (
            select(
                Meeting.district_code, Meeting.valid_from, Meeting.kind, Instance.process,
                Instance.period,
            )
            .outerjoin(Entry, Entry.id == Meeting.entry_id)
            .outerjoin(Instance, Instance.id == Entry.instance_id)
            .where(
                Meeting.district_code.in_(self.districts), Meeting.valid_from <= self.on,
                Meeting.kind != INFORMAL, live(Meeting, self.known),
            )
        )  # fmt: skip
        found: dict[str, list[tuple[int, int, str]]] = {}
        for code, day, kind, process, period in self.connection.execute(query):
            of = _quarter_named(period) if process == MEETING else None
            year, quarter = of or (fiscal_year(day), fiscal_quarter(day))
            found.setdefault(code, []).append((year, quarter, kind))
        for code, year, quarter, kind in self._told_otherwise():
            found.setdefault(code, []).append((year, quarter, kind))
        return found

    def _told_otherwise(self) -> Iterator[tuple[str, int, int, str]]:
        """The meetings that are not recorded: of the district, the quarter of their day."""
        told = meetings_of_committees(self.connection, self.districts, self.on, self.known)
        for code, own in told.items():
            for one in own:
                if one.row is None and (day := one.day) is not None:
                    yield code, fiscal_year(day), fiscal_quarter(day), TOLD_AS[one.told_by]

    @property
    def last_quarters(self) -> list[tuple[int, int]]:
        """The quarter that the day ends, and the one before it."""
        year, quarter = fiscal_year(self.on), fiscal_quarter(self.on)
        before = (year, quarter - 1) if quarter > 1 else (year - 1, QUARTERS[-1])
        return [(year, quarter), before]

    @cached_property
    def days(self) -> dict[str, YearDays]:
        """The days of the year in each district that had it open; in no other was anything due.

        They are what the year itself read as it began, so that no quarter is counted before the
        first year that a province lets open, nor before the day on which a committee joined.
        """
        return {code: plan.days for code, plan in self.plans.items() if plan.days is not None}

    def due_quarters(self, code: str, held: Collection[int]) -> list[int]:
        """The quarters of the year in which a meeting of the committee was due; it met in
        `held`.
        """
        days = self.days.get(code)
        return meetings_due(days.quarters, held, self.on) if days else []

    @cached_property
    def first_sent(self) -> dict[str, date]:
        """When each committee's own plan of the year was first sent to the provincial office."""
        return first_sent(self.connection, self.plans.values(), self.on, self.known)

    @cached_property
    def secured(self) -> dict[str, dict[str, Decimal]]:
        """The money that ordinances hold or that donors granted, by district and line."""
        asked = {
            (one.district, one.key): one.amount
            for one in needs(self.connection, self.districts, self.year, self.on, self.known)
        }
        found: dict[str, dict[str, Decimal]] = {}
        for one in money(self.connection, self.districts, self.year, self.on, self.known):
            held = self._held(one)
            if held is not None:
                amount = asked.get((one.district, one.need)) if held.amount is None else held.amount
                found.setdefault(one.district, {})[one.need] = amount or Decimal()
        return found

    def _held(self, line: MoneyRow) -> MoneyRow | None:
        """The step by which the line is secured; money that was spent was held before."""
        if line.step != "spent":
            return line if line.secured else None
        steps = money_steps(self.connection, line.district, self.year, line.need, self.known)
        return next((one for one in reversed(steps) if one.secured), None)


@dataclass(frozen=True)
class FigureSpan:
    """What happened from a day up to that of the figures."""

    day: FigureDay
    first: date

    @cached_property
    def units(self) -> dict[str, list[MeetingUnits]]:
        """Which units were asked to each meeting of these days alone, and which came."""
        day = self.day
        return meeting_units(day.connection, day.districts, self.first, day.on, day.known)

    @cached_property
    def across(self) -> dict[str, int]:
        """How often each district was in touch across the border within these days alone."""
        day = self.day
        return across_the_border(day.connection, day.districts, self.first, day.on, day.known)


@dataclass(frozen=True)
class FigurePeriod:
    """A quarter of the year, or all of it (None), up to the day."""

    day: FigureDay
    quarter: int | None

    @property
    def span(self) -> FigureSpan:
        """The days of the period."""
        return self.day.since(starts_on(self.day.year, self.quarter))

    @property
    def last_quarter(self) -> int:
        """The quarter that ends the period: of a year the last that is over, 0 for none."""
        if self.quarter is not None:
            return self.quarter
        over = [one for one in QUARTERS if quarter_ends(self.day.year, one) <= self.day.on]
        return max(over, default=0)


def _quarter_named(period: str) -> tuple[int, int] | None:
    """The quarter that a meeting was called for ("2565/q2"); None of another occasion."""
    year, _, occasion = period.partition("/")
    number = occasion.removeprefix("q")
    known = year.isdigit() and occasion.startswith("q") and number.isdigit()
    return (int(year), int(number)) if known else None
