"""Papers: letters."""

from pydantic import BaseModel

from flows.papers.letters_advocacy import advocacy_papers, follow_up_letter
from flows.papers.letters_members import (
    delegation_record,
    representative_requests,
    working_team_list,
)
from flows.papers.letters_order import certified_copies, order_memo
from flows.papers.paper import PapersOf
from registry.rules.papers.letters import (
    AdvocacyLetterFacts,
    CertifiedCopyFacts,
    CopiesLetterFacts,
    DelegationFacts,
    FollowUpLetterFacts,
    MemoFacts,
    RequestFacts,
    WorkingTeamFacts,
)
from registry.rules.papers.letters_brief import BriefFacts

FACTS: dict[str, type[BaseModel]] = {
    "advocacy_letter": AdvocacyLetterFacts,
    "advocacy_memo": AdvocacyLetterFacts,
    "advocacy_brief": BriefFacts,
    "follow_up_letter": FollowUpLetterFacts,
    "delegation_record": DelegationFacts,
    "working_team_list": WorkingTeamFacts,
    "representative_request": RequestFacts,
    "order_memo": MemoFacts,
    "copies_letter": CopiesLetterFacts,
    "copies_memo": CopiesLetterFacts,
    "certified_copy": CertifiedCopyFacts,
}
PAPERS: tuple[PapersOf, ...] = (
    PapersOf("draft_advocacy_papers", advocacy_papers),
    PapersOf("draft_follow_up_letter", follow_up_letter),
    PapersOf("draft_delegation_record", delegation_record),
    PapersOf("draft_team_list", working_team_list),
    PapersOf("draft_requests", representative_requests),
    PapersOf("draft_replacement_request", representative_requests),
    PapersOf("draft_order_memo", order_memo),
    PapersOf("draft_certified_copies", certified_copies),
)
