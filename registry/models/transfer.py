"""Transfer orders: which office each moves on what day, and what each changed of its terms."""

from datetime import date

from sqlalchemy import ColumnClause

from registry.models.base import Fact, column, one_live, one_of


class Transfer(Fact):
    """The order of that number moves the holder of the office on `valid_from`, its one day.

    Moved to another day or called off it is superseded, as any fact.
    """

    __table_args__ = (one_live("uq_transfer_number", "office_id", "number"),)

    office_id: ColumnClause[int] = column(references="office.id")
    number: ColumnClause[str]
    dated: ColumnClause[date]


class TransferChange(Fact):
    """From `valid_from` up to `valid_to` the order put one term in the place of another.

    `was_id` and `became_id` are the terms as they were written; empty for nobody. What an order
    that is called off had changed is put back by these, and what else was recorded stays. `place`
    is when it came among the changes of the office: one that is put right keeps it.
    """

    office_id: ColumnClause[int] = column(references="office.id", index=True)
    number: ColumnClause[str]
    place: ColumnClause[int]
    was_id: ColumnClause[int | None] = column(references="holding.id")
    became_id: ColumnClause[int | None] = column(references="holding.id")


class TransferOverride(Fact):
    """What the order `number` announced for the office stands no more: `by_number` changed it.

    It holds from the date of that later order. The earlier one may be recorded after it.
    """

    __table_args__ = (
        one_of("how", "moved", "called_off"),
        one_live("uq_transfer_override", "office_id", "number"),
    )

    office_id: ColumnClause[int] = column(references="office.id")
    number: ColumnClause[str]
    by_number: ColumnClause[str]
    how: ColumnClause[str]
