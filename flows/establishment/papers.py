"""The papers of an establishment, by the effect that drafts them."""

from flows.engine.paper import PapersOf
from flows.establishment.advocacy_papers import advocacy_papers, follow_up_letter
from flows.establishment.effects import (
    DRAFT_DELEGATION_RECORD,
    DRAFT_FOLLOW_UP_LETTER,
    DRAFT_REQUESTS,
    DRAFT_TEAM_LIST,
)
from flows.establishment.member_papers import (
    delegation_record,
    representative_requests,
    working_team_list,
)
from flows.order.effects import DRAFT_ADVOCACY_PAPERS
from registry.rules.papers.brief import BriefFacts
from registry.rules.papers.letter import (
    AdvocacyLetterFacts,
    DelegationFacts,
    FollowUpLetterFacts,
    RequestFacts,
    WorkingTeamFacts,
)

REQUEST = {"representative_request": RequestFacts}
PAPERS: tuple[PapersOf, ...] = (
    PapersOf(
        DRAFT_ADVOCACY_PAPERS,
        advocacy_papers,
        {
            "advocacy_letter": AdvocacyLetterFacts,
            "advocacy_memo": AdvocacyLetterFacts,
            "advocacy_brief": BriefFacts,
        },
    ),
    PapersOf(DRAFT_FOLLOW_UP_LETTER, follow_up_letter, {"follow_up_letter": FollowUpLetterFacts}),
    PapersOf(DRAFT_DELEGATION_RECORD, delegation_record, {"delegation_record": DelegationFacts}),
    PapersOf(DRAFT_TEAM_LIST, working_team_list, {"working_team_list": WorkingTeamFacts}),
    PapersOf(DRAFT_REQUESTS, representative_requests, REQUEST),
)
