"""People, how they are reached, and what part of Prasan they are given."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, Numbered, one_of


class Person(Numbered):
    """An official or representative. Never a victim, witness or informant.

    `same_as` is the person whom a record that was merged stands for, never itself merged; it
    is drawn from PersonMerge, and asked through registry.queries.people.
    """

    __table_args__ = (one_of("sex", "female", "male", "not_stated"),)

    ref: Mapped[str] = mapped_column(unique=True)
    title_th: Mapped[str]
    name_th: Mapped[str]
    title_en: Mapped[str]
    name_en: Mapped[str]
    sex: Mapped[str]
    recorded_at: Mapped[datetime]
    same_as: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class Contact(Numbered):
    """A work contact. The only table that holds any, so that they can be erased."""

    __table_args__ = (one_of("kind", "phone", "email"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    value: Mapped[str]
    recorded_at: Mapped[datetime]


class Assignment(Numbered):
    """A part a person has in an area that follows from no office: admin, coordinator, …"""

    __table_args__ = (
        UniqueConstraint("person_id", "role", "area_code"),
        one_of("role", "admin", "coordinator", "partner", "observer"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))


class AssignmentTerm(Fact):
    """From when to when an assignment holds, and who recorded it."""

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
