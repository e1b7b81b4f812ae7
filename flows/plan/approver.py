"""In whose name a draft of the plan stands, and whether that is who is Chief."""

from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, both
from flows.decisions.drafts import another_signer, draft_asked_about
from flows.engine.decision import Deciding
from flows.papers.letterhead import chief_signer
from registry.queries.documents import DocumentRow, documents, facts, with_content
from registry.rules.order_facts import Signer
from registry.rules.plan_effects import PlanApprover, PlanApproverArgs


def plan_approver(connection: Connection, args: PlanApproverArgs, on: date) -> PlanApprover:
    """Whether the draft names who is Chief, or acts as such, on that day."""
    draft = with_content(documents(connection, district=args.district), args.content_hash)
    printed = printed_approver(connection, draft) if draft else None
    now = chief_signer(connection, args.district, on)
    return PlanApprover(named=printed is None or printed.name_th == now.name_th)


def printed_approver(connection: Connection, draft: DocumentRow) -> Signer | None:
    """Whom the draft names as its approver; None where people made it by hand."""
    if draft.facts_id is None:
        return None
    return Signer.model_validate(facts(connection, draft.facts_id)["approver"])


def warn_approver(deciding: Deciding) -> tuple[Sentence, ...]:
    """A draft that names another approver than the one who signs it."""
    printed = printed_approver(deciding.write.connection, draft_asked_about(deciding))
    other = another_signer(printed, deciding) if printed else None
    if other is None:
        return ()
    return (both("plan.approver_not_printed", printed=other, person=deciding.by.name),)
