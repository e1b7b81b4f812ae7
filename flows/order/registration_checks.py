"""What is checked of a signed order before it is registered: its number, its days, its signer."""

from collections.abc import Iterator
from datetime import date

from config.words import Named, Sentence, both
from flows.decisions.days import DateNotAfter
from flows.decisions.deciders import who_held
from flows.decisions.drafts import another_signer, draft_asked_about
from flows.decisions.seat_ties import refuse_loose_ties
from flows.decisions.second_person import who_else
from flows.engine.decision import Deciding
from flows.engine.fields import Confirmation
from flows.engine.misfit import told_at_once
from flows.order.amendment import asked_before, found_in
from flows.order.gates import (
    CONFIRM_WITHOUT_SCAN,
    REGISTRATION,
    Printed,
    RegistrationV1,
)
from flows.order.numbering import warn_gap
from flows.order.registration import (
    drafted_facts,
    in_force_from,
    number_of,
    registered,
    scan_of,
    second_look_at,
)
from flows.order.seats_as_signed import warn_seated_otherwise
from registry.queries.document_contents import content
from registry.queries.office_holders import holders
from registry.queries.order_book import endings_numbered
from registry.queries.seats import seats as seats_on
from registry.records.orders import refuse_number_in_use
from registry.refusals import Refusal
from registry.rules.mistyped_years import FARTHEST
from registry.rules.order_numbers import OrderNumber
from registry.rules.seat_changes import apply


class SignedBeforeDraft(Refusal):
    """A signature dated before the draft's own date."""


class SignedInFuture(Refusal):
    """A paper dated after today."""


class ScanRedacted(Refusal):
    """The scan that was to become the signed order was taken out."""


class ClassifiedWithChanges(Refusal):
    """An order that was changed by pen is kept as signed, and that is its scan."""


class InForceFarFromDate(Refusal):
    """An order is said to count from a day so far from its date that a year is mistyped."""


class SignerLeft(Refusal):
    """Whoever signed did not hold the office on the order's date."""


class SignerNotPrinted(Refusal):
    """The draft names another signer: then it was not signed as printed."""


def refuse_before_draft(deciding: Deciding, dated: date, field: str) -> None:
    """Raises SignedBeforeDraft, by the draft's own date: a paper may be entered long after it."""
    draft = draft_asked_about(deciding)
    if dated < draft.own_date:
        raise SignedBeforeDraft(field=field, value=dated, draft=draft.own_date)


def check_registration(deciding: Deciding) -> None:
    """Number free and of its year, date neither before the draft nor ahead, signer in office."""
    answer: RegistrationV1 = deciding.answer
    told_at_once(
        lambda: _refuse_by_day(deciding, answer.dated),
        lambda: _refuse_far_from_date(answer.effective_from, answer.dated),
        lambda: _refuse_other_signer(deciding),
        lambda: _refuse_in_use(deciding, number_of(answer)),
        lambda: _refuse_without_scan(deciding),
    )


def _refuse_without_scan(deciding: Deciding) -> None:
    changed = deciding.answer.printed is Printed.WITH_CHANGES
    if changed and deciding.classified and not deciding.evidence:
        raise ClassifiedWithChanges(field="printed")


def _refuse_far_from_date(starts: date | None, dated: date) -> None:
    if starts is not None and abs(starts - dated) > FARTHEST:
        raise InForceFarFromDate(field="effective_from", value=starts, dated=dated)


def warn_registration(deciding: Deciding) -> tuple[Sentence, ...]:
    """An order that counts from before its own date, when it appointed nobody; a number that is
    odd; a committee that is recorded otherwise than the paper lists it.
    """
    return (
        *_warn_of_second(deciding),
        *_warn_of_paper(deciding),
        *_warn_of_seats(deciding),
    )


def _warn_of_second(deciding: Deciding) -> Iterator[Sentence]:
    """That an order of which there is no scan waits for a second person, and who that may be."""
    if second_look_at(deciding) is CONFIRM_WITHOUT_SCAN:
        yield both("warning.without_scan")
        yield who_else(
            deciding.write, CONFIRM_WITHOUT_SCAN, deciding.district, deciding.recorder.id
        )


def _warn_of_paper(deciding: Deciding) -> Iterator[Sentence]:
    answer: RegistrationV1 = deciding.answer
    starts, number = in_force_from(answer), number_of(answer)
    if starts < answer.dated:
        yield both("warning.in_force_before_date", start=starts, dated=answer.dated)
    for one in endings_numbered(deciding.write.connection, deciding.district, number):
        yield both("warning.number_of_ending", number=str(number), on=one.on)
    yield from warn_gap(deciding, number, drafted_facts(deciding).heading_th)


def _warn_of_seats(deciding: Deciding) -> Iterator[Sentence]:
    answer: RegistrationV1 = deciding.answer
    settled = max(in_force_from(answer), answer.dated)  # what was decided between is on the paper
    return warn_seated_otherwise(deciding, drafted_facts(deciding).seats, settled, answer.changes)


def _refuse_by_day(deciding: Deciding, dated: date) -> None:
    """Of a day that cannot be right, nobody is told who held which office or seat on it."""
    told_at_once(
        lambda: refuse_before_draft(deciding, dated, "dated"),
        lambda: _refuse_ahead(deciding, dated),
    )
    told_at_once(lambda: _refuse_signer(deciding, dated), lambda: _refuse_seats(deciding))


def _refuse_ahead(deciding: Deciding, dated: date) -> None:
    if dated > deciding.write.today:
        raise SignedInFuture(field="dated", value=dated, today=deciding.write.today)
    if dated > deciding.decided_on:
        raise DateNotAfter(field="decided_on", value=deciding.decided_on, after=dated)


def _refuse_signer(deciding: Deciding, dated: date) -> None:
    held = holders(deciding.write.connection, deciding.by.ref, dated)
    if deciding.by.person not in {one.person for one in held}:
        raise SignerLeft(
            field="dated", person=deciding.by.name, on=dated, then=who_held(held)
        )  # fmt: skip


def _refuse_seats(deciding: Deciding) -> None:
    answer: RegistrationV1 = deciding.answer
    refuse_loose_ties(deciding, answer.changes)
    now = seats_on(deciding.write.connection, deciding.district, answer.dated)
    wanted = apply(now, (*asked_before(deciding.answers, now), *answer.changes))
    found_in(deciding.answers, wanted).insist()


def _refuse_in_use(deciding: Deciding, number: OrderNumber) -> None:
    heading = drafted_facts(deciding).heading_th
    refuse_number_in_use(deciding.write, deciding.district, heading, number)


def _refuse_other_signer(deciding: Deciding) -> None:
    printed = printed_signer(deciding)
    if deciding.answer.printed is Printed.AS_PRINTED and printed is not None:
        raise SignerNotPrinted(field="printed", printed=printed, person=deciding.by.name)


def printed_signer(deciding: Deciding) -> Named | None:
    """The signer whom the draft names, where that is not who decides here."""
    return another_signer(drafted_facts(deciding).signer, deciding)


def check_without_scan(deciding: Deciding) -> None:
    """The number must still be free."""
    if deciding.answer.result is Confirmation.CONFIRMED:
        _refuse_in_use(deciding, number_of(registered(deciding).answer))


def check_as_signed(deciding: Deciding) -> None:
    """The number must still be free, the scan there."""
    check_without_scan(deciding)
    confirmed = deciding.answer.result is Confirmation.CONFIRMED
    if confirmed and content(deciding.write.connection, scan_of(deciding).sha256) is None:
        raise ScanRedacted(field="result", gate=REGISTRATION.label)
