"""Agencies that can be named in a district."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, Connection, Select, bindparam, or_, select

from config.words import Named
from registry.models import Agency, Office
from registry.queries.areas import names
from registry.queries.offices import offices_of
from registry.queries.seats import seats
from registry.rules.seats import Seat
from registry.shaped_queries import ListQuery

PROVINCE = "{province}"  # in the name of an agency of each province (config/agencies.toml)


@dataclass(frozen=True)
class AgencyRow:
    """An agency by its key."""

    key: str
    name: Named


def known_agencies(connection: Connection) -> frozenset[str]:
    """The keys of all agencies."""
    return frozenset(connection.scalars(select(Agency.key)))


def partner_agencies(connection: Connection) -> list[AgencyRow]:
    """The agencies that draft, plan and train with an office until their agreement ends."""
    query = select(Agency.key, Agency.name_th, Agency.name_en).where(Agency.partner)
    rows = connection.execute(query.order_by(Agency.id))
    return [AgencyRow(row[0], Named(row[1], row[2])) for row in rows]


def agencies_of(
    connection: Connection, district: str, keys: Collection[str] = ()
) -> list[AgencyRow]:
    """The agencies with an office in the district or its province, and those of these keys.

    An agency that every province has bears the name of this district's.
    """
    values = {"district": district, "province": district[:2]}
    rows = _AGENCIES.rows(connection, (*keys, ""), values)
    province = names(connection, {district[:2]}).get(district[:2], Named("", ""))
    return [AgencyRow(row[0], _of_province(row[1], row[2], province)) for row in rows]


def _of_keys(keys: Sequence[BindParameter[str]]) -> Select[str, str, str]:
    here = select(Office.agency_id).where(
        or_(Office.area_code == bindparam("district"), Office.area_code == bindparam("province"))
    )
    return (
        select(Agency.key, Agency.name_th, Agency.name_en)
        .where(or_(Agency.key.in_(keys), Agency.id.in_(here)))
        .order_by(Agency.id)
    )


_AGENCIES = ListQuery(_of_keys)


def agency_names(
    connection: Connection, districts: Collection[str], keys: Collection[str]
) -> dict[tuple[str, str], Named]:
    """What the agencies of these keys are called in each of the districts."""
    query = select(Agency.key, Agency.name_th, Agency.name_en).where(Agency.key.in_(keys))
    provinces = names(connection, {one[:2] for one in districts})
    return {
        (district, row[0]): _of_province(row[1], row[2], provinces[district[:2]])
        for row in connection.execute(query)
        for district in districts
    }


def _of_province(name_th: str, name_en: str, province: Named) -> Named:
    return Named(name_th.replace(PROVINCE, province.th), name_en.replace(PROVINCE, province.en))


def seats_by_agency(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, list[Seat]]:
    """The seats that name an agency, and those of its offices, by its key."""
    agencies = {one.ref: one.agency for one in offices_of(connection, district, on, known)}
    found: dict[str, list[Seat]] = {}
    for seat in seats(connection, district, on, known):
        for agency in {seat.agency, agencies.get(seat.office or "")} - {None}:
            found.setdefault(str(agency), []).append(seat)
    return found
