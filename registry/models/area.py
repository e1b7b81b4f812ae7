"""Areas: the country, provinces, districts, sub-districts, and what else they are called.

Beside those of the release stand districts that an administrator has added, with sub-districts.
"""

from sqlalchemy import ColumnClause

from registry.models.base import Base, Fact, column, one_of


class Area(Base):
    """An area by its official (DOPA) code; "TH" is the country.

    One that was added by mistake and is withdrawn keeps its row, for its chain, and is no area.
    """

    __table_args__ = (
        one_of("kind", "country", "province", "district", "subdistrict", "withdrawn"),
    )

    code: ColumnClause[str] = column(primary_key=True)
    kind: ColumnClause[str] = column(index=True)
    parent: ColumnClause[str | None] = column(references="area.code", index=True)
    name_th: ColumnClause[str]
    name_en: ColumnClause[str]


class AreaAlias(Base):
    """A normalised name under which an area is found (R12)."""

    key: ColumnClause[str] = column(primary_key=True)
    area_code: ColumnClause[str] = column(references="area.code", primary_key=True)


class DistrictSource(Fact):
    """A source that tells of a district which the release lacks: it exists from `valid_from` on.

    `split_from` is the district that it lay in before; what the source is called is a payload.
    """

    district_code: ColumnClause[str] = column(references="area.code", index=True)
    split_from: ColumnClause[str | None] = column(references="area.code", index=True)
    payload_id: ColumnClause[int] = column(references="payload.id")
    recorded_by: ColumnClause[int] = column(references="person.id")
