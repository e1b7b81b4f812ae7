"""Provincial directives and what came of each in its districts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnClause, UniqueConstraint

from registry.models.base import Base, Numbered, column, one_of


class Directive(Numbered):
    """A letter of the province that has committees established (practice.md 5).

    One of its number, province and year, however it was typed: `number_key` is what the
    writings share. Its scan may come later, once; nothing else of it changes.
    """

    __table_args__ = (UniqueConstraint("province_code", "number_key", "year_be"),)

    province_code: ColumnClause[str] = column(references="area.code")
    number: ColumnClause[str]
    number_key: ColumnClause[str]
    year_be: ColumnClause[int]
    dated: ColumnClause[date]
    subject_th: ColumnClause[str]
    signer: ColumnClause[str]
    due_on: ColumnClause[date | None]
    document_id: ColumnClause[int | None] = column(references="document.id")
    recorded_by: ColumnClause[int] = column(references="person.id")
    recorded_at: ColumnClause[datetime]


class DirectiveDistrict(Base):
    """What came of the letter in a district, settled once. Append-only."""

    __table_args__ = (
        one_of("result", "started", "has_committee", "already_open", "replace", "reopened"),
        CheckConstraint("result = 'has_committee' OR instance_id IS NOT NULL", name="instance"),
    )

    directive_id: ColumnClause[int] = column(references="directive.id", primary_key=True)
    district_code: ColumnClause[str] = column(references="area.code", primary_key=True, index=True)
    result: ColumnClause[str]
    instance_id: ColumnClause[int | None] = column(references="instance.id", index=True)
    recorded_at: ColumnClause[datetime]
