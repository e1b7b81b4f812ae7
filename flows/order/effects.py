"""What an order may have done and may read, by key."""

from flows.engine.replay import Effect, Query
from registry.rules.effects import (
    AdvocacyInputs,
    AmendmentArgs,
    CopiesInputs,
    DraftInputs,
    MadePaper,
    MemoInputs,
    OrderFactsArgs,
    PapersResult,
)
from registry.rules.order_facts import AppointmentOrderFacts

ORDER_KIND = "appointment_order"

DRAFT_APPOINTMENT_ORDER = Effect("draft_appointment_order", DraftInputs, MadePaper)
DRAFT_ADVOCACY_PAPERS = Effect("draft_advocacy_papers", AdvocacyInputs, PapersResult)
DRAFT_ORDER_MEMO = Effect("draft_order_memo", MemoInputs, PapersResult)
DRAFT_CERTIFIED_COPIES = Effect("draft_certified_copies", CopiesInputs, PapersResult)
ORDER_FACTS = Query("order_facts", OrderFactsArgs, AppointmentOrderFacts)
AMENDMENT_FACTS = Query("amendment_order_facts", AmendmentArgs, AppointmentOrderFacts)
