"""Terms that were recorded wrongly, put right; and terms that cannot stand together, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.words import Value, both
from registry.facts import end
from registry.models import Holding
from registry.queries.offices import Held, terms
from registry.queries.people import person, person_of
from registry.records.offices import hold
from registry.refusals import Refusal
from registry.rules.terms import Term, clash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from registry.records.load import CorrectionIn, LoadFile
    from registry.store import Write


class TermsOverlap(Refusal):
    """Another person holds the office in the same capacity for part of that time."""

    code = "terms_overlap"


class UnknownTerm(Refusal):
    """The person has no term in that office that begins on that day."""

    code = "unknown_term"


def correct_term(write: Write, one: CorrectionIn, *, field: str) -> bool:
    """The term as it should have been recorded. Answers whether that changes anything.

    Raises UnknownPerson, UnknownTerm or TermsOverlap.
    """
    who = person(write.connection, one.person, field=f"{field}: person").id
    stand = [t for t in terms(write.connection, one.office) if t.person == who]
    stands = next((t for t in stand if (t.start, t.capacity) == (one.start, one.capacity)), None)
    said = _said(one)
    if stands is None:
        if one.gone or any(_of(t) == said and t.capacity == one.capacity for t in stand):
            return False
        raise UnknownTerm(field=f"{field}: start", office=one.office, start=one.start)
    if not one.gone and _of(stands) == said:
        return False
    same = {"office_id": stands.office, "capacity": one.capacity}
    end(write, Holding, same, on=stands.start, until=stands.stop)
    if not one.gone:
        left = [_term(t) for t in terms(write.connection, one.office)]
        new = Term(who, one.capacity, said[0], said[1])
        _refuse(write, new, left, field=f"{field}: start")
        hold(
            write, stands.office, who, start=said[0], stop=said[1], capacity=one.capacity,
            basis=one.basis, basis_number=one.basis_number or None, basis_date=one.basis_date,
            scope=one.scope or None,
        )  # fmt: skip
    return True


def refuse_overlaps(write: Write, file: LoadFile) -> None:
    """Raises UnknownPerson, or TermsOverlap for a row whose term cannot stand beside another.

    `load` itself lets a row take the place of what stands: who enters an old paper means that.
    """
    stand: dict[str, list[Term]] = {}
    wrong = {(one.office, one.person, one.capacity, one.start) for one in file.corrections}
    for place, one in enumerate(file.holders, 1):
        who = person(write.connection, one.person, field=f"holders {place}: person")
        if one.office not in stand:
            stand[one.office] = [
                _term(t)
                for t in terms(write.connection, one.office)
                if (one.office, t.person_ref, t.capacity, t.start) not in wrong
            ]
        new = Term(who.id, one.capacity, one.start, one.stop)
        _refuse(write, new, stand[one.office], field=f"holders {place}: start")
        stand[one.office].append(new)


def _refuse(write: Write, new: Term, stand: Iterable[Term], *, field: str) -> None:
    other = clash(new, stand)
    if other is None:
        return
    name = person_of(write.connection, other.person).name
    until: Value = both("terms.until", stop=other.stop) if other.stop else both("terms.open")
    raise TermsOverlap(field=field, name=name, start=other.start, until=until)


def _term(held: Held) -> Term:
    return Term(held.person, held.capacity, held.start, held.stop)


def _said(one: CorrectionIn) -> tuple[date, date | None, str, str | None, date | None, str | None]:
    start, number, scope = one.new_start or one.start, one.basis_number or None, one.scope or None
    return (start, one.stop, one.basis, number, one.basis_date, scope)


def _of(held: Held) -> tuple[date, date | None, str, str | None, date | None, str | None]:
    return (held.start, held.stop, held.basis, held.basis_number, held.basis_date, held.scope)
