"""Seats of a committee, who fills them, and the working team: written as facts."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from registry.fact_digests import add
from registry.facts import end, next_change, put, put_before_later
from registry.models import (
    Agency,
    Committee,
    CommitteeSeat,
    Member,
    ProvincialItem,
    SeatVersion,
    TeamAgency,
    table_of,
)
from registry.queries.seats import seats as seats_on
from registry.refusals import Refusal
from registry.rules.seats import Seat
from registry.transaction import Write


class UnknownAgency(Refusal):
    """No agency of that key."""


def committee(write: Write, district: str) -> int:
    """The committee of the district, found or made."""
    found = write.connection.scalar(select(Committee.id).where(Committee.district_code == district))
    if found is not None:
        return found
    return add(write, table_of(Committee), {"district_code": district})


def record_seats(
    write: Write, district: str, wanted: tuple[Seat, ...], *, on: date, entry_id: int
) -> None:
    """From `on` the committee has exactly these seats, in this order."""
    committee_id = committee(write, district)
    before = {
        seat.key: (place, seat)
        for place, seat in enumerate(seats_on(write.connection, district, on))
    }
    for place, seat in enumerate(wanted):
        known = before.pop(seat.key, None)
        if known is None or known[0] != place or _differs(known[1], seat):
            _put_seat(write, committee_id, place, seat, on, entry_id)
    for key in before:
        seat_id = _seat_id(write.connection, committee_id, key)
        end(write, SeatVersion, {"seat_id": seat_id}, on=on, entry_id=entry_id)
        end(write, Member, {"seat_id": seat_id}, on=on, entry_id=entry_id)


def end_seats(write: Write, district: str, keys: Iterable[str], *, on: date) -> None:
    """From `on` the committee has these seats no more, and nobody fills them."""
    committee_id = committee(write, district)
    for key in keys:
        seat_id = _seat_id(write.connection, committee_id, key)
        end(write, SeatVersion, {"seat_id": seat_id}, on=on)
        end(write, Member, {"seat_id": seat_id}, on=on)


def _differs(old: Seat, new: Seat) -> bool:
    people = {"person", "person_th", "person_en"}
    return old.model_dump(exclude=people) != new.model_dump(exclude=people)


def _put_seat(
    write: Write, committee_id: int, place: int, seat: Seat, on: date, entry_id: int
) -> None:
    values = seat.model_dump(exclude={"key", "person", "person_th", "person_en"}, mode="json")
    seat_id = _seat_id(write.connection, committee_id, seat.key)
    if seat_id is None:
        row = {"committee_id": committee_id, "key": seat.key}
        seat_id = add(write, table_of(CommitteeSeat), row)
    same, printed = {"seat_id": seat_id}, {**values, "position": place}
    put_before_later(write, SeatVersion, same, printed, valid_from=on, entry_id=entry_id)
    if seat.person is not None:
        _put_member(write, seat_id, seat.person, on, entry_id)


def _put_member(write: Write, seat_id: int, person_id: int | None, on: date, entry_id: int) -> None:
    """From `on` the person, or nobody, fills the seat, up to the day of which something else is
    recorded.
    """
    put_before_later(
        write, Member, {"seat_id": seat_id}, {"person_id": person_id},
        valid_from=on, entry_id=entry_id, own_ends=False,
    )  # fmt: skip


def _seat_id(connection: Connection, committee_id: int, key: str) -> int | None:
    return connection.scalar(
        select(CommitteeSeat.id).where(
            CommitteeSeat.committee_id == committee_id, CommitteeSeat.key == key
        )
    )


def record_member(
    write: Write, district: str, key: str, person_id: int, *, on: date, entry_id: int
) -> None:
    """From `on` the person fills the seat; what is recorded of a later day stays."""
    seat_id = _seat_id(write.connection, committee(write, district), key)
    if seat_id is not None:
        _put_member(write, seat_id, person_id, on, entry_id)


def leave_vacant(write: Write, district: str, key: str, *, on: date, entry_id: int) -> None:
    """From `on` nobody fills the seat by name; what is recorded of a later day stays."""
    seat_id = _seat_id(write.connection, committee(write, district), key)
    if seat_id is not None:
        _put_member(write, seat_id, None, on, entry_id)


def member_until(write: Write, district: str, key: str, on: date) -> date | None:
    """The day after `on` from which something else is recorded of who fills the seat."""
    seat_id = _seat_id(write.connection, committee(write, district), key)
    return None if seat_id is None else _member_until(write, seat_id, on)


def _member_until(write: Write, seat_id: int, on: date) -> date | None:
    return next_change(write, Member, {"seat_id": seat_id}, on, own_ends=False)[0]


def record_team(
    write: Write, district: str, keys: tuple[str, ...], *, on: date, entry_id: int
) -> None:
    """From `on` the working team is made of these agencies. Raises UnknownAgency."""
    agencies = write.connection.execute(select(Agency.key, Agency.id))
    known: dict[str, int] = {row[0]: row[1] for row in agencies}
    for key in keys:
        if key not in known:
            raise UnknownAgency(field="agencies", value=key, known=", ".join(sorted(known)))
        same = {"district_code": district, "agency_id": known[key]}
        put(write, TeamAgency, same, {}, valid_from=on, entry_id=entry_id)


def raise_item(write: Write, district: str, subject: str, *, on: date, entry_id: int) -> int:
    """Put a subject about the district on the provincial committee's list."""
    same = {"district_code": district, "subject": subject}
    return put(write, ProvincialItem, same, {}, valid_from=on, entry_id=entry_id)
