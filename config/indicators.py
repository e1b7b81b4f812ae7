"""The indicators of a district: what each means, how it adds up, from indicators.toml."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from config.defaults import defaults_of
from config.shapes import Default, Text, TitlePair, WordPair
from config.words import Named

TOTAL = ""  # the part of a figure that is the whole of it
NUMERATOR, DENOMINATOR, WEIGHT = "numerator", "denominator", "weight"
FITS = 3  # whole numbers that have to fit what is hidden


class IndicatorKind(StrEnum):
    """How the figures of a year's periods go together."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"
    LAST = "last"
    RATIO = "ratio"


class DistrictRule(StrEnum):
    """How the figures of several districts go together."""

    SUM = "sum"
    LAST = "last"
    RATIO = "ratio"
    WEIGHTED = "weighted"


class Origin(StrEnum):
    """Whether the registry works a figure out, or a district reports it."""

    COMPUTED = "computed"
    ENTERED = "entered"


class FigureSource(StrEnum):
    """Where a figure comes from (R56)."""

    ORDERS = "orders"
    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    TESTS = "tests"
    PLANS = "plans"
    ORDINANCES = "ordinances"
    GRANTS = "grants"
    QUARTERLY_REPORTS = "quarterly_reports"
    ANNUAL_REPORTS = "annual_reports"
    COORDINATION_LOG = "coordination_log"
    REFLECTION = "reflection"
    INTERVIEWS = "interviews"
    OLD_REPORTS = "old_reports"


class FigurePart(WordPair):
    """One part of a breakdown."""

    key: Text


class Breakdown(Default):
    """Parts that a figure is told in; those of a `complete` one sum to its total."""

    key: Text
    complete: bool
    parts: tuple[FigurePart, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the parts as figures bear them ("sex.women")."""
        return tuple(f"{self.key}.{one.key}" for one in self.parts)


# Which rules over districts a kind allows: what stands is not summed over periods first.
_ALLOWED = {
    IndicatorKind.PERIOD: {DistrictRule.SUM},
    IndicatorKind.CUMULATIVE: {DistrictRule.SUM},
    IndicatorKind.LAST: {DistrictRule.LAST, DistrictRule.RATIO},
    IndicatorKind.RATIO: {DistrictRule.RATIO, DistrictRule.WEIGHTED},
}


class Indicator(TitlePair):
    """A figure that districts have: its meaning, how it adds up, where it comes from."""

    key: Text
    definition_th: Text
    definition_en: Text
    unit_th: Text
    unit_en: Text
    kind: IndicatorKind
    districts: DistrictRule
    breakdowns: tuple[Text, ...] = ()
    origin: Origin
    formerly_entered: bool = False
    source: FigureSource
    victims: bool
    verified: bool

    @property
    def unit(self) -> Named:
        """What it counts."""
        return Named(self.unit_th, self.unit_en)

    @model_validator(mode="after")
    def _rules_go_together(self) -> Self:
        if self.districts not in _ALLOWED[self.kind]:
            raise ValueError(f"{self.key}: {self.kind} and {self.districts} do not go together")
        return self

    @property
    def may_be_entered(self) -> bool:
        """Whether districts report it, or did: what was typed of it is taken, and stands."""
        return self.origin is Origin.ENTERED or self.formerly_entered

    @property
    def is_share(self) -> bool:
        """Whether it is so many of so many."""
        return self.districts is DistrictRule.RATIO

    @property
    def is_mean(self) -> bool:
        """Whether it is a mean that has a weight."""
        return self.districts is DistrictRule.WEIGHTED


class SmallCounts(Default):
    """From which number on a count about victims is told: at least so many, by who reads it.

    Below five, three whole numbers could not fit a count that is known to be small.
    """

    shared: Annotated[int, Field(ge=FITS + 2, le=100)]
    public: Annotated[int, Field(ge=FITS + 2, le=100)]
    source: Text
    verified: bool


class FigureLimits(Default):
    """The largest number that is no slip of the keys."""

    largest: int


class IndicatorDefaults(Default):
    """All that indicators.toml holds."""

    valid_from: date
    small_counts: SmallCounts
    limits: FigureLimits
    breakdowns: tuple[Breakdown, ...]
    indicators: tuple[Indicator, ...]

    @model_validator(mode="after")
    def _keys_are_unique_and_known(self) -> Self:
        for name, keys in (
            ("breakdowns", [one.key for one in self.breakdowns]),
            ("indicators", [one.key for one in self.indicators]),
        ):
            if len(keys) != len(set(keys)):
                raise ValueError(f"{name}: two have one key")
        unknown = {
            one for indicator in self.indicators for one in indicator.breakdowns
        } - self._breakdowns.keys()
        if unknown:
            raise ValueError(f"unknown breakdown {min(unknown)}")
        return self

    @cached_property
    def by_key(self) -> dict[str, Indicator]:
        """The indicators by key, in the order of the file."""
        return {one.key: one for one in self.indicators}

    @cached_property
    def _breakdowns(self) -> dict[str, Breakdown]:
        return {one.key: one for one in self.breakdowns}

    def breakdowns_of(self, indicator: Indicator) -> tuple[Breakdown, ...]:
        """The breakdowns that the indicator is told in."""
        return tuple(self._breakdowns[key] for key in indicator.breakdowns)

    def parts_of(self, indicator: Indicator) -> tuple[str, ...]:
        """Every part that a figure of the indicator may have, its total first where it has one."""
        if indicator.is_share:
            return (NUMERATOR, DENOMINATOR)
        if indicator.is_mean:
            return (TOTAL, WEIGHT)
        broken = self.breakdowns_of(indicator)
        total = (TOTAL,) if not broken or any(one.complete for one in broken) else ()
        return (*total, *(key for one in broken for key in one.keys))


indicators = defaults_of("indicators.toml", IndicatorDefaults)
