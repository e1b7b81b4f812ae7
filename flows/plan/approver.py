"""In whose name a draft of the plan stands, and whether that is who is Chief."""

from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, both
from flows.decisions.drafts import another_signer, draft_asked_about
from flows.engine.decision import Deciding
from flows.papers.letterhead import chief_signer
from flows.papers.named_signer import named_signer
from registry.queries.documents import documents, with_content
from registry.rules.plan_effects import PlanApprover, PlanApproverArgs

APPROVER = "approver"


def plan_approver(connection: Connection, args: PlanApproverArgs, on: date) -> PlanApprover:
    """Whether the draft names who is Chief, or acts as such, on that day."""
    draft = with_content(documents(connection, district=args.district), args.content_hash)
    printed = named_signer(connection, draft, APPROVER) if draft else None
    now = chief_signer(connection, args.district, on)
    return PlanApprover(named=printed is None or printed.name_th == now.name_th)


def warn_approver(deciding: Deciding) -> tuple[Sentence, ...]:
    """A draft that names another approver than the one who signs it."""
    printed = named_signer(deciding.write.connection, draft_asked_about(deciding), APPROVER)
    other = another_signer(printed, deciding) if printed else None
    if other is None:
        return ()
    return (both("plan.approver_not_printed", printed=other, person=deciding.by.name),)
