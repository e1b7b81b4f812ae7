"""The figures of a district's year, as people of the office read them.

Figures about victims are told exactly to those alone who may see them; others are pointed to the
tables that were published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from config.defaults import committee, policy
from config.indicators import TOTAL, Indicator, IndicatorKind, Origin, indicators
from config.words import Named, Sentence, both
from desk.views.figure_parts import PartSoFar, parts_so_far
from flows.plan.row_words import rows_in_words
from flows.year.recorded_figures import with_recorded
from flows.year.report_figures import YearFigures
from registry.queries.computed_figures import computed_by_period
from registry.queries.figures import TargetRow, by_quarter, figures, target_steps, targets
from registry.queries.own_plans import own_plan
from registry.rules.calendar import QUARTERS
from registry.rules.figure_pictures import (
    Bar,
    DutyRow,
    duty_rows,
    number_of,
    progress_bars,
    target_bar,
)
from registry.rules.figure_words import (
    amount_words,
    part_words,
    plain_number,
    to_date_words,
    told_words,
)
from registry.rules.figures import (
    Amount,
    ToDate,
    Told,
    ends_on,
    to_date,
    told,
)

# What the registry works out of an indicator, by district; by quarter, None for the year.
WorkedOut = Mapping[int | None, Mapping[str, Mapping[str, ToDate]]]


@dataclass(frozen=True)
class DistrictFigureLine:
    """An indicator of a district: of the quarter, of the year so far, against its target.

    `quarters` tells what each quarter so far came to, None where nobody told anything.
    `progress` is a bar for each quarter so far; `steps` are the targets that it has had; `parts`
    tells women and men and the like of the quarter, `parts_so_far` of the year. `told`: something
    of it is known, or aimed at.
    `inputs` are its parts with what each is of the quarter, as somebody would type it.
    """

    indicator: Indicator
    title: Named
    unit: Named
    definition: Named
    quarter: Sentence
    quarters: tuple[Sentence | None, ...]
    so_far: Sentence
    missing: tuple[int, ...]
    reached: Bar
    progress: tuple[Bar, ...]
    parts: tuple[tuple[Named, Sentence], ...]
    parts_so_far: tuple[PartSoFar, ...]
    target: Decimal | None
    steps: tuple[TargetRow, ...]
    told: bool
    inputs: tuple[tuple[str, Named, str], ...]

    @property
    def computed(self) -> bool:
        """Whether the registry works it out."""
        return self.indicator.origin is Origin.COMPUTED

    @property
    def correctable(self) -> bool:
        """Whether the district enters it, or once entered it of the quarter."""
        entered = any(value for _, _, value in self.inputs)
        return not self.computed or (self.indicator.formerly_entered and entered)


@dataclass(frozen=True)
class DutyPicture:
    """Which activities of the plan serve which duty."""

    activities: tuple[Named, ...]
    rows: tuple[DutyRow, ...]


@dataclass(frozen=True)
class DistrictFigures:
    """All that is known of a district's year up to the end of a quarter.

    `on` is the day that its figures tell of where they say no other.
    """

    year: int
    quarter: int
    on: date
    figures: tuple[DistrictFigureLine, ...]
    duties: DutyPicture | None
    kept_back: int

    @property
    def has_targets(self) -> bool:
        """Whether anything is aimed at in the year."""
        return any(one.target is not None for one in self.figures)


def district_figures(
    connection: Connection,
    district: str,
    year: int,
    quarter: int,
    today: date,
    known: datetime | None = None,
    *,
    exact: bool,
) -> DistrictFigures:
    """The figures of the district's year up to the end of the quarter, or today before that.

    `exact`: whoever asks may see figures about victims.
    """
    on, areas = min(ends_on(year, quarter), today), (district,)
    aims = targets(connection, areas, year, today, known)
    of = YearFigures(
        year, quarter,
        now=with_recorded(
            connection, by_quarter(figures(connection, areas, year, on, known)), areas, year, on,
            known,
        ),
        then={},
        sent=None,
        aims={one.indicator: one.value for one in aims if one.is_of_year},
        district=district,
        least=policy().year.least_shown,
    )  # fmt: skip
    worked_out = computed_by_period(
        connection, areas, year, (None, *QUARTERS[:quarter]), on, known=known
    )
    shown = [one for one in indicators().indicators if exact or not one.victims]
    return DistrictFigures(
        year,
        quarter,
        on,
        tuple(_seen(connection, of, one, worked_out, on, known) for one in shown),
        _duties(connection, district, year, on, known),
        len(indicators().indicators) - len(shown),
    )


def _seen(
    connection: Connection,
    of: YearFigures,
    one: Indicator,
    worked_out: WorkedOut,
    on: date,
    known: datetime | None,
) -> DistrictFigureLine:
    computed = worked_out[None].get(one.key, {}).get(of.district)
    series = of.series(one)
    year = of.so_far(one) if computed is None or computed.told is None else computed
    own = of.quarters(one).get(of.quarter, {})
    aim = of.aims.get(one.key)
    title = Named(one.title_th, one.title_en)
    is_period = one.kind is IndicatorKind.PERIOD
    return DistrictFigureLine(
        one,
        title,
        Named(one.unit_th, one.unit_en),
        Named(one.definition_th, one.definition_en),
        quarter=told_words(told(one, own)),
        quarters=tuple(_by_quarter(of, one, series, worked_out)),
        so_far=told_words(year.told) if is_period else to_date_words(year, on),
        missing=() if one.origin is Origin.COMPUTED else year.missing,
        reached=target_bar(title, number_of(year.told), aim),
        progress=tuple(_progress(of, one, series, aim)),
        parts=tuple(
            (part_words(indicators(), part), amount_words(own[part]))
            for part in indicators().parts_of(one)
            if part != TOTAL and not one.is_share and not one.is_mean and own.get(part) is not None
        ),
        parts_so_far=parts_so_far(one, {of.district: of.quarters(one)}, of.year, of.quarter),
        target=aim,
        inputs=tuple(
            (part, part_words(indicators(), part), _typed(own.get(part)))
            for part in indicators().parts_of(one)
        ),
        told=aim is not None or year.told is not None or bool(own),
        steps=tuple(target_steps(connection, of.district, of.year, one.key, known)),
    )


def _by_quarter(
    of: YearFigures, one: Indicator, series: Mapping[int, Told | None], worked_out: WorkedOut
) -> Iterator[Sentence | None]:
    """What each quarter so far came to: as it was told, else as the registry works it out."""
    for quarter in QUARTERS[: of.quarter]:
        computed = worked_out[quarter].get(one.key, {}).get(of.district)
        entered = series.get(quarter)
        figure = entered or (computed.told if computed else None)
        said = None if figure is None else told_words(figure)
        is_old = said is not None and entered is not None and one.formerly_entered
        yield both("figure.as_entered", figure=said) if is_old else said


def _progress(
    of: YearFigures, one: Indicator, series: Mapping[int, Told | None], aim: Decimal | None
) -> list[Bar]:
    """A bar for each quarter so far: of what adds up, what the year came to by its end."""
    if one.origin is Origin.COMPUTED or not series:
        return []
    adds_up = one.kind is not IndicatorKind.PERIOD
    upto = {
        quarter: number_of(
            to_date(one.kind, of.year, series, quarter).told
            if adds_up and quarter in series
            else series.get(quarter)
        )
        for quarter in QUARTERS[: of.quarter]
    }
    return progress_bars(upto, aim)[: of.quarter]


def _typed(amount: Amount | None) -> str:
    return "" if amount is None else plain_number(amount.value)


def _duties(
    connection: Connection, district: str, year: int, on: date, known: datetime | None
) -> DutyPicture | None:
    newest = own_plan(connection, district, year, on, known).newest
    if newest is None:
        return None
    rows = rows_in_words(connection, district, year, newest.version, on, known)
    named = [str(row.get("activity", row["key"])) for row in rows]
    serves = [(str(row["key"]), [str(one) for one in row.get("duties", ())]) for row in rows]
    duties = duty_rows(committee().duty_names, serves)
    return DutyPicture(tuple(Named(one, one) for one in named), tuple(duties))
