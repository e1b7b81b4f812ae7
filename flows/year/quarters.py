"""The quarters of a year, its trainings, its reflection and its end."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, count
from typing import TypeVar

from pydantic import BaseModel

from flows.engine.gate import Answer, Gate
from flows.engine.replay import Effect, Event, EventKind, Lapse
from flows.engine.run import Run
from flows.meeting.committee import MEETING, MeetingStart
from flows.meeting.effects import RAISE_MISSED_ITEM
from flows.training.yearly import TRAINING, TrainingStart
from flows.year.effects import (
    DRAFT_ANNUAL_REPORT,
    DRAFT_LESSONS_REPORT,
    DRAFT_NO_REPORT_LETTER,
    DRAFT_QUARTER_REPORT,
    PLAN_TRAININGS,
    QUARTER_DAYS,
    REPORT_STATE,
)
from flows.year.monitoring_gates import (
    CARRY,
    CLOSING,
    LESSONS,
    PROGRESS,
    REPORT_RECEIVED,
    REPORT_SENT,
    ReportReception,
)
from registry.rules.effects import MadePaper, MissedItemInputs
from registry.rules.plan_effects import (
    QuarterArgs,
    QuarterDue,
    QuarterReportInputs,
    YearDaysArgs,
    YearPaperInputs,
)
from registry.rules.year_days import QuarterDays, YearDays

A = TypeVar("A", bound=Answer)
DAY = timedelta(days=1)
IN_THE_CHIEFS_NAME = 3


def work_quarter(run: Run, district: str, days: YearDays, quarter: QuarterDays) -> None:
    """A quarter: the committee meets, and reports after the quarter's end."""
    run.wait_until(quarter.starts, "quarter_opens")
    asked = QuarterArgs(district=district, year=days.year, quarter=quarter.number)
    due = run.read(QUARTER_DAYS, asked)
    start = MeetingStart(
        district=district, year=days.year, quarter=quarter.number, until=quarter.ends
    )
    run.together(
        "quarter",
        ("meeting", lambda one: meet(one, start, f"q{quarter.number}")),
        ("report", lambda one: report(one, days, quarter, asked, due)),
        ("silence", lambda one: mind_silence(one, quarter, asked, due)),
    )


def meet(run: Run, start: MeetingStart, occasion: str) -> None:
    """A meeting of the committee, whatever it comes to."""
    run.child(MEETING, start, period=f"{start.year}/{occasion}")


def report(
    run: Run, days: YearDays, quarter: QuarterDays, asked: QuarterArgs, told_by: QuarterDue
) -> None:
    """The quarter's report, round by round until the province has received it."""
    run.wait_until(quarter.ends + DAY, "quarter_ended")
    drafts = count(1)
    for turn in count(1):
        due = told_by.due if turn == 1 else None
        asked_late = run.today > days.closing  # the province asks of a report that came late
        until = None if asked_late else days.closing
        told = run.ask(PROGRESS, round=turn, due=due, until=until)
        if isinstance(told, Lapse):
            return
        inputs = QuarterReportInputs(**dict(asked), turn=turn, corrections=run.corrections(told))
        paper = send(run, DRAFT_QUARTER_REPORT, inputs, REPORT_SENT, drafts, due)
        said = run.ask(REPORT_RECEIVED, round=turn, about=paper.content_hash)
        if said.result is ReportReception.RECEIVED:
            return


def send(
    run: Run,
    drafted: Effect[MadePaper],
    inputs: BaseModel,
    sent: Gate[A],
    rounds: Iterator[int | None],
    due: date | None,
) -> MadePaper:
    """The report that the Chief certifies; a new Chief gets it in their own name.

    `rounds` number its drafts and the questions about them. A year of an earlier revision has one
    draft a turn.
    """
    hears = (EventKind.CHIEF_ROTATED,) if run.revision >= IN_THE_CHIEFS_NAME else ()
    while True:
        turn = next(rounds)
        paper = run.do(drafted, inputs, round=turn)
        said = run.ask(sent, round=turn, about=paper.content_hash, due=due, unless=hears)
        if not isinstance(said, Event):
            return paper


def mind_silence(run: Run, quarter: QuarterDays, asked: QuarterArgs, told_by: QuarterDue) -> None:
    """No report long after its day: a courteous letter is drafted, the province has an item (9)."""
    run.wait_until(told_by.silent, "silent")
    if run.read(REPORT_STATE, asked).told:
        return
    run.prepare(DRAFT_NO_REPORT_LETTER, asked)
    item = MissedItemInputs(district=asked.district, subject="report_missed", since=quarter.ends)
    run.do(RAISE_MISSED_ITEM, item)


def train(run: Run, district: str, days: YearDays) -> None:
    """A training for each activity of that kind in the newest version that was received."""
    planned: dict[str, date] = {}

    def one_of(one: Run, row: str) -> None:
        if planned[row] > one.today:
            one.wait_until(planned[row], "row_planned")
        start = TrainingStart(district=district, year=days.year, row=row)
        one.child(TRAINING, start, period=f"{days.year}/{row}")

    run.together(
        "planned",
        ("versions", lambda one: follow_plan(one, district, days, planned)),
        ("held", lambda one: one.for_each("rows", [*planned], one_of)),
    )


def follow_plan(run: Run, district: str, days: YearDays, planned: dict[str, date]) -> None:
    """Keep the trainings of the newest version in `planned`, each with the day that begins it."""
    asked = YearDaysArgs(district=district, year=days.year)
    for turn in count(1):
        rows = run.read(PLAN_TRAININGS, asked, round=turn).rows
        begins = max(run.today, days.starts)
        since = {row: planned.get(row, begins) for row in rows}
        planned.clear()
        planned.update(since)
        later = run.wait_until(
            days.ends + DAY, "next_version", round=turn, unless=(EventKind.PLAN_RECEIVED,)
        )
        if isinstance(later, Lapse):
            return


def reflect(run: Run, district: str, days: YearDays) -> None:
    """The committee looks back, and says what it changes (R48, R69)."""
    run.wait_until(days.reflect, "reflection_opens")
    start = MeetingStart(
        district=district, year=days.year, purpose="reflection", until=days.closing
    )
    run.together(
        "reflection",
        ("meeting", lambda one: meet(one, start, "reflection")),
        ("lessons", lambda one: learn(one, district, days)),
    )


def learn(run: Run, district: str, days: YearDays) -> None:
    """The lessons of the year, and their report."""
    lessons = run.ask(LESSONS, due=days.lessons, until=days.closing)
    if isinstance(lessons, Lapse):
        return
    inputs = YearPaperInputs(
        district=district, year=days.year, corrections=run.corrections(lessons)
    )
    run.prepare(DRAFT_LESSONS_REPORT, inputs)


def close(run: Run, district: str, days: YearDays) -> None:
    """The year's end opens by date, and waits for no minutes."""
    run.wait_until(days.ends + DAY, "year_ended")
    carried = run.ask(CARRY, due=days.carry)
    inputs = YearPaperInputs(
        district=district, year=days.year, corrections=run.corrections(carried)
    )
    send(run, DRAFT_ANNUAL_REPORT, inputs, CLOSING, chain((None,), count(2)), days.closing)
