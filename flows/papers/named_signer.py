"""Whom a draft names that is still to be signed."""

from sqlalchemy import Connection

from config.words import Named, Sentence, both
from flows.decisions.drafts import draft_asked_about
from flows.engine.decision import Deciding
from flows.papers.letterhead import chief_signer
from registry.queries.documents import DocumentRow, facts
from registry.rules.order_facts import Signer


def named_signer(connection: Connection, draft: DocumentRow, role: str) -> Signer | None:
    """Whom the draft names in that role; None where people made it by hand."""
    if draft.facts_id is None:
        return None
    return Signer.model_validate(facts(connection, draft.facts_id)[role])


def warn_certifier(deciding: Deciding) -> tuple[Sentence, ...]:
    """A report that names another as its certifier than who is Chief on the day."""
    connection, on = deciding.write.connection, deciding.decided_on
    printed = named_signer(connection, draft_asked_about(deciding), "certifier")
    now = chief_signer(connection, deciding.district, on)
    if printed is None or printed.name_th == now.name_th:
        return ()
    names = (Named(one.name_th, one.name_en) for one in (printed, now))
    return (both("monitoring.another_certifier", printed=next(names), person=next(names)),)
