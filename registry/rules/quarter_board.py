"""Where a committee's quarters stand: whether it met, whether it reported, whether it is active.

Lateness is counted in working days, which come in as numbers. A quarter that is not over counts
neither for nor against anybody; nor does one in which nothing was asked.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.rules.calendar import fiscal_quarter, fiscal_year, quarter_starts
from registry.rules.year_days import QuarterDays
from registry.rules.year_shares import Share


class Side(StrEnum):
    """What is asked of a committee in each quarter."""

    MEETING = "meeting"
    REPORT = "report"


class QuarterMark(StrEnum):
    """How a quarter's meeting or report stands on a day."""

    NOTHING_DUE = "nothing_due"
    LATER = "later"
    HERE = "here"
    BEHIND = "behind"  # it may still meet in time, and a step towards it is overdue
    HELD = "held"
    INSIDE = "inside"
    HELD_LATE = "held_late"
    INFORMAL = "informal"
    NOT_HELD = "not_held"
    UNTOLD = "untold"  # the quarter is over, and nobody has said whether the committee met
    TOLD = "told"
    SENT = "sent"
    QUESTIONS = "questions"
    RECEIVED = "received"
    NOT_REPORTED = "not_reported"


COLOURS = {
    QuarterMark.HERE: "calm",
    QuarterMark.BEHIND: "warn",
    QuarterMark.HELD: "good",
    QuarterMark.INSIDE: "good",
    QuarterMark.HELD_LATE: "warn",
    QuarterMark.INFORMAL: "warn",
    QuarterMark.NOT_HELD: "bad",
    QuarterMark.UNTOLD: "bad",
    QuarterMark.TOLD: "calm",
    QuarterMark.SENT: "calm",
    QuarterMark.QUESTIONS: "warn",
    QuarterMark.RECEIVED: "good",
    QuarterMark.NOT_REPORTED: "bad",
}
NOT_DUE = frozenset(
    {QuarterMark.NOTHING_DUE, QuarterMark.LATER, QuarterMark.HERE, QuarterMark.BEHIND}
)
MET = frozenset({QuarterMark.HELD, QuarterMark.INSIDE, QuarterMark.HELD_LATE})


@dataclass(frozen=True)
class MeetingSteps:
    """What is known of a quarter's meeting on a day. `agreed` is the day that it is to be on.

    `quorate`: enough members came. `not_held`: the day on which it was told that there was none.
    `late`: how many days the question for it waits after its due day; `behind`: how many days the
    step towards it does that waits the longest.
    """

    agreed: date | None = None
    held: date | None = None
    quorate: bool = True
    inside: bool = False
    instead: bool = False
    not_held: date | None = None
    late: int = 0
    behind: int = 0


@dataclass(frozen=True)
class ReportSteps:
    """What is known of a quarter's report on a day; `due` at the provincial office.

    `sent` is the first submission, `step` the last thing that happened. `late` are days
    from `due` to the submission, or to the day of the view while there is none.
    """

    due: date
    step: QuarterMark | None = None
    on: date | None = None
    sent: date | None = None
    late: int = 0


@dataclass(frozen=True)
class QuarterCell:
    """A quarter's meeting or report: its mark, the day that it rests on, how late.

    `late` are days. `counts`: whether it came as it should, None where nothing was due.
    """

    quarter: int
    side: Side
    mark: QuarterMark
    day: date | None = None
    late: int = 0
    counts: bool | None = None

    @property
    def colour(self) -> str:
        """The class of its colour; grey has none."""
        return COLOURS.get(self.mark, "")


def meeting_cell(
    quarter: int, days: QuarterDays | None, steps: MeetingSteps, on: date
) -> QuarterCell:
    """Whether the committee met in the quarter; `days` None where it does not meet in it."""
    if days is None:
        return QuarterCell(quarter, Side.MEETING, QuarterMark.NOTHING_DUE)
    mark, day = _meeting(days, steps, on)
    late = {QuarterMark.UNTOLD: steps.late, QuarterMark.BEHIND: steps.behind}.get(mark, 0)
    counts = None if mark in NOT_DUE else mark in MET
    return QuarterCell(quarter, Side.MEETING, mark, day, late, counts)


def _meeting(days: QuarterDays, steps: MeetingSteps, on: date) -> tuple[QuarterMark, date | None]:
    if steps.held is not None:
        return _how(steps), steps.held
    if steps.not_held is not None:
        return QuarterMark.NOT_HELD, steps.not_held
    if on > days.ends:
        return QuarterMark.UNTOLD, steps.agreed or days.ends
    if on < days.starts:
        return QuarterMark.LATER, days.starts
    mark = QuarterMark.BEHIND if steps.behind else QuarterMark.HERE
    return mark, steps.agreed or days.ends


def _how(steps: MeetingSteps) -> QuarterMark:
    if not steps.quorate:
        return QuarterMark.INFORMAL
    if steps.instead:
        return QuarterMark.HELD_LATE
    return QuarterMark.INSIDE if steps.inside else QuarterMark.HELD


def report_cell(
    quarter: int, days: QuarterDays | None, steps: ReportSteps, on: date
) -> QuarterCell:
    """How far the quarter's report is; `days` None where none is asked for.

    One that came all the same, as in a year that was stopped, is shown and counts neither way.
    """
    if days is None:
        mark = steps.step or QuarterMark.NOTHING_DUE
        return QuarterCell(quarter, Side.REPORT, mark, steps.on)
    over = on > steps.due
    waits = QuarterMark.HERE if on > days.ends else QuarterMark.LATER
    mark = steps.step or (QuarterMark.NOT_REPORTED if over else waits)
    day = steps.on if steps.step else steps.due
    counts = steps.late == 0 if steps.sent is not None else (False if over else None)
    return QuarterCell(quarter, Side.REPORT, mark, day, steps.late, counts)


def meetings_due(days: Iterable[QuarterDays], held: Collection[int], on: date) -> list[int]:
    """The quarters of a year in which a meeting counts: over by that day, or the committee met."""
    return [one.number for one in days if one.ends <= on or one.number in held]


def share(cells: Iterable[QuarterCell], side: Side) -> Share:
    """How many came as they should, of those that were due."""
    due = [one.counts for one in cells if one.side is side and one.counts is not None]
    return Share(sum(due), len(due))


class Lack(StrEnum):
    """What keeps a committee whose order is in force from being active (content.md 3f)."""

    TIME = "time"
    MEETING = "meeting"
    PLAN = "plan"


def lacks(
    on: date, *, at_work_since: date, met: Iterable[date], accepted: bool
) -> tuple[Lack, ...]:
    """What a committee whose order is in force lacks to be active; () where it is active.

    It met in the last two quarters that are over or in the running one, and the province received
    its plan of the fiscal year. One that is not active yet lacks time alone, until the first
    quarter that it is wholly at work in is over.
    """
    since = last_quarters_begin(on)
    found = {
        Lack.MEETING: any(since <= day <= on for day in met),
        Lack.PLAN: accepted,
    }
    lacking = tuple(lack for lack, there in found.items() if not there)
    is_young = at_work_since > quarter_starts(fiscal_year(on), fiscal_quarter(on) - 1)
    return (Lack.TIME,) if lacking and is_young else lacking


def last_quarters_begin(on: date) -> date:
    """The first day of the last two quarters that are over."""
    return quarter_starts(fiscal_year(on), fiscal_quarter(on) - 2)
