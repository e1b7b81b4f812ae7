"""Provincial directives and what came of each in its districts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Numbered, one_of


class Directive(Numbered):
    """A letter of the province that has committees established (practice.md 5).

    One of its number, province and year, however it was typed: `number_key` is what the
    writings share. Its scan may come later, once; nothing else of it changes.
    """

    __table_args__ = (UniqueConstraint("province_code", "number_key", "year_be"),)

    province_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    number: Mapped[str]
    number_key: Mapped[str]
    year_be: Mapped[int]
    dated: Mapped[date]
    subject_th: Mapped[str]
    signer: Mapped[str]
    due_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class DirectiveDistrict(Base):
    """What came of the letter in a district, settled once. Append-only."""

    __table_args__ = (
        one_of("result", "started", "has_committee", "already_open", "replace"),
        CheckConstraint("result = 'has_committee' OR instance_id IS NOT NULL", name="instance"),
    )

    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), primary_key=True)
    district_code: Mapped[str] = mapped_column(
        ForeignKey("area.code"), primary_key=True, index=True
    )
    result: Mapped[str]
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instance.id"), index=True)
    recorded_at: Mapped[datetime]
