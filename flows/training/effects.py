"""What trainings and refreshers may have done and may read, by key."""

from flows.engine.replay import Effect
from registry.rules.effects import (
    MadePaper,
    PapersResult,
    PlanInputs,
    ReportInputs,
    SessionInputs,
)

DRAFT_CAPACITY_PLAN = Effect("draft_capacity_plan", PlanInputs, MadePaper)
DRAFT_TRAINING_PROGRAMME = Effect("draft_training_programme", SessionInputs, PapersResult)
DRAFT_TRAINING_REPORT = Effect("draft_training_report", ReportInputs, PapersResult)
DRAFT_REFRESHER_REPORT = Effect("draft_refresher_report", ReportInputs, PapersResult)
