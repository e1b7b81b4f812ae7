"""The effects and questions of `plan`."""

from flows.engine.replay import Effect, Query
from registry.rules.effects import MadePaper, PapersResult
from registry.rules.plan_effects import (
    EndorsementInputs,
    PlanApprover,
    PlanApproverArgs,
    PlanEndorsements,
    PlanPaperInputs,
    PlanUnits,
    PlanUnitsArgs,
    PlanVersionArgs,
    SentPlanInputs,
)

ACTION_PLAN = "action_plan"
PLAN_UNITS = Query("plan_units", PlanUnitsArgs, PlanUnits)
PLAN_ENDORSEMENTS = Query("plan_endorsements", PlanVersionArgs, PlanEndorsements)
PLAN_APPROVER = Query("plan_approver", PlanApproverArgs, PlanApprover)
DRAFT_PLAN = Effect("draft_plan", PlanPaperInputs, MadePaper)
DRAFT_ENDORSEMENT_PAPERS = Effect("draft_endorsement_papers", EndorsementInputs, PapersResult)
DRAFT_PLAN_LETTER = Effect("draft_plan_letter", SentPlanInputs, PapersResult)
DRAFT_ADJUSTMENT_LETTER = Effect("draft_adjustment_letter", SentPlanInputs, PapersResult)
