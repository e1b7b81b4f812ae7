"""Figures that the registry holds where nobody reported them: meetings and trainings (R46, R50).

What was held before a committee's first year here stands in no report. What districts entered
formerly is worked out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from config.indicators import DENOMINATOR, NUMERATOR, Origin
from flows.training.counted_trainings import trained_in
from flows.year.figure_lines import printed_indicators
from flows.year.report_figures import SentFigures, YearFigures, year_figures
from registry.queries.committee_meetings import ToldBy, committee_meetings
from registry.queries.computed_figures import computed_by_period
from registry.queries.figures import FigureOf, Quarters
from registry.queries.meetings import trainings
from registry.rules.calendar import QUARTERS, fiscal_quarter, fiscal_year
from registry.rules.counted_figures import counted
from registry.rules.figures import Amount, Share, ends_on

HELD = "meetings_and_trainings"
Parts = dict[str, Amount | None]


def with_recorded(
    connection: Connection,
    reported: Mapping[FigureOf, Quarters],
    districts: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> dict[FigureOf, Quarters]:
    """The reported figures, and of quarters of which nobody reported one what is recorded of it.

    A figure of the whole year, as old papers tell it, is left alone.
    """
    found: dict[FigureOf, Quarters] = {of: dict(own) for of, own in reported.items()}
    for district in districts:
        for quarter, rows in _recorded(connection, district, year, on, known):
            for indicator, parts in rows.items():
                own = found.setdefault(FigureOf(district, indicator), {})
                if None not in own:
                    own.setdefault(quarter, parts)
    return found


def printed_figures(
    connection: Connection,
    district: str,
    year: int,
    quarter: int,
    sent: SentFigures | None,
    least: int,
) -> YearFigures:
    """The figures of a year up to a quarter as its reports print them: some are worked out."""
    of, on = year_figures(connection, district, year, quarter, sent, least), ends_on(year, quarter)
    return replace(
        of,
        now=_with_computed(connection, of.now, district, year, on),
        then=_with_computed(connection, of.then, district, year, on, sent.known) if sent else {},
        entered=of.now,
    )


def _with_computed(
    connection: Connection,
    reported: Mapping[FigureOf, Quarters],
    district: str,
    year: int,
    on: date,
    known: datetime | None = None,
) -> dict[FigureOf, Quarters]:
    """The reported figures; of what was entered formerly, each quarter that nobody entered."""
    found: dict[FigureOf, Quarters] = {of: dict(own) for of, own in reported.items()}
    keys = [one.key for one in printed_indicators() if one.origin is Origin.COMPUTED]
    over = [one for one in QUARTERS if ends_on(year, one) <= on]
    rows = computed_by_period(connection, (district,), year, over, on, keys=keys, known=known)
    for quarter, figures in rows.items():
        for key, by_district in figures.items():
            share = by_district[district].told
            if isinstance(share, Share):
                own = found.setdefault(FigureOf(district, key), {})
                parts: Parts = {NUMERATOR: share.numerator, DENOMINATOR: share.denominator}
                own.setdefault(quarter, parts)
    return found


def _recorded(
    connection: Connection, district: str, year: int, on: date, known: datetime | None
) -> Iterator[tuple[int, dict[str, Parts]]]:
    """The quarters that are over and in which something was held, each with its figures."""
    met = committee_meetings(connection, district, on, known)
    days = [one.on.first for one in met if one.told_by is not ToldBy.OLD_PAPER and not one.is_talk]
    days += [one.on for one in trainings(connection, district, known)]
    held = Counter(fiscal_quarter(day) for day in days if fiscal_year(day) == year)
    for quarter, count in sorted(held.items()):
        if ends_on(year, quarter) > on:
            continue
        rows = [*trained_in(connection, district, year, quarter, known), counted(HELD, count)]
        found: dict[str, Parts] = defaultdict(dict)
        for one in rows:
            found[one["indicator"]][one["part"]] = Amount(Decimal(one["value"].replace(",", "")))
        yield quarter, found
