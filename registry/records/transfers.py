"""Transfer orders recorded: a Chief's term ends, another's begins; moved, and called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from registry.facts import end
from registry.models import Holding, Person
from registry.queries.events import days_about
from registry.queries.office_holders import HoldingRow, terms_of_office
from registry.queries.people import person
from registry.records.offices import hold, office_named
from registry.records.people import add_person
from registry.records.transfer_form import MoveIn
from registry.transaction import Write

OWN, VACANT = "own", "acting_vacant"


@dataclass(frozen=True)
class Move:
    """A row of a transfer order: the Chief's office, the day, and the day that stood before.

    `earlier` is the day for which the same order was recorded; None where it is new. `paper` is the
    number of the order and its date.
    """

    row: MoveIn
    office: str
    on: date
    paper: tuple[str, date]
    earlier: date | None


def write_move(write: Write, move: Move, *, by: int) -> None:
    """Write the terms that the row makes. The same row again writes nothing."""
    if move.earlier is not None and (move.row.called_off or move.earlier != move.on):
        _give_back(write, move, move.earlier, by=by)
    if not move.row.called_off:
        _rotate(write, move, by=by)


def _give_back(write: Write, move: Move, day: date, *, by: int) -> None:
    """As before the order: who left on that day holds the office on, who came does not."""
    terms = terms_of_office(write.connection, move.office)
    for came in (one for one in terms if one.start == day):
        end(write, Holding, _same(came), on=day, until=came.stop)
    left = next((one for one in terms if one.capacity == OWN and one.stop == day), None)
    if left is not None:
        _hold_again(write, left, stop=_next_change(write, move, terms, day), by=by)


def _hold_again(write: Write, term: HoldingRow, *, stop: date | None, by: int) -> None:
    hold(
        write, term.office, term.person, start=term.start, stop=stop, capacity=term.capacity,
        basis=term.basis, basis_number=term.basis_number, basis_date=term.basis_date,
        scope=term.scope, by=by,
    )  # fmt: skip


def _rotate(write: Write, move: Move, *, by: int) -> None:
    row, on = move.row, move.on
    terms = terms_of_office(write.connection, move.office)
    own = [one for one in terms if one.capacity == OWN]
    follows = _next_change(write, move, own, on)
    area, kind = move.office.split("/")
    office = office_named(write, move.office, kind=kind, area=area, on=on)
    if row.capacity != OWN or not row.is_known:
        for one in own:
            if one.start < on and (one.stop is None or one.stop > on):
                end(write, Holding, _same(one), on=on, until=one.stop)
    if not row.is_known:
        return
    if row.capacity == OWN:
        _end_acting(write, terms, on)
    who = _coming(write, move)
    known = (one for one in terms if (one.capacity, one.start) == (row.capacity, on))
    if any(one.person == who for one in known):
        return
    number, dated = (row.basis_number or None, row.basis_date)
    hold(
        write, office, who, start=on, stop=follows, capacity=row.capacity, basis=row.basis,
        basis_number=number or move.paper[0] if row.basis == "order" else number,
        basis_date=dated or move.paper[1] if row.basis == "order" else dated, by=by,
    )  # fmt: skip


def _end_acting(write: Write, terms: Sequence[HoldingRow], on: date) -> None:
    """Who acted in the vacancy no longer does: it is filled."""
    for one in terms:
        stands = one.start < on and (one.stop is None or one.stop > on)
        if one.capacity == VACANT and stands:
            end(write, Holding, _same(one), on=on, until=one.stop)


def _next_change(write: Write, move: Move, terms: Sequence[HoldingRow], after: date) -> date | None:
    """The day of the next rotation but for this: another begins then, or nobody holds it."""
    begins = [one.start for one in terms if one.capacity == OWN and one.start > after]
    rotates = set(days_about(write.connection, move.office, after=after)) - {move.earlier}
    return min((*begins, *rotates), default=None)


def _same(term: HoldingRow) -> dict[str, int | str]:
    return {"office_id": term.office, "capacity": term.capacity}


def _coming(write: Write, move: Move) -> int:
    """Who comes: known by reference or name, or made anew. Raises UnknownPerson."""
    row = move.row
    if row.coming:
        return person(write.connection, row.coming, field="coming").id
    known = person_of_name(write, row.title_th, row.name_th)
    if known is not None:
        return known
    return add_person(
        write, title_th=row.title_th, name_th=row.name_th, title_en=row.title_en,
        name_en=row.name_en, sex=row.sex,
    )  # fmt: skip


def person_of_name(write: Write, title_th: str, name_th: str) -> int | None:
    """Who bears exactly that title and name; None for nobody. Raises UnknownPerson for several."""
    query = select(Person.id).where(
        Person.title_th == title_th, Person.name_th == name_th, Person.same_as.is_(None)
    )
    found = write.connection.scalars(query).all()
    if len(found) > 1:
        return person(write.connection, f"{title_th}{name_th}", field="name_th").id
    return found[0] if found else None


def who_left(write: Write, office: str, on: date) -> HoldingRow | None:
    """Whose term in their own right ends on that day, or stands then; the last one before it."""
    before = [
        one
        for one in terms_of_office(write.connection, office)
        if one.capacity == OWN and one.start < on
    ]
    return max(before, key=lambda one: one.start, default=None)
