"""Orders that amend or replace the one of a committee at work."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Literal

from sqlalchemy import Connection

from config.words import Sentence
from flows.engine.answers import Answers
from flows.order.gates import AmendmentV1, ReviseDraftV1
from flows.order.process import OrderStart
from registry.queries.handover_facts import last_in_own_right, seats_by_name
from registry.queries.office_holders import holders
from registry.queries.order_facts import named_as_earlier
from registry.queries.orders import OrderRow, orders_in_force
from registry.queries.seats import seats
from registry.refusals import Refusal
from registry.rules.district_offices import CHIEF
from registry.rules.membership import MembershipFindings, check
from registry.rules.seat_changes import still_wanted
from registry.rules.seats import CommitteeChange, FillSeat, Seat
from registry.transaction import Write

OWN = "own"
NOT_THE_COMMITTEES = ("amend",)  # stands beside the order that it amends
ONLY_WARNED = ("no_lao_seat", "body_empty")


class NoOrderInForce(Refusal):
    """The district has no order in force that could be amended or replaced."""


def started_with(
    write: Write, district: str, kind: Literal["amend", "replace"], on: date
) -> OrderStart:
    """What such an order is begun with. Raises NoOrderInForce."""
    order = order_at_work(write.connection, district, on)
    return OrderStart(district=district, kind=kind, earlier=named_as_earlier(order), in_force=True)


def order_at_work(connection: Connection, district: str, on: date) -> OrderRow:
    """The order on which the committee stands that day. Raises NoOrderInForce."""
    found = orders_in_force(connection, district, on)
    stands = [one for one in found if one.kind not in NOT_THE_COMMITTEES]
    if not stands:
        raise NoOrderInForce(field="--district")
    return stands[-1]


def in_place_of_leaver(connection: Connection, district: str, on: date) -> tuple[FillSeat, ...]:
    """Whoever came as Chief, in each seat that the order gives by name to the Chief who left.

    Until somebody holds the office in their own right, it is whoever holds the seat's office.
    """
    office = f"{district}/{CHIEF}"
    came = next((one for one in holders(connection, office, on) if one.capacity == OWN), None)
    left = last_in_own_right(connection, office, came.start if came else on)
    if left is None:
        return ()
    named = seats_by_name(seats(connection, district, on), left.person)
    if came is None:
        return tuple(FillSeat(key=one.key) for one in named if one.office is not None)
    return tuple(
        FillSeat(key=one.key, person=came.person, person_th=came.name.th, person_en=came.name.en)
        for one in named
    )


def asked_before(answers: Answers, now: Sequence[Seat]) -> tuple[CommitteeChange, ...]:
    """The changes to a committee at work that its unsigned order holds: nobody's seats as yet.

    `now` are the seats that they are made on. () for an order that establishes one: its changes
    were written as they were asked for.
    """
    amendment = answers.last(AmendmentV1)
    if amendment is None:
        return ()
    revised = (one.answer.changes for one in answers.to(ReviseDraftV1))
    return still_wanted(now, chain(amendment.answer.changes, *revised))


def found_in(answers: Answers, seats: Sequence[Seat]) -> MembershipFindings:
    """What there is to say about the seats of an order.

    A committee at work may lose its last local government or empty a group: that is warned of.
    """
    amends = answers.last(AmendmentV1) is not None
    return found_at_work(seats) if amends else check(seats)


def found_at_work(seats: Sequence[Seat]) -> MembershipFindings:
    """What there is to say about the seats of a committee at work."""
    return check(seats).only_warned_of(*ONLY_WARNED)


def lacks(seats: Sequence[Seat]) -> tuple[Sentence, ...]:
    """What a committee at work lacks that it would not have been established without."""
    errors = {one.code for one in check(seats).errors}
    found = found_at_work(seats).warnings
    return tuple(one.sentence for one in found if one.code.removesuffix(".left") in errors)
