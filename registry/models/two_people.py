"""What all tables of acts of two share: one person asks, another confirms or refuses."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import one_of


class SettledByTwo:
    """What was asked for in an area, until a second person has confirmed or refused it.

    With an instance a gate waits there; without one (nothing was ever started where it
    belongs) it is settled by its number.
    """

    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instance.id"))
    first_person: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    status: Mapped[str]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def settled_by_two() -> tuple[CheckConstraint, ...]:
    """The constraints of such a table."""
    return (
        one_of("status", "open", "confirmed", "refused"),
        CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="end"),
        CheckConstraint("(status = 'open') = (second_person IS NULL)", name="second"),
        CheckConstraint("first_person != second_person", name="two_people"),
    )
