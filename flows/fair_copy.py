"""The fair copy of a draft: the same facts without the draft mark, as it goes to be signed.

Once the order is registered the fair copy bears its number and date. It is rendered when
asked for and never kept: what counts is the draft that was reviewed and the signed paper.
"""

from sqlalchemy import Connection

from config.words import Language
from flows.office import Office
from flows.papers.drafting import template_for
from flows.papers.table import KINDS
from registry.queries.documents import DocumentRow, document, documents, facts
from registry.queries.orders import OrderRow, orders
from registry.refusals import Refusal
from registry.rules.order_facts import AppointmentOrderFacts
from tasks.draft_appointment_order import draft_appointment_order
from tasks.draft_paper import draft_paper


class NoFairCopy(Refusal):
    """Only a paper that was rendered from facts has a fair copy."""

    code = "no_fair_copy"


def fair_copy(office: Office, document_id: int) -> bytes:
    """The fair copy as .docx. Raises NoFairCopy."""
    with office.registry.reading() as session:
        connection = session.connection()
        row = document(connection, document_id)
        if row is None or row.facts_id is None:
            raise NoFairCopy(field="document", value=str(document_id))
        if row.kind != "appointment_order":
            return _clean_paper(office, connection, row)
        drafted = AppointmentOrderFacts.model_validate(facts(connection, row.facts_id))
        signed = _signed(connection, row)
        language: Language = "en" if row.language == "en" else "th"
        template = template_for(connection, row.district, row.kind, language, row.own_date)
    clean = {
        "draft_version": None,
        "draft_date": None,
        "number": signed.full_number if signed else None,
        "dated": signed.dated if signed else None,
    }
    fair = drafted.model_copy(update=clean)
    emblem = office.settings.emblem
    return draft_appointment_order(fair, emblem=emblem, template=template).content


def _signed(connection: Connection, row: DocumentRow) -> OrderRow | None:
    """The registered order that the draft became; in English the same one as in Thai."""
    drafts = documents(connection, district=row.district, instance_id=row.instance)
    same = {one.id for one in drafts if (one.kind, one.version) == (row.kind, row.version)}
    return next((o for o in orders(connection, row.district) if o.document in same), None)


def _clean_paper(office: Office, connection: Connection, row: DocumentRow) -> bytes:
    kind = KINDS.get(row.kind)
    if kind is None or row.facts_id is None:
        raise NoFairCopy(field="document", value=str(row.id))
    drafted = kind.facts.model_validate(facts(connection, row.facts_id))
    fair = drafted.model_copy(update={"draft_version": None, "draft_date": None})
    language: Language = "en" if row.language == "en" else "th"
    template = template_for(connection, row.district, row.kind, language, row.own_date)
    return draft_paper(template, fair, emblem=office.settings.emblem).content
