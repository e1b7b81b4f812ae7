"""Who will read a table, and what they have seen before of what it tells."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, select

from config.audiences import Audience
from config.indicators import (
    Indicator,
    indicators,
)
from registry.models import Cell
from registry.queries.figures import Quarters, by_quarter, figures
from registry.queries.publications import PublicationRequest, PublicationRow, publications_made
from registry.rules.attacker import Count, Mark, Release
from registry.rules.calendar import QUARTERS
from registry.rules.figures import (
    Amount,
)
from registry.rules.publications import Reader
from registry.transaction import PROVINCE_CODE


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
    connection: Connection, asked: PublicationRequest, indicator: Indicator
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
    connection: Connection, asked: PublicationRequest, indicator: Indicator
) -> list[tuple[Release, Audience]]:
    """The tables of the province that told of the indicator in that year, the oldest first."""
    province = asked.area[:PROVINCE_CODE]
    found = []
    for made in publications_made(connection, (province,), asked.year):
        marks = _marks(connection, made.id, indicator.key)
        if marks:
            truth = _truth_at(connection, province, made, indicator)
            told_of = {place for count in marks for place in count.places}
            own = {key: value for key, value in truth.items() if key[0] in told_of}
            found.append((Release(own, marks, made.threshold, made.id), Audience(made.audience)))
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
