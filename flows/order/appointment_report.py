"""The report of an appointment: the district tells the Governor, by way of PSDHS."""

from collections.abc import Iterator

from config.defaults import committee
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.meeting.circulation import held_meeting
from flows.meeting.gates import MinutesV1
from flows.meeting.paper_facts import Roster, day_held, roster, which_meeting
from flows.order.copies import cited_order, order_of
from flows.papers.addressee import governor, head_of_psdhs
from flows.papers.letterhead import chiefs_letter
from registry.journal import parents
from registry.queries.directives import directive_of
from registry.queries.orders import OrderRow
from registry.rules.papers.letter import (
    AppointmentReportFacts,
    HeldMeeting,
    ListedBody,
    ListedSeat,
    Reference,
)
from registry.rules.seats import BODY_NUMBERS, BodyKey

APPOINTING = ("new", "replace")
ISSUING = ("establishment", "order")


def appointed(at: Printing) -> Iterator[PrintedFor]:
    """Once the order is registered; one that amends appoints no committee."""
    if at.process in ISSUING:
        signed = _signed(at)
        if signed is not None and signed.kind in APPOINTING:
            yield PrintedFor()


def _signed(at: Printing) -> OrderRow | None:
    return order_of(at.connection, at.job.instance, at.answers.entries)


def appointment_report(at: Printing, _whom: str) -> AppointmentReportFacts:
    """The order, whether the committee has met, and who sat by it on its first day.

    The list is annexed to the order: it names nobody who came later, whenever it is printed.
    """
    connection, job, signed = at.connection, at.job, _signed(at)
    if signed is None:
        raise LookupError(job.instance)
    people = roster(connection, job.district, signed.first_day)
    return AppointmentReportFacts(
        **chiefs_letter(connection, job.district, job.on),
        to_th=governor(connection, job.district),
        through_th=head_of_psdhs(connection, job.district),
        directive=_asked_by(at),
        order=cited_order(signed),
        met=_met(at),
        seats=len(people.seats),
        unfilled=len(people.seats)
        - sum(len(one.seats) for one in people.members if one.person is not None),
        bodies=tuple(_bodies(people)),
    )


def _asked_by(at: Printing) -> Reference | None:
    """The province's letter that began the establishment which issued the order."""
    begun = (at.job.instance, *(number for number, _ in parents(at.connection, at.job.instance)))
    letters = (directive_of(at.connection, one) for one in begun)
    letter = next((one for one in letters if one is not None), None)
    return Reference(number=letter.number, dated=letter.dated) if letter else None


def _met(at: Printing) -> HeldMeeting | None:
    met = held_meeting(at)
    if met is None:
        return None
    which = which_meeting(at.connection, at.job, met.gate.kind, day_held(met))
    return HeldMeeting(
        meeting_th=which["meeting_th"],
        held_on=which["held_on"],
        minuted=at.answers.last(MinutesV1) is not None,
    )


def _bodies(people: Roster) -> Iterator[ListedBody]:
    seated = {seat.key: one for one in people.members for seat in one.seats}
    for body in committee().bodies:
        own = [seat for seat in people.seats if seat.body is BodyKey(body.key)]
        if own:
            yield ListedBody(
                number=BODY_NUMBERS[BodyKey(body.key)],
                title_th=body.title_th,
                seats=tuple(
                    ListedSeat(
                        body=seat.body, role=seat.role,
                        title_th=people.post_of(seated[seat.key], seat).th,
                        name_th=people.name_of(seated[seat.key]),
                    )
                    for seat in own
                ),
            )  # fmt: skip


PRINTABLES: tuple[Printable, ...] = (
    Printable("appointment_report", AppointmentReportFacts, appointed, appointment_report),
)
