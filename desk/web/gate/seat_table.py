"""The seats of a committee as a table to keep, strike, rename and add to; read as changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from pydantic import TypeAdapter, ValidationError

from config.words import Sentence, Term, both
from desk.web.frame.typed_fields import last_typed
from desk.web.gate.form_fields import ROWS_AT_MOST, Typed, row_count
from desk.web.gate.seat_ties import BY_OFFICE, NO_TIES, SeatTies
from flows.engine.misfit import AnswerUnfit
from registry.rules.seat_changes import apply
from registry.rules.seats import (
    AddSeat,
    BodyKey,
    ChangeRole,
    CommitteeChange,
    FillSeat,
    RemoveSeat,
    RenameSeat,
    Seat,
    SeatMode,
    SeatRole,
)

BLOCK_AT_MOST = 12
SENT = "seats.sent"  # a table that was sent: without it nothing is said of any seat
MEMBERSHIP = Term("gate.membership")
_CHANGES: TypeAdapter[list[CommitteeChange]] = TypeAdapter(list[CommitteeChange])


class SeatsUnfit(Exception):
    """What is wrong in the table, one refusal a field."""

    def __init__(self, refusals: tuple[AnswerUnfit, ...]) -> None:
        super().__init__()
        self.refusals = refusals


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


@dataclass(frozen=True)
class SeatChanges:
    """The changes and the seats to ask for, as an answer holds them; which input each is."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)


def seat_table(seats: Sequence[Seat], typed: Typed) -> SeatTable:
    """The table: as typed, else as the seats are."""
    rows = [_row(place, seat, typed) for place, seat in enumerate(seats)]
    bodies = tuple((body, tuple(row for row in rows if row.seat.body is body)) for body in BodyKey)
    count = row_count("seats.new", typed)
    more = 1 if "seats.new" in typed.get("add", ()) else 0
    return SeatTable(
        tuple((body, those) for body, those in bodies if those),
        tuple(_new(place, typed) for place in range(min(count + more, ROWS_AT_MOST))),
    )


def typed_seats(
    seats: Sequence[Seat], changes: Iterable[Mapping[str, Any]], ask: Iterable[str]
) -> dict[str, list[str]]:
    """The table as it would have been typed for these changes."""
    wanted, asked = _CHANGES.validate_python(list(changes)), set(ask)
    after = {seat.key: seat for seat in apply(seats, wanted)}
    found: dict[str, list[str]] = {SENT: ["yes"]}
    for place, seat in enumerate(seats):
        found |= _typed_row(f"seats.{place}", after.get(seat.key), seat, asked)
    added = [one.seat for one in wanted if isinstance(one, AddSeat)]
    for place, seat in enumerate(added):
        now = after.get(seat.key, seat)
        found |= _typed_new(f"seats.new.{place}", now, now.key in asked)
    return found


def read_seats(seats: Sequence[Seat], typed: Typed, ties: SeatTies = NO_TIES) -> SeatChanges:
    """The changes that the table tells. Raises SeatsUnfit or AnswerUnfit."""
    if SENT not in typed:
        return SeatChanges()
    if lacking := tuple(_lacking(seats, typed)):
        raise SeatsUnfit(lacking)
    changes: list[CommitteeChange] = []
    ask: list[str] = []
    for place, seat in enumerate(seats):
        row = _row(place, seat, typed)
        if not row.keep:
            changes.append(RemoveSeat(key=seat.key))
            continue
        changes += _changes_of(row, ties)
        if row.ask:
            ask.append(seat.key)
    known = {seat.key for seat in seats}
    for place in range(row_count("seats.new", typed)):
        if (added := _added(_new(place, typed), known, ties)) is not None:
            known.add(added.seat.key)
            changes.append(added)
            ask += [added.seat.key] if _new(place, typed).ask else []
    return SeatChanges([one.model_dump(mode="json") for one in changes], ask)


def _row(place: int, seat: Seat, typed: Typed) -> SeatRow:
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


def _lacking(seats: Sequence[Seat], typed: Typed) -> Iterator[AnswerUnfit]:
    """Every Thai title that is missing, of every row: the refusal says of which seat."""
    rows = (_row(place, seat, typed) for place, seat in enumerate(seats))
    new = (_new(place, typed) for place in range(row_count("seats.new", typed)))
    shown: list[SeatRow | NewSeat] = [row for row in rows if row.keep]
    shown += [added for added in new if added.is_filled and not added.office]
    for row in shown:
        if not row.title_th:
            yield _missing(f"{row.name}.title_th", row.title_en)


def _changes_of(row: SeatRow, ties: SeatTies) -> list[CommitteeChange]:
    seat, found = row.seat, list[CommitteeChange]()
    title = ties.titled(row.title_th, row.title_en)
    if (title.th, title.en) != (seat.title_th, seat.title_en):
        found.append(RenameSeat(key=seat.key, title_th=title.th, title_en=title.en))
    if row.role != seat.role.value:
        found.append(ChangeRole(key=seat.key, role=_role(row.role, f"{row.name}.role")))
    if row.filled:
        found.append(_filled(row, ties))
    return found


def _filled(row: SeatRow, ties: SeatTies) -> FillSeat:
    if row.filled == BY_OFFICE:
        return FillSeat(key=row.seat.key)
    person = ties.people.get(row.filled)
    if person is None:  # it was recorded otherwise since the page was shown
        raise _missing(f"{row.name}.filled")
    return FillSeat(
        key=row.seat.key, person=person.id, person_th=person.name.th, person_en=person.name.en
    )


def _added(new: NewSeat, known: set[str], ties: SeatTies) -> AddSeat | None:
    if not new.is_filled:
        return None
    if new.body not in list(BodyKey):
        raise _missing(f"{new.name}.body")
    body, count = BodyKey(new.body), 1
    while (key := f"added/{body}/{count}") in known:
        count += 1
    office, person = ties.offices.get(new.office), ties.people.get(new.person)
    for said, found, name in ((new.office, office, "office"), (new.person, person, "person")):
        if said and found is None:  # it was recorded otherwise since the page was shown
            raise _missing(f"{new.name}.{name}")
    title = ties.titled(new.title_th, new.title_en, office)
    try:
        return AddSeat(
            seat=Seat(
                key=key,
                kind="added",
                body=body,
                role=_role(new.role, f"{new.name}.role"),
                title_th=title.th,
                title_en=title.en,
                office=office.ref if office else None,
                agency=office.agency if office else None,
                mode=SeatMode.BY_NAME if person else SeatMode.BY_POSITION,
                person=person.id if person else None,
                person_th=person.name.th if person else None,
                person_en=person.name.en if person else None,
                representative=new.representative,
            )
        )
    except ValidationError:
        raise AnswerUnfit(
            field=f"{new.name}.title_th", gate=MEMBERSHIP,
            problem=Term("misfit.string_too_long"),
        ) from None  # fmt: skip


def _role(said: str, name: str) -> SeatRole:
    if said not in list(SeatRole):
        raise _missing(name)
    return SeatRole(said)


def _missing(name: str, of: str = "") -> AnswerUnfit:
    problem = Term("misfit.missing")
    refusal = AnswerUnfit(field=name, gate=MEMBERSHIP, problem=problem)
    refusal.row = of or None
    return refusal


def _new(place: int, typed: Typed) -> NewSeat:
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
