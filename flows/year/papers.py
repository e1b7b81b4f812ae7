"""The papers of a year's money, by the effect that drafts them."""

from flows.engine.paper import PapersOf
from flows.year.effects import DRAFT_PROPOSAL
from flows.year.proposals import (
    LOCAL_PLAN_ROW,
    PROPOSAL,
    PROPOSAL_LETTER,
    SUBSIDY_REQUEST,
    proposal_papers,
)
from registry.rules.papers.budget import (
    LocalPlanRowFacts,
    ProjectFacts,
    ProposalLetterFacts,
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
)
