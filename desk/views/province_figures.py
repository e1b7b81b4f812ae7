"""The figures of a province's year: what its districts come to, and each beside the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from config.indicators import Indicator, indicators
from config.words import Named, Sentence, both
from desk.views.figure_parts import PartSoFar, parts_so_far
from flows.year.recorded_figures import with_recorded
from registry.queries.computed_figures import computed_by_period
from registry.queries.figures import FigureOf, by_quarter, figures, targets
from registry.rules.calendar import QUARTERS
from registry.rules.figure_pictures import Bar, number_of, target_bar
from registry.rules.figure_words import told_words
from registry.rules.figures import (
    OverDistricts,
    Share,
    ToDate,
    Told,
    ends_on,
    over_districts,
    to_date,
    told,
)


@dataclass(frozen=True)
class ProvinceFigure:
    """An indicator over the districts of a province: what they come to, and each by itself.

    `quarters` tells what they come to in each quarter so far, None where nobody told anything.
    `parts` tells women and men and the like of them all, each person once in a district.
    """

    indicator: Indicator
    title: Named
    unit: Named
    definition: Named
    together: OverDistricts
    words: Sentence
    quarters: tuple[Sentence | None, ...]
    parts: tuple[PartSoFar, ...]
    days: Sentence | None
    districts: tuple[Bar, ...]

    @property
    def told(self) -> bool:
        """Whether anything is known of it in any of the districts."""
        return self.together.told is not None or any(self.quarters)


@dataclass(frozen=True)
class ProvinceFigures:
    """The figures of a province's year up to the end of a quarter.

    `on` is the day that its figures tell of where they say no other.
    """

    year: int
    quarter: int
    on: date
    figures: tuple[ProvinceFigure, ...]
    districts: int
    kept_back: int

    def number(self, key: str) -> Sentence:
        """What an indicator comes to, in words."""
        return next(one.words for one in self.figures if one.indicator.key == key)


def province_figures(
    connection: Connection,
    districts: Mapping[str, Named],
    year: int,
    quarter: int,
    today: date,
    known: datetime | None = None,
    *,
    exact: bool,
) -> ProvinceFigures:
    """The figures of these districts' year up to the end of the quarter, or today before that.

    `exact`: whoever asks may see figures about victims.
    """
    on = min(ends_on(year, quarter), today)
    reported = by_quarter(figures(connection, districts, year, on, known))
    rows = with_recorded(connection, reported, districts, year, on, known)
    aims = {
        (one.district, one.indicator): one.value
        for one in targets(connection, districts, year, today, known)
        if one.is_of_year
    }
    periods = (None, *QUARTERS[:quarter])
    by_period = computed_by_period(connection, districts, year, periods, on, known=known)
    shown = [one for one in indicators().indicators if exact or not one.victims]
    found = []
    for one in shown:
        reports = {code: rows.get(FigureOf(code, one.key), {}) for code in districts}
        series = {
            code: {number: told(one, parts) for number, parts in own.items() if number is not None}
            for code, own in reports.items()
        }
        worked_out = by_period[None].get(one.key, {})
        computed = {code: own for code, own in worked_out.items() if own.told is not None}
        own = {
            code: computed[code] if code in computed else to_date(one.kind, year, quarters, quarter)
            for code, quarters in series.items()
        }
        told_in = [
            {**by_period[number].get(one.key, {}), **_reported_in(number, series)}
            for number in QUARTERS[:quarter]
        ]
        parts = parts_so_far(one, reports, year, quarter)
        found.append(_over(one, districts, own, told_in, aims, parts, on))
    return ProvinceFigures(
        year, quarter, on, tuple(found), len(districts), len(indicators().indicators) - len(shown)
    )


def _reported_in(number: int, series: Mapping[str, Mapping[int, Told | None]]) -> dict[str, ToDate]:
    """What each of the districts reported of that quarter, where it did."""
    told_by = {code: quarters.get(number) for code, quarters in series.items()}
    return {code: ToDate(figure, None) for code, figure in told_by.items() if figure is not None}


def _over(
    one: Indicator,
    districts: Mapping[str, Named],
    own: Mapping[str, ToDate],
    told_in: Sequence[Mapping[str, ToDate]],
    aims: Mapping[tuple[str, str], Decimal],
    parts: tuple[PartSoFar, ...],
    on: date,
) -> ProvinceFigure:
    together = over_districts(own)
    largest = max(
        (n.value for figure in own.values() if (n := number_of(figure.told)) is not None),
        default=Decimal(),
    )
    return ProvinceFigure(
        one,
        Named(one.title_th, one.title_en),
        Named(one.unit_th, one.unit_en),
        Named(one.definition_th, one.definition_en),
        together,
        told_words(together.told),
        tuple(_of_quarter(each) for each in told_in),
        parts,
        _days(together, on),
        tuple(
            _bar(name, own[code], aims.get((code, one.key)), largest)
            for code, name in districts.items()
        ),
    )


def _of_quarter(own: Mapping[str, ToDate]) -> Sentence | None:
    """What the districts come to in a quarter, in words."""
    together = over_districts(own).told
    return None if together is None else told_words(together)


def _bar(name: Named, figure: ToDate, aim: Decimal | None, largest: Decimal) -> Bar:
    """A district against its target; without one, beside the largest of the districts."""
    number = number_of(figure.told)
    if aim is not None:
        return target_bar(name, number, aim)
    length = None
    if number is not None:
        whole = Decimal(100) if isinstance(figure.told, Share) else largest
        length = 0 if not whole else min(100, max(0, round(100 * number.value / whole)))
    return Bar(name, told_words(figure.told), length)


def _days(together: OverDistricts, on: date) -> Sentence | None:
    """The days that the figures tell of, where they are others than `on`, which the page says."""
    if together.oldest is None or together.newest is None:
        return None
    if together.oldest == together.newest == on:
        return None
    if together.oldest == together.newest:
        return both("figure.of_day", day=together.newest)
    return both("figure.of_days", oldest=together.oldest, newest=together.newest)
