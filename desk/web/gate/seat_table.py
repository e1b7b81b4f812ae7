"""The seats of a committee as a table to keep, strike, rename and add to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from pydantic import TypeAdapter

from config.words import Sentence, both
from desk.web.frame.typed_fields import last_typed
from desk.web.gate.field_views import ROWS_AT_MOST, Typed, row_count
from desk.web.gate.seat_ties import BY_OFFICE
from registry.rules.seat_changes import apply
from registry.rules.seats import AddSeat, BodyKey, CommitteeChange, Seat, SeatRole

BLOCK_AT_MOST = 12
SENT = "seats.sent"  # a table that was sent: without it nothing is said of any seat
CHANGES: TypeAdapter[list[CommitteeChange]] = TypeAdapter(list[CommitteeChange])


@dataclass(frozen=True)
class SeatRow:
    """A seat as the table shows it. One by name is asked for anyhow: `ask` adds others.

    `edit`: its titles, its role and who fills it are shown to be changed; `filled` is the number
    of another person, BY_OFFICE for whoever holds its office, "" where that stays as it is.
    """

    name: str
    seat: Seat
    keep: bool
    ask: bool
    title_th: str
    title_en: str
    role: str
    filled: str = ""
    edit: bool = False


@dataclass(frozen=True)
class NewSeat:
    """A row for a seat that is to be added, of an office or person where one is chosen."""

    name: str
    body: str
    role: str
    title_th: str
    title_en: str
    ask: bool
    representative: bool
    office: str = ""
    person: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether it says anything of a seat."""
        return any((self.title_th, self.title_en, self.office, self.person))


@dataclass(frozen=True)
class SeatBlock:
    """Seats of a body that stand in one table: all of them, or as many as one looks through.

    `first` is the place of the first one among the `count` seats of the body.
    """

    name: str
    body: BodyKey
    rows: tuple[SeatRow, ...]
    first: int
    count: int

    @property
    def said(self) -> Sentence:
        """How many seats they are, and which of how many."""
        last = self.first + len(self.rows) - 1
        key = "seat_count" if len(self.rows) == self.count else "seat_range"
        return both(f"page.gate.{key}", count=self.count, first=self.first, last=last)


@dataclass(frozen=True)
class SeatTable:
    """All rows: the bodies with their seats, and the rows to add."""

    bodies: tuple[tuple[BodyKey, tuple[SeatRow, ...]], ...]
    new: tuple[NewSeat, ...]

    @property
    def blocks(self) -> Iterator[SeatBlock]:
        """The bodies, those of many seats in blocks of about the same length."""
        for body, rows in self.bodies:
            size = ceil(len(rows) / ceil(len(rows) / BLOCK_AT_MOST))
            for place in range(0, len(rows), size):
                name = f"seats.{body}.{place // size + 1}"
                yield SeatBlock(name, body, rows[place : place + size], place + 1, len(rows))


def seat_table(seats: Sequence[Seat], typed: Typed) -> SeatTable:
    """The table: as typed, else as the seats are."""
    rows = [seat_row(place, seat, typed) for place, seat in enumerate(seats)]
    bodies = tuple((body, tuple(row for row in rows if row.seat.body is body)) for body in BodyKey)
    count = row_count("seats.new", typed)
    more = 1 if "seats.new" in typed.get("add", ()) else 0
    return SeatTable(
        tuple((body, those) for body, those in bodies if those),
        tuple(new_seat(place, typed) for place in range(min(count + more, ROWS_AT_MOST))),
    )


def typed_seats(
    seats: Sequence[Seat], changes: Iterable[Mapping[str, Any]], ask: Iterable[str]
) -> dict[str, list[str]]:
    """The table as it would have been typed for these changes."""
    wanted, asked = CHANGES.validate_python(list(changes)), set(ask)
    after = {seat.key: seat for seat in apply(seats, wanted)}
    found: dict[str, list[str]] = {SENT: ["yes"]}
    for place, seat in enumerate(seats):
        found |= _typed_row(f"seats.{place}", after.get(seat.key), seat, asked)
    added = [one.seat for one in wanted if isinstance(one, AddSeat)]
    for place, seat in enumerate(added):
        now = after.get(seat.key, seat)
        found |= _typed_new(f"seats.new.{place}", now, now.key in asked)
    return found


def seat_row(place: int, seat: Seat, typed: Typed) -> SeatRow:
    """The row of a seat: as typed, else as the seat is."""
    name = f"seats.{place}"
    if SENT not in typed:
        return SeatRow(name, seat, True, False, seat.title_th, seat.title_en, seat.role.value)
    return SeatRow(
        name,
        seat,
        keep=last_typed(typed, f"{name}.keep") == "yes",
        ask=last_typed(typed, f"{name}.ask") == "yes",
        title_th=last_typed(typed, f"{name}.title_th", seat.title_th),
        title_en=last_typed(typed, f"{name}.title_en", seat.title_en),
        role=last_typed(typed, f"{name}.role", seat.role.value),
        filled=last_typed(typed, f"{name}.filled"),
        edit=f"{name}.title_th" in typed or name in typed.get("add", ()),
    )


def new_seat(place: int, typed: Typed) -> NewSeat:
    """A row to add, as typed."""
    name = f"seats.new.{place}"
    return NewSeat(
        name,
        body=last_typed(typed, f"{name}.body"),
        role=last_typed(typed, f"{name}.role", SeatRole.MEMBER.value),
        title_th=last_typed(typed, f"{name}.title_th"),
        title_en=last_typed(typed, f"{name}.title_en"),
        ask=last_typed(typed, f"{name}.ask") == "yes",
        representative=last_typed(typed, f"{name}.representative") == "yes",
        office=last_typed(typed, f"{name}.office"),
        person=last_typed(typed, f"{name}.person"),
    )


def _typed_row(name: str, now: Seat | None, seat: Seat, asked: set[str]) -> dict[str, list[str]]:
    shown, found = now or seat, dict[str, list[str]]()
    titles = (shown.title_th, shown.title_en)
    filled = _is_filled_anew(shown, seat)
    if filled or titles != (seat.title_th, seat.title_en) or shown.role is not seat.role:
        found[f"{name}.title_th"], found[f"{name}.title_en"] = [titles[0]], [titles[1]]
        found[f"{name}.role"] = [shown.role.value]
    if filled:
        found[f"{name}.filled"] = [BY_OFFICE if shown.person is None else str(shown.person)]
    if now is not None:
        found[f"{name}.keep"] = ["yes"]
    if seat.key in asked:
        found[f"{name}.ask"] = ["yes"]
    return found


def _is_filled_anew(now: Seat, seat: Seat) -> bool:
    return (now.mode, now.person) != (seat.mode, seat.person)


def _typed_new(name: str, seat: Seat, asked: bool) -> dict[str, list[str]]:
    found = {
        f"{name}.body": [seat.body.value],
        f"{name}.role": [seat.role.value],
        f"{name}.title_th": [seat.title_th],
        f"{name}.title_en": [seat.title_en],
    }
    if asked:
        found[f"{name}.ask"] = ["yes"]
    if seat.representative:
        found[f"{name}.representative"] = ["yes"]
    if seat.office:
        found[f"{name}.office"] = [seat.office]
    if seat.person is not None:
        found[f"{name}.person"] = [str(seat.person)]
    return found
