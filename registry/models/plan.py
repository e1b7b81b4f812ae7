"""Action plans of fiscal years: their rows, and the money that they need.

No text stands here but in the working copy: words are read from the answer of the entry that
wrote the row (`entry_id`), so that a redaction of it reaches them.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ColumnClause, Index, UniqueConstraint

from registry.models.base import Fact, Numbered, column, one_live, one_of


class Plan(Fact):
    """A version of a year's plan, from the day on which the provincial office received it."""

    __table_args__ = (one_live("uq_plan_version", "district_code", "year_be", "version"),)

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    version: ColumnClause[int]


class PlanRow(Fact):
    """A row of a version of a plan, as it was last put to the committee.

    `key` stays with the row over all versions. `kind` is what kind of activity it is, `quarters`
    are its quarters, joined by commas ("q1,q4"), `lead` is the key of the seat that leads it,
    `need` is the year's line of money.
    """

    __table_args__ = (
        one_of("grouping", "prosecution", "protection", "prevention", "management"),
        one_of("mode", "within_mandate", "ordinance", "subsidy", "own_budget", "donor"),
        one_live("uq_plan_row_day", "district_code", "year_be", "version", "key", "valid_from"),
        Index("ix_plan_row_year", "district_code", "year_be"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    version: ColumnClause[int]
    key: ColumnClause[str]
    grouping: ColumnClause[str]
    kind: ColumnClause[str]
    quarters: ColumnClause[str]
    mode: ColumnClause[str]
    amount: ColumnClause[Decimal | None]
    need: ColumnClause[str | None]
    lead: ColumnClause[str]
    days: ColumnClause[int | None]
    target: ColumnClause[Decimal | None]
    survivors: ColumnClause[bool]
    carried_from: ColumnClause[str | None]


class PlanWorking(Numbered):
    """A row of a plan that is being written, or its head (`key` ""), shared by all who write.

    `version` counts its changes: who saves names the one that they read. A row that was taken out
    stays, without words, so that its key never returns.
    """

    __table_args__ = (UniqueConstraint("instance_id", "turn", "key"),)

    instance_id: ColumnClause[int] = column(references="instance.id")
    turn: ColumnClause[int]
    key: ColumnClause[str]
    place: ColumnClause[int]
    version: ColumnClause[int]
    body: ColumnClause[str | None]
    changed_by: ColumnClause[int] = column(references="person.id")
    changed_at: ColumnClause[datetime]


class Need(Fact):
    """A line of a year's needs for money: by which road, from which office, how much.

    `local_plan` says whether it stands in the local
    development plan, as far as that was asked.
    """

    __table_args__ = (
        one_of("road", "ordinance", "subsidy", "donor"),
        one_of("local_plan", "yes", "no", "amendment_asked", "not_asked"),
        one_live("uq_need_day", "district_code", "year_be", "key", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    key: ColumnClause[str]
    road: ColumnClause[str]
    office: ColumnClause[str]
    amount: ColumnClause[Decimal]
    local_plan: ColumnClause[str]


class Money(Fact):
    """How far a line of money has come, from the day of the step on.

    `amount` is what was granted or spent; `secured`: the ordinance holds it, by its page.
    """

    __table_args__ = (
        one_of(
            "step",
            "proposed",
            "not_sent",
            "tabled",
            "passed",
            "granted",
            "refused",
            "supplementary",
            "transferred",
            "spent",
            "dropped",
        ),
        CheckConstraint("NOT secured OR step IN ('passed', 'granted')", name="secured"),
        one_live("uq_money_day", "district_code", "year_be", "need", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    need: ColumnClause[str]
    step: ColumnClause[str]
    amount: ColumnClause[Decimal | None]
    secured: ColumnClause[bool]
