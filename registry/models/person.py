"""People, how they are reached, and what part of Prasan they are given."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Fact


class Person(Base):
    """An official or representative. Never a victim, witness or informant.

    `same_as` is the person whom a record that was merged stands for, never itself merged; it
    is drawn from PersonMerge, and asked through registry.queries.people.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("sex IN ('female', 'male', 'not_stated')", name="sex"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    title_th: Mapped[str]
    name_th: Mapped[str]
    title_en: Mapped[str]
    name_en: Mapped[str]
    sex: Mapped[str]
    recorded_at: Mapped[datetime]
    same_as: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class Contact(Base):
    """A work contact. The only table that holds any, so that they can be erased."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("kind IN ('phone', 'email')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    value: Mapped[str]
    recorded_at: Mapped[datetime]


class Assignment(Base):
    """A part a person has in an area that follows from no office: admin, coordinator, …"""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "area_code"),
        CheckConstraint("role IN ('admin', 'coordinator', 'partner', 'observer')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))


class AssignmentTerm(Fact, Base):
    """From when to when an assignment holds, and who recorded it."""

    __tablename__ = "assignment_term"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
