"""Steps of a sweep that failed: how often, and when each is tried again.

Rows of the machine's daily work and no facts: a row goes as soon as its step succeeds.
"""

from datetime import datetime

from sqlalchemy import ColumnClause, UniqueConstraint

from registry.models.base import Numbered, column


class FailedStep(Numbered):
    """A step that failed in an area, for one item of it where it goes item by item.

    `error` is the kind of the error and never its text, which may quote what somebody typed;
    `number` is that under which the log says where in the program it was raised.
    """

    __table_args__ = (UniqueConstraint("step", "area_code", "item"),)

    step: ColumnClause[str]
    area_code: ColumnClause[str] = column(references="area.code")
    item: ColumnClause[str]
    error: ColumnClause[str]
    number: ColumnClause[str]
    attempts: ColumnClause[int]
    failed_since: ColumnClause[datetime]
    tried_at: ColumnClause[datetime]
    again_at: ColumnClause[datetime]
