"""Whom a draft names that is still to be signed."""

from sqlalchemy import Connection

from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow
from registry.rules.order_facts import Signer


def named_signer(connection: Connection, draft: DocumentRow, role: str) -> Signer | None:
    """Whom the draft names in that role; None where people made it by hand."""
    if draft.facts_id is None:
        return None
    return Signer.model_validate(facts(connection, draft.facts_id)[role])
