"""The papers of a year's plan, by the effect that drafts them."""

from flows.engine.paper import PapersOf
from flows.plan.action_plan import action_plan
from flows.plan.effects import ACTION_PLAN, DRAFT_PLAN
from registry.rules.papers.action_plan import ActionPlanFacts

PAPERS: tuple[PapersOf, ...] = (
    PapersOf(DRAFT_PLAN, action_plan, {ACTION_PLAN: ActionPlanFacts}, one=ACTION_PLAN),
)
