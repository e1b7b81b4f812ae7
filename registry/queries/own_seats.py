"""The seats in which people sit: of one person all, of several those that they fill by name."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from config.words import Named
from registry.facts import holds
from registry.models import (
    Area,
    Committee,
    CommitteeSeat,
    DistrictOrder,
    Holding,
    Member,
    Office,
    SeatVersion,
)
from registry.queries.people import names
from registry.queries.person_records import records_of, records_of_several, survivor
from registry.rules.partial_dates import WrittenDate
from registry.rules.seats import BodyKey, SeatRole


@dataclass(frozen=True)
class OwnSeat:
    """A seat of a person, and number, year and date of the order in force; None: no order."""

    district: str
    district_name: Named
    body: BodyKey
    role: SeatRole
    title: Named
    order_number: str | None
    order_dated: WrittenDate | None


def own_seats(connection: Connection, person: int, on: date) -> list[OwnSeat]:
    """The seats that the person fills on that day, by name or by an office held."""
    by_name = _SEATS.join(Member, Member.seat_id == CommitteeSeat.id).where(
        Member.person_id.in_(records_of(person)), holds(Member, on)
    )
    by_office = (
        _SEATS.join(Office, Office.ref == SeatVersion.office)
        .join(Holding, Holding.office_id == Office.id)
        .where(Holding.person_id.in_(records_of(person)), holds(Holding, on))
    )
    found = {one: None for query in (by_name, by_office) for one in _read(connection, query, on)}
    return list(found)


@dataclass(frozen=True)
class NamedSeat:
    """A seat that somebody fills by name; `office` is the one that its title names, if any."""

    key: str
    district: str
    body: BodyKey
    title: Named
    office: str | None
    person: int
    name: Named


def seats_by_name(
    connection: Connection, people: Collection[int], on: date
) -> dict[int, list[NamedSeat]]:
    """The seats that these people fill by name on that day, by person."""
    found: dict[int, list[NamedSeat]] = {}
    for one in _named(connection, on, Member.person_id.in_(records_of_several(people))):
        found.setdefault(one.person, []).append(one)
    return found


def members_without_office(
    connection: Connection, refs: Collection[str], on: date
) -> dict[str, list[NamedSeat]]:
    """The seats of these offices that somebody fills by name who does not hold the office that day.

    The directory then names another than the committee, or nobody.
    """
    asked = tuple(refs)
    held = connection.execute(
        select(Office.ref, survivor(Holding.person_id))
        .join(Holding, Holding.office_id == Office.id)
        .where(Office.ref.in_(asked), holds(Holding, on))
    )
    holders = {(ref, person) for ref, person in held}
    found: dict[str, list[NamedSeat]] = {}
    for one in _named(connection, on, SeatVersion.office.in_(asked)):
        if one.office is not None and (one.office, one.person) not in holders:
            found.setdefault(one.office, []).append(one)
    return found


def _named(connection: Connection, on: date, *where: ColumnElement[bool]) -> Iterator[NamedSeat]:
    query = (
        select(
            CommitteeSeat.key, Committee.district_code, SeatVersion.body, SeatVersion.title_th,
            SeatVersion.title_en, SeatVersion.office, survivor(Member.person_id),
        )
        .select_from(Member)
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .join(SeatVersion, SeatVersion.seat_id == CommitteeSeat.id)
        .where(
            Member.person_id.is_not(None), holds(Member, on), holds(SeatVersion, on), *where
        )
        .order_by(Committee.district_code, SeatVersion.position)
    )  # fmt: skip
    rows = connection.execute(query).all()
    called = names(connection, {row[6] for row in rows})
    for key, district, body, title_th, title_en, office, person in rows:
        title = Named(title_th, title_en)
        yield NamedSeat(key, district, BodyKey(body), title, office, person, called[person])


_SEATS = (
    select(
        Committee.district_code, Area.name_th, Area.name_en, SeatVersion.body, SeatVersion.role,
        SeatVersion.title_th, SeatVersion.title_en, DistrictOrder.number, DistrictOrder.year_be,
        DistrictOrder.dated, DistrictOrder.precision,
    )
    .select_from(Committee)
    .join(Area, Area.code == Committee.district_code)
    .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
    .join(SeatVersion, SeatVersion.seat_id == CommitteeSeat.id)
)  # fmt: skip


def _read(connection: Connection, query: Select[*tuple[Any, ...]], on: date) -> list[OwnSeat]:
    stands = and_(
        DistrictOrder.district_code == Committee.district_code,
        DistrictOrder.kind != "amend",
        holds(DistrictOrder, on),
    )
    rows = connection.execute(
        query.outerjoin(DistrictOrder, stands)
        .where(holds(SeatVersion, on))
        .order_by(Committee.district_code, SeatVersion.position)
    )
    return [
        OwnSeat(
            row[0], Named(row[1], row[2]), BodyKey(row[3]), SeatRole(row[4]),
            Named(row[5], row[6]), f"{row[7]}/{row[8]}" if row[7] else None,
            WrittenDate.of(row[9], row[10]) if row[7] else None,
        )
        for row in rows
    ]  # fmt: skip
