"""Offices as they are seen on a day: each with whoever holds it, or vacant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Connection,
)

from config.words import Named, Sentence, Term, both
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import all_holders, holders_in
from registry.queries.offices import OfficeRow, offices_in, offices_of
from registry.rules.partial_dates import WrittenDate


@dataclass(frozen=True)
class Holder:
    """Someone who holds an office: in their own right, or acting on a basis."""

    person: str
    name: Named
    capacity: str
    basis: str
    basis_number: str | None
    basis_date: date | None
    since: WrittenDate
    last_day: WrittenDate | None


@dataclass(frozen=True)
class OfficeWithHolders:
    """An office and whoever holds it; nobody: it is vacant."""

    ref: str
    kind: str
    title: Named
    holders: tuple[Holder, ...]


def offices_seen(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[OfficeWithHolders]:
    """The offices of the district and its province on that day, with their holders."""
    held = all_holders(connection, district, on, known)
    return offices_with(held, offices_of(connection, district, on, known))


def offices_with(
    held: Sequence[HoldingRow], offices: Iterable[OfficeRow]
) -> list[OfficeWithHolders]:
    """These offices with those holders."""
    return [
        OfficeWithHolders(one.ref, one.kind, one.called, _holders(held, one.ref)) for one in offices
    ]


def offices_seen_of_kinds(
    connection: Connection,
    kinds: Mapping[str, Collection[str]],
    on: date,
    known: datetime | None = None,
) -> dict[str, list[OfficeWithHolders]]:
    """The same of several districts, but of the kinds alone that each names.

    Of a province are those that any of its districts names.
    """
    districts: dict[str, list[str]] = {}  # by the area whose offices are theirs
    areas: dict[str, set[str]] = {}
    for district, named in kinds.items():
        for area in (district, district[:2]):
            districts.setdefault(area, []).append(district)
            for kind in named:
                areas.setdefault(kind, set()).add(area)
    held: dict[str, list[HoldingRow]] = {}
    for holder in holders_in(connection, areas, on, known):
        held.setdefault(holder.ref, []).append(holder)
    found: dict[str, list[OfficeWithHolders]] = {one: [] for one in kinds}
    for row in offices_in(connection, areas, on, known):
        seen = OfficeWithHolders(
            row.ref, row.kind, row.called, _holders(held.get(row.ref, ()), row.ref)
        )
        for district in districts[row.area]:
            found[district].append(seen)
    return found


def held_by(one: OfficeWithHolders) -> Sentence:
    """Who holds the office, or that it is vacant."""
    if not one.holders:
        return both("why.vacant")
    first = one.holders[0]
    if first.capacity == "own":
        return both("why.held", name=first.name)
    return both("why.acts", name=first.name, capacity=Term(f"capacity.{first.capacity}"))


def _holders(held: Iterable[HoldingRow], ref: str) -> tuple[Holder, ...]:
    return tuple(
        Holder(
            one.person_ref,
            one.name,
            one.capacity,
            one.basis,
            one.basis_number,
            one.basis_date,
            one.since,
            one.until,
        )
        for one in held
        if one.ref == ref
    )
