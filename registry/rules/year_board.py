"""Where a committee's fiscal year stands: money, plan, endorsement, submission, reception.

Lateness is counted in calendar days; that of a question that waits comes in as a number. What is
not due counts neither for nor against anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.rules.money_lines import MISSED, SAFE, LineStanding, MoneyLine
from registry.rules.year_days import YearDays


class Column(StrEnum):
    """What the board tells of a year."""

    MONEY = "money"
    PLAN = "plan"
    ENDORSEMENT = "endorsement"
    SUBMISSION = "submission"
    RECEPTION = "reception"


class YearMark(StrEnum):
    """How a district stands with a column."""

    NO_DATA = "no_data"
    NOTHING_DUE = "nothing_due"
    LATER = "later"
    STOPPED = "stopped"
    HERE = "here"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"
    TAKEN_IN = "taken_in"
    NOT_MADE = "not_made"
    NOT_COSTED = "not_costed"
    NONE_NEEDED = "none_needed"
    PARTLY = "partly"
    UNFUNDED = "unfunded"
    DECLINED = "declined"
    ADJUST = "adjust"


COLOURS = {
    YearMark.HERE: "calm",
    YearMark.LATE: "bad",
    YearMark.DONE: "good",
    YearMark.DONE_LATE: "warn",
    YearMark.TAKEN_IN: "good",
    YearMark.NOT_MADE: "bad",
    YearMark.NOT_COSTED: "bad",
    YearMark.NONE_NEEDED: "good",
    YearMark.PARTLY: "calm",
    YearMark.UNFUNDED: "bad",
    YearMark.DECLINED: "warn",
    YearMark.ADJUST: "warn",
}
NOT_DUE = frozenset({YearMark.NO_DATA, YearMark.NOTHING_DUE, YearMark.LATER, YearMark.STOPPED})


@dataclass(frozen=True)
class YearCell:
    """A column of a district: its mark, the day that it rests on, how many of how many.

    `unspent` lines of money are safe, and of their spending nothing is recorded.
    """

    column: Column
    mark: YearMark
    day: date | None = None
    days_late: int = 0
    count: int | None = None
    of: int | None = None
    unspent: int = 0

    @property
    def colour(self) -> str:
        """The class of its colour; grey has none."""
        return COLOURS.get(self.mark, "")


@dataclass(frozen=True)
class OpenQuestion:
    """Something that waits for people: since when, until when, how many days late."""

    since: date
    due: date | None
    days_late: int = 0


@dataclass(frozen=True)
class PlanSteps:
    """What is known of the making of a plan on a day.

    `waits` are the open questions by the key of their gate, the latest of each; `units` are the
    results of the units asked that have work in it, None of one that has not answered. `first_sent`
    is the day of the first submission, `adjust` of the last request to adjust. `missed` is the
    column that the plan had not come past when its year ended.
    """

    waits: dict[str, OpenQuestion]
    units: dict[str, str | None]
    resolved: date | None = None
    endorsed: date | None = None
    first_sent: date | None = None
    adjust: date | None = None
    received: date | None = None
    ended: bool = False
    missed: Column | None = None


@dataclass(frozen=True)
class YearFacts:
    """What is known of a committee's year on a day. `days` None: the year has not been opened.

    `begins`: the year is one of its committee's, `opens` the day on which it should have opened.
    `needs` is the open question for its needs, `told` the day on which they were told.
    """

    begins: bool
    opens: date
    days: YearDays | None
    stopped: bool = False
    lines: tuple[tuple[MoneyLine, LineStanding], ...] = ()
    needs: OpenQuestion | None = None
    told: date | None = None
    plan: PlanSteps | None = None
    plan_known: bool = False


def cells(facts: YearFacts, on: date) -> tuple[YearCell, ...]:
    """The cells of a district's year, in the order of the columns."""
    if facts.days is None or facts.stopped:
        mark = _without_year(facts, on)
        return tuple(
            YearCell(one, YearMark.TAKEN_IN if _taken_in(facts, one) else mark) for one in Column
        )
    return (money_cell(facts, facts.days, on), *plan_cells(facts, facts.days, on))


def _without_year(facts: YearFacts, on: date) -> YearMark:
    if facts.stopped:
        return YearMark.STOPPED
    if not facts.begins:  # no committee, or one whose first year is a later one
        return YearMark.NOTHING_DUE
    return YearMark.LATER if on < facts.opens else YearMark.NO_DATA


def _taken_in(facts: YearFacts, column: Column) -> bool:
    return facts.plan_known and column is not Column.MONEY


def money_cell(facts: YearFacts, days: YearDays, on: date) -> YearCell:
    """The lines of money: how many of those that count are safe."""
    counted = [(one, stands) for one, stands in facts.lines if stands is not LineStanding.DROPPED]
    if facts.needs is not None and not counted:
        late = facts.needs.days_late
        mark = YearMark.LATE if late else YearMark.HERE
        return YearCell(Column.MONEY, mark, facts.needs.due, late)
    if not counted:
        return YearCell(Column.MONEY, _without_lines(facts, days, on), facts.told)
    safe = sum(stands in SAFE for _, stands in counted)
    missed = sum(stands in MISSED for _, stands in counted)
    unspent = sum(stands is LineStanding.SECURED for _, stands in counted)
    if missed:
        return YearCell(Column.MONEY, YearMark.UNFUNDED, None, 0, missed, len(counted), unspent)
    mark = YearMark.DONE if safe == len(counted) else YearMark.PARTLY
    return YearCell(Column.MONEY, mark, None, 0, safe, len(counted), unspent)


def _without_lines(facts: YearFacts, days: YearDays, on: date) -> YearMark:
    if facts.told is not None:  # nil, or every line was given up
        return YearMark.NONE_NEEDED
    if not days.roads:
        return YearMark.NOTHING_DUE
    return YearMark.NOT_COSTED if on > days.tabled else YearMark.LATER


def plan_cells(facts: YearFacts, days: YearDays, on: date) -> tuple[YearCell, ...]:
    """Plan, endorsement, submission, reception."""
    columns = tuple(one for one in Column if one is not Column.MONEY)
    if facts.plan_known or days.plan_known:
        return tuple(YearCell(one, YearMark.TAKEN_IN) for one in columns)
    if facts.plan is None:
        mark = YearMark.LATER if on < days.planning else YearMark.NO_DATA
        from_, due = (days.planning, days.sent) if mark is YearMark.LATER else (None, None)
        return tuple(
            YearCell(one, mark, due if one is Column.SUBMISSION else from_) for one in columns
        )
    steps = (
        _plan_cell(facts.plan),
        _endorsement_cell(facts.plan),
        _submission_cell(facts.plan, days, on),
        _reception_cell(facts.plan, days),
    )
    if not facts.plan.ended or facts.plan.received is not None:
        return steps
    reached = columns[: columns.index(facts.plan.missed)] if facts.plan.missed else ()
    return tuple(
        one if one.column in reached or _was_sent(one) else YearCell(one.column, YearMark.NOT_MADE)
        for one in steps
    )


def _was_sent(cell: YearCell) -> bool:
    """Whether it tells of a submission: of a plan that was to be adjusted, and was not."""
    return cell.column is Column.SUBMISSION and cell.mark in (YearMark.DONE, YearMark.DONE_LATE)


def _waiting(column: Column, waits: Sequence[OpenQuestion]) -> YearCell:
    late = max(one.days_late for one in waits)
    due = min((one.due for one in waits if one.due), default=None)
    return YearCell(column, YearMark.LATE if late else YearMark.HERE, due, late)


def _plan_cell(plan: PlanSteps) -> YearCell:
    """Drafted, and agreed by the committee."""
    waits = [plan.waits[key] for key in ("plan_draft", "resolution") if key in plan.waits]
    if waits:
        return _waiting(Column.PLAN, waits)
    if plan.resolved is None:
        return YearCell(Column.PLAN, YearMark.HERE)  # the machine is making the paper
    return YearCell(Column.PLAN, YearMark.DONE, plan.resolved)


def _endorsement_cell(plan: PlanSteps) -> YearCell:
    asked, said = len(plan.units), sum(one is not None for one in plan.units.values())
    if "endorsement" in plan.waits:
        cell = _waiting(Column.ENDORSEMENT, [plan.waits["endorsement"]])
        return YearCell(cell.column, cell.mark, cell.day, cell.days_late, said, asked)
    if not plan.units:
        return YearCell(Column.ENDORSEMENT, YearMark.LATER)
    declined = sum(one == "declined" for one in plan.units.values())
    if declined:
        return YearCell(Column.ENDORSEMENT, YearMark.DECLINED, plan.endorsed, 0, declined, asked)
    if "changes" in plan.units.values():
        return YearCell(Column.ENDORSEMENT, YearMark.HERE, None, 0, _given(plan), asked)
    return YearCell(Column.ENDORSEMENT, YearMark.DONE, plan.endorsed, 0, asked, asked)


def _given(plan: PlanSteps) -> int:
    return sum(one == "endorsed" for one in plan.units.values())


def _submission_cell(plan: PlanSteps, days: YearDays, on: date) -> YearCell:
    """By the first submission."""
    if plan.first_sent is not None:
        late = plan_days_late(plan.first_sent, days)
        mark = YearMark.DONE_LATE if late else YearMark.DONE
        return YearCell(Column.SUBMISSION, mark, plan.first_sent, late)
    since = unsent_since(plan.first_sent, days, on)
    if since is not None:
        return YearCell(Column.SUBMISSION, YearMark.LATE, since, plan_days_late(on, days))
    here = plan.waits.keys() & {"plan_signed", "plan_sent"}
    return YearCell(Column.SUBMISSION, YearMark.HERE if here else YearMark.LATER, days.sent)


def _reception_cell(plan: PlanSteps, days: YearDays) -> YearCell:
    """Received at the provincial office, counted from the same day as the submission."""
    if plan.received is not None:
        late = plan_days_late(plan.received, days)
        return YearCell(Column.RECEPTION, YearMark.DONE, plan.received, late)
    if "plan_received" in plan.waits:
        return _waiting(Column.RECEPTION, [plan.waits["plan_received"]])
    if plan.adjust is not None:
        return YearCell(Column.RECEPTION, YearMark.ADJUST, plan.adjust)
    return YearCell(Column.RECEPTION, YearMark.LATER)


def unsent_since(first_sent: date | None, days: YearDays, on: date) -> date | None:
    """The day on which the plan was due at the provincial office, where it passed without one."""
    return days.sent if first_sent is None and days.sent < on else None


def plan_days_late(day: date, days: YearDays) -> int:
    """Calendar days after the day on which the plan was due at the provincial office; 0 in time."""
    return max((day - days.sent).days, 0)
