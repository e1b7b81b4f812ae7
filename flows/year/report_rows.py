"""The rows of a year's plan, and what was reported of each, as the reports of the year tell it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection

from config.activities import activities
from config.words import Named, say
from flows.engine.answers import Answers, CurrentAnswer, listed
from flows.meeting.paper_facts import text_or_none
from flows.plan.row_words import in_both, rows_in_words
from flows.plan.survivor_counts import is_few
from flows.plan.wording import plain_figure, with_unit
from flows.year.monitoring_gates import ActivityProgress, ActivityState, Fate, ProgressV1
from flows.year.monitoring_recordings import report_branch
from registry.queries.own_plans import own_plan
from registry.queries.plans import PlanRowRow, plan_rows
from registry.rules.baht import in_figures
from registry.rules.calendar import QUARTERS
from registry.rules.papers.reports import ReportedRow

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
Paid = Mapping[str, Decimal | None]  # baht that were spent of a line of money, by its need
NONE_PAID: Paid = MappingProxyType({})


class PlannedRow(NamedTuple):
    """A row of the newest version with its number in print; None where a word was redacted."""

    number: int
    fact: PlanRowRow
    activity: str | None
    unit: str | None

    @property
    def key(self) -> str:
        """The row's key."""
        return self.fact.key

    @property
    def called(self) -> Named:
        """The activity, or in the words of each language that it was redacted."""
        return in_both(self.activity)


def planned_rows(
    connection: Connection, district: str, year: int, on: date, known: datetime | None = None
) -> tuple[PlannedRow, ...]:
    """The rows of the committee's own plan of that day, as a plan numbers them; none without.

    As known at an instant, if one is given.
    """
    newest = own_plan(connection, district, year, on, known).newest
    if newest is None:
        return ()
    version = newest.version
    said = rows_in_words(connection, district, year, version, on, known)
    words = {str(row["key"]): row for row in said}
    order = activities().groups
    facts = plan_rows(connection, district, year, version, on, known)
    by_group = sorted(facts, key=lambda row: order.index(row.grouping))
    return tuple(
        PlannedRow(
            number,
            fact,
            text_or_none(words[fact.key].get("activity")),
            text_or_none(words[fact.key].get("unit")),
        )
        for number, fact in enumerate(by_group, start=1)
    )


def told(answers: Answers) -> dict[int, CurrentAnswer[ProgressV1]]:
    """What each quarter reported last, by the quarter."""
    found = {one: answers.last(ProgressV1, branch=report_branch(one)) for one in QUARTERS}
    return {quarter: one for quarter, one in found.items() if one is not None}


def lines_of(reports: Sequence[ProgressV1], key: str) -> list[ActivityProgress]:
    """What the reports say of a row, in their order."""
    return [line for one in reports for line in listed(one.rows) if line.row == key]


def reported_in_quarter(
    row: PlannedRow, before: Sequence[ActivityProgress], now: ActivityProgress | None, least: int
) -> ReportedRow:
    """A row as the report of a quarter tells it: `now`, after what earlier quarters told."""
    lines = [*before, *([now] if now else [])]
    reached = now.reached if now else None
    state = now.state if now else None
    return _reported(row, lines, now, state, (reached, now.spent if now else None), least)


def reported_in_year(
    row: PlannedRow,
    lines: Sequence[ActivityProgress],
    least: int,
    fate: Fate | None = None,
    paid: Paid = NONE_PAID,
) -> ReportedRow:
    """A row as the report of the year tells it: its last state, and what all quarters reached."""
    last = lines[-1] if lines else None
    spent = spent_in_year(row, lines, paid)
    return _reported(row, lines, last, last_state(lines, fate), (reached_in(lines), spent), least)


def spent_in_year(row: PlannedRow, lines: Sequence[ActivityProgress], paid: Paid) -> Decimal | None:
    """Baht as the quarters told; where none did, what was spent of the row's line of money."""
    reported = sum_of([one.spent for one in lines])
    return paid.get(row.fact.need or "") if reported is None else reported


def last_state(lines: Sequence[ActivityProgress], fate: Fate | None) -> ActivityState | None:
    """The last state that was reported; done where that was settled at the year's end."""
    if fate is Fate.DONE:
        return ActivityState.DONE
    return lines[-1].state if lines else None


def _reported(
    row: PlannedRow,
    lines: Sequence[ActivityProgress],
    told: ActivityProgress | None,
    state: ActivityState | None,
    own: tuple[Decimal | None, Decimal | None],
    least: int,
) -> ReportedRow:
    """`own`: what was reached and spent in the report's own period, `told` what else it says."""
    reached, spent = own
    so_far, target, hidden = reached_in(lines), row.fact.target, tells_of_few(row, lines, least)
    return ReportedRow(
        number=row.number,
        activity=row.activity,
        target=counted(row, target, hidden=hidden),
        hidden=hidden,
        reached=counted(row, reached, hidden=hidden),
        so_far=counted(row, so_far, hidden=hidden),
        percent=None if hidden else percent(so_far, target),
        state_th=say(f"choice.activity_state.{state}", "th") if state else None,
        amount=None if row.fact.amount is None else in_figures(row.fact.amount),
        spent=None if spent is None else in_figures(spent),
        variance=text_or_none(told.variance) if told else None,
        corrective=text_or_none(told.corrective) if told else None,
        moved=tuple(int(one.removeprefix("q")) for one in listed(told.quarters)) if told else (),
    )


def tells_of_few(row: PlannedRow, lines: Sequence[ActivityProgress], least: int) -> bool:
    """Whether the row counts people who were trafficked, and target or any quarter so few.

    Then all figures of the row are hidden: one of them would follow from the others.
    """
    figures = [row.fact.target, *(one.reached for one in lines)]
    return row.fact.survivors and any(is_few(one, least) for one in figures)


def counted(row: PlannedRow, figure: Decimal | None, *, hidden: bool) -> str | None:
    """A figure of the row with its unit; None where there is none or it is hidden."""
    return None if hidden or figure is None else with_unit(figure, row.unit)


def reached_in(lines: Sequence[ActivityProgress]) -> Decimal | None:
    """What the lines reached together, None where none of them says."""
    return sum_of([one.reached for one in lines])


def sum_of(figures: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of those that were told, None where none was."""
    known = [one for one in figures if one is not None]
    return sum(known, Decimal()) if known else None


def percent(reached: Decimal | None, target: Decimal | None) -> str | None:
    """What was reached of the target, in percent, None where no target is counted."""
    if reached is None or not target:
        return None
    return plain_figure((reached / target * HUNDRED).quantize(TENTH))
