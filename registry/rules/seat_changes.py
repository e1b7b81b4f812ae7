"""Changes to a list of seats: what a Chief's feedback or a pen did to it."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import assert_never

from config.words import Named, Term
from registry.refusals import Refusal
from registry.rules.membership import title_of
from registry.rules.seats import (
    BODY_ORDER,
    ROLE_ORDER,
    AddSeat,
    ChangeRole,
    CommitteeChange,
    FillSeat,
    RemoveSeat,
    RenameSeat,
    Seat,
    SeatMode,
)


class SeatUnknown(Refusal):
    """A change names a seat that the list does not hold."""


class SeatKeyTaken(Refusal):
    """A seat is added under the key of another."""


class SeatUnchanged(Refusal):
    """A change says what is so already."""


class SeatOfNoOffice(Refusal):
    """A seat is of no office: nobody fills it but by name."""


def apply(seats: Sequence[Seat], changes: Iterable[CommitteeChange]) -> tuple[Seat, ...]:
    """The seats after the changes, each made on what the one before it left.

    Refused: a key that no seat has (the nearest is named), an addition under a key in use,
    a new title, role or holder that the seat has already, nobody for a seat of no office.
    """
    result = list(seats)
    for change in changes:
        match change:
            case AddSeat(seat=seat):
                _refuse_taken(result, seat.key)
                _insert(result, seat)
            case RemoveSeat(key=key):
                result.remove(_seat(result, key))
            case RenameSeat():
                _rename(result, change)
            case ChangeRole():
                _change_role(result, change)
            case FillSeat():
                _fill(result, change)
            case _:
                assert_never(change)
    return tuple(result)


def still_wanted(
    seats: Iterable[Seat], changes: Iterable[CommitteeChange]
) -> tuple[CommitteeChange, ...]:
    """The changes that can still be made: a seat that has left meanwhile is changed no more."""
    keys = {seat.key for seat in seats}
    wanted: list[CommitteeChange] = []
    for one in changes:
        if isinstance(one, AddSeat):
            keys.add(one.seat.key)
            wanted.append(one)
        elif one.key in keys:
            wanted.append(one)
    return tuple(wanted)


def _insert(seats: list[Seat], new: Seat) -> None:
    # After the last of its body that ranks no lower, so that members stay before the
    # secretary and whatever order the paper had otherwise stays as it was.
    place = (BODY_ORDER[new.body], ROLE_ORDER[new.role])
    before = [
        index
        for index, seat in enumerate(seats)
        if (BODY_ORDER[seat.body], ROLE_ORDER[seat.role]) <= place
    ]
    seats.insert(before[-1] + 1 if before else 0, new)


def _rename(seats: list[Seat], change: RenameSeat) -> None:
    seat = _seat(seats, change.key)
    if (seat.title_th, seat.title_en) == (change.title_th, change.title_en):
        raise SeatUnchanged(field="change", seat=title_of(seat))
    seats[seats.index(seat)] = seat.model_copy(
        update={"title_th": change.title_th, "title_en": change.title_en}
    )


def _change_role(seats: list[Seat], change: ChangeRole) -> None:
    seat = _seat(seats, change.key)
    if seat.role is change.role:
        raise SeatUnchanged(field="change", seat=title_of(seat))
    seats.remove(seat)
    _insert(seats, seat.model_copy(update={"role": change.role}))


def _fill(seats: list[Seat], change: FillSeat) -> None:
    seat = _seat(seats, change.key)
    if change.person is None and seat.office is None:
        raise SeatOfNoOffice(field="change", seat=title_of(seat))
    mode = SeatMode.BY_POSITION if change.person is None else SeatMode.BY_NAME
    filled = seat.model_copy(
        update={
            "mode": mode,
            "person": change.person,
            "person_th": change.person_th,
            "person_en": change.person_en,
        }
    )
    if (seat.mode, seat.person) == (filled.mode, filled.person):
        raise SeatUnchanged(field="change", seat=title_of(seat))
    seats[seats.index(seat)] = filled


def _seat(seats: Sequence[Seat], key: str) -> Seat:
    found = next((seat for seat in seats if seat.key == key), None)
    if found is None:
        raise SeatUnknown(field="key", seat_key=key, nearest=_nearest(seats, key))
    return found


def _refuse_taken(seats: Sequence[Seat], key: str) -> None:
    holder = next((seat for seat in seats if seat.key == key), None)
    if holder is not None:
        raise SeatKeyTaken(field="key", seat_key=key, seat=title_of(holder))


def _nearest(seats: Sequence[Seat], typed: str) -> Named | Term:
    if not seats:
        return Term("committee.no_seat_left")
    # People type a title as often as a key: the nearer of the two counts.
    nearest = max(
        seats,
        key=lambda seat: max(
            SequenceMatcher(None, typed, text).ratio()
            for text in (seat.key, seat.title_th, seat.title_en)
        ),
    )
    return Named(f"{nearest.key} ({nearest.title_th})", f"{nearest.key} ({nearest.title_en})")
