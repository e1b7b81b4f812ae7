"""Which packages are fresh, and which have to be put together anew."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnClause, ColumnElement, Connection, and_, func, or_, select

from registry.facts import holds
from registry.models import Audit, ChainHead, DistrictOrder, FreshPackage
from registry.models.base import aliased
from registry.rows import columns_of, every
from registry.rules.calendar import fiscal_quarter, fiscal_year, quarter_starts
from registry.seals import SEALED
from registry.transaction import COUNTRY, PROVINCE_CODE


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
    """The last links of the chains that a package rests on: district, province, country."""

    district: int
    province: int
    country: int


# Of these links no package tells: seals, what people sign in with, what left the house.
TELLS_NOTHING = (
    SEALED,
    "account.closed",
    "account.locked_out",
    "account.made",
    "account.password_set",
    "calendar_link.made",
    "calendar_link.revoked",
    "invitation.made",
    "mails.again",
    "pack.exported",
    "registry.exported",
)


def heads_of(connection: Connection, district: str) -> Heads:
    """Those links as they are now; 0 of a chain that has not begun."""
    own = (district, district[:PROVINCE_CODE], COUNTRY)
    query = select(ChainHead.area_code, ChainHead.seq).where(ChainHead.area_code.in_(own))
    found = {row[0]: row[1] for row in connection.execute(query)}
    return Heads(*(found.get(one, 0) for one in own))


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
    """The districts with a committee whose package is none, or of an older state.

    Those without one come first, then those that were looked at longest ago. Of an older state: a
    chain tells something more, a quarter has begun, another release puts it together. No journal is
    read: each district has a row, each of its three chains has one, and of a chain that has grown
    the last links are looked at.
    """
    own, province, country = aliased(ChainHead), aliased(ChainHead), aliased(ChainHead)
    code, kept = DistrictOrder.district_code, FreshPackage
    begins = quarter_starts(fiscal_year(on), fiscal_quarter(on))
    query = (
        select(code)
        .outerjoin(kept, kept.district_code == code)
        .outerjoin(own, own.area_code == code)
        .outerjoin(province, province.area_code == func.substr(code, 1, PROVINCE_CODE))
        .outerjoin(country, country.area_code == COUNTRY)
        .where(
            holds(DistrictOrder, on),
            or_(
                kept.district_code.is_(None),
                kept.release != release,
                kept.on_date < begins,
                _tells_more(own, kept.district_seq),
                _tells_more(province, kept.province_seq),
                _tells_more(country, kept.country_seq),
            ),
        )
        .order_by(kept.checked_at.is_not(None), kept.checked_at, code)
    )
    return [*dict.fromkeys(connection.scalars(query))]


def _tells_more(head: type[ChainHead], seq: ColumnClause[int]) -> ColumnElement[bool]:
    """Whether the chain has a link after that one of which a package may tell."""
    last = select(func.max(Audit.seq)).where(
        Audit.area_code == head.area_code, Audit.action.not_in(TELLS_NOTHING)
    )
    return and_(head.seq > seq, last.scalar_subquery() > seq)
