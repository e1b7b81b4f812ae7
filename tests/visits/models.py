"""Visits that were made: a table that no migration of Prasan knows."""

from sqlalchemy import ColumnClause

from registry.models.base import Fact, column, one_live


class Visit(Fact):
    """Somebody was met on a visit, from its day on; one row for each who was met."""

    __table_args__ = (one_live("uq_visit_line", "district_code", "key", "line"),)

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    line: ColumnClause[int]
    person_id: ColumnClause[int] = column(references="person.id", index=True)
