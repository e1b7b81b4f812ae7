"""What the gates of a handover check: nobody answers before the day, or in another's place."""

from datetime import date

from config.handover import handover_defaults
from config.words import Term
from flows.decisions.days import refuse_later, refuse_not_after
from flows.decisions.refusals import EvidenceMissing
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.instance_start import start_of
from flows.engine.misfit import told_at_once, told_of_rows
from flows.handover.gates import (
    SUCCESSOR,
    BriefingV1,
    DecisionOnPage,
    Outgoing,
    OutgoingV1,
    ReceiptV1,
    SuccessorV1,
    Vacancy,
    VacancyV1,
)
from flows.handover.offers import (
    answered_in,
    begin_page,
    called,
    offer_page,
    printed_in,
    title_decision,
    title_of_seat,
)
from flows.handover.process import HandoverStart
from registry.queries.documents import documents
from registry.queries.office_holders import holders
from registry.records.filing import set_status
from registry.refusals import Refusal
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.handover import SIGNED_BACK


class BeforeInOffice(Refusal):
    """A day before the one from which whoever signs holds the office."""


class SignedBySuccessor(Refusal):
    """The paper of whoever leaves is signed by whoever came."""


class StillVacant(Refusal):
    """Nobody is recorded as focal point on that day."""


class MoreThanPrinted(Refusal):
    """More decisions are answered than a page one asks for."""


class DecisionNotPrinted(Refusal):
    """The page that was handed over does not ask for that decision."""


class DecisionTwice(Refusal):
    """A decision is answered twice on one page."""


class DecisionAnswered(Refusal):
    """A decision on the page was answered at its own step already."""


def refuse_before_office(deciding: Deciding, day: date, field: str) -> None:
    """Refuse what is dated before the day in office: who left decides nothing here any more."""
    on = start_of(deciding.entries, HandoverStart).on
    if day < on:
        raise BeforeInOffice(field=field, value=day, on=on)


def check_outgoing(deciding: Deciding) -> None:
    """The paper is there, and whoever signs it is the one who leaves."""
    answer: OutgoingV1 = deciding.answer
    if answer.result is not Outgoing.PAPER:
        return
    told_at_once(
        lambda: refuse_later(deciding, answer.dated, "dated"),
        lambda: _refuse_without_paper(deciding),
        lambda: _refuse_successor(deciding),
    )


def _refuse_without_paper(deciding: Deciding) -> None:
    if not deciding.has_paper:
        raise EvidenceMissing(field="evidence", gate=deciding.gate.label)


def _refuse_successor(deciding: Deciding) -> None:
    on = start_of(deciding.entries, HandoverStart).on
    if (
        deciding.by.kind == start_of(deciding.entries, HandoverStart).of
        and deciding.decided_on >= on
    ):
        raise SignedBySuccessor(field="by", name=deciding.by.name, on=on)


def check_briefing(deciding: Deciding) -> None:
    """It was between the day in office and the day that it is told of."""
    answer: BriefingV1 = deciding.answer
    told_at_once(
        lambda: refuse_later(deciding, answer.briefed_on, "briefed_on"),
        lambda: refuse_before_office(deciding, answer.briefed_on, "briefed_on"),
    )


def check_vacancy(deciding: Deciding) -> None:
    """Somebody holds it by then, as the register has it, or it is asked again later."""
    told_at_once(
        lambda: refuse_not_after(deciding, deciding.answer.until, "until"),
        lambda: _refuse_vacant(deciding),
    )


def _refuse_vacant(deciding: Deciding) -> None:
    answer: VacancyV1 = deciding.answer
    office = f"{deciding.district}/{FOCAL_POINT}"
    held = holders(deciding.write.connection, office, deciding.decided_on)
    if answer.result is Vacancy.FILLED and not held:
        raise StillVacant(field="result", on=deciding.decided_on)


def check_receipt(deciding: Deciding) -> None:
    """It is signed by who came, and answers what the page asks and nothing has answered yet."""
    answer: ReceiptV1 = deciding.answer
    told_at_once(
        lambda: refuse_before_office(deciding, deciding.decided_on, "decided_on"),
        lambda: _refuse_decisions(deciding, answer),
        lambda: told_of_rows(
            answer.decisions,
            lambda place, one: refuse_not_after(deciding, one.until, f"decisions.{place}.until"),
        ),
    )


def _refuse_decisions(deciding: Deciding, answer: ReceiptV1) -> None:
    """Where there are too many, nothing is said of each: the page does not ask for them all."""
    most = handover_defaults().page_one
    if len(answer.decisions) > most:
        raise MoreThanPrinted(field="decisions", count=len(answer.decisions), most=most)
    printed = {one.key for one in printed_in(deciding.answers)}
    answered, seen = answered_in(deciding.answers), set[str]()

    def refuse(place: int, one: DecisionOnPage) -> None:
        field, value = f"decisions.{place}.decision", called(deciding.answers, one.decision)
        if one.decision not in printed:
            raise DecisionNotPrinted(field=field, value=value)
        if one.decision in seen:
            raise DecisionTwice(field=field, value=value)
        if one.decision in answered:
            raise DecisionAnswered(field=field, value=value, gate=Term(f"gate.{SUCCESSOR.key}"))
        seen.add(one.decision)

    told_of_rows(answer.decisions, refuse)


def write_receipt(deciding: Deciding, _entry_id: int) -> None:
    """What was handed over is frozen: the page that was signed, and its annex."""
    instance = deciding.instance.id
    found = documents(deciding.write.connection, instance_id=instance)
    last = {one.kind: one.version for one in found if one.kind in SIGNED_BACK}
    for one in found:
        if one.version == last.get(one.kind) and one.language == "th" and one.status == "draft":
            set_status(deciding.write, one.id, "signed")


def check_successor(deciding: Deciding) -> None:
    """It is decided by who came, and put off to a day that lies ahead."""
    told_at_once(
        lambda: refuse_before_office(deciding, deciding.decided_on, "decided_on"),
        lambda: refuse_not_after(deciding, deciding.answer.until, "until"),
    )


RECORDINGS: dict[type[Answer], Recording] = {
    OutgoingV1: Recording(check_outgoing, title=title_of_seat),
    BriefingV1: Recording(check_briefing, title=title_of_seat),
    ReceiptV1: Recording(
        check_receipt, write_receipt, begin=begin_page, offer=offer_page, title=title_of_seat
    ),
    VacancyV1: Recording(check_vacancy),
    SuccessorV1: Recording(check_successor, title=title_decision),
}
