"""Who may answer at a gate: offices, their holders, and on what basis they act."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, Value, both
from desk.views.words import basis_term
from flows.engine.gate import Gate, GateSubject
from registry.journal import GateRow
from registry.queries.decisions import decision
from registry.queries.seen_offices import Holder, OfficeWithHolders
from registry.rules.district_offices import CHIEF

AUTHORITY = "confirm_authority"
OWN = "own"
NOBODY = GateSubject()


def deciders(
    gate: Gate[Any],
    district: str,
    offices: Iterable[OfficeWithHolders],
    only: str | None = None,
    subject: GateSubject = NOBODY,
) -> tuple[OfficeWithHolders, ...]:
    """The offices that may decide at the gate, the one it is first of all for at the head.

    `only` names the one office that is asked. `subject` is whom the gate is about: an office that
    may decide stands at the head of its own, and other heads decide nothing there. An office that
    nobody has recorded stands under the name of its kind, vacant; so does the Chief's before others
    who may answer too.
    """
    recorded = [
        one
        for kind in gate.kinds_asked(subject.key)
        for one in sorted(offices, key=lambda seen: not seen.holders)
        if one.kind == kind and only in (None, one.ref) and gate.lets_decide(kind, one.ref, subject)
    ]
    first = gate.asked_first
    own = [one for one in recorded if one.ref == subject.key]
    if own:
        others = (one for one in recorded if one.ref != subject.key and one.kind not in gate.heads)
        return (*own, *others)
    if recorded and (only or first != CHIEF or recorded[0].kind == CHIEF):
        return tuple(recorded)
    words = both(f"office.{first}")
    ref = only or f"{district}/{first}"
    return (OfficeWithHolders(ref, first, Named(words.th, words.en), ()), *recorded)


def only_asked(connection: Connection, gate: GateRow) -> str | None:
    """The one office that is asked, where a gate is about what that office decided."""
    if gate.gate != AUTHORITY or gate.of_id is None:
        return None
    found = decision(connection, gate.of_id)
    return found.office if found else None


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
