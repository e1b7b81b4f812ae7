"""The papers of a year's plan, by the effect that drafts them."""

from flows.engine.paper import PapersOf
from flows.plan.action_plan import action_plan
from flows.plan.effects import (
    ACTION_PLAN,
    DRAFT_ADJUSTMENT_LETTER,
    DRAFT_ENDORSEMENT_PAPERS,
    DRAFT_PLAN,
    DRAFT_PLAN_LETTER,
)
from flows.plan.endorsement_papers import (
    FORM,
    REQUEST,
    SHEET,
    endorsement_papers,
)
from flows.plan.letters import (
    ADJUSTMENT_LETTER,
    PLAN_LETTER,
    adjustment_letter,
    plan_letter,
)
from registry.rules.papers.action_plan import ActionPlanFacts
from registry.rules.papers.endorsement import (
    EndorsementFormFacts,
    EndorsementRequestFacts,
    EndorsementSheetFacts,
)
from registry.rules.papers.plan_letters import AdjustmentFacts, SubmissionFacts

PAPERS: tuple[PapersOf, ...] = (
    PapersOf(DRAFT_PLAN, action_plan, {ACTION_PLAN: ActionPlanFacts}, one=ACTION_PLAN),
    PapersOf(
        DRAFT_ENDORSEMENT_PAPERS,
        endorsement_papers,
        {
            REQUEST: EndorsementRequestFacts,
            FORM: EndorsementFormFacts,
            SHEET: EndorsementSheetFacts,
        },
    ),
    PapersOf(DRAFT_PLAN_LETTER, plan_letter, {PLAN_LETTER: SubmissionFacts}),
    PapersOf(DRAFT_ADJUSTMENT_LETTER, adjustment_letter, {ADJUSTMENT_LETTER: AdjustmentFacts}),
)
