"""What the gates of a handover check: nobody answers before the day, or in another's place."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import partial

from config.handover import handover_defaults
from config.words import Sentence, Term, both
from flows.decisions.days import refuse_later, refuse_not_after
from flows.decisions.refusals import EvidenceMissing
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.instance_start import start_of
from flows.engine.misfit import told_at_once, told_of_rows
from flows.handover.gates import (
    SUCCESSOR,
    Answered,
    AnsweredOnPage,
    BriefingV1,
    Noted,
    NotedOnPage,
    Outgoing,
    OutgoingV1,
    ReceiptV2,
    SuccessorV2,
    Vacancy,
    VacancyV1,
)
from flows.handover.offers import (
    answered_in,
    begin_page,
    called,
    offer_outcomes,
    offer_page,
    outcomes_of,
    printed_in,
    title_decision,
    title_of_seat,
)
from flows.handover.package_words import counted
from flows.handover.process import HandoverStart
from registry.queries.documents import documents
from registry.queries.office_holders import holders
from registry.records.filing import set_status
from registry.refusals import Refusal
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.handover import SIGNED_BACK

DECISIONS, INFORMATION = "decisions", "information"  # fields of the form of the page


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


class NoSuchBox(Refusal):
    """A box that the page does not print beside that decision."""


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
    answer: ReceiptV2 = deciding.answer
    told_at_once(
        lambda: refuse_before_office(deciding, deciding.decided_on, "decided_on"),
        lambda: _refuse_decisions(deciding, answer),
        lambda: told_of_rows(
            answer.decisions,
            lambda place, one: refuse_not_after(deciding, one.until, f"decisions.{place}.until"),
        ),
    )


def _refuse_decisions(deciding: Deciding, answer: ReceiptV2) -> None:
    """Where there are too many, nothing is said of each: the page does not ask for them all."""
    on_page = printed_in(deciding.write.connection, deciding.instance.id, deciding.answers)
    printed = {one.key for one in on_page}
    if len(answer.rows) > len(printed):
        raise MoreThanPrinted(field="decisions", count=len(answer.rows), most=len(printed))
    answered, seen = answered_in(deciding.answers), set[str]()

    def refuse(part: str, place: int, one: AnsweredOnPage | NotedOnPage) -> None:
        field, value = f"{part}.{place}.decision", called(deciding.answers, one.decision)
        if one.decision not in printed:
            raise DecisionNotPrinted(field=field, value=value)
        if one.decision in seen:
            raise DecisionTwice(field=field, value=value)
        if one.decision in answered:
            raise DecisionAnswered(field=field, value=value, gate=Term(f"gate.{SUCCESSOR.key}"))
        _refuse_other_box(deciding, one.decision, part, place)
        seen.add(one.decision)

    told_at_once(
        lambda: told_of_rows(answer.decisions, partial(refuse, DECISIONS)),
        lambda: told_of_rows(answer.information, partial(refuse, INFORMATION)),
    )


def _refuse_other_box(deciding: Deciding, decision: str, part: str, place: int) -> None:
    """Refuse a question's box beside what is for information on the page, and the other way."""
    is_noted = decision in handover_defaults().information
    if is_noted is (part == INFORMATION):
        return
    boxes: list[StrEnum] = [*(Noted if is_noted else Answered)]
    raise NoSuchBox(
        field=f"{part}.{place}.result", value=called(deciding.answers, decision),
        boxes=_in_words(boxes),
    )  # fmt: skip


def _in_words(boxes: Sequence[StrEnum]) -> Sentence:
    return counted([both(f"choice.ticked.{one}") for one in boxes])


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
        lambda: _refuse_outcome(deciding),
    )


def _refuse_outcome(deciding: Deciding) -> None:
    answer: SuccessorV2 = deciding.answer
    outcomes = outcomes_of(deciding.open.path)
    if answer.result not in outcomes:
        value = called(deciding.answers, deciding.open.subject or "")
        raise NoSuchBox(field="result", value=value, boxes=_in_words(outcomes))


RECORDINGS: dict[type[Answer], Recording] = {
    OutgoingV1: Recording(check_outgoing, title=title_of_seat),
    BriefingV1: Recording(check_briefing, title=title_of_seat),
    ReceiptV2: Recording(
        check_receipt, write_receipt, begin=begin_page, offer=offer_page, title=title_of_seat
    ),
    VacancyV1: Recording(check_vacancy),
    SuccessorV2: Recording(check_successor, offer=offer_outcomes, title=title_decision),
}
