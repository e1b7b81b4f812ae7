"""A report that went out is frozen: what is put right later is told as revised by the next one."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection

from config.words import Term
from flows.decisions.drafts import draft_asked_about
from flows.decisions.frozen import RestsOnSigned
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.paper import FrozenPaper
from flows.year.effects import ANNUAL_REPORT, QUARTER_REPORT
from flows.year.monitoring_gates import ClosingV1, ReportSentV1
from registry.journal import EntryRow
from registry.records.filing import set_status


class RestsOnSent(RestsOnSigned):
    """A report that went to the provincial office rests on it: it stays as it was sent."""


def write_sent(deciding: Deciding, _entry_id: int) -> None:
    """The Chief certified the report, so it counts as adopted and never changes any more."""
    set_status(deciding.write, draft_asked_about(deciding).id, "adopted")


def _resting(kind: str) -> Callable[[Connection, Collection[EntryRow]], RestsOnSent]:
    def refusal(_: Connection, froze: Collection[EntryRow]) -> RestsOnSent:
        sent_on = max(one.act_date for one in froze)
        return RestsOnSent(field="gate", paper=Term(f"document_kind.{kind}"), sent=sent_on)

    return refusal


def _frozen(kind: str, by: type[Answer]) -> FrozenPaper:
    return FrozenPaper(kind=kind, by=(by,), rests=_resting(kind))


SENT_REPORTS = (_frozen(QUARTER_REPORT, ReportSentV1), _frozen(ANNUAL_REPORT, ClosingV1))
