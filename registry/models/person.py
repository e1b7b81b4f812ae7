"""People, how they are reached, and what part of Prasan they are given."""

from datetime import datetime

from sqlalchemy import ColumnClause, UniqueConstraint

from registry.models.base import Fact, Numbered, column, one_of


class Person(Numbered):
    """An official or representative. Never a victim, witness or informant.

    `same_as` is the person whom a record that was merged stands for, never itself merged; it
    is drawn from PersonMerge, and asked through registry.queries.person_records.
    """

    __table_args__ = (one_of("sex", "female", "male", "not_stated"),)

    ref: ColumnClause[str] = column(unique=True)
    title_th: ColumnClause[str]
    name_th: ColumnClause[str]
    title_en: ColumnClause[str]
    name_en: ColumnClause[str]
    sex: ColumnClause[str]
    recorded_at: ColumnClause[datetime]
    same_as: ColumnClause[int | None] = column(references="person.id", index=True)


class Contact(Numbered):
    """A work contact. The only table that holds any, so that they can be erased."""

    __table_args__ = (one_of("kind", "phone", "email"),)

    person_id: ColumnClause[int] = column(references="person.id", index=True)
    kind: ColumnClause[str]
    value: ColumnClause[str]
    recorded_at: ColumnClause[datetime]


class Assignment(Numbered):
    """A part a person has in an area that follows from no office: admin, coordinator, …"""

    __table_args__ = (
        UniqueConstraint("person_id", "role", "area_code"),
        one_of("role", "admin", "coordinator", "partner", "observer"),
    )

    person_id: ColumnClause[int] = column(references="person.id")
    role: ColumnClause[str]
    area_code: ColumnClause[str] = column(references="area.code")


class AssignmentTerm(Fact):
    """From when to when an assignment holds, and who recorded it."""

    assignment_id: ColumnClause[int] = column(references="assignment.id", index=True)
    recorded_by: ColumnClause[int | None] = column(references="person.id")
