"""The table of seats as it was typed, read as the changes that it tells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from config.words import Term
from desk.web.gate.field_views import Typed, row_count
from desk.web.gate.seat_table import SENT, NewSeat, SeatRow, new_seat, seat_row
from desk.web.gate.seat_ties import BY_OFFICE, NO_TIES, SeatTies
from flows.engine.misfit import AnswerUnfit
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

MEMBERSHIP = Term("gate.membership")


class SeatsUnfit(Exception):
    """What is wrong in the table, one refusal a field."""

    def __init__(self, refusals: tuple[AnswerUnfit, ...]) -> None:
        super().__init__()
        self.refusals = refusals


@dataclass(frozen=True)
class SeatChanges:
    """The changes and the seats to ask for, as an answer holds them; which input each is."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)


def read_seats(seats: Sequence[Seat], typed: Typed, ties: SeatTies = NO_TIES) -> SeatChanges:
    """The changes that the table tells. Raises SeatsUnfit or AnswerUnfit."""
    if SENT not in typed:
        return SeatChanges()
    if lacking := tuple(_lacking(seats, typed)):
        raise SeatsUnfit(lacking)
    changes: list[CommitteeChange] = []
    ask: list[str] = []
    for place, seat in enumerate(seats):
        row = seat_row(place, seat, typed)
        if not row.keep:
            changes.append(RemoveSeat(key=seat.key))
            continue
        changes += _changes_of(row, ties)
        if row.ask:
            ask.append(seat.key)
    known = {seat.key for seat in seats}
    for place in range(row_count("seats.new", typed)):
        if (added := _added(new_seat(place, typed), known, ties)) is not None:
            known.add(added.seat.key)
            changes.append(added)
            ask += [added.seat.key] if new_seat(place, typed).ask else []
    return SeatChanges([one.model_dump(mode="json") for one in changes], ask)


def _lacking(seats: Sequence[Seat], typed: Typed) -> Iterator[AnswerUnfit]:
    """Every Thai title that is missing, of every row: the refusal says of which seat."""
    rows = (seat_row(place, seat, typed) for place, seat in enumerate(seats))
    new = (new_seat(place, typed) for place in range(row_count("seats.new", typed)))
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
