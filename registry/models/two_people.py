"""What all tables of acts of two share: one person asks, another confirms or refuses."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnClause

from registry.models.base import column, one_of


class SettledByTwo:
    """What was asked for in an area, until a second person has confirmed or refused it.

    With an instance a gate waits there; without one (nothing was ever started where it
    belongs) it is settled by its number.
    """

    area_code: ColumnClause[str] = column(references="area.code")
    instance_id: ColumnClause[int | None] = column(references="instance.id")
    first_person: ColumnClause[int] = column(references="person.id")
    second_person: ColumnClause[int | None] = column(references="person.id")
    reason: ColumnClause[str]
    status: ColumnClause[str]
    asked_at: ColumnClause[datetime]
    ended_at: ColumnClause[datetime | None]


def settled_by_two() -> tuple[CheckConstraint, ...]:
    """The constraints of such a table."""
    return (
        one_of("status", "open", "confirmed", "refused"),
        CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="end"),
        CheckConstraint("(status = 'open') = (second_person IS NULL)", name="second"),
        CheckConstraint("first_person != second_person", name="two_people"),
    )
