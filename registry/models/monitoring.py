"""What became of a plan: progress by quarter, lessons. Words stand in the entries' answers."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ColumnClause

from registry.models.base import Fact, column, one_live, one_of

STATES = ("not_started", "ongoing", "done", "cancelled")


class Progress(Fact):
    """How far a row of the plan had come by the end of a quarter, from the report's day on.

    `reached` counts towards the row's target in the quarter, `spent` is baht of the quarter;
    empty is not reported, never zero. `quarters` are those that it is moved to, if it is: the
    plan's own stay beside them.
    """

    __table_args__ = (
        one_of("state", *STATES),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        one_live("uq_progress_day", "district_code", "year_be", "quarter", "row", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    quarter: ColumnClause[int]
    row: ColumnClause[str]
    state: ColumnClause[str]
    reached: ColumnClause[Decimal | None]
    spent: ColumnClause[Decimal | None]
    quarters: ColumnClause[str | None]


class Lesson(Fact):
    """A lesson that a committee drew: who changes what by when, and how far that is."""

    __table_args__ = (
        one_of("state", "open", "done", "dropped"),
        one_live("uq_lesson_day", "district_code", "year_be", "key", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    key: ColumnClause[str]
    owner: ColumnClause[str]
    due_on: ColumnClause[date | None]
    about: ColumnClause[str | None]
    state: ColumnClause[str]


class Carried(Fact):
    """What became of a row of a year's plan when the year was over."""

    __table_args__ = (
        one_of("state", "carried", "dropped", "done"),
        one_live("uq_carried_row", "district_code", "year_be", "row", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    row: ColumnClause[str]
    state: ColumnClause[str]
    left: ColumnClause[Decimal | None]
