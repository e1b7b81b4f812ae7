"""Registration of a signed order: as it was printed, or as its scan shows it."""

from datetime import date
from typing import Any

from flows.decisions.drafts import draft_asked_about, in_every_language
from flows.engine.answers import CurrentAnswer, listed
from flows.engine.decision import Deciding
from flows.engine.fields import Confirmation
from flows.engine.gate import Gate
from flows.meeting.groups import ORDER
from flows.order.amendment import asked_before
from flows.order.effects import ORDER_KIND
from flows.order.gates import (
    CONFIRM_AS_SIGNED,
    CONFIRM_WITHOUT_SCAN,
    AmendmentV1,
    Printed,
    RegistrationV1,
)
from flows.order.process import SEEN_BY_TWO
from flows.order.seats_as_signed import seat_as_signed
from registry.queries.document_contents import content, facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.orders import order_named
from registry.queries.seats import seats as seats_on
from registry.records.filing import NewDocument, keep, set_status
from registry.records.orders import Registration, register
from registry.records.seats import leave_vacant, record_member, record_seats
from registry.records.working_groups import NewGroup, appoint_groups
from registry.rules.order_facts import AppointmentOrderFacts, EarlierOrder
from registry.rules.order_numbers import OrderNumber, parse_order_number
from registry.rules.seat_changes import apply
from registry.rules.seats import CommitteeChange, FillSeat, SeatChange


def change_seats(
    deciding: Deciding, changes: tuple[CommitteeChange, ...], on: date, entry_id: int
) -> None:
    """Apply changes to the committee's seats from `on`."""
    if changes:
        now = seats_on(deciding.write.connection, deciding.district, on)
        record_seats(
            deciding.write, deciding.district, apply(now, changes), on=on, entry_id=entry_id
        )
    for one in changes:
        if isinstance(one, FillSeat):
            _fill(deciding, one, on, entry_id)


def _fill(deciding: Deciding, change: FillSeat, on: date, entry_id: int) -> None:
    """From `on` that person fills the seat, or nobody by name."""
    write, district = deciding.write, deciding.district
    if change.person is None:
        leave_vacant(write, district, change.key, on=on, entry_id=entry_id)
    else:
        record_member(write, district, change.key, change.person, on=on, entry_id=entry_id)


def number_of(answer: RegistrationV1) -> OrderNumber:
    """The clerk's number, of the calendar year of the order's date."""
    return parse_order_number(answer.number, field="number", dated=answer.dated)


def drafted_facts(deciding: Deciding) -> AppointmentOrderFacts:
    """The frozen facts of the draft that was signed."""
    draft = draft_asked_about(deciding)
    return AppointmentOrderFacts.model_validate(
        facts(deciding.write.connection, draft.facts_id or 0)
    )


def second_look_at(deciding: Deciding) -> Gate[Any] | None:
    """The gate at which a second person confirms what is registered; None where none is needed."""
    answer: RegistrationV1 = deciding.answer
    if answer.printed is Printed.WITH_CHANGES:
        return CONFIRM_AS_SIGNED
    if deciding.instance.revision >= SEEN_BY_TWO and not deciding.evidence:
        return CONFIRM_WITHOUT_SCAN
    return None


def write_registration(deciding: Deciding, entry_id: int) -> None:
    """Signed as printed, as its scan shows: the order is registered."""
    if second_look_at(deciding) is None:
        write_as_printed(deciding, deciding.answer, deciding.by.holding, entry_id)


def write_without_scan(deciding: Deciding, entry_id: int) -> None:
    """The same once a second person has seen it, where there is no scan."""
    if deciding.answer.result is Confirmation.CONFIRMED:
        signed = registered(deciding)
        write_as_printed(deciding, signed.answer, int(signed.decision.body["holding"]), entry_id)


def write_as_printed(
    deciding: Deciding, answer: RegistrationV1, signer: int, entry_id: int
) -> None:
    """The order is registered, its draft frozen as the signed paper."""
    draft = draft_asked_about(deciding)
    _settle_seats(deciding, (), in_force_from(answer), entry_id)
    set_status(deciding.write, draft.id, "signed")
    enter(deciding, answer, draft.id, signer, entry_id)


def _settle_seats(
    deciding: Deciding, by_pen: tuple[SeatChange, ...], on: date, entry_id: int
) -> None:
    """From `on` the seats are those of the signed order; of a committee at work as it changes them.

    `by_pen`: what was changed on the paper itself.
    """
    if deciding.answers.last(AmendmentV1) is None:
        seat_as_signed(deciding, apply(drafted_facts(deciding).seats, by_pen), on, entry_id)
    else:
        change_seats(deciding, (*_asked_by(deciding, on), *by_pen), on, entry_id)


def _asked_by(deciding: Deciding, on: date) -> tuple[CommitteeChange, ...]:
    """The changes that the order holds, to the seats of the day from which it counts."""
    now = seats_on(deciding.write.connection, deciding.district, on)
    return asked_before(deciding.answers, now)


def enter(
    deciding: Deciding, answer: RegistrationV1, document: int, signer: int, entry_id: int
) -> None:
    """Enter the order in the register, and put the working groups to work that it appoints."""
    asked = deciding.answers.last(AmendmentV1)
    appoint_groups(
        deciding.write,
        deciding.district,
        f"{ORDER}/{deciding.instance.id}",
        [NewGroup((), one.until) for one in listed(asked.answer.groups)] if asked else (),
        on=in_force_from(answer),
        entry_id=entry_id,
    )
    drafted = drafted_facts(deciding)
    earlier = earlier_id(deciding, drafted.earlier) if drafted.kind != "new" else None
    register(
        deciding.write,
        deciding.district,
        Registration(
            kind=drafted.kind,
            heading=drafted.heading_th,
            number=number_of(answer),
            dated=answer.dated,
            subject_th=drafted.subject_th,
            signer=signer,
            printed=answer.printed.value,
            document=document,
            in_force_from=in_force_from(answer),
            replaces=earlier,
        ),
        entry_id=entry_id,
    )


def in_force_from(answer: RegistrationV1) -> date:
    """The day from which the order counts."""
    return answer.effective_from or answer.dated


def earlier_id(deciding: Deciding, earlier: EarlierOrder | None) -> int | None:
    """The registered order that this one replaces or amends, where it is registered."""
    if earlier is None:
        return None
    connection, number = deciding.write.connection, earlier.number
    known = order_named(connection, deciding.district, number, field="earlier.number")
    return known.id if known else None


def registered(deciding: Deciding) -> CurrentAnswer[RegistrationV1]:
    """The registration that a second person is asked to confirm."""
    found = deciding.answers.last(RegistrationV1)
    if found is None:
        msg = "no registration to confirm"
        raise LookupError(msg)
    return found


def write_as_signed(deciding: Deciding, entry_id: int) -> None:
    """The version as signed: its bytes are the scan, its facts the draft's with the changes."""
    if deciding.answer.result is not Confirmation.CONFIRMED:
        return
    signed = registered(deciding)
    answer = signed.answer
    _settle_seats(deciding, answer.changes, in_force_from(answer), entry_id)
    draft = draft_asked_about(deciding)
    for one in in_every_language(deciding, draft):
        set_status(deciding.write, one.id, "not_signed")
    document = keep_as_signed(deciding, answer, draft, entry_id)
    enter(deciding, answer, document, int(signed.decision.body["holding"]), entry_id)


def keep_as_signed(
    deciding: Deciding, answer: RegistrationV1, draft: DocumentRow, entry_id: int
) -> int:
    """Keep the scan as the signed version of the order."""
    scan = scan_of(deciding)
    before = drafted_facts(deciding)
    seats = apply(before.seats, answer.changes)
    bodies = tuple(
        body.model_copy(update={"seats": tuple(one for one in seats if one.body == body.key)})
        for body in before.bodies
    )
    signed = before.model_copy(
        update={"bodies": bodies, "number": str(number_of(answer)), "dated": answer.dated}
    )
    return keep(
        deciding.write,
        deciding.district,
        deciding.instance.id,
        entry_id,
        NewDocument(
            kind=f"{ORDER_KIND}.as_signed",
            file_name=scan.file_name,
            media_type=scan.media_type,
            own_date=answer.dated,
            content=content(deciding.write.connection, scan.sha256) or b"",
            content_hash=scan.content_hash,
            status="signed",
            facts=signed.model_dump(mode="json"),
            version=draft.version,
        ),
    )


def scan_of(deciding: Deciding) -> DocumentRow:
    """The latest scan of a signed paper."""
    papers = documents(deciding.write.connection, instance_id=deciding.instance.id)
    return next(one for one in reversed(papers) if one.kind == "scan.registration")
