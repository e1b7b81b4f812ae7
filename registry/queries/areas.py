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


def names(connection: Connection, codes: set[str]) -> dict[str, Named]:
    """The names of areas by code."""
    query = select(Area.code, Area.name_th, Area.name_en).where(Area.code.in_(codes))
    return {row[0]: Named(row[1], row[2]) for row in connection.execute(query)}
