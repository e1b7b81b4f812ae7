"""Packages that are kept fresh: what each was made from, and how much it lacks."""

from datetime import date, datetime

from sqlalchemy import ColumnClause

from registry.models.base import Base, column


class FreshPackage(Base):
    """The package of a district as it was last put together: hashes, numbers and days, no words.

    Its papers are made from the registry when they are asked for. `district_seq`, `province_seq`
    and `country_seq` are the last links of the chains that it was made from: another one, and it
    may tell something else by now. `changed_at` is when its facts became others than before.
    """

    __tablename__ = "package"

    district_code: ColumnClause[str] = column(references="area.code", primary_key=True)
    on_date: ColumnClause[date]
    facts_hash: ColumnClause[str]
    release: ColumnClause[str]
    complete: ColumnClause[int]
    gaps: ColumnClause[int]
    district_seq: ColumnClause[int]
    province_seq: ColumnClause[int]
    country_seq: ColumnClause[int]
    changed_at: ColumnClause[datetime]
    checked_at: ColumnClause[datetime]
