"""The fair copy of a draft: the same facts without the draft mark, as it goes to be signed.

Once an order is registered its fair copy bears its number and date. A fair copy is rendered when
asked for and never kept: what counts is the draft that was reviewed and the signed paper.
"""

from datetime import date

from sqlalchemy import Connection

from config.words import Language
from flows.office import Office
from flows.papers.drafting import template_for
from flows.papers.table import FACTS
from registry.queries.documents import DocumentRow, document, documents, facts
from registry.queries.orders import orders
from registry.refusals import Refusal
from tasks.draft_paper import WORD, draft_paper


class NoFairCopy(Refusal):
    """Only a paper that was rendered from facts has a fair copy."""

    code = "no_fair_copy"


def is_rendered(row: DocumentRow) -> bool:
    """Whether it was rendered from facts; what people typed in its place keeps them beside it."""
    return row.kind in FACTS and row.facts_id is not None and row.media_type == WORD


def fair_copy(office: Office, document_id: int) -> bytes:
    """The fair copy as .docx. Raises NoFairCopy."""
    with office.registry.reading() as session:
        connection = session.connection()
        row = document(connection, document_id)
        if row is None or row.facts_id is None or not is_rendered(row):
            raise NoFairCopy(field="document", value=str(document_id))
        drafted = FACTS[row.kind].model_validate(facts(connection, row.facts_id))
        clean = {"draft_version": None, "draft_date": None, **_registered(connection, row)}
        language: Language = "en" if row.language == "en" else "th"
        template = template_for(connection, row.district, row.kind, language, row.own_date)
    fair = drafted.model_copy(update=clean)
    return draft_paper(template, fair, emblem=office.settings.emblem).content


def _registered(connection: Connection, row: DocumentRow) -> dict[str, str | date]:
    """Number and date of the order that the draft became; in English the same as in Thai."""
    drafts = documents(connection, district=row.district, instance_id=row.instance)
    same = {one.id for one in drafts if (one.kind, one.version) == (row.kind, row.version)}
    for order in orders(connection, row.district):
        if order.document in same:
            return {"number": order.full_number, "dated": order.dated}
    return {}
