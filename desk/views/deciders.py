"""Who may answer at a gate: offices, their holders, and on what basis they act."""

from collections.abc import Iterable, Sequence

from config.words import Named, Sentence, Term, Value, both
from desk.views.words import basis_term
from registry.queries.seen_offices import Holder, OfficeWithHolders

OWN = "own"


def bases_of(able: Iterable[OfficeWithHolders]) -> tuple[Sentence, ...]:
    """Who may decide for these offices, and on what basis: each person once."""
    held: dict[str, list[tuple[OfficeWithHolders, Holder]]] = {}
    for office in able:
        for holder in office.holders:
            held.setdefault(holder.person, []).append((office, holder))
    return tuple(_bases(own) for own in held.values())


def _bases(held: Sequence[tuple[OfficeWithHolders, Holder]]) -> Sentence:
    """The offices that one person holds in their own right, and then those that they act for."""
    own = [office.title for office, holder in held if holder.capacity == OWN]
    acts = [(office, holder) for office, holder in held if holder.capacity != OWN]
    if own:
        said = both("why.may_own", name=held[0][1].name, office=_either(own))
    else:
        (office, holder), *acts = acts
        said = basis_of(office, holder)
    for office, holder in acts:
        said = both("why.or_acting", said=said, **_acting(office, holder))
    return said


def _either(titles: Sequence[Named]) -> Named | Sentence:
    found: Named | Sentence = titles[0]
    for one in titles[1:]:
        found = both("why.either", one=found, other=one)
    return found


def basis_of(one: OfficeWithHolders, holder: Holder) -> Sentence:
    """Who may decide for the office, and on what basis."""
    if holder.capacity == OWN:
        return both("why.may_own", name=holder.name, office=one.title)
    return both("why.may_acting", name=holder.name, **_acting(one, holder))


def _acting(one: OfficeWithHolders, holder: Holder) -> dict[str, Value]:
    capacity = Term(f"capacity.{holder.capacity}")
    return {"office": one.title, "capacity": capacity, "basis": _basis(holder)}


def _basis(holder: Holder) -> Value:
    if holder.basis_number is None:
        return basis_term(holder.capacity, holder.basis)
    key = "why.basis_numbered" if holder.basis_date else "why.basis_undated"
    return both(
        key,
        basis=basis_term(holder.capacity, holder.basis),
        number=holder.basis_number,
        dated=holder.basis_date,
    )
