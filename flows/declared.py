"""What processes may have done and may read, by key. Tasks and queries stand elsewhere."""

from flows.run import Effect, Query
from registry.rules.effects import (
    DistrictArgs,
    DraftInputs,
    DraftResult,
    FollowUpPolicy,
    ItemInputs,
    ItemResult,
    OrderFactsArgs,
    ProposedSeats,
    ReplyPolicy,
)
from registry.rules.order_facts import AppointmentOrderFacts

DRAFT_APPOINTMENT_ORDER = Effect("draft_appointment_order", DraftInputs, DraftResult)
RAISE_PROVINCIAL_ITEM = Effect("raise_provincial_item", ItemInputs, ItemResult)

PROPOSED_SEATS = Query("proposed_seats", DistrictArgs, ProposedSeats)
ORDER_FACTS = Query("order_facts", OrderFactsArgs, AppointmentOrderFacts)
FOLLOW_UP_POLICY = Query("follow_up_policy", DistrictArgs, FollowUpPolicy)
REPLY_POLICY = Query("reply_policy", DistrictArgs, ReplyPolicy)
