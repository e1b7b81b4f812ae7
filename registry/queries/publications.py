"""A fixed table as it would be published, and the tables that were: what each showed and hid."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.audiences import Audience
from config.fixed_tables import FixedTable, TableColumn
from config.indicators import (
    TOTAL,
    WEIGHT,
    Breakdown,
    Indicator,
    IndicatorDefaults,
    Origin,
    indicators,
)
from registry.models import Area, Cell, Publication
from registry.queries.areas import within
from registry.queries.computed_figures import computed_figures
from registry.queries.figures import FigureOf, Quarters, by_quarter, figures
from registry.rows import columns_of, every
from registry.rules.attacker import Count, Mark, Release
from registry.rules.calendar import QUARTERS
from registry.rules.figures import (
    Amount,
    Mean,
    Qualifier,
    Share,
    ToDate,
    Told,
    added,
    of_year,
    over_districts,
    told,
)
from registry.rules.publications import Reader, Table, concealed

PROVINCE = 2  # the length of its code


@dataclass(frozen=True)
class PublicationAsked:
    """Which table of which area and period is to be published, for whom."""

    table: FixedTable
    area: str
    year: int
    quarter: int | None
    audience: Audience


@dataclass(frozen=True)
class PublicationRow:
    """A publication that was made."""

    id: int
    area: str
    table_key: str
    year: int
    quarter: int | None
    audience: str
    threshold: int
    made_at: datetime
    recorded_by: int


@dataclass(frozen=True)
class PublishedNumber:
    """A number of a table: of which area, what it is, and whether it is shown.

    `amount` is what was reported, also where it is hidden; None where nothing was.
    """

    area: str
    column: TableColumn
    amount: Amount | None
    mark: Mark
    places: frozenset[str]


@dataclass(frozen=True)
class PublicationTable:
    """A table as it would leave the house: its areas in order, its columns, each number."""

    asked: PublicationAsked
    areas: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    numbers: Mapping[tuple[str, TableColumn], PublishedNumber]
    threshold: int

    @property
    def hidden(self) -> int:
        """How many of its numbers are hidden."""
        open_marks = (Mark.SHOWN, Mark.NOT_REPORTED)
        return sum(one.mark not in open_marks for one in self.numbers.values())


_PUBLICATIONS = select(
    *columns_of(PublicationRow, Publication, area="area_code", year="year_be")
).order_by(Publication.id)


def publications_made(
    connection: Connection, areas: Iterable[str], year: int | None = None
) -> list[PublicationRow]:
    """The publications of the areas and what lies in them, the oldest first."""
    query = _PUBLICATIONS.where(within(Publication.area_code, areas))
    if year is not None:
        query = query.where(Publication.year_be == year)
    return every(PublicationRow, connection.execute(query))


@dataclass(frozen=True)
class PublishedTotal:
    """What a publication showed of a whole area: which indicator, of when, and when it was made."""

    indicator: str
    year: int
    quarter: int | None
    amount: Amount
    made_at: datetime


def published_totals(
    connection: Connection, area: str, keys: Collection[str], known: datetime | None = None
) -> list[PublishedTotal]:
    """The newest total of each of these indicators that was published of the area.

    What a publication hid is not among them.
    """
    query = (
        select(
            Cell.indicator, Publication.year_be, Publication.quarter, Cell.value, Cell.qualifier,
            Publication.made_at,
        )
        .join(Publication, Publication.id == Cell.publication_id)
        .where(
            Cell.area_code == area,
            Cell.part == TOTAL,
            Cell.mark == Mark.SHOWN,
            Cell.indicator.in_(keys),
            *(() if known is None else (Publication.made_at <= known,)),
        )
        .order_by(Publication.year_be, Publication.id)
    )  # fmt: skip
    newest = {}
    for key, year, quarter, value, qualifier, made_at in connection.execute(query):
        if value is not None:  # what is shown has one
            amount = Amount(value, Qualifier(qualifier))
            newest[key] = PublishedTotal(key, year, quarter, amount, made_at)
    return [newest[key] for key in keys if key in newest]


def as_published(connection: Connection, asked: PublicationAsked, today: date) -> PublicationTable:
    """The table, and what of it is hidden after all that was published of the province."""
    known = indicators()
    areas = _areas(connection, asked.area)
    districts = [one for one in areas if len(one) > PROVINCE]
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

    asked: PublicationAsked
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
    if len(area) > PROVINCE:
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
    marks = concealed(table, readers, _complete(known, of.indicator))
    for (area, column), count in counts.items():
        amounts = [truth[place, count.part] for place in count.places]
        amount = added(amounts) if amounts else None
        value = amount if isinstance(amount, Amount) else None
        yield PublishedNumber(area, column, value, marks[count], count.places)


def _complete(known: IndicatorDefaults, indicator: Indicator) -> tuple[Breakdown, ...]:
    return tuple(one for one in known.breakdowns_of(indicator) if one.complete)


def _in(place: str, area: str) -> bool:
    return place.startswith(area)


def truth_of(
    reported: Mapping[str, Quarters], quarter: int | None
) -> dict[tuple[str, str], Amount]:
    """What the districts reported, by place ("5704/1": a quarter, "5704/0": the year) and part.

    A year is told by its quarters, by a figure of the year where a district reported none.
    """
    found = {}
    for district, quarters in reported.items():
        known = [one for one in QUARTERS if any(quarters.get(one, {}).values())]
        asked: list[int | None] = [quarter] if quarter else [*known] or [None]
        for one in asked:
            for part, amount in quarters.get(one, {}).items():
                if amount is not None:
                    found[f"{district}/{one or 0}", part] = amount
    return found


def readers_of(
    connection: Connection, asked: PublicationAsked, indicator: Indicator
) -> list[Reader]:
    """Who will read the table, and what they have seen of the indicator in that year.

    Other offices see what everybody sees too; of everybody, what offices saw is kept as well.
    """
    small = indicators().small_counts
    releases = _releases(connection, asked, indicator)
    everything = tuple(release for release, _ in releases)
    public = tuple(one for one, audience in releases if audience is Audience.PUBLIC)
    shared = tuple(one for one, audience in releases if audience is Audience.SHARED)
    if asked.audience is Audience.SHARED:
        return [Reader(everything, shared, small.shared)]
    return [Reader(everything, everything, small.shared), Reader(public, public, small.public)]


def _releases(
    connection: Connection, asked: PublicationAsked, indicator: Indicator
) -> list[tuple[Release, Audience]]:
    """The tables of the province that told of the indicator in that year, the oldest first."""
    province = asked.area[:PROVINCE]
    found = []
    for made in publications_made(connection, (province,), asked.year):
        marks = _marks(connection, made.id, indicator.key)
        if marks:
            truth = _truth_at(connection, province, made, indicator)
            told_of = {place for count in marks for place in count.places}
            own = {key: value for key, value in truth.items() if key[0] in told_of}
            found.append((Release(own, marks, made.threshold), Audience(made.audience)))
    return found


def _marks(connection: Connection, publication: int, indicator: str) -> dict[Count, Mark]:
    """What a publication showed and hid of an indicator."""
    query = select(Cell.area_code, Cell.quarter, Cell.part, Cell.places, Cell.mark).where(
        Cell.publication_id == publication, Cell.indicator == indicator
    )
    return {
        Count(area, quarter, part, frozenset(filter(None, places.split(",")))): Mark(mark)
        for area, quarter, part, places, mark in connection.execute(query)
    }


def _truth_at(
    connection: Connection, province: str, made: PublicationRow, indicator: Indicator
) -> dict[tuple[str, str], int]:
    """The numbers as they were known when a table was made, quarters and years alike."""
    rows = by_quarter(figures(connection, (province,), made.year, date.max, made.made_at))
    return {
        (f"{of.district}/{quarter or 0}", part): int(amount.value)
        for of, quarters in rows.items()
        if of.indicator == indicator.key
        for quarter, parts in quarters.items()
        for part, amount in parts.items()
        if amount is not None
    }
