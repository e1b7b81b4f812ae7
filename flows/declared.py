"""What processes may have done and may read, by key. Tasks and queries stand elsewhere."""

from flows.run import Effect, Query
from registry.rules.effects import (
    AdvocacyInputs,
    CopiesInputs,
    DelegationInputs,
    DistrictArgs,
    DraftInputs,
    ExtractInputs,
    FollowUpInputs,
    FollowUpPolicy,
    ItemInputs,
    ItemResult,
    MadePaper,
    MeetingInputs,
    MemoInputs,
    MinutesInputs,
    OrderFactsArgs,
    PapersResult,
    PlanInputs,
    ProposedSeats,
    ReplyPolicy,
    ReportInputs,
    RequestInputs,
    SessionInputs,
    TeamInputs,
)
from registry.rules.order_facts import AppointmentOrderFacts

DRAFT_APPOINTMENT_ORDER = Effect("draft_appointment_order", DraftInputs, MadePaper)
RAISE_PROVINCIAL_ITEM = Effect("raise_provincial_item", ItemInputs, ItemResult)
DRAFT_ADVOCACY_PAPERS = Effect("draft_advocacy_papers", AdvocacyInputs, PapersResult)
DRAFT_FOLLOW_UP_LETTER = Effect("draft_follow_up_letter", FollowUpInputs, PapersResult)
DRAFT_DELEGATION_RECORD = Effect("draft_delegation_record", DelegationInputs, PapersResult)
DRAFT_TEAM_LIST = Effect("draft_team_list", TeamInputs, PapersResult)
DRAFT_REQUESTS = Effect("draft_requests", RequestInputs, PapersResult)
DRAFT_ORDER_MEMO = Effect("draft_order_memo", MemoInputs, PapersResult)
DRAFT_CERTIFIED_COPIES = Effect("draft_certified_copies", CopiesInputs, PapersResult)
DRAFT_MEETING_PAPERS = Effect("draft_meeting_papers", MeetingInputs, PapersResult)
DRAFT_MINUTES = Effect("draft_minutes", MinutesInputs, MadePaper)
DRAFT_MINUTES_EXTRACT = Effect("draft_minutes_extract", ExtractInputs, PapersResult)
DRAFT_CAPACITY_PLAN = Effect("draft_capacity_plan", PlanInputs, MadePaper)
DRAFT_TRAINING_PROGRAMME = Effect("draft_training_programme", SessionInputs, PapersResult)
DRAFT_TRAINING_REPORT = Effect("draft_training_report", ReportInputs, PapersResult)
DRAFT_REPLACEMENT_REQUEST = Effect("draft_replacement_request", RequestInputs, PapersResult)
DRAFT_REFRESHER_REPORT = Effect("draft_refresher_report", ReportInputs, PapersResult)

PROPOSED_SEATS = Query("proposed_seats", DistrictArgs, ProposedSeats)
ORDER_FACTS = Query("order_facts", OrderFactsArgs, AppointmentOrderFacts)
FOLLOW_UP_POLICY = Query("follow_up_policy", DistrictArgs, FollowUpPolicy)
REPLY_POLICY = Query("reply_policy", DistrictArgs, ReplyPolicy)
