"""Whether a post is vacant: somebody left it, or it was told that nobody fills it.

A post of which nobody was ever recorded is no vacancy: who is there was not recorded.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from registry.facts import live
from registry.models import Committee, CommitteeSeat, Holding, Member, Office
from registry.models.base import Day
from registry.rules.attendance import DistinctMember
from registry.rules.rotations import ON_BEHALF
from registry.rules.seats import Seat
from registry.rules.terms import goes_on
from registry.shaped_queries import KnownList, KnownQuery


def vacant_offices(
    connection: Connection, refs: Collection[str], on: date, known: datetime | None = None
) -> set[str]:
    """Those of the offices that somebody held once and nobody holds that day."""
    rows = _OFFICES.rows(connection, sorted(refs), known, {"on": on})
    return _left((ref, goes_on(stop, on)) for ref, stop in rows)


_OFFICES = KnownList(
    lambda refs, known: (
        select(Office.ref, Holding.valid_to)
        .join(Holding, Holding.office_id == Office.id)
        .where(
            Office.ref.in_(refs),
            Holding.capacity != ON_BEHALF,
            Holding.valid_from <= bindparam("on", type_=Day),
            live(Holding, known),
        )
    )
)


def vacant_named_seats(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> set[str]:
    """The keys of the seats that somebody left, or of which it was told that nobody fills them."""
    rows = _NAMED.rows(connection, known, {"district": district, "on": on})
    return _left((key, person is not None and goes_on(stop, on)) for key, person, stop in rows)


_NAMED = KnownQuery(
    lambda known: (
        select(CommitteeSeat.key, Member.person_id, Member.valid_to)
        .join(Member, Member.seat_id == CommitteeSeat.id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .where(
            Committee.district_code == bindparam("district"),
            Member.valid_from <= bindparam("on", type_=Day),
            live(Member, known),
        )
    )
)


def _left(posts: Iterable[tuple[str, bool]]) -> set[str]:
    """The posts of which something is recorded, and nobody who is there."""
    told = [*posts]
    return {post for post, _ in told} - {post for post, filled in told if filled}


def with_vacancies(
    connection: Connection, district: str, on: date, members: Sequence[DistinctMember]
) -> tuple[DistinctMember, ...]:
    """The members, those marked whose post is vacant by what is recorded."""
    empty = [seat for one in members if one.person is None for seat in one.seats]
    left = vacant_among(connection, district, on, empty)
    return tuple(
        replace(one, vacant=one.person is None and any(seat.key in left for seat in one.seats))
        for one in members
    )


def vacant_among(
    connection: Connection,
    district: str,
    on: date,
    empty: Collection[Seat],
    known: datetime | None = None,
) -> set[str]:
    """The keys of those seats, which nobody fills, that are vacant by what is recorded."""
    if not empty:
        return set()
    offices = vacant_offices(connection, {one.office for one in empty if one.office}, on, known)
    seats = vacant_named_seats(connection, district, on, known)
    return {one.key for one in empty if one.key in seats or one.office in offices}


def without_holder(*, vacant: bool) -> str:
    """The key of the words for a post without a holder: vacant by record, or not recorded."""
    return "why.vacant" if vacant else "word.not_recorded"
