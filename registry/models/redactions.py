"""What one person asks to be taken out, until another has confirmed or refused it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base


class RedactionRequest(Base):
    """A redaction that was asked for. `parts` say where it stands, never what stands there.

    With an instance a gate waits there; without one (a paper of a district or province in
    which nothing was started) it is settled by its number.
    """

    __tablename__ = "redaction_request"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'confirmed', 'refused')", name="status"),
        CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="end"),
        CheckConstraint("(status = 'open') = (second_person IS NULL)", name="second"),
        CheckConstraint("first_person != second_person", name="two_people"),
        Index(
            "ix_redaction_request_open",
            "area_code",
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instance.id"))
    first_person: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    parts: Mapped[str]
    with_copies: Mapped[bool]
    status: Mapped[str]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
