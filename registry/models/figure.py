"""Figures that districts report, what they aim at, and what old figures mean.

No text stands here: the words of a figure are those of its indicator (config/indicators.toml).
"""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ColumnClause, Index, text

from registry.models.base import Fact, column, index_where, one_live, one_of

QUALIFIERS = ("exact", "at_least", "over")


def _one_of_period(name: str, *columns: str) -> tuple[Index, Index]:
    """One that stands of each quarter, one of each year: NULLs differ in a unique index."""
    quarters = text("superseded_at IS NULL AND quarter IS NOT NULL")
    years = text("superseded_at IS NULL AND quarter IS NULL")
    return (
        index_where(quarters, name, *columns, "quarter", unique=True),
        index_where(years, f"{name}_year", *columns, unique=True),
    )


class Figure(Fact):
    """A figure of a quarter, or of a fiscal year (`quarter` NULL), or of a part of it.

    `part` is empty for the whole, "sex.women" for a part, "numerator" and "denominator" of a
    share, "weight" beside a mean. `value` is NULL where it was not reported, which is never
    zero; nil is a report of zero. `valid_from` is the last day of the period: before it nobody
    knows the figure.
    """

    __table_args__ = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        one_of("qualifier", *QUALIFIERS),
        one_of("state", "reported", "nil", "not_reported"),
        CheckConstraint("(state = 'not_reported') = (value IS NULL)", name="reported"),
        *_one_of_period("uq_figure_period", "district_code", "year_be", "indicator", "part"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    quarter: ColumnClause[int | None]
    indicator: ColumnClause[str]
    part: ColumnClause[str]
    value: ColumnClause[Decimal | None]
    qualifier: ColumnClause[str]
    state: ColumnClause[str]
    source: ColumnClause[str]


class Target(Fact):
    """What a district aims at in a fiscal year, or in a quarter of it, from the day it was set."""

    __table_args__ = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
        *_one_of_period(
            "uq_target_day", "district_code", "year_be", "indicator", "part", "valid_from"
        ),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    year_be: ColumnClause[int]
    quarter: ColumnClause[int | None]
    indicator: ColumnClause[str]
    part: ColumnClause[str]
    value: ColumnClause[Decimal]


class FigureMapping(Fact):
    """Which indicator an old figure with a free name is of, as a person has said.

    `past_key` is the figure's (`registry.models.PastFigure`); `indicator` is NULL where it is
    none of ours.
    """

    __table_args__ = (
        one_of("qualifier", *QUALIFIERS),
        one_live("uq_figure_mapping_key", "district_code", "past_key"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    past_key: ColumnClause[str]
    indicator: ColumnClause[str | None]
    part: ColumnClause[str]
    qualifier: ColumnClause[str]
    recorded_by: ColumnClause[int] = column(references="person.id")
