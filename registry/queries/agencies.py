"""Agencies that can be named in a district."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from config.words import Named
from registry.models import Agency, Office


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
    """The agencies with an office in the district or its province, and those of these keys."""
    here = select(Office.agency_id).where(Office.area_code.in_((district, district[:2])))
    query = (
        select(Agency.key, Agency.name_th, Agency.name_en)
        .where(or_(Agency.key.in_(keys), Agency.id.in_(here)))
        .order_by(Agency.id)
    )
    return [AgencyRow(row[0], Named(row[1], row[2])) for row in connection.execute(query)]
