"""Papers: the appointment order."""

from collections.abc import Iterable

from sqlalchemy import Connection

from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.order.copies import certified_copies
from flows.order.effects import DRAFT_APPOINTMENT_ORDER, DRAFT_CERTIFIED_COPIES, DRAFT_ORDER_MEMO
from flows.order.memo import order_memo
from registry.rules.effects import DraftInputs
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.papers.letter import CertifiedCopyFacts, CopiesLetterFacts, MemoFacts

ORDER = "appointment_order"


def inputs_facts(job: Job) -> AppointmentOrderFacts:
    """The facts, which the process read before it asked for the draft."""
    return DraftInputs.model_validate(job.inputs).facts


def appointment_order(_connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The order. The Thai paper is what is asked about, the English one beside it informs."""
    return (NewPaper(ORDER, inputs_facts(job)),)


PAPERS: tuple[PapersOf, ...] = (
    PapersOf(
        DRAFT_APPOINTMENT_ORDER,
        appointment_order,
        {ORDER: AppointmentOrderFacts},
        one=ORDER,
        inputs_facts=inputs_facts,
    ),
    PapersOf(DRAFT_ORDER_MEMO, order_memo, {"order_memo": MemoFacts}),
    PapersOf(
        DRAFT_CERTIFIED_COPIES,
        certified_copies,
        {
            "copies_letter": CopiesLetterFacts,
            "copies_memo": CopiesLetterFacts,
            "certified_copy": CertifiedCopyFacts,
        },
    ),
)
