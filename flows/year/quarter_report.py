"""The report of a quarter: the meeting, each activity, what is asked for, what comes next (2.6)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from config.defaults import policy
from flows.engine.answers import Answers, CurrentAnswer, answers_of, listed
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.meeting.paper_facts import text_or_none
from flows.papers.addressee import governor, head_of_psdhs
from flows.papers.letterhead import (
    chief_signer,
    chiefs_letter,
    focal_point_signer,
    paper_base,
)
from flows.plan.action_plan import secretary_signer
from flows.plan.wording import paragraphs_of
from flows.year.effects import QUARTER_REPORT
from flows.year.monitoring_gates import ActivityState, Progress, ProgressV1
from flows.year.monitoring_recordings import report_branch
from flows.year.plan_activities import plan_day
from flows.year.recorded_figures import printed_figures
from flows.year.report_activities import happened_told
from flows.year.report_figures import last_sent, reported_figures, untold_figures
from flows.year.report_meetings import met_in_quarter, occasion
from flows.year.report_rows import lines_of, planned_rows, reported_in_quarter, told
from registry.queries.own_plans import own_plan
from registry.rules.calendar import quarter_ends, quarter_starts
from registry.rules.papers.quarter_letters import ReportMemoFacts
from registry.rules.papers.reports import QuarterReportFacts, ReportedRow
from registry.rules.plan_effects import QuarterReportInputs

REPORT_MEMO = "report_memo"


def quarter_report(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The report of a turn, in the words of its sheet."""
    asked = QuarterReportInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    said = sheet_of(answers, asked)
    rows = rows_reported(connection, job, answers, said, asked)
    meeting = occasion(connection, job.district, job.gates, f"{asked.year}/q{asked.quarter}")
    nil = said.answer.result is Progress.NIL
    year = printed_figures(
        connection, job.district, asked.year, asked.quarter,
        last_sent(answers, asked.quarter), policy().year.least_shown,
    )  # fmt: skip
    told_figures = reported_figures(year, evidence_of(said))
    held, coordinated = happened_told(connection, job, asked.year, asked.quarter)
    facts = QuarterReportFacts(
        **report_base(connection, job),
        year=asked.year,
        quarter=asked.quarter,
        starts=quarter_starts(asked.year, asked.quarter),
        ends=quarter_ends(asked.year, asked.quarter),
        meeting=met_in_quarter(connection, job, meeting, asked.year, asked.quarter),
        nil=nil,
        nil_reason=text_or_none(said.answer.reason) if nil else None,
        rows=() if nil else rows,
        held=held,
        coordinated=coordinated,
        hidden=(not nil and any(row.hidden for row in rows))
        or any(one.hidden for one in told_figures),
        figures=told_figures,
        untold=untold_figures(year),
        inclusion=paragraphs_of(said.answer.inclusion),
        wanted=tuple(text for one in listed(said.answer.wanted) if (text := text_or_none(one))),
        ahead=paragraphs_of(said.answer.ahead),
    )
    yield NewPaper(QUARTER_REPORT, facts, f"q{asked.quarter}")
    yield NewPaper(REPORT_MEMO, report_memo(connection, job, said, asked), f"q{asked.quarter}")


def evidence_of(said: CurrentAnswer[ProgressV1]) -> dict[str, str]:
    """The paper that each indicator of the sheet stands in, where it was told."""
    lines = listed(said.answer.figures)
    return {one.indicator: text for one in lines if (text := text_or_none(one.evidence))}


def report_memo(
    connection: Connection,
    job: Job,
    said: CurrentAnswer[ProgressV1],
    asked: QuarterReportInputs,
) -> ReportMemoFacts:
    """The Chief's letter to the Governor with the report, as plans go there too (2.6)."""
    rows = listed(said.answer.rows)
    told_of = {one.indicator for one in listed(said.answer.figures) if one.value.strip()}
    return ReportMemoFacts(
        **chiefs_letter(connection, job.district, job.on),
        to_th=governor(connection, job.district),
        through_th=head_of_psdhs(connection, job.district),
        year=asked.year,
        quarter=asked.quarter,
        starts=quarter_starts(asked.year, asked.quarter),
        ends=quarter_ends(asked.year, asked.quarter),
        nil=said.answer.result is Progress.NIL,
        activities=len(rows),
        done=sum(one.state is ActivityState.DONE for one in rows),
        figures=len(told_of),
        wanted=len(listed(said.answer.wanted)),
        planned=own_plan(connection, job.district, asked.year, job.on).is_accepted,
    )


def report_base(connection: Connection, job: Job) -> dict[str, Any]:
    """The fields of every report of the year: who writes it, who checks it, who vouches for it."""
    return {
        **paper_base(connection, job.district, job.on),
        "signer": focal_point_signer(connection, job.district, job.on),
        "checker": secretary_signer(connection, job),
        "certifier": chief_signer(connection, job.district, job.on),
        "least_shown": policy().year.least_shown,
    }


def sheet_of(answers: Answers, asked: QuarterReportInputs) -> CurrentAnswer[ProgressV1]:
    """The sheet of the quarter and turn; LookupError where it was not told."""
    found = answers.last(ProgressV1, branch=report_branch(asked.quarter), turn=asked.turn)
    if found is None:
        raise LookupError(asked.quarter)
    return found


def rows_reported(
    connection: Connection,
    job: Job,
    answers: Answers,
    said: CurrentAnswer[ProgressV1],
    asked: QuarterReportInputs,
) -> tuple[ReportedRow, ...]:
    """Every row of the plan that is told, those too of which the sheet says nothing."""
    planned = plan_day(answers, said.path, said.on)
    earlier = [one.answer for quarter, one in told(answers).items() if quarter < asked.quarter]
    least = policy().year.least_shown
    return tuple(
        reported_in_quarter(
            row,
            lines_of(earlier, row.key),
            next(iter(lines_of([said.answer], row.key)), None),
            least,
        )
        for row in planned_rows(connection, job.district, asked.year, planned)
    )
