"""The fair copy of a draft: the same facts without the draft mark, as it goes to be signed.

Once the order is registered the fair copy bears its number and date. It is rendered when
asked for and never kept: what counts is the draft that was reviewed and the signed paper.
"""

from flows.office import Office
from registry.queries.documents import document, facts
from registry.queries.orders import orders
from registry.refusals import Refusal
from registry.rules.order_facts import AppointmentOrderFacts
from tasks.draft_appointment_order import draft_appointment_order


class NoFairCopy(Refusal):
    """Only a paper that was rendered from facts has a fair copy."""

    code = "no_fair_copy"


def fair_copy(office: Office, document_id: int) -> bytes:
    """The fair copy as .docx. Raises NoFairCopy."""
    with office.registry.reading() as session:
        connection = session.connection()
        row = document(connection, document_id)
        if row is None or row.facts_id is None or row.kind != "appointment_order":
            raise NoFairCopy(field="document", value=str(document_id))
        drafted = AppointmentOrderFacts.model_validate(facts(connection, row.facts_id))
        signed = next((o for o in orders(connection, row.district) if o.document == row.id), None)
    clean = {
        "draft_version": None,
        "draft_date": None,
        "number": signed.full_number if signed else None,
        "dated": signed.dated if signed else None,
    }
    fair = drafted.model_copy(update=clean)
    return draft_appointment_order(fair, emblem=office.settings.emblem).content
