"""The districts and provinces within several areas, and those that a name may mean."""

from collections.abc import Collection

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import aliased

from config.words import Named
from registry.models import Area, AreaAlias
from registry.queries.areas import DistrictRow
from registry.queries.within import COUNTRY, within


def districts_within(
    connection: Connection, areas: Collection[str], key: str | None = None
) -> list[DistrictRow]:
    """The districts within the areas, in order of their codes.

    `key` (see registry.rules.area_names.area_key) leaves those of which a name, or their
    province's, holds it.
    """
    province = aliased(Area)
    query = (
        select(
            Area.code, Area.name_th, Area.name_en, province.code, province.name_th, province.name_en
        )
        .join(province, province.code == Area.parent)
        .where(Area.kind == "district", within(Area.code, areas))
        .order_by(Area.code)
    )
    if key is not None:
        named = select(AreaAlias.area_code).where(AreaAlias.key.contains(key, autoescape=True))
        query = query.where(or_(Area.code == key, Area.code.in_(named), province.code.in_(named)))
    return [
        DistrictRow(row[0], Named(row[1], row[2]), row[3], Named(row[4], row[5]))
        for row in connection.execute(query)
    ]


def provinces_within(connection: Connection, areas: Collection[str]) -> dict[str, Named]:
    """The provinces that the areas are, or lie in, in order of their codes."""
    codes = {area[:2] for area in areas if area != COUNTRY}
    query = select(Area.code, Area.name_th, Area.name_en).where(Area.kind == "province")
    if COUNTRY not in areas:
        query = query.where(Area.code.in_(codes))
    return {row[0]: Named(row[1], row[2]) for row in connection.execute(query.order_by(Area.code))}
