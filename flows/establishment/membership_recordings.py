"""Recordings of membership: the seats of a committee to be, and who represents an agency."""

from collections.abc import Sequence

from config.defaults import committee
from config.words import Sentence
from flows.decisions.named_people import meant, record_meant, warn_meant, warn_sits_twice
from flows.decisions.refusals import UnknownSeat
from flows.decisions.seat_ties import refuse_loose_ties
from flows.engine.decision import Deciding
from flows.establishment.committee_at_work import refuse_at_work
from flows.establishment.gates import MembershipV1, Representation, RepresentativeV1
from registry.queries.office_holders import all_holders, holders
from registry.queries.seats import seats as seats_on
from registry.records.seats import record_member, record_seats
from registry.refusals import Refusal
from registry.rules.district_offices import DEPUTIES
from registry.rules.effects import ProposedSeats
from registry.rules.membership import NAME_MISSING, FocalPoint, check, told_together
from registry.rules.mistyped_years import FARTHEST
from registry.rules.seat_changes import apply
from registry.rules.seats import Seat, SeatMode


class UnknownHeading(Refusal):
    """No issuing heading of that key."""


class SeatedLongBefore(Refusal):
    """Seats would stand from a day more than a year before their establishment began."""


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
    _refuse_long_before(deciding)
    if answer.heading is not None and answer.heading not in {h.key for h in committee().headings}:
        known = ", ".join(h.key for h in committee().headings)
        raise UnknownHeading(field="heading", value=answer.heading, known=known)
    refuse_loose_ties(deciding, answer.changes)
    check(wanted_seats(deciding)).insist()


def _refuse_long_before(deciding: Deciding) -> None:
    """Other paper may be as old as it is; from this day on the seats would stand.

    They would take the place of those of a committee before this one.
    """
    began = next(one.act_date for one in deciding.entries if one.kind == "start")
    if deciding.decided_on < began - FARTHEST:
        raise SeatedLongBefore(field="decided_on", value=deciding.decided_on, began=began)


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
        if one.person == held.person and one.kind in DEPUTIES
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
