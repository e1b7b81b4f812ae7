"""The seats in which one person sits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, select

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
from registry.queries.person_records import records_of
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
