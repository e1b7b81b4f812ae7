"""Two records of one person made one: asked for by one person, until another has answered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base


class PersonMerge(Base):
    """`merged_id` is the same person as `kept_id`, if a second person agrees.

    With `undoes` it is asked to part them again. What is confirmed and not undone is what
    `person.same_as` is drawn from. With an instance a gate waits there; without one (nothing
    was ever started where either is known) it is settled by its number.
    """

    __tablename__ = "person_merge"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'confirmed', 'refused')", name="status"),
        CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="end"),
        CheckConstraint("(status = 'open') = (second_person IS NULL)", name="second"),
        CheckConstraint("first_person != second_person", name="two_people"),
        CheckConstraint("merged_id != kept_id", name="two_records"),
        Index(
            "uq_person_merge_open",
            "merged_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instance.id"))
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("person_merge.id"))
    first_person: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    status: Mapped[str]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
