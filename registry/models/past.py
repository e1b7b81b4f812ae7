"""What a committee did before Prasan knew it: dated facts with their source (practice.md 2)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, one_live, one_of


class PastEvent(Fact):
    """Something that an old paper says: an order, a seat, a step, a meeting, a plan, a scan.

    `key` stays when the paper is read better; `on_date` is the first day that the paper
    allows, to `precision`; both are empty where it gives none. The payload is the form's own
    row (registry/rules/adoption_form.py), kept there so that a redaction can reach it.
    `valid_from` is `on_date`, or the day of the recording.
    """

    __table_args__ = (
        one_of("kind", "order", "officer", "seat", "step", "meeting", "training", "plan", "scan"),
        one_of("precision", "day", "month", "year"),
        CheckConstraint("(on_date IS NULL) = (precision IS NULL)", name="dated"),
        one_live("uq_past_event_key", "district_code", "kind", "key"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    kind: Mapped[str]
    key: Mapped[str]
    on_date: Mapped[date | None]
    precision: Mapped[str | None]
    payload_id: Mapped[int] = mapped_column(ForeignKey("payload.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PastFigure(Fact):
    """A figure of a fiscal year, or of a quarter of it. `value` NULL: not reported, never zero.

    `value` is a decimal number as text, exact on both databases. What the figure counts stands
    in the payload, which a redaction can reach; `key` tells it apart and says nothing.
    """

    __table_args__ = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        one_live("uq_past_figure_key", "district_code", "key"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    key: Mapped[str]
    fiscal_year: Mapped[int]
    quarter: Mapped[int | None]
    value: Mapped[str | None]
    payload_id: Mapped[int] = mapped_column(ForeignKey("payload.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
