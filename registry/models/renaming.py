"""An office or a person renamed: asked for by one person, until another has answered."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnClause

from registry.models.base import OPEN, Numbered, column, index_where
from registry.models.two_people import SettledByTwo, settled_by_two


class Renaming(SettledByTwo, Numbered):
    """What an office (from `since` on) or a person is called, if a second person agrees.

    Of an office `name_…` is its unit. `was_…` is what it was called when it was asked: a person's
    names have no dates of their own, so this row alone keeps the former ones.
    """

    __table_args__ = (
        *settled_by_two(),
        CheckConstraint("(office_id IS NULL) <> (person_id IS NULL)", name="one_subject"),
        CheckConstraint("(office_id IS NULL) = (since IS NULL)", name="since_of_office"),
        index_where(OPEN, "uq_renaming_office", "office_id", unique=True),
        index_where(OPEN, "uq_renaming_person", "person_id", unique=True),
    )

    office_id: ColumnClause[int | None] = column(references="office.id")
    person_id: ColumnClause[int | None] = column(references="person.id")
    since: ColumnClause[date | None]
    title_th: ColumnClause[str]
    name_th: ColumnClause[str]
    title_en: ColumnClause[str]
    name_en: ColumnClause[str]
    was_title_th: ColumnClause[str]
    was_name_th: ColumnClause[str]
    was_title_en: ColumnClause[str]
    was_name_en: ColumnClause[str]
