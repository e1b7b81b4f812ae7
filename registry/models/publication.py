"""Tables of figures that left the house: what each showed, and what it hid."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ColumnClause

from registry.models.base import Numbered, column, one_of

MARKS = (
    "shown", "not_reported", "small", "earlier", "difference", "complement", "withheld",
)  # fmt: skip


class Publication(Numbered):
    """A fixed table of a closed period that was given away, as the figures were known then.

    `table_key` is its key in config/fixed_tables.toml; `quarter` is NULL for a year's. `threshold`:
    the count about victims from which on it showed.
    """

    __table_args__ = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        one_of("audience", "shared", "public"),
    )

    area_code: ColumnClause[str] = column(references="area.code", index=True)
    table_key: ColumnClause[str]
    year_be: ColumnClause[int]
    quarter: ColumnClause[int | None]
    audience: ColumnClause[str]
    threshold: ColumnClause[int]
    made_at: ColumnClause[datetime]
    recorded_by: ColumnClause[int] = column(references="person.id")


class Cell(Numbered):
    """A number of a publication, or where one is hidden. What is hidden does not stand here.

    `area_code`, `quarter` (NULL: the year) and `part` say what is counted; `places` are the
    districts' periods that are in it ("5704/1,5708/1"), which a check of a later table needs.
    """

    __table_args__ = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        one_of("mark", *MARKS),
        CheckConstraint("(mark = 'shown') = (value IS NOT NULL)", name="shown"),
        one_of("qualifier", "exact", "at_least", "over"),
    )

    publication_id: ColumnClause[int] = column(references="publication.id", index=True)
    area_code: ColumnClause[str] = column(references="area.code")
    quarter: ColumnClause[int | None]
    indicator: ColumnClause[str]
    part: ColumnClause[str]
    places: ColumnClause[str]
    mark: ColumnClause[str]
    value: ColumnClause[Decimal | None]
    qualifier: ColumnClause[str]
