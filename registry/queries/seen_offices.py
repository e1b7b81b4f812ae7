"""Offices as they are seen on a day: each with whoever holds it, vacant, or not recorded."""

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
from registry.queries.vacancies import vacant_offices, without_holder
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
    """An office and whoever holds it. `vacant`: somebody held it, and nobody does that day."""

    ref: str
    kind: str
    title: Named
    holders: tuple[Holder, ...]
    vacant: bool = False

    @property
    def without(self) -> str:
        """The key of the words for an office that nobody holds: vacant, or not recorded."""
        return without_holder(vacant=self.vacant)


def offices_seen(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[OfficeWithHolders]:
    """The offices of the district and its province on that day, with their holders."""
    held = all_holders(connection, district, on, known)
    return offices_with(connection, held, offices_of(connection, district, on, known), on, known)


def offices_with(
    connection: Connection,
    held: Sequence[HoldingRow],
    offices: Collection[OfficeRow],
    on: date,
    known: datetime | None = None,
) -> list[OfficeWithHolders]:
    """These offices with those holders."""
    empty = {one.ref for one in offices} - {one.ref for one in held}
    vacant = vacant_offices(connection, empty, on, known)
    return [
        OfficeWithHolders(
            one.ref, one.kind, one.called, _holders(held, one.ref), one.ref in vacant
        )
        for one in offices
    ]  # fmt: skip


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
    rows = offices_in(connection, areas, on, known)
    vacant = vacant_offices(connection, {one.ref for one in rows} - held.keys(), on, known)
    for row in rows:
        holders = _holders(held.get(row.ref, ()), row.ref)
        seen = OfficeWithHolders(row.ref, row.kind, row.called, holders, row.ref in vacant)
        for district in districts[row.area]:
            found[district].append(seen)
    return found


def held_by(one: OfficeWithHolders) -> Sentence:
    """Who holds the office, or that nobody does or is recorded to."""
    if not one.holders:
        return both(one.without)
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
