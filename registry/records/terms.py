"""Terms that were recorded wrongly, put right; and terms that cannot stand together, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.words import Named, both
from registry.facts import end
from registry.models import Holding
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_of_office
from registry.queries.people import person
from registry.queries.person_records import survivors_called
from registry.records.offices import hold
from registry.refusals import Refusal
from registry.rules.terms import OfficeTerm, clash, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from registry.records.load_file import CorrectionIn, LoadFile
    from registry.transaction import Write

    Said = tuple[date, date | None, str, str | None, date | None, str | None]


class TermsOverlap(Refusal):
    """Another person holds the office in the same capacity for part of that time."""

    def __init__(self, *, field: str, name: Named, start: date, stop: date | None) -> None:
        until = both("terms.until", last_day=last_day(stop)) if stop else both("terms.open")
        super().__init__(field=field, name=name, start=start, until=until)


class UnknownTerm(Refusal):
    """The person has no term in that office that begins on that day."""


def correct_term(write: Write, one: CorrectionIn, *, field: str, by: int | None) -> bool:
    """The term as it should have been recorded. Answers whether that changes anything.

    Raises UnknownPerson, UnknownTerm or TermsOverlap.
    """
    who = person(write.connection, one.person, field=f"{field}: person")
    all_terms = [
        t for t in terms_of_office(write.connection, one.office) if t.capacity == one.capacity
    ]
    stand = [t for t in all_terms if t.person == who.id]
    stands = next((t for t in stand if t.start == one.start), None)
    said = _said(one, [t.start for t in all_terms if t.person != who.id])
    if stands is None:
        if one.gone or any(_of(t) == said for t in stand):
            return False
        raise UnknownTerm(field=f"{field}: start", office=one.office, start=one.start)
    if not one.gone and _of(stands) == said:
        return False
    same = {"office_id": stands.office, "capacity": one.capacity}
    end(write, Holding, same, on=stands.start, until=stands.stop)
    if not one.gone:
        left = [office_term(t) for t in terms_of_office(write.connection, one.office)]
        new = OfficeTerm(who.ref, one.capacity, said[0], said[1])
        _refuse(write, new, left, field=f"{field}: start")
        hold(
            write, stands.office, who.id, start=said[0], stop=said[1], capacity=one.capacity,
            basis=one.basis, basis_number=one.basis_number or None, basis_date=one.basis_date,
            scope=one.scope or None, by=by,
        )  # fmt: skip
    return True


def refuse_overlaps(write: Write, file: LoadFile) -> None:
    """Raises UnknownPerson, or TermsOverlap for a row whose term cannot stand beside another.

    `load` itself lets a row take the place of what stands: who enters an old paper means that.
    """
    stand: dict[str, list[OfficeTerm]] = {}
    refs = {one.ref for one in file.people}
    new_people = {ref for ref in refs if not survivors_called(write.connection, ref)}

    def ref_of(named: str, row: str) -> str:
        if named in new_people:
            return named
        return person(write.connection, named, field=f"{row}: person").ref

    wrong = {
        (one.office, ref_of(one.person, f"corrections {place}"), one.capacity, one.start)
        for place, one in enumerate(file.corrections, 1)
    }
    for place, one in enumerate(file.holders, 1):
        who = ref_of(one.person, f"holders {place}")
        if one.office not in stand:
            stand[one.office] = [
                office_term(t)
                for t in terms_of_office(write.connection, one.office)
                if (one.office, t.person_ref, t.capacity, t.start) not in wrong
            ]
        new = OfficeTerm(who, one.capacity, one.start, one.stop)
        _refuse(write, new, stand[one.office], field=f"holders {place}: start")
        stand[one.office].append(new)


def _refuse(write: Write, new: OfficeTerm, stand: Iterable[OfficeTerm], *, field: str) -> None:
    other = clash(new, stand)
    if other is None:
        return
    name = person(write.connection, str(other.person), field=field).name
    raise TermsOverlap(field=field, name=name, start=other.start, stop=other.stop)


def office_term(held: HoldingRow) -> OfficeTerm:
    """The term as others are held against it."""
    return OfficeTerm(held.person_ref, held.capacity, held.start, held.stop)


def _said(one: CorrectionIn, others: Iterable[date]) -> Said:
    """The term as the row says it; without an end it lasts until the next one begins."""
    start = one.new_start or one.start
    stop = one.stop or min((day for day in others if day > start), default=None)
    return (start, stop, one.basis, one.basis_number or None, one.basis_date, one.scope or None)


def _of(held: HoldingRow) -> Said:
    return (held.start, held.stop, held.basis, held.basis_number, held.basis_date, held.scope)
