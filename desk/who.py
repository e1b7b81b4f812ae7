"""Who may answer at a gate: offices, their holders, and on what basis they act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, Value, both
from flows.engine.gate import Gate
from registry.queries.offices import Held, all_holders, offices_of

CHIEF = "district_chief"


@dataclass(frozen=True)
class Holder:
    """Someone who holds an office: in their own right, or acting on a basis."""

    person: str
    name: Named
    capacity: str
    basis: str
    basis_number: str | None
    basis_date: date | None
    since: date
    last_day: date | None


@dataclass(frozen=True)
class OfficeSeen:
    """An office and whoever holds it; nobody: it is vacant."""

    ref: str
    kind: str
    title: Named
    holders: tuple[Holder, ...]


def offices_seen(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[OfficeSeen]:
    """The offices of the district and its province on that day, with their holders."""
    held = all_holders(connection, district, on, known)
    return [
        OfficeSeen(one.ref, one.kind, one.called, _holders(held, one.ref))
        for one in offices_of(connection, district, on)
    ]


def deciders(
    gate: Gate[Any], district: str, offices: Iterable[OfficeSeen], only: str | None = None
) -> tuple[OfficeSeen, ...]:
    """The offices that may decide at the gate, the one it is first of all for at the head.

    `only` names the one office that is asked. An office that nobody has recorded stands
    under the name of its kind, vacant; so does the Chief's before others who may answer too.
    """
    recorded = [
        one
        for kind in gate.deciders
        for one in sorted(offices, key=lambda seen: not seen.holders)
        if one.kind == kind and only in (None, one.ref)
    ]
    first = gate.deciders[0]
    if recorded and (only or first != CHIEF or recorded[0].kind == CHIEF):
        return tuple(recorded)
    words = both(f"office.{first}")
    ref = only or f"{district}/{first}"
    return (OfficeSeen(ref, first, Named(words.th, words.en), ()), *recorded)


def held_by(one: OfficeSeen) -> Sentence:
    """Who holds the office, or that it is vacant."""
    if not one.holders:
        return both("why.vacant")
    first = one.holders[0]
    if first.capacity == "own":
        return both("why.held", name=first.name)
    return both("why.acts", name=first.name, capacity=Term(f"capacity.{first.capacity}"))


def basis_of(one: OfficeSeen, holder: Holder) -> Sentence:
    """Who may decide for the office, and on what basis."""
    if holder.capacity == "own":
        return both("why.may_own", name=holder.name, office=one.title)
    return both(
        "why.may_acting",
        name=holder.name,
        office=one.title,
        capacity=Term(f"capacity.{holder.capacity}"),
        basis=_basis(holder),
    )


def _basis(holder: Holder) -> Value:
    if holder.basis_number is None:
        return Term(f"basis.{holder.basis}")
    key = "why.basis_numbered" if holder.basis_date else "why.basis_undated"
    return both(
        key,
        basis=Term(f"basis.{holder.basis}"),
        number=holder.basis_number,
        dated=holder.basis_date,
    )


def _holders(held: Iterable[Held], ref: str) -> tuple[Holder, ...]:
    return tuple(
        Holder(
            one.person_ref,
            one.name,
            one.capacity,
            one.basis,
            one.basis_number,
            one.basis_date,
            one.start,
            one.last_day,
        )
        for one in held
        if one.ref == ref
    )
