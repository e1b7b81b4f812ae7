"""What a committee did before Prasan knew it: dated facts with their source (practice.md 2)."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnClause

from registry.models.base import Fact, column, one_live, one_of


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

    district_code: ColumnClause[str] = column(references="area.code")
    kind: ColumnClause[str]
    key: ColumnClause[str]
    on_date: ColumnClause[date | None]
    precision: ColumnClause[str | None]
    payload_id: ColumnClause[int] = column(references="payload.id")
    document_id: ColumnClause[int | None] = column(references="document.id")
    recorded_by: ColumnClause[int] = column(references="person.id")


class PastFigure(Fact):
    """A figure of a fiscal year, or of a quarter of it. `value` NULL: not reported, never zero.

    `value` is a decimal number as text, exact on both databases. What the figure counts stands
    in the payload, which a redaction can reach; `key` tells it apart and says nothing.
    """

    __table_args__ = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        one_live("uq_past_figure_key", "district_code", "key"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    fiscal_year: ColumnClause[int]
    quarter: ColumnClause[int | None]
    value: ColumnClause[str | None]
    payload_id: ColumnClause[int] = column(references="payload.id")
    recorded_by: ColumnClause[int] = column(references="person.id")
