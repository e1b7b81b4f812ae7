"""The committee as the order that establishes it lists it, whatever was recorded meanwhile."""

from collections.abc import Iterable, Iterator
from datetime import date

from config.words import Named, Sentence, both
from flows.engine.decision import Deciding
from flows.order.gates import AmendmentV1
from registry.queries.order_facts import bodies
from registry.queries.seats import seats as seats_on
from registry.records.seats import record_member, record_seats
from registry.rules.order_difference import changes_between
from registry.rules.seat_changes import apply
from registry.rules.seats import Seat, SeatChange

PEOPLE = ("person", "person_th", "person_en")


def seat_as_signed(deciding: Deciding, signed: tuple[Seat, ...], on: date, entry_id: int) -> None:
    """From `on` the committee has the seats of the signed paper, and whom it names in them."""
    write, district = deciding.write, deciding.district
    now = seats_on(write.connection, district, on)
    sits = {one.key: one.person for one in now}
    wanted = _as_signed(now, signed)
    record_seats(write, district, wanted, on=on, entry_id=entry_id)
    for one in wanted:
        if one.person is not None and one.person != sits.get(one.key):
            record_member(write, district, one.key, one.person, on=on, entry_id=entry_id)


def warn_seated_otherwise(
    deciding: Deciding, drafted: tuple[Seat, ...], on: date, by_pen: Iterable[SeatChange] = ()
) -> Iterator[Sentence]:
    """What the record says otherwise than the paper that is signed, and will say once it is."""
    if deciding.answers.last(AmendmentV1) is not None:
        return  # its changes are made to the committee as it is by then
    by_pen = tuple(by_pen)
    now = apply(seats_on(deciding.write.connection, deciding.district, on), by_pen)
    told = changes_between(bodies(now), bodies(_as_signed(now, apply(drafted, by_pen))))
    if told:
        changes = Named("; ".join(o.text_th for o in told), " ".join(o.text_en for o in told))
        yield both("warning.seated_as_signed", changes=changes)


def _as_signed(now: tuple[Seat, ...], signed: tuple[Seat, ...]) -> tuple[Seat, ...]:
    """The seats of the paper in the order of the record; who fills one without a name stays."""
    listed = {one.key: one for one in signed}
    kept = [_filled(listed.pop(one.key), one) for one in now if one.key in listed]
    return (*kept, *listed.values())


def _filled(listed: Seat, now: Seat) -> Seat:
    if listed.person is not None:
        return listed
    return listed.model_copy(update={name: getattr(now, name) for name in PEOPLE})
