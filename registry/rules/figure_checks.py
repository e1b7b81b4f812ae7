"""What is wrong with figures as people enter them: a gate's check or a file's reading asks.

Numbers may have Thai digits and commas. Each refusal names the field and the remedy.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.indicators import (
    DENOMINATOR,
    NUMERATOR,
    TOTAL,
    Breakdown,
    Indicator,
    IndicatorDefaults,
)
from config.words import Named
from registry.refusals import Refusal, SeveralRefused
from registry.rules.calendar import QUARTERS
from registry.rules.counts import plain_number
from registry.rules.figure_words import column_words
from registry.rules.figures import ends_on, is_closed, starts_on
from registry.rules.thai import tidy


class FigureUnreadable(Refusal):
    """What was typed is no whole number from 0 up, or one that no district has."""


class IndicatorUnknown(Refusal):
    """There is no indicator of that key."""


class PartUnknown(Refusal):
    """The indicator is not told in that part."""


class IndicatorComputed(Refusal):
    """The registry works it out itself: it is not entered."""


class QuarterUnknown(Refusal):
    """A fiscal year has quarters 1 to 4."""


class PeriodOpen(Refusal):
    """The period is not over yet."""


class PeriodFuture(Refusal):
    """The period has not begun."""


class PartsOverTotal(Refusal):
    """The parts that are known are together more than their total."""


class PartsNotTotal(Refusal):
    """All parts are known, and do not sum to their total (women and men, say)."""


class ShareOverWhole(Refusal):
    """More of it than there are: over 100 percent."""


class ShareHalfTold(Refusal):
    """So many, but not of how many; or the other way round."""


class NilNotZero(Refusal):
    """Said to be nil, and a number beside it."""


class TotalMissing(Refusal):
    """Parts are given, their total is not."""


class FigureTwice(Refusal):
    """The same part of the same indicator stands twice."""


class FiguresUnfit(SeveralRefused):
    """Several figures of a sheet cannot be right."""


@dataclass(frozen=True)
class EnteredFigure:
    """A figure as it was entered: `value` as typed, empty for not reported. `field` is its place.

    `nil`: it is reported that there was nothing.
    """

    field: str
    indicator: str
    part: str
    value: str
    nil: bool = False


def parse_figure(text: object, *, field: str, largest: int) -> Decimal | None:
    """A whole number from 0 to `largest`; None where nothing was typed. Raises FigureUnreadable."""
    typed = tidy("" if text is None else str(text))
    if not typed:
        return None
    plain = plain_number(typed)
    value = None if plain is None else Decimal(plain)
    if value is None or not 0 <= value <= largest or value != value.to_integral_value():
        raise FigureUnreadable(field=field, value=str(text), largest=f"{largest:,}")
    return value.quantize(Decimal(1))


def refuse_period(year: int, quarter: int | None, today: date, *, field: str) -> None:
    """Raises QuarterUnknown, PeriodFuture or PeriodOpen where its figures cannot be known."""
    if quarter is not None and quarter not in QUARTERS:
        raise QuarterUnknown(field=field, value=str(quarter))
    refuse_to_come(year, quarter, today, field=field)
    if not is_closed(year, quarter, today):
        raise PeriodOpen(field=field, ends=ends_on(year, quarter))


def refuse_to_come(year: int, quarter: int | None, today: date, *, field: str) -> None:
    """Raises PeriodFuture of a period that has not begun: nothing is known of it."""
    if starts_on(year, quarter) > today:
        raise PeriodFuture(field=field, starts=starts_on(year, quarter))


def known_indicator(indicators: IndicatorDefaults, key: str, *, field: str) -> Indicator:
    """The indicator of that key. Raises IndicatorUnknown."""
    found = indicators.by_key.get(tidy(key))
    if found is None:
        raise IndicatorUnknown(field=field, value=key, known=", ".join(indicators.by_key))
    return found


def figure_problems(
    entered: Sequence[EnteredFigure], indicators: IndicatorDefaults, told: Iterable[str] = ()
) -> list[Refusal]:
    """All that is wrong with the figures of one period, in the order in which they stand.

    Each calls its figure by its own name, whatever place it has among those that were sent.
    `told`: indicators of which something is refused already, so that a part of them lacks here.
    """
    problems: list[Refusal] = []
    read: dict[str, dict[str, tuple[Decimal, str]]] = {}
    unread = {tidy(one) for one in told}  # the rest of these follows from what is told
    for one in entered:
        try:
            _read(one, indicators, read)
        except Refusal as refusal:
            refusal.called = figure_called(indicators, one.indicator, one.part)
            problems.append(refusal)
            unread.add(tidy(one.indicator))
    for key, parts in read.items():
        if key not in unread:
            for misfit in _misfits(indicators.by_key[key], parts, indicators):
                misfit.called = title(indicators.by_key[key])
                problems.append(misfit)
    return problems


def _read(
    one: EnteredFigure,
    indicators: IndicatorDefaults,
    read: dict[str, dict[str, tuple[Decimal, str]]],
) -> None:
    """Put the figure beside those that are read. Raises what keeps it from being one."""
    indicator = _entered_indicator(one, indicators)
    value = parse_figure(one.value, field=one.field, largest=indicators.limits.largest)
    if one.nil and value:
        raise NilNotZero(field=one.field, value=str(one.value))
    parts = read.setdefault(indicator.key, {})
    if one.part in parts:
        raise FigureTwice(field=one.field)
    if value is not None or one.nil:
        parts[one.part] = (value or Decimal(), one.field)


def figure_called(indicators: IndicatorDefaults, key: str, part: str) -> Named | None:
    """What a figure is called: its indicator, and which part of it; None of an unknown one."""
    indicator = indicators.by_key.get(tidy(key))
    if indicator is None:
        return None
    known = part in indicators.parts_of(indicator)
    return column_words(indicators, indicator.key, part) if known else title(indicator)


def refuse_all(problems: Sequence[Refusal]) -> None:
    """Raises the one refusal, or FiguresUnfit with all of them; nothing where none is."""
    if problems:
        raise problems[0] if len(problems) == 1 else FiguresUnfit(problems)


def title(indicator: Indicator) -> Named:
    """What the indicator is called."""
    return Named(indicator.title_th, indicator.title_en)


def _entered_indicator(one: EnteredFigure, indicators: IndicatorDefaults) -> Indicator:
    indicator = known_indicator(indicators, one.indicator, field=one.field)
    if not indicator.may_be_entered:
        raise IndicatorComputed(field=one.field)
    if one.part not in (parts := indicators.parts_of(indicator)):
        raise PartUnknown(field=one.field, value=one.part, known=", ".join(filter(None, parts)))
    return indicator


Parts = Mapping[str, tuple[Decimal, str]]


def _misfits(
    indicator: Indicator, parts: Parts, indicators: IndicatorDefaults
) -> Iterator[Refusal]:
    if indicator.is_share:
        yield from _of_share(parts)
        return
    for breakdown in indicators.breakdowns_of(indicator):
        if breakdown.complete:
            yield from _of_breakdown(breakdown, parts)


def _of_share(parts: Parts) -> Iterator[Refusal]:
    numerator, denominator = parts.get(NUMERATOR), parts.get(DENOMINATOR)
    if numerator is None or denominator is None:
        for _, field in filter(None, (numerator, denominator)):
            yield ShareHalfTold(field=field)
        return
    if numerator[0] > denominator[0]:
        yield ShareOverWhole(
            field=numerator[1],
            value=str(numerator[0]),
            whole=str(denominator[0]),
        )


def _of_breakdown(breakdown: Breakdown, parts: Parts) -> Iterator[Refusal]:
    given = [parts[key] for key in breakdown.keys if key in parts]
    if not given:
        return
    total = parts.get(TOTAL)
    field = ", ".join(dict.fromkeys(field for _, field in given))
    if total is None:
        yield TotalMissing(field=field)
        return
    together = sum((value for value, _ in given), Decimal())
    whole = str(total[0])
    if together > total[0]:
        yield PartsOverTotal(field=field, parts=str(together), total=whole)
    elif together < total[0] and len(given) == len(breakdown.parts):
        yield PartsNotTotal(field=field, parts=str(together), total=whole)
