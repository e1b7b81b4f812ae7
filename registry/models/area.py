"""Areas: the country, provinces, districts, sub-districts, and what else they are called."""

from sqlalchemy import ColumnClause

from registry.models.base import Base, column, one_of


class Area(Base):
    """An area by its official (DOPA) code; "TH" is the country."""

    __table_args__ = (one_of("kind", "country", "province", "district", "subdistrict"),)

    code: ColumnClause[str] = column(primary_key=True)
    kind: ColumnClause[str] = column(index=True)
    parent: ColumnClause[str | None] = column(references="area.code", index=True)
    name_th: ColumnClause[str]
    name_en: ColumnClause[str]


class AreaAlias(Base):
    """A normalised name under which an area is found (R12)."""

    key: ColumnClause[str] = column(primary_key=True)
    area_code: ColumnClause[str] = column(references="area.code", primary_key=True)
