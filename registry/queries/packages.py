"""Which packages are fresh, and which have to be put together anew."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import aliased

from registry.facts import holds
from registry.models import Audit, ChainHead, DistrictOrder, FreshPackage
from registry.rows import columns_of, every
from registry.rules.calendar import fiscal_quarter, fiscal_year, quarter_starts
from registry.seals import SEALED
from registry.transaction import COUNTRY

_PROVINCE = 2  # signs of a province's code, which begins those of its districts


@dataclass(frozen=True)
class FreshPackageRow:
    """A package as it was last put together."""

    district: str
    on: date
    facts_hash: str
    complete: int
    gaps: int
    changed_at: datetime


@dataclass(frozen=True)
class Heads:
    """The last links of the chains that a package rests on: district, province, country.

    Of the country's the last that is no seal: one is added every day, and tells nothing.
    """

    district: int
    province: int
    country: int


_COUNTRY_SEQ = (
    select(func.coalesce(func.max(Audit.seq), 0))
    .where(Audit.area_code == COUNTRY, Audit.action != SEALED)
    .scalar_subquery()
)


def heads_of(connection: Connection, district: str) -> Heads:
    """Those links as they are now; 0 of a chain that has not begun."""
    own = (district, district[:_PROVINCE])
    query = select(ChainHead.area_code, ChainHead.seq).where(ChainHead.area_code.in_(own))
    found = {row[0]: row[1] for row in connection.execute(query)}
    country = connection.scalar(select(_COUNTRY_SEQ)) or 0
    return Heads(found.get(own[0], 0), found.get(own[1], 0), country)


def fresh_packages(
    connection: Connection, districts: Collection[str]
) -> dict[str, FreshPackageRow]:
    """The packages of these districts, by district."""
    names = {"district": "district_code", "on": "on_date"}
    query = select(*columns_of(FreshPackageRow, FreshPackage, **names)).where(
        FreshPackage.district_code.in_(districts)
    )
    return {one.district: one for one in every(FreshPackageRow, connection.execute(query))}


def packages_to_renew(connection: Connection, on: date, release: str) -> list[str]:
    """The districts with a committee whose package is none, or of an older state, by code.

    Of an older state: a chain has grown, a quarter has begun, another release puts it together.
    No journal is read: each district has a row, and each of its three chains has one.
    """
    own, province = aliased(ChainHead), aliased(ChainHead)
    code, kept = DistrictOrder.district_code, FreshPackage
    begins = quarter_starts(fiscal_year(on), fiscal_quarter(on))
    query = (
        select(code)
        .outerjoin(kept, kept.district_code == code)
        .outerjoin(own, own.area_code == code)
        .outerjoin(province, province.area_code == func.substr(code, 1, _PROVINCE))
        .where(
            holds(DistrictOrder, on),
            or_(
                kept.district_code.is_(None),
                kept.release != release,
                kept.on_date < begins,
                kept.district_seq != func.coalesce(own.seq, 0),
                kept.province_seq != func.coalesce(province.seq, 0),
                kept.country_seq != _COUNTRY_SEQ,
            ),
        )
        .distinct()
        .order_by(code)
    )
    return list(connection.scalars(query))
