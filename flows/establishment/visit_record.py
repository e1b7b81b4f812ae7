"""The record of a meeting with the Chief: taken along as a sheet, or told from what was decided."""

from collections.abc import Iterator
from datetime import date

from flows.engine.paper import Printable, PrintedFor, Printing
from flows.establishment.gates import Advocacy, AdvocacyV2
from flows.meeting.paper_facts import text_or_none
from flows.papers.letterhead import chief_signer, paper_base
from registry.rules.papers.letter import VisitRecordFacts

ROWS = 3


def visited(at: Printing) -> Iterator[PrintedFor]:
    """In every establishment that began with the Chief; a committee taken in met nobody."""
    begun = [one.body["start"] for one in at.answers.entries if one.kind == "start"]
    if at.process == "establishment" and not any(start.get("adopted") for start in begun):
        yield PrintedFor()


def visit_record(at: Printing, _whom: str) -> VisitRecordFacts:
    """What the Chief said last; that nobody has replied yet was said in no meeting."""
    said = [one for one in at.answers.to(AdvocacyV2) if one.answer.result != Advocacy.NO_REPLY]
    last = said[-1] if said else None
    answer = last.answer if last else None
    until = answer.until if answer else None
    return VisitRecordFacts(
        **paper_base(at.connection, at.job.district, at.job.on),
        chief=chief_signer(at.connection, at.job.district, last.on if last else at.job.on),
        visited_on=last.on if last else None,
        order_shown=_yes_or_no(answer.order_768_shown if answer else None),
        model_shown=_yes_or_no(answer.model_shown if answer else None),
        support_th=text_or_none(answer.support_offered) if answer else None,
        result=answer.result.value if answer else None,
        questions_th=text_or_none(answer.questions) if answer else None,
        until=until if isinstance(until, date) else None,
        write_in=tuple(range(1, ROWS + 1)),
    )


def _yes_or_no(said: object) -> bool | None:
    """What was answered; None where it was redacted, or nobody was asked for it then."""
    return said if isinstance(said, bool) else None


PRINTABLES: tuple[Printable, ...] = (
    Printable("visit_record", VisitRecordFacts, visited, visit_record),
)
