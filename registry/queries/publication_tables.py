"""A fixed table as it would be published: what it shows and hides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.audiences import Audience
from config.fixed_tables import TableColumn
from config.indicators import (
    TOTAL,
    WEIGHT,
    Breakdown,
    Indicator,
    IndicatorDefaults,
    Origin,
    indicators,
)
from registry.models import Area
from registry.queries.computed_figures import computed_figures
from registry.queries.figures import FigureOf, Quarters, by_quarter, figures
from registry.queries.publication_readers import readers_of, truth_of
from registry.queries.publications import PublicationRequest
from registry.rules.attacker import Count, Mark
from registry.rules.figures import (
    Amount,
    Mean,
    Share,
    ToDate,
    Told,
    added,
    of_year,
    over_districts,
    told,
)
from registry.rules.publications import Table, concealed
from registry.transaction import PROVINCE_CODE


@dataclass(frozen=True)
class PublishedNumber:
    """A number of a table: of which area, what it is, and whether it is shown.

    `amount` is what was reported, also where it is hidden; None where nothing was.
    `given_away_by`: the publications that would tell of a few together with it.
    """

    area: str
    column: TableColumn
    amount: Amount | None
    mark: Mark
    places: frozenset[str]
    given_away_by: tuple[int, ...] = ()


@dataclass(frozen=True)
class PublicationTable:
    """A table as it would leave the house: its areas in order, its columns, each number.

    `left_before`: when the same table, which says all of this, left it last.
    """

    asked: PublicationRequest
    areas: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    numbers: Mapping[tuple[str, TableColumn], PublishedNumber]
    threshold: int
    left_before: datetime | None = None

    @property
    def hidden(self) -> int:
        """How many of its numbers are hidden."""
        open_marks = (Mark.SHOWN, Mark.NOT_REPORTED)
        return sum(one.mark not in open_marks for one in self.numbers.values())


def as_published(
    connection: Connection, asked: PublicationRequest, today: date
) -> PublicationTable:
    """The table, and what of it is hidden after all that was published of the province."""
    known = indicators()
    areas = _areas(connection, asked.area)
    districts = [one for one in areas if len(one) > PROVINCE_CODE]
    columns = asked.table.columns(known)
    small = known.small_counts
    threshold = small.public if asked.audience is Audience.PUBLIC else small.shared
    rows = by_quarter(figures(connection, districts, asked.year, today))
    numbers: dict[tuple[str, TableColumn], PublishedNumber] = {}
    for key in asked.table.indicators:
        indicator = known.by_key[key]
        own = [one for one in columns if one.indicator == key]
        of = _OfIndicator(asked, indicator, tuple(areas), tuple(districts), rows)
        if indicator.victims:
            found = _about_victims(connection, of, own, threshold, known)
        else:
            found = _about_work(connection, of, own, today)
        numbers |= {(one.area, one.column): one for one in found}
    return PublicationTable(asked, tuple(areas), columns, numbers, threshold)


@dataclass(frozen=True)
class _OfIndicator:
    """An indicator of a table: its areas, their districts, and what these reported."""

    asked: PublicationRequest
    indicator: Indicator
    areas: tuple[str, ...]
    districts: tuple[str, ...]
    rows: Mapping[FigureOf, Quarters]

    def quarters(self, district: str) -> Quarters:
        """What the district reported of it, by quarter."""
        return self.rows.get(FigureOf(district, self.indicator.key), {})

    def within(self, area: str) -> tuple[str, ...]:
        """The districts that the area is, or holds."""
        return tuple(one for one in self.districts if one.startswith(area))


def _areas(connection: Connection, area: str) -> list[str]:
    """The district; or the districts of a province by code, and the province after them."""
    if len(area) > PROVINCE_CODE:
        return [area]
    query = select(Area.code).where(Area.parent == area, Area.kind == "district")
    return [*connection.scalars(query.order_by(Area.code)), area]


def _about_work(
    connection: Connection, of: _OfIndicator, columns: Sequence[TableColumn], today: date
) -> Iterator[PublishedNumber]:
    """Figures about the committees' work: nothing of them is hidden."""
    year, quarter = of.asked.year, of.asked.quarter
    if of.indicator.origin is Origin.COMPUTED:
        key = of.indicator.key
        computed = computed_figures(connection, of.districts, year, quarter, today, keys=[key])
        whole = {  # where nothing was recorded, what old reports are said to mean
            code: one if one.told is not None else _of_period(of, code, TOTAL)
            for code, one in computed[key].items()
        }
        for area in of.areas:
            together = over_districts({code: whole[code] for code in of.within(area)}).told
            for column in columns:
                amount = _number(together, column.part)
                yield _plain(area, column, amount)
        return
    for area in of.areas:
        for column in columns:
            parts = {code: _of_period(of, code, column.part) for code in of.within(area)}
            together = over_districts(parts).told
            yield _plain(area, column, _number(together, column.part))


def _plain(area: str, column: TableColumn, amount: Amount | None) -> PublishedNumber:
    mark = Mark.NOT_REPORTED if amount is None else Mark.SHOWN
    return PublishedNumber(area, column, amount, mark, frozenset())


def _of_period(of: _OfIndicator, district: str, part: str) -> ToDate:
    """What the district's figure, or a part of it, comes to in the period."""
    year, quarter = of.asked.year, of.asked.quarter
    plain = not (of.indicator.is_share or of.indicator.is_mean)

    def figure(parts: Mapping[str, Amount | None]) -> Told | None:
        return parts.get(part) if plain else told(of.indicator, parts)

    series = {one: figure(parts) for one, parts in of.quarters(district).items()}
    if quarter is not None:
        return ToDate(series.get(quarter), None)
    quarters = {one: value for one, value in series.items() if one is not None}
    return of_year(of.indicator.kind, year, quarters, series.get(None))


def _number(figure: Told | None, part: str) -> Amount | None:
    match figure:
        case Share():
            return figure.denominator if part == "denominator" else figure.numerator
        case Mean():
            return Amount(figure.weight) if part == WEIGHT else figure.amount
        case _:
            return figure


def _about_victims(
    connection: Connection,
    of: _OfIndicator,
    columns: Sequence[TableColumn],
    threshold: int,
    known: IndicatorDefaults,
) -> Iterator[PublishedNumber]:
    """Counts about victims, small ones hidden."""
    reported = {code: of.quarters(code) for code in of.districts}
    truth = truth_of(reported, of.asked.quarter)
    counts = {
        (area, column): Count(
            area, of.asked.quarter, column.part,
            frozenset(p for p, part in truth if part == column.part and _in(p, area)),
        )
        for area in of.areas
        for column in columns
    }  # fmt: skip
    table = Table(
        tuple(counts.values()), {key: int(one.value) for key, one in truth.items()}, threshold
    )
    readers = readers_of(connection, of.asked, of.indicator)
    hides = concealed(table, readers, _complete(known, of.indicator))
    for (area, column), count in counts.items():
        amounts = [truth[place, count.part] for place in count.places]
        amount = added(amounts) if amounts else None
        value = amount if isinstance(amount, Amount) else None
        by = tuple(one.publication for one in hides.given_away_by.get(count, ()))
        yield PublishedNumber(area, column, value, hides.marks[count], count.places, by)


def _complete(known: IndicatorDefaults, indicator: Indicator) -> tuple[Breakdown, ...]:
    return tuple(one for one in known.breakdowns_of(indicator) if one.complete)


def _in(place: str, area: str) -> bool:
    return place.startswith(area)
