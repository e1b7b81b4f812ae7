"""The papers of a committee's year, by the effect that drafts them."""

from flows.engine.paper import PapersOf
from flows.year.annual_report import annual_report
from flows.year.effects import (
    ANNUAL_REPORT,
    DRAFT_ANNUAL_REPORT,
    DRAFT_LESSONS_REPORT,
    DRAFT_NO_REPORT_LETTER,
    DRAFT_PROPOSAL,
    DRAFT_QUARTER_REPORT,
    QUARTER_REPORT,
)
from flows.year.missed_report_letter import NO_REPORT_LETTER, no_report_letter
from flows.year.proposals import (
    LOCAL_PLAN_ROW,
    PROPOSAL,
    PROPOSAL_LETTER,
    SUBSIDY_REQUEST,
    proposal_papers,
)
from flows.year.quarter_report import REPORT_MEMO, quarter_report
from flows.year.report_lessons import LESSONS_REPORT, lessons_report
from registry.rules.papers.budget import (
    LocalPlanRowFacts,
    ProjectFacts,
    ProposalLetterFacts,
)
from registry.rules.papers.quarter_letters import QuarterLetterFacts, ReportMemoFacts
from registry.rules.papers.reports import (
    AnnualReportFacts,
    LessonsReportFacts,
    QuarterReportFacts,
)

PAPERS: tuple[PapersOf, ...] = (
    PapersOf(
        DRAFT_PROPOSAL,
        proposal_papers,
        {
            PROPOSAL_LETTER: ProposalLetterFacts,
            PROPOSAL: ProjectFacts,
            SUBSIDY_REQUEST: ProjectFacts,
            LOCAL_PLAN_ROW: LocalPlanRowFacts,
        },
    ),
    PapersOf(DRAFT_NO_REPORT_LETTER, no_report_letter, {NO_REPORT_LETTER: QuarterLetterFacts}),
    PapersOf(
        DRAFT_QUARTER_REPORT,
        quarter_report,
        {QUARTER_REPORT: QuarterReportFacts, REPORT_MEMO: ReportMemoFacts},
        one=QUARTER_REPORT,
    ),
    PapersOf(DRAFT_LESSONS_REPORT, lessons_report, {LESSONS_REPORT: LessonsReportFacts}),
    PapersOf(
        DRAFT_ANNUAL_REPORT,
        annual_report,
        {ANNUAL_REPORT: AnnualReportFacts},
        one=ANNUAL_REPORT,
    ),
)
