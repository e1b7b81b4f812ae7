"""The effects and questions of `annual_cycle`."""

from flows.engine.replay import Effect, Query
from registry.rules.effects import MadePaper, PapersResult
from registry.rules.plan_effects import (
    NeedInputs,
    PlanTrainings,
    QuarterArgs,
    QuarterDue,
    QuarterReportInputs,
    ReportState,
    YearDaysArgs,
    YearPaperInputs,
)
from registry.rules.year_days import YearDays

QUARTER_REPORT, ANNUAL_REPORT = "quarter_report", "annual_report"
YEAR_DAYS = Query("year_days", YearDaysArgs, YearDays)
QUARTER_DAYS = Query("quarter_days", QuarterArgs, QuarterDue)
REPORT_STATE = Query("report_state", QuarterArgs, ReportState)
PLAN_TRAININGS = Query("plan_trainings", YearDaysArgs, PlanTrainings)
DRAFT_PROPOSAL = Effect("draft_proposal", NeedInputs, PapersResult)
DRAFT_QUARTER_REPORT = Effect("draft_quarter_report", QuarterReportInputs, MadePaper)
DRAFT_NO_REPORT_LETTER = Effect("draft_no_report_letter", QuarterArgs, PapersResult)
DRAFT_LESSONS_REPORT = Effect("draft_lessons_report", YearPaperInputs, PapersResult)
DRAFT_ANNUAL_REPORT = Effect("draft_annual_report", YearPaperInputs, MadePaper)
IN_ANNUAL_REPORT = (DRAFT_ANNUAL_REPORT.key,)
IN_REPORTS = (DRAFT_QUARTER_REPORT.key, *IN_ANNUAL_REPORT)
TOLD_SINCE = "inputs_changed"
