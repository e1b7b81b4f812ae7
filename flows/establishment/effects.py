"""What an establishment may have done and may read, by key."""

from flows.engine.replay import Effect, Query
from registry.rules.effects import (
    DelegationInputs,
    DistrictArgs,
    FollowUpInputs,
    FollowUpPolicy,
    ItemInputs,
    ItemResult,
    PapersResult,
    ProposedSeats,
    ReplyPolicy,
    RequestInputs,
    TeamInputs,
)

RAISE_PROVINCIAL_ITEM = Effect("raise_provincial_item", ItemInputs, ItemResult)
DRAFT_FOLLOW_UP_LETTER = Effect("draft_follow_up_letter", FollowUpInputs, PapersResult)
DRAFT_DELEGATION_RECORD = Effect("draft_delegation_record", DelegationInputs, PapersResult)
DRAFT_TEAM_LIST = Effect("draft_team_list", TeamInputs, PapersResult)
DRAFT_REQUESTS = Effect("draft_requests", RequestInputs, PapersResult)
PROPOSED_SEATS = Query("proposed_seats", DistrictArgs, ProposedSeats)
FOLLOW_UP_POLICY = Query("follow_up_policy", DistrictArgs, FollowUpPolicy)
REPLY_POLICY = Query("reply_policy", DistrictArgs, ReplyPolicy)
