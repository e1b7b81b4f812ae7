"""Figures of districts: how they add up over the quarters of a year and over districts.

A figure is an amount, a share (so many of so many) or a mean with its weight. What was not
reported is None and never zero; a share of nothing is "nothing due", neither 0 nor 100 %.
Decimal arithmetic. Sources: content.md 3f, practice.md 17, R51, R58.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from config.indicators import (
    DENOMINATOR,
    NUMERATOR,
    TOTAL,
    WEIGHT,
    Indicator,
    IndicatorKind,
)
from registry.rules.calendar import QUARTERS, quarter_ends, quarter_starts

HUNDRED = Decimal(100)


class FigureState(StrEnum):
    """Whether a figure was reported. Nil is a report: of zero."""

    REPORTED = "reported"
    NIL = "nil"
    NOT_REPORTED = "not_reported"


class Qualifier(StrEnum):
    """How a number is meant, the loosest last."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    OVER = "over"


_LOOSENESS = tuple(Qualifier)


class Amount(NamedTuple):
    """A number, and whether it is one exactly, at least so many, or more."""

    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def exact(self) -> bool:
        """Whether it is so many exactly."""
        return self.qualifier is Qualifier.EXACT


class Share(NamedTuple):
    """So many of so many."""

    numerator: Amount
    denominator: Amount

    @property
    def nothing_due(self) -> bool:
        """Whether there is nothing that it could be a share of."""
        return self.denominator == Amount(Decimal())

    @property
    def percent(self) -> Amount | None:
        """Percent, as qualified as its numerator.

        None where nothing was due, or of how many is not known exactly.
        """
        if not self.denominator.exact or not self.denominator.value:
            return None
        value = HUNDRED * self.numerator.value / self.denominator.value
        return Amount(value, self.numerator.qualifier)


class Mean(NamedTuple):
    """A mean, and over how many it is one."""

    amount: Amount
    weight: Decimal


Told: TypeAlias = Amount | Share | Mean


@dataclass(frozen=True)
class ToDate:
    """What a year comes to up to the end of a quarter.

    `as_of` is the last day that it tells of, None where nothing was reported; `missing` are
    the quarters up to then that were not reported.
    """

    told: Told | None
    as_of: date | None
    missing: tuple[int, ...] = ()


@dataclass(frozen=True)
class OverDistricts:
    """What several districts come to.

    `oldest` and `newest` are the last days that their figures tell of; `missing` are the
    districts, by code, that reported nothing.
    """

    told: Told | None
    reported: int
    missing: tuple[str, ...]
    oldest: date | None = None
    newest: date | None = None


def told(indicator: Indicator, parts: Mapping[str, Amount | None]) -> Told | None:
    """The figure that its parts make: None where it, or a part that it needs, is not reported."""
    if indicator.is_share:
        numerator, denominator = parts.get(NUMERATOR), parts.get(DENOMINATOR)
        return Share(numerator, denominator) if numerator and denominator else None
    if indicator.is_mean:
        mean, weight = parts.get(TOTAL), parts.get(WEIGHT)
        return Mean(mean, weight.value) if mean and weight else None
    return parts.get(TOTAL)


def added(figures: Iterable[Told]) -> Told | None:
    """The sum of amounts, the share of the sums, the mean weighted by its weights.

    None where there is nothing. All are of one form; ValueError where they are not.
    """
    listed = list(figures)
    amounts = [one for one in listed if isinstance(one, Amount)]
    shares = [one for one in listed if isinstance(one, Share)]
    means = [one for one in listed if isinstance(one, Mean)]
    if len(listed) not in (len(amounts), len(shares), len(means)):
        msg = "an amount is added to no share and no mean"
        raise ValueError(msg)
    if shares:
        return Share(_sum(one.numerator for one in shares), _sum(one.denominator for one in shares))
    return _weighted(means) if means else (_sum(amounts) if amounts else None)


def _sum(amounts: Iterable[Amount]) -> Amount:
    """At least 70 and 5 are at least 75."""
    listed = list(amounts)
    return Amount(sum((one.value for one in listed), Decimal()), loosest(listed))


def loosest(amounts: Iterable[Amount]) -> Qualifier:
    """What can be said of them together."""
    return max((one.qualifier for one in amounts), key=_LOOSENESS.index, default=Qualifier.EXACT)


def _weighted(means: list[Mean]) -> Mean | None:
    weight = sum((one.weight for one in means), Decimal())
    if not weight:
        return None
    value = sum((one.amount.value * one.weight for one in means), Decimal()) / weight
    return Mean(Amount(value, loosest(one.amount for one in means if one.weight)), weight)


def to_date(
    kind: IndicatorKind, year: int, quarters: Mapping[int, Told | None], upto: int
) -> ToDate:
    """What the quarters of a fiscal year come to by the end of quarter `upto`, 1 to 4.

    Of the period: that quarter alone. Cumulative and ratio: all that was reported. Last: the
    newest that was. A quarter that `quarters` does not name was not reported.
    """
    asked = (upto,) if kind is IndicatorKind.PERIOD else QUARTERS[:upto]
    reported = {one: figure for one in asked if (figure := quarters.get(one)) is not None}
    missing = tuple(one for one in asked if one not in reported)
    if not reported:
        return ToDate(None, None, missing)
    newest = max(reported)
    figure = reported[newest] if kind is IndicatorKind.LAST else added(reported.values())
    return ToDate(figure, quarter_ends(year, newest), missing)


def parts_to_date(
    kind: IndicatorKind,
    year: int,
    quarters: Mapping[int | None, Mapping[str, Amount | None]],
    parts: Iterable[str],
    upto: int,
) -> dict[str, ToDate]:
    """What parts of a figure come to by the end of quarter `upto`, as the figure itself does.

    Where a quarter told its total and not the part, the part is at least what the others told.
    """
    own = {one: said for one, said in quarters.items() if one is not None}
    found = {}
    for part in parts:
        known = to_date(kind, year, {one: said.get(part) for one, said in own.items()}, upto)
        left_out = any(own.get(one, {}).get(TOTAL) is not None for one in known.missing)
        found[part] = replace(known, told=at_least(known.told)) if left_out else known
    return found


def at_least(told: Told | None) -> Told | None:
    """An amount as the least that it may be: something that belongs to it was not told.

    At least none says nothing, and is not told.
    """
    if not isinstance(told, Amount):
        return told
    if not told.value:
        return None
    return Amount(told.value, loosest([told, Amount(Decimal(), Qualifier.AT_LEAST)]))


def of_year(
    kind: IndicatorKind, year: int, quarters: Mapping[int, Told | None], whole: Told | None
) -> ToDate:
    """What a whole year comes to: by its quarters, or by a figure of the year where none stands.

    Of figures that count within their period alone only that of the year counts.
    """
    by_quarters = to_date(kind, year, quarters, QUARTERS[-1])
    if kind is not IndicatorKind.PERIOD and by_quarters.told is not None:
        return by_quarters
    return ToDate(whole, quarter_ends(year, QUARTERS[-1]) if whole is not None else None)


def over_districts(districts: Mapping[str, ToDate]) -> OverDistricts:
    """What the districts come to, by code: those that reported, never the others as zero."""
    reported = {code: one for code, one in districts.items() if one.told is not None}
    days = [one.as_of for one in reported.values() if one.as_of is not None]
    return OverDistricts(
        added(one.told for one in reported.values() if one.told is not None),
        len(reported),
        tuple(code for code in districts if code not in reported),
        min(days, default=None),
        max(days, default=None),
    )


def achieved(amount: Amount, target: Decimal) -> Amount | None:
    """Percent of a target that was reached, as qualified as what was reached; None without one."""
    return Amount(HUNDRED * amount.value / target, amount.qualifier) if target else None


def starts_on(year: int, quarter: int | None) -> date:
    """The first day of a quarter of a fiscal year, or of the year."""
    return quarter_starts(year, quarter or QUARTERS[0])


def ends_on(year: int, quarter: int | None) -> date:
    """The last day of a quarter of a fiscal year, or of the year."""
    return quarter_ends(year, quarter or QUARTERS[-1])


def is_closed(year: int, quarter: int | None, today: date) -> bool:
    """Whether the period is over: its last day lies before today."""
    return ends_on(year, quarter) < today
