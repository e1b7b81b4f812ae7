"""Agencies that can be named in a district."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from config.words import Named
from registry.models import Agency, Office
from registry.queries.areas import names

PROVINCE = "{province}"  # in the name of an agency of each province (config/agencies.toml)


@dataclass(frozen=True)
class AgencyRow:
    """An agency by its key."""

    key: str
    name: Named


def known_agencies(connection: Connection) -> frozenset[str]:
    """The keys of all agencies."""
    return frozenset(connection.scalars(select(Agency.key)))


def agencies_of(
    connection: Connection, district: str, keys: Collection[str] = ()
) -> list[AgencyRow]:
    """The agencies with an office in the district or its province, and those of these keys.

    An agency that every province has bears the name of this district's.
    """
    here = select(Office.agency_id).where(Office.area_code.in_((district, district[:2])))
    query = (
        select(Agency.key, Agency.name_th, Agency.name_en)
        .where(or_(Agency.key.in_(keys), Agency.id.in_(here)))
        .order_by(Agency.id)
    )
    province = names(connection, {district[:2]}).get(district[:2], Named("", ""))
    return [
        AgencyRow(row[0], _of_province(row[1], row[2], province))
        for row in connection.execute(query)
    ]


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
