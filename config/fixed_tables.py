"""The fixed tables of figures that may leave the house, from fixed_tables.toml."""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from config.defaults import defaults_of
from config.indicators import (
    TOTAL,
    DistrictRule,
    Indicator,
    IndicatorDefaults,
    IndicatorKind,
    indicators,
)
from config.shapes import Default, Text, TitlePair


class TableColumn(NamedTuple):
    """A column: an indicator, or a part of it."""

    indicator: str
    part: str


class FixedTable(TitlePair):
    """A table that may be published: its indicators, and by which breakdown one is told."""

    key: Text
    indicators: Annotated[tuple[Text, ...], Field(min_length=1)]
    broken_down: Text | None = None
    periods: tuple[Literal["year", "quarter"], ...]

    def columns(self, known: IndicatorDefaults) -> tuple[TableColumn, ...]:
        """The columns; a share has one for each of its numbers, and so has a mean."""
        return tuple(
            TableColumn(key, part)
            for key in self.indicators
            for part in self._parts(known, known.by_key[key])
        )

    def _parts(self, known: IndicatorDefaults, indicator: Indicator) -> tuple[str, ...]:
        parts = known.parts_of(indicator)
        if indicator.is_share or indicator.is_mean:
            return parts
        (broken,) = [
            one.keys for one in known.breakdowns_of(indicator) if one.key == self.broken_down
        ] or [()]
        return tuple(part for part in parts if part == TOTAL or part in broken)


class PublicationDefaults(Default):
    """All that fixed_tables.toml holds."""

    valid_from: date
    tables: tuple[FixedTable, ...]

    @model_validator(mode="after")
    def _indicators_are_known(self) -> Self:
        known = indicators()
        for table in self.tables:
            for key in table.indicators:
                if key not in known.by_key:
                    raise ValueError(f"{table.key}: unknown indicator {key}")
                _refuse_odd_victims(table.key, known.by_key[key])
        return self

    @cached_property
    def by_key(self) -> dict[str, FixedTable]:
        """The tables by key, in the order of the file."""
        return {one.key: one for one in self.tables}


def _refuse_odd_victims(table: str, indicator: Indicator) -> None:
    """What hides small counts knows how sums tell of each other, and nothing else."""
    sums = indicator.kind is IndicatorKind.CUMULATIVE and indicator.districts is DistrictRule.SUM
    if indicator.victims and not sums:
        raise ValueError(f"{table}: {indicator.key} about victims is no plain count")


publications = defaults_of("fixed_tables.toml", PublicationDefaults)
