"""A plan as its page and its workbook tell it: rows by group, money by road, work by unit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sqlalchemy import Connection

from config.words import Field, Named, Sentence, Value, both
from flows.engine.installation import Installation
from flows.engine.misfit import choice, within
from flows.engine.offers import Offers
from flows.plan.checks import (
    PlanContext,
    PlanFinding,
    days_of_work,
    findings,
    unknown_in,
    unwritten_parts,
)
from flows.plan.leads import plan_context, unit_titles
from flows.plan.offers import offer_plan
from flows.plan.row_reading import RowReading
from flows.plan.rows import COSTS, BudgetMode, Quarter
from flows.plan.working_copy import GROUPS, WorkingCopy, plan_shown
from registry.queries.plan_working import WorkingRow
from registry.queries.plans import needs
from registry.rules.baht import amount_shown

NO_GROUP = ""


@dataclass(frozen=True)
class PlanFilter:
    """Which rows are looked at; "" for all."""

    unit: str = ""
    quarter: str = ""
    group: str = ""


@dataclass(frozen=True)
class RowLine:
    """A row as the list tells it. `lacks` says what is missing, None where the row is whole."""

    row: WorkingRow
    number: int
    lead: Value
    quarters: tuple[str, ...]
    money: Value
    lacks: Sentence | None

    @property
    def key(self) -> str:
        """Its key."""
        return self.row.key


@dataclass(frozen=True)
class GroupLines:
    """The rows of a group, "" for those without one."""

    group: str
    label: Value
    rows: tuple[RowLine, ...]


@dataclass(frozen=True)
class RoadTotal:
    """How many rows go by a road of money, and how much they ask for in all."""

    mode: Value
    count: int
    amount: Decimal


@dataclass(frozen=True)
class UnitWork:
    """What a unit leads: rows, days of work in each quarter, and where those are over the limit."""

    unit: Named
    rows: int
    days: tuple[int, ...]
    over: tuple[bool, ...]


@dataclass(frozen=True)
class PlanSummary:
    """Everything of a plan that is shown beside its rows' own pages."""

    copy: WorkingCopy
    context: PlanContext
    lines: frozenset[str]

    @cached_property
    def offers(self) -> Offers:
        """What is offered for the fields of its rows."""
        return offer_plan(self.copy.at)

    @cached_property
    def units(self) -> dict[str, Named]:
        """The units of the seats by key, for the filter."""
        return unit_titles(self.context.seats)

    def groups(self, wanted: PlanFilter) -> list[GroupLines]:
        """The rows that are looked at, by group in printed order."""
        rows = [one for one in self._numbered() if self._is_wanted(one.row, wanted)]
        return [
            GroupLines(group, group_label(group), tuple(r for r in rows if r.row.group == group))
            for group in (*map(str, GROUPS), NO_GROUP)
            if any(r.row.group == group for r in rows)
        ]

    def _numbered(self) -> Iterator[RowLine]:
        for number, row in enumerate(self.copy.rows, 1):
            yield self.line(row, number)

    def line(self, row: WorkingRow, number: int) -> RowLine:
        """The row as a line."""
        body = row.body or {}
        seat = self.context.seats.get(str(body.get("lead")))
        return RowLine(
            row,
            number,
            seat.title if seat else body.get("lead") or "",
            tuple(map(str, body.get("quarters") or ())),
            self._money(body),
            self.lacks(row),
        )

    def _money(self, body: Mapping[str, object]) -> Value:
        amount = body.get("amount")
        return amount_shown(amount) if amount else ""

    def _is_wanted(self, row: WorkingRow, wanted: PlanFilter) -> bool:
        body = row.body or {}
        seats = (body.get("lead"), *(body.get("joint") or ()))
        units = {one.unit for key in seats if (one := self.context.seats.get(str(key)))}
        return (
            (not wanted.unit or wanted.unit in units)
            and (not wanted.quarter or wanted.quarter in (body.get("quarters") or ()))
            and (not wanted.group or wanted.group == row.group)
        )

    def lacks(self, row: WorkingRow) -> Sentence | None:
        """What the row lacks still, or names that nobody knows; None where it is whole."""
        return self._lacking[row.key]

    @cached_property
    def _lacking(self) -> dict[str, Sentence | None]:
        return {key: self._lack(reading) for key, reading in self.copy.readings.items()}

    def _lack(self, reading: RowReading) -> Sentence | None:
        fields = [*dict.fromkeys(one.field or "" for one in (*reading.lacks, *reading.wrong))]
        if fields:
            return both("page.plan.lacks", fields=Field(", ".join(fields)))
        return next(iter(self.unknown(reading)), None)

    def unknown(self, reading: RowReading) -> list[Sentence]:
        """What the row names that nobody knows: a seat that stands no longer, say."""
        if reading.row is None:
            return []
        found = unknown_in(reading.row, self.context, self.lines)
        return [within(one, "rows").sentence for one in found]

    @cached_property
    def incomplete(self) -> list[WorkingRow]:
        """The rows that keep the plan from being put forward."""
        return [row for row in self.copy.rows if self.lacks(row) is not None]

    @cached_property
    def findings(self) -> list[PlanFinding]:
        """What its head lacks, and the checks of the rows that are whole.

        What rows name that are not whole yet is no gap.
        """
        begun = [row.body or {} for row in self.incomplete]
        parts = unwritten_parts(self.copy.head.body or {})
        return [*parts, *findings(self.copy.whole, self.context, begun)]

    @cached_property
    def roads(self) -> list[RoadTotal]:
        """Money by its roads, those of no row left out; rows that lack something count too."""
        asked: dict[str, list[Decimal]] = defaultdict(list)
        for row in self.copy.rows:
            said = row.body or {}
            mode = said.get("mode", BudgetMode.WITHIN_MANDATE)
            asked[mode].append(Decimal(str(said.get("amount") or 0)))
        return [
            RoadTotal(choice(mode), len(asked[mode]), sum(asked[mode], Decimal()))
            for mode in (*COSTS, BudgetMode.WITHIN_MANDATE)
            if mode in asked
        ]

    @cached_property
    def total(self) -> Decimal:
        """All that is asked for, in baht."""
        return sum((one.amount for one in self.roads), Decimal())

    @cached_property
    def work(self) -> list[UnitWork]:
        """Work by unit and quarter, of the units that lead anything."""
        seats, rows = self.context.seats, self.copy.whole
        days = days_of_work(rows, seats)
        led = [seats[row.lead].unit for row in rows if row.lead in seats]
        titles = self.units
        return [
            UnitWork(
                titles[unit],
                led.count(unit),
                tuple(days.get((unit, quarter), 0) for quarter in Quarter),
                tuple(days.get((unit, quarter), 0) > self.context.most_days for quarter in Quarter),
            )
            for unit in dict.fromkeys(led)
        ]


def group_label(group: str) -> Value:
    """What a group is called, "" for none chosen yet."""
    known = next((one for one in GROUPS if one == group), None)
    return choice(known) if known else both("page.plan.no_group")


def plan_summary(office: Installation, connection: Connection, instance: int) -> PlanSummary | None:
    """The plan of that instance; None where it is no plan's."""
    on = office.registry.today
    copy = plan_shown(connection, instance, office.declared.gates, on)
    if copy is None:
        return None
    district = copy.at.district
    known = needs(connection, (district,), copy.start.year, on)
    context = plan_context(connection, district, copy.start.year, on)
    return PlanSummary(copy, context, frozenset(one.key for one in known))
