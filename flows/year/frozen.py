"""A report that went out is frozen: what is put right later is told as revised by the next one."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, both
from flows.decisions.drafts import draft_asked_about
from flows.decisions.frozen import RestsOnSigned
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.paper import FrozenPaper
from flows.papers.letterhead import chief_signer
from flows.papers.named_signer import named_signer
from flows.year.effects import ANNUAL_REPORT, QUARTER_REPORT
from flows.year.monitoring_gates import ClosingV1, ReportSentV1
from registry.journal import EntryRow
from registry.records.filing import set_status


class RestsOnSent(RestsOnSigned):
    """A report that went to the provincial office rests on it: it stays as it was sent.

    `remedy` says where the next paper tells otherwise.
    """


def write_sent(deciding: Deciding, _entry_id: int) -> None:
    """The Chief certified the report, so it counts as adopted and never changes any more."""
    set_status(deciding.write, draft_asked_about(deciding).id, "adopted")


def warn_certifier(deciding: Deciding) -> tuple[Sentence, ...]:
    """A report that names another as its certifier than who is Chief on the day."""
    connection, on = deciding.write.connection, deciding.decided_on
    printed = named_signer(connection, draft_asked_about(deciding), "certifier")
    now = chief_signer(connection, deciding.district, on)
    if printed is None or printed.name_th == now.name_th:
        return ()
    names = (Named(one.name_th, one.name_en) for one in (printed, now))
    return (both("monitoring.another_certifier", printed=next(names), person=next(names)),)


def _resting(kind: str) -> Callable[[Connection, Collection[EntryRow]], RestsOnSent]:
    def refusal(_: Connection, froze: Collection[EntryRow]) -> RestsOnSent:
        sent_on = max(one.act_date for one in froze)
        return RestsOnSent(
            field="gate", paper=Term(f"document_kind.{kind}"), sent=sent_on,
            remedy=Term(f"monitoring.put_right.{kind}"),
        )  # fmt: skip

    return refusal


def _frozen(kind: str, by: type[Answer]) -> FrozenPaper:
    return FrozenPaper(kind=kind, by=(by,), rests=_resting(kind))


SENT_REPORTS = (_frozen(QUARTER_REPORT, ReportSentV1), _frozen(ANNUAL_REPORT, ClosingV1))
