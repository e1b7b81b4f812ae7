"""Areas by code or name."""

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from config.words import Named
from registry.models import Area


@dataclass(frozen=True)
class DistrictRow:
    """A district and its province."""

    code: str
    name: Named
    province: str
    province_name: Named


def district(connection: Connection, code: str) -> DistrictRow | None:
    """The district of that code, None where there is none."""
    province = aliased(Area)
    row = connection.execute(
        select(
            Area.code, Area.name_th, Area.name_en, province.code, province.name_th, province.name_en
        )
        .join(province, province.code == Area.parent)
        .where(Area.code == code, Area.kind == "district")
    ).first()
    return (
        DistrictRow(row[0], Named(row[1], row[2]), row[3], Named(row[4], row[5])) if row else None
    )


def area_kind(connection: Connection, code: str) -> str | None:
    """Country, province, district or subdistrict; None where no area has that code."""
    return connection.scalar(select(Area.kind).where(Area.code == code))


def names(connection: Connection, codes: set[str]) -> dict[str, Named]:
    """The names of areas by code."""
    query = select(Area.code, Area.name_th, Area.name_en).where(Area.code.in_(codes))
    return {row[0]: Named(row[1], row[2]) for row in connection.execute(query)}


def districts_in(connection: Connection, province: str) -> list[str]:
    """The codes of a province's districts in order; none where there is no such province."""
    query = select(Area.code).where(Area.parent == province, Area.kind == "district")
    return list(connection.scalars(query.order_by(Area.code)))


def subdistricts(connection: Connection, district: str) -> list[Named]:
    """The names of the district's sub-districts, in the order of their codes."""
    query = select(Area.name_th, Area.name_en).where(
        Area.parent == district, Area.kind == "subdistrict"
    )
    return [Named(row[0], row[1]) for row in connection.execute(query.order_by(Area.code))]
