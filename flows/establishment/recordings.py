"""Recordings of the gates of `establishment`."""

from collections.abc import Sequence

from config.defaults import committee
from config.words import Sentence, Term
from flows.decisions.days import DateNotAfter
from flows.decisions.named_people import (
    meant,
    offer_people,
    record_meant,
    warn_meant,
    warn_sits_twice,
)
from flows.decisions.refusals import UnknownSeat
from flows.decisions.seat_ties import refuse_loose_ties
from flows.engine.deciding_offices import PSDHS
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording, Task
from flows.engine.messages import request
from flows.establishment.effects import RAISE_PROVINCIAL_ITEM
from flows.establishment.gates import (
    Advocacy,
    AdvocacyV1,
    DelegationV1,
    EarlierOrderV1,
    Finding,
    MembershipV1,
    Representation,
    RepresentativeV1,
    WorkingTeamV1,
)
from flows.establishment.offers import (
    begin_membership,
    begin_team,
    offer_deputies,
    offer_membership,
    offer_team,
    proposed_seats,
    title_representative,
)
from flows.establishment.process import found
from flows.papers.provincial_items import put_item
from registry.queries.office_holders import all_holders, holders
from registry.queries.offices import office
from registry.queries.orders import OrderRow, orders_in_force
from registry.queries.seats import seats as seats_on
from registry.records.offices import hold, office_named
from registry.records.orders import of_earlier, register
from registry.records.seats import record_member, record_seats, record_team
from registry.refusals import Refusal
from registry.rules.effects import ProposedSeats
from registry.rules.membership import NAME_MISSING, FocalPoint, check, told_together
from registry.rules.order_numbers import bare_number, parse_order_number
from registry.rules.seat_changes import apply
from registry.rules.seats import Seat, SeatMode
from registry.transaction import Write

NO_COMMITTEES = ("earlier", "amend")  # orders that appoint none by themselves


class ChiefMustAnswer(Refusal):
    """Only the Chief agrees, asks, defers or says not now; PSDHS records silence."""


class NoDeputy(Refusal):
    """The office named as focal point is no Deputy of the district, or is vacant."""


class UnknownHeading(Refusal):
    """No issuing heading of that key."""


class CommitteeAtWork(Refusal):
    """The district has a committee by an order in force: its seats change by an order alone."""


class CommitteeEstablished(Refusal):
    """A committee that is at work by an order in force is not established again."""


def refuse_beside(write: Write, district: str) -> None:
    """Raises CommitteeEstablished."""
    stands = _at_work(write, district)
    if stands is not None:
        raise CommitteeEstablished(field="--district", order=stands.full_number, dated=stands.dated)


def refuse_at_work(deciding: Deciding, field: str) -> None:
    """Raises CommitteeAtWork: what is established beside it would be everybody's seats unsigned."""
    stands = _at_work(deciding.write, deciding.district)
    if stands is not None:
        raise CommitteeAtWork(field=field, order=stands.full_number, dated=stands.dated)


def _at_work(write: Write, district: str) -> OrderRow | None:
    """The order in force by which the district has a committee."""
    in_force = orders_in_force(write.connection, district, write.today)
    return next((one for one in in_force if one.kind not in NO_COMMITTEES), None)


def check_earlier(deciding: Deciding) -> None:
    """No committee is at work; the earlier order's number must be one, of its date's year."""
    answer: EarlierOrderV1 = deciding.answer
    if not any(one.kind == "child" for one in deciding.entries):  # else the order is its own
        refuse_at_work(deciding, "finding")
    if answer.earlier is not None:
        parse_order_number(
            answer.earlier.number,
            field="earlier.number",
            dated=answer.earlier.dated,
            inserted_ok=True,
        )


def write_earlier(deciding: Deciding, entry_id: int) -> None:
    """An earlier order in force is a registered order of the district."""
    answer: EarlierOrderV1 = deciding.answer
    order = found(answer)
    if order is None or answer.finding is not Finding.IN_FORCE:
        return
    number = parse_order_number(order.number, field="earlier.number", inserted_ok=True)
    register(deciding.write, deciding.district, of_earlier(order, number), entry_id=entry_id)


def check_advocacy(deciding: Deciding) -> None:
    """Silence is recorded by PSDHS; every other answer is the Chief's."""
    answer: AdvocacyV1 = deciding.answer
    if answer.result is not Advocacy.NO_REPLY and deciding.by.kind in PSDHS:
        raise ChiefMustAnswer(field="by", result=Term(f"advocacy.{answer.result}"))
    if answer.until is not None and answer.until <= deciding.decided_on:
        raise DateNotAfter(field="until", value=answer.until, after=deciding.decided_on)
    if answer.approached_on is not None and answer.approached_on > deciding.decided_on:
        raise DateNotAfter(
            field="decided_on", value=deciding.decided_on, after=answer.approached_on
        )


def check_delegation(deciding: Deciding) -> None:
    """The focal point is a Deputy of this district who holds that office that day."""
    answer: DelegationV1 = deciding.answer
    ref = deputy_ref(deciding)
    row = office(deciding.write.connection, ref, deciding.decided_on)
    held = holders(deciding.write.connection, ref, deciding.decided_on)
    named = row is not None and row.kind.startswith("deputy_district_chief")
    if not named or not held or row is None or row.area != deciding.district:
        raise NoDeputy(field="deputy", value=answer.deputy, on=deciding.decided_on)


def deputy_ref(deciding: Deciding) -> str:
    """The office named, with the district's code before it where only its kind was typed."""
    named: str = deciding.answer.deputy
    return named if named.startswith(f"{deciding.district}/") else f"{deciding.district}/{named}"


def write_delegation(deciding: Deciding, entry_id: int) -> None:
    """From the delegation on, the Deputy's holder holds the district's focal point."""
    answer: DelegationV1 = deciding.answer
    held = holders(deciding.write.connection, deputy_ref(deciding), deciding.decided_on)[0]
    office_id = office_named(
        deciding.write,
        f"{deciding.district}/focal_point",
        kind="focal_point",
        area=deciding.district,
        on=deciding.decided_on,
    )
    hold(
        deciding.write,
        office_id,
        held.person,
        start=deciding.decided_on,
        basis="delegation",
        basis_number=bare_number(answer.paper.number) if answer.paper.number else None,
        basis_date=answer.paper.dated or deciding.decided_on,
        entry_id=entry_id,
    )


def write_team(deciding: Deciding, entry_id: int) -> None:
    """The agencies of the working team. Raises UnknownAgency."""
    answer: WorkingTeamV1 = deciding.answer
    record_team(
        deciding.write,
        deciding.district,
        answer.agencies,
        on=deciding.decided_on,
        entry_id=entry_id,
    )


def wanted_seats(deciding: Deciding) -> tuple[Seat, ...]:
    """The proposed seats with the answer's changes; seats to be named become by name."""
    answer: MembershipV1 = deciding.answer
    proposed = next(e for e in deciding.entries if e.kind == "read" and e.path == "proposed_seats")
    seats = apply(ProposedSeats.model_validate(proposed.body["value"]).seats, answer.changes)
    known = {seat.key for seat in seats}
    for key in answer.ask:
        if key not in known:
            raise UnknownSeat(field="ask", value=key)
    return tuple(
        seat.model_copy(update={"mode": SeatMode.BY_NAME}) if seat.key in answer.ask else seat
        for seat in seats
    )


def check_membership(deciding: Deciding) -> None:
    """No committee is at work; an LAO is seated, no group is empty, one chair, one vice-chair."""
    answer: MembershipV1 = deciding.answer
    refuse_at_work(deciding, "changes")
    if answer.heading is not None and answer.heading not in {h.key for h in committee().headings}:
        known = ", ".join(h.key for h in committee().headings)
        raise UnknownHeading(field="heading", value=answer.heading, known=known)
    refuse_loose_ties(deciding, answer.changes)
    check(wanted_seats(deciding)).insist()


def warn_membership(deciding: Deciding) -> tuple[Sentence, ...]:
    """What to look at: a focal point without a seat (A1), offices not recorded.

    Names that are missing are what the agencies are asked for next.
    """
    found = check(wanted_seats(deciding), focal_point(deciding)).warnings
    return told_together(one for one in found if one.code != NAME_MISSING)


def focal_point(deciding: Deciding) -> FocalPoint | None:
    """The district's focal point, by the Deputy's office that they hold."""
    connection, on = deciding.write.connection, deciding.decided_on
    held = next(iter(holders(connection, f"{deciding.district}/focal_point", on)), None)
    if held is None:
        return None
    own = (
        one.ref
        for one in all_holders(connection, deciding.district, on)
        if one.person == held.person and one.kind.startswith("deputy_district_chief")
    )
    return FocalPoint(next(own, held.ref), held.person, held.name)


def write_membership(deciding: Deciding, entry_id: int) -> None:
    """The committee's seats from now on."""
    _record(deciding, wanted_seats(deciding), entry_id)


def _record(deciding: Deciding, seats: tuple[Seat, ...], entry_id: int) -> None:
    write, on = deciding.write, deciding.decided_on
    record_seats(write, deciding.district, seats, on=on, entry_id=entry_id)


def check_representative(deciding: Deciding) -> None:
    """It is clear who is named: somebody who is known, or somebody else."""
    answer: RepresentativeV1 = deciding.answer
    if answer.person is not None:
        meant(deciding, answer.person)


def warn_representative(deciding: Deciding) -> Sequence[Sentence]:
    """A typed name was taken for somebody who is known, or who sits in the body already."""
    named = deciding.answer.person
    if deciding.answer.result is not Representation.NAMED:
        return warn_meant(deciding, named)
    key = deciding.open.subject or ""
    return (*warn_meant(deciding, named), *warn_sits_twice(deciding, named, key))


def write_representative(deciding: Deciding, entry_id: int) -> None:
    """The person fills the seat by name; or the seat goes by position."""
    answer: RepresentativeV1 = deciding.answer
    key = deciding.open.subject or ""
    if answer.result is Representation.NAMED and answer.person is not None:
        person_id = record_meant(deciding, answer.person)
        record_member(
            deciding.write,
            deciding.district,
            key,
            person_id,
            on=deciding.decided_on,
            entry_id=entry_id,
        )
        return
    now = seats_on(deciding.write.connection, deciding.district, deciding.decided_on)
    wanted = tuple(
        seat.model_copy(update={"mode": SeatMode.BY_POSITION}) if seat.key == key else seat
        for seat in now
    )
    _record(deciding, wanted, entry_id)


RECORDINGS: dict[type[Answer], Recording] = {
    EarlierOrderV1: Recording(check_earlier, write_earlier),
    AdvocacyV1: Recording(check_advocacy),
    DelegationV1: Recording(check_delegation, write_delegation, offer=offer_deputies),
    WorkingTeamV1: Recording(write=write_team, begin=begin_team, offer=offer_team),
    MembershipV1: Recording(
        check_membership,
        write_membership,
        warn_membership,
        begin=begin_membership,
        offer=offer_membership,
        seats=lambda at: proposed_seats(at.entries),
    ),
    RepresentativeV1: Recording(
        check_representative,
        write_representative,
        warn_representative,
        offer=offer_people,
        title=title_representative,
        message=request("message.representative"),
    ),
}


TASKS: dict[str, Task] = {RAISE_PROVINCIAL_ITEM.key: put_item}
