"""The report of a year: results by group, meetings, money, lessons, and what is carried (2.9)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from sqlalchemy import Connection

from config.activities import activities
from config.defaults import policy
from config.words import say
from flows.engine.answers import Answers, CurrentAnswer, answers_of, listed
from flows.engine.installation import Job
from flows.engine.instance_start import start_of
from flows.engine.paper import NewPaper
from flows.meeting.paper_facts import text_or_none
from flows.plan.missing_plan import plan_not_made
from flows.plan.wording import paragraphs_of
from flows.year.effects import ANNUAL_REPORT
from flows.year.gates import BudgetNeedsV1, MoneyStep, MoneyV1, Needs, ProposalSentV1
from flows.year.inclusion import figures_by_sex, inclusion_notes
from flows.year.money_words import step_called
from flows.year.monitoring_gates import (
    ActivityProgress,
    ActivityState,
    CarryV1,
    Fate,
    LessonsV1,
    ProgressV1,
)
from flows.year.process import YearStart
from flows.year.proposals import grantor_of
from flows.year.quarter_report import report_base
from flows.year.reads import quarters_asked
from flows.year.recorded_figures import printed_figures
from flows.year.report_figures import (
    figures_of_year,
    hides_some,
    last_sent,
)
from flows.year.report_lessons import lessons_told
from flows.year.report_meetings import MET, met_in_quarter, occasion
from flows.year.report_rows import (
    Paid,
    PlannedRow,
    counted,
    last_state,
    lines_of,
    planned_rows,
    reported_in_year,
    spent_in_year,
    sum_of,
    tells_of_few,
    told,
)
from registry.queries.plans import MoneyRow, money, needs
from registry.rules.baht import in_figures
from registry.rules.calendar import QUARTERS
from registry.rules.papers.reports import (
    AnnualReportFacts,
    ReportedCarryover,
    ReportedGroup,
    ReportedInclusion,
    ReportedMoney,
    ReportedQuarter,
    YearSummary,
)
from registry.rules.plan_effects import YearPaperInputs

YEARS_TOLD = 3
TOLD = (ProgressV1, LessonsV1, BudgetNeedsV1, ProposalSentV1, MoneyV1)
Lines = Mapping[str, Sequence[ActivityProgress]]
Fates = Mapping[str, Fate]  # what becomes of a row, by its key


def annual_report(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The year as it was recorded, once it was settled what it leaves."""
    asked = YearPaperInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    settled = answers.decided(CarryV1)
    # What came after the year was settled is told, and the report is of that day.
    job = replace(job, on=max(job.on, *(one.on for one in answers.to(*TOLD)), settled.on))
    rows = planned_rows(connection, job.district, asked.year, settled.on)
    reports = told(answers)
    lines = {row.key: lines_of([one.answer for one in reports.values()], row.key) for row in rows}
    quarters = tuple(
        quarter_told(connection, job, asked.year, one, reports.get(one))
        for one in quarters_asked(connection, start_of(answers.entries, YearStart), job.on)
    )
    learned = answers.last(LessonsV1)
    lessons = lessons_told(connection, job, asked.year, learned)
    needed = answers.last(BudgetNeedsV1)
    fates = {one.row: one.fate for one in listed(settled.answer.rows)}
    steps = money(connection, (job.district,), asked.year, job.on)
    paid = {one.need: one.amount for one in steps if one.step == MoneyStep.SPENT}
    groups = groups_told(rows, lines, fates, paid)
    years = [
        printed_figures(
            connection, job.district, asked.year - back, QUARTERS[-1],
            None if back else last_sent(answers, QUARTERS[-1]), policy().year.least_shown,
        )
        for back in range(YEARS_TOLD)
    ]  # fmt: skip
    figures = figures_of_year(*years)
    not_made = plan_not_made(connection, job.district, asked.year, job.on)
    facts = AnnualReportFacts(
        **report_base(connection, job),
        year=asked.year,
        year_before=asked.year - 1,
        two_years_before=asked.year - 2,
        plan_not_made=None if not_made is None else say(not_made.key, "th"),
        summary=summary_of(
            rows, lines, quarters, fates, paid, None if learned is None else len(lessons)
        ),
        groups=groups,
        figures=figures,
        by_sex=figures_by_sex(years[0]),
        inclusion=tuple(
            ReportedInclusion(about_th=one.about.th, text=one.text)
            for one in inclusion_notes(connection, job.district, asked.year, job.gates, settled.on)
        ),
        hidden=any(row.hidden for group in groups for row in group.rows)
        or any(hides_some(one) for one in figures),
        quarters=quarters,
        no_needs=needed is not None and needed.answer.result is Needs.NONE,
        money=money_told(connection, job, asked.year, answers, steps),
        lessons=lessons,
        carried=carried_told(settled.answer, rows, lines),
        note=paragraphs_of(settled.answer.note),
    )
    yield NewPaper(ANNUAL_REPORT, facts)


def groups_told(
    rows: Sequence[PlannedRow], lines: Lines, fates: Fates, paid: Paid
) -> tuple[ReportedGroup, ...]:
    """The groups in their printed order, those without a row too; none without a plan."""
    least = policy().year.least_shown
    own = {key: [*some] for key, some in groupby(rows, key=lambda row: row.fact.grouping)}
    if not own:
        return ()
    return tuple(
        ReportedGroup(
            title_th=say(f"plan_paper.group.{group}", "th"),
            rows=tuple(
                reported_in_year(row, lines[row.key], least, fates.get(row.key), paid)
                for row in own.get(group, [])
            ),
        )
        for group in activities().groups
    )


def quarter_told(
    connection: Connection,
    job: Job,
    year: int,
    quarter: int,
    report: CurrentAnswer[ProgressV1] | None,
) -> ReportedQuarter:
    """How the committee met and reported in a quarter."""
    how = report.answer.result if report else "not_recorded"
    return ReportedQuarter(
        number=quarter,
        meeting=met_in_quarter(
            connection,
            job,
            occasion(connection, job.district, job.gates, f"{year}/q{quarter}"),
            year,
            quarter,
        ),
        report_th=say(f"quarter_paper.report.{how}", "th"),
    )


def summary_of(
    rows: Sequence[PlannedRow],
    lines: Lines,
    quarters: Sequence[ReportedQuarter],
    fates: Fates,
    paid: Paid,
    lessons: int | None,
) -> YearSummary:
    """The year in numbers: an activity counts by what was last reported, or settled, of it.

    What nobody recorded is said to be so, and is no nought.
    """
    states = Counter(last_state(lines[row.key], fates.get(row.key)) for row in rows)
    spent = sum_of([spent_in_year(row, lines[row.key], paid) for row in rows])
    return YearSummary(
        planned=len(rows),
        done=states[ActivityState.DONE],
        ongoing=states[ActivityState.ONGOING],
        not_started=states[ActivityState.NOT_STARTED],
        cancelled=states[ActivityState.CANCELLED],
        untold=states[None],
        met=sum(one.meeting.state in MET for one in quarters),
        reports=sum(
            one.report_th != say("quarter_paper.report.not_recorded", "th") for one in quarters
        ),
        budget=in_figures(sum((row.fact.amount or Decimal() for row in rows), Decimal())),
        spent=None if spent is None else in_figures(spent),
        lessons=lessons or 0,
        carried=sum(fate is Fate.CARRIED for fate in fates.values()),
        unrecorded=sum(one.meeting.state == "not_recorded" for one in quarters),
        learned=lessons is not None,
    )


def money_told(
    connection: Connection, job: Job, year: int, answers: Answers, last: Sequence[MoneyRow]
) -> tuple[ReportedMoney, ...]:
    """Each line of money with the last thing that happened to it."""
    needed = answers.last(BudgetNeedsV1)
    titles = {one.key: one.title for one in listed(needed.answer.rows)} if needed else {}
    steps = {one.need: one for one in last}
    found = []
    for need in needs(connection, (job.district,), year, job.on):
        step = steps.get(need.key)
        found.append(
            ReportedMoney(
                title=text_or_none(titles.get(need.key)),
                grantor_th=grantor_of(connection, job, need.office).called_th,
                asked=in_figures(need.amount),
                step_th=say(step_called(step.step).key, "th") if step else None,
                amount=in_figures(step.amount) if step and step.amount is not None else None,
                since=step.since if step else None,
            )
        )
    return tuple(found)


def carried_told(
    settled: CarryV1, rows: Sequence[PlannedRow], lines: Lines
) -> tuple[ReportedCarryover, ...]:
    """What becomes of each unfinished row, and why: what was said now, else in the last report.

    A row that was settled as done is told among what was done.
    """
    known, least = {row.key: row for row in rows}, policy().year.least_shown
    found = []
    for one in listed(settled.rows):
        if one.fate is Fate.DONE:
            continue
        row = known[one.row]
        told_before, hidden = lines[one.row], tells_of_few(row, lines[one.row], least)
        before = text_or_none(told_before[-1].variance) if told_before else None
        found.append(
            ReportedCarryover(
                number=row.number,
                activity=row.activity,
                fate_th=say(f"choice.fate.{one.fate}", "th"),
                left=counted(row, one.left, hidden=hidden),
                hidden=hidden and one.left is not None,
                reason=text_or_none(one.reason) or before,
            )
        )
    return tuple(sorted(found, key=lambda line: line.number))
