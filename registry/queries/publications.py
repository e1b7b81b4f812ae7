"""The fixed tables that were published: which, of what, and the totals that they showed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from config.audiences import Audience
from config.fixed_tables import FixedTable
from config.indicators import (
    TOTAL,
)
from registry.models import Cell, Publication
from registry.queries.areas import within
from registry.rows import columns_of, every
from registry.rules.attacker import Mark
from registry.rules.figures import (
    Amount,
    Qualifier,
)
from registry.shaped_queries import ShapedQuery


@dataclass(frozen=True)
class PublicationRequest:
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


_PUBLICATIONS = select(
    *columns_of(PublicationRow, Publication, area="area_code", year="year_be")
).order_by(Publication.id)


def publications_made(
    connection: Connection, areas: Iterable[str], year: int | None = None
) -> list[PublicationRow]:
    """The publications of the areas and what lies in them, the oldest first."""
    shape = frozenset(areas), year is not None
    return every(PublicationRow, _MADE.rows(connection, shape, {"year": year}))


def _made_in(shape: tuple[frozenset[str], bool]) -> Select[*tuple[Any, ...]]:
    areas, of_year = shape
    query = _PUBLICATIONS.where(within(Publication.area_code, areas))
    return query.where(Publication.year_be == bindparam("year")) if of_year else query


_MADE = ShapedQuery(_made_in)


def published_of_year(
    connection: Connection, area: str, year: int, known: datetime | None = None
) -> dict[str, Amount | None]:
    """What was published of a whole area and year, by indicator, the newest of each.

    None: it was hidden.
    """
    query = (
        select(Cell.indicator, Cell.mark, Cell.value, Cell.qualifier)
        .join(Publication, Publication.id == Cell.publication_id)
        .where(
            Cell.area_code == area,
            Cell.part == TOTAL,
            Cell.mark != Mark.NOT_REPORTED,
            Publication.year_be == year,
            Publication.quarter.is_(None),
            *(() if known is None else (Publication.made_at <= known,)),
        )
        .order_by(Publication.id)
    )
    found: dict[str, Amount | None] = {}
    for indicator, mark, value, qualifier in connection.execute(query):
        shown = value if mark == Mark.SHOWN else None
        found[indicator] = None if shown is None else Amount(shown, Qualifier(qualifier))
    return found


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
