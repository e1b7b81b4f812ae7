"""Areas by code or name, and rows that lie in them: a province's code begins its districts'."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    false,
    or_,
    select,
)

from config.words import Named
from registry.models import Area, AreaAlias
from registry.models.base import aliased
from registry.prepared_statements import PreparedQuery, Rows
from registry.shaped_queries import ListQuery, ShapedQuery
from registry.transaction import COUNTRY

CODE = re.compile("[0-9]{1,6}")  # of a province two digits, of a district four, of a part of it six


def with_provinces(districts: Iterable[str]) -> set[str]:
    """The districts and their provinces."""
    return {area for one in districts for area in (one, one[:2])}


def within(column: SQLColumnExpression[str], areas: Iterable[str]) -> ColumnElement[bool]:
    """Whether the area of the column lies in one of the areas; an index serves it.

    Nothing lies in what is no code of an area, whoever typed it.
    """
    areas = tuple(areas)
    if COUNTRY in areas:
        return column.is_not(None)
    areas = tuple(one for one in areas if CODE.fullmatch(one))
    return or_(false(), *(and_(column >= one, column < _after(one)) for one in areas))


def _after(area: str) -> str:
    """The code after all that lie in the area: 57, then 58. Digits sort alike in any locale."""
    return str(int(area) + 1).zfill(len(area))


def only_one(districts: Collection[str]) -> str | None:
    """The district where it is alone: the others are not read then."""
    return next(iter(districts)) if len(districts) == 1 else None


@dataclass(frozen=True)
class DistrictRow:
    """A district and its province."""

    code: str
    name: Named
    province: str
    province_name: Named


_province = aliased(Area)
_WITH_PROVINCE = select(
    Area.code, Area.name_th, Area.name_en, _province.code, _province.name_th, _province.name_en
).join(_province, _province.code == Area.parent)
_DISTRICT = PreparedQuery(
    _WITH_PROVINCE.where(Area.code == bindparam("code"), Area.kind == bindparam("kind"))
)


def district(connection: Connection, code: str) -> DistrictRow | None:
    """The district of that code, None where there is none."""
    for row in _DISTRICT.rows(connection, {"code": code, "kind": "district"}):
        return DistrictRow(row[0], Named(row[1], row[2]), row[3], Named(row[4], row[5]))
    return None


def area_kind(connection: Connection, code: str) -> str | None:
    """Country, province, district or subdistrict; None where no area has that code."""
    return next((row[0] for row in _KIND.rows(connection, {"code": code})), None)


_KIND = PreparedQuery(select(Area.kind).where(Area.code == bindparam("code")))


def names(connection: Connection, codes: set[str]) -> dict[str, Named]:
    """The names of areas by code."""
    return {row[0]: Named(row[1], row[2]) for row in _NAMES.rows(connection, codes)}


_NAMES = ListQuery(
    lambda codes: select(Area.code, Area.name_th, Area.name_en).where(Area.code.in_(codes)),
    apart=True,
)


def districts_in(connection: Connection, province: str) -> list[str]:
    """The codes of a province's districts in order; none where there is no such province."""
    query = select(Area.code).where(Area.parent == province, Area.kind == "district")
    return list(connection.scalars(query.order_by(Area.code)))


def subdistricts_of(connection: Connection, district: str) -> dict[str, Named]:
    """The names of the district's sub-districts by code, in the order of their codes."""
    rows = _SUBDISTRICTS.rows(connection, {"district": district})
    return {row[0]: Named(row[1], row[2]) for row in rows}


_SUBDISTRICTS = PreparedQuery(
    select(Area.code, Area.name_th, Area.name_en)
    .where(Area.parent == bindparam("district"), Area.kind == "subdistrict")
    .order_by(Area.code)
)


def districts_within(
    connection: Connection, areas: Collection[str], key: str | None = None
) -> list[DistrictRow]:
    """The districts within the areas, in order of their codes.

    `key` (see registry.rules.area_names.area_key) leaves those of which a name, or their
    province's, holds it.
    """
    rows: Rows
    if key is None:
        rows = _WITHIN.rows(connection, frozenset(areas))
    else:
        named = select(AreaAlias.area_code).where(AreaAlias.key.contains(key, autoescape=True))
        called = or_(Area.code == key, Area.code.in_(named), _province.code.in_(named))
        rows = connection.execute(_districts_of(areas).where(called)).all()
    return [
        DistrictRow(row[0], Named(row[1], row[2]), row[3], Named(row[4], row[5])) for row in rows
    ]


def _districts_of(areas: Iterable[str]) -> Select[*tuple[Any, ...]]:
    where = (Area.kind == "district", within(Area.code, areas))
    return _WITH_PROVINCE.where(*where).order_by(Area.code)


_WITHIN: ShapedQuery[frozenset[str]] = ShapedQuery(_districts_of)


def provinces_within(connection: Connection, areas: Collection[str]) -> dict[str, Named]:
    """The provinces that the areas are, or lie in, in order of their codes."""
    codes = {area[:2] for area in areas if area != COUNTRY}
    query = select(Area.code, Area.name_th, Area.name_en).where(Area.kind == "province")
    if COUNTRY not in areas:
        query = query.where(Area.code.in_(codes))
    return {row[0]: Named(row[1], row[2]) for row in connection.execute(query.order_by(Area.code))}
