"""Papers: the appointment order."""

from collections.abc import Iterable

from pydantic import BaseModel
from sqlalchemy import Connection

from flows.office import Job
from flows.papers.paper import PapersOf, Wanted
from registry.rules.effects import DraftInputs
from registry.rules.order_facts import AppointmentOrderFacts

ORDER = "appointment_order"


def inputs_facts(job: Job) -> AppointmentOrderFacts:
    """The facts, which the process read before it asked for the draft."""
    return DraftInputs.model_validate(job.inputs).facts


def appointment_order(_connection: Connection, job: Job) -> Iterable[Wanted]:
    """The order. The Thai paper is what is asked about, the English one beside it informs."""
    return (Wanted(ORDER, inputs_facts(job)),)


FACTS: dict[str, type[BaseModel]] = {ORDER: AppointmentOrderFacts}
PAPERS: tuple[PapersOf, ...] = (
    PapersOf("draft_appointment_order", appointment_order, one=ORDER, inputs_facts=inputs_facts),
)
