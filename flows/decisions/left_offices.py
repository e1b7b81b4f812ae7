"""Who becomes Chief leaves what cannot be held beside it, in whatever district: locked, and told.

Where that is follows from who comes. It is read before the locks are taken and held against them
after: a term that was recorded in between has them taken once more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection

from config.words import Named
from registry.queries.areas import names
from registry.queries.holdings import HoldingRow
from registry.queries.offices import titles
from registry.records.left_offices import offices_left
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.office_references import area_of_office
from registry.store import Registry
from registry.transaction import Write, areas_of


class Coming(NamedTuple):
    """A person who is Chief in their own right from a day on."""

    office: str
    person: int
    on: date


@dataclass(frozen=True)
class LeftOffice:
    """Who leaves which office, of which district, for that of a Chief; from which day on."""

    coming: Named
    office: Named
    district: Named
    on: date


WhoComes: TypeAlias = Callable[[Connection], Iterable[Coming]]


def left_for_chief(connection: Connection, coming: Iterable[Coming]) -> list[LeftOffice]:
    """The offices that they leave; nothing once they have."""
    return left_offices(
        connection, [(term, one.on) for one in coming for term in _left(connection, one)]
    )


def left_offices(
    connection: Connection, left: Sequence[tuple[HoldingRow, date]]
) -> list[LeftOffice]:
    """The terms that end on a day, as people call them."""
    called = titles(connection, [term.office for term, _ in left])
    districts = names(connection, {term.area for term, _ in left})
    return [
        LeftOffice(term.name, called[term.office], districts[term.area], on) for term, on in left
    ]


def offices_of_left(connection: Connection, coming: Iterable[Coming]) -> set[str]:
    """The references of the offices that they leave, each with the focal point's beside it."""
    return {
        ref
        for one in coming
        for term in _left(connection, one)
        for ref in (term.ref, f"{term.area}/{FOCAL_POINT}")
    }


@contextmanager
def writing_where_left(
    registry: Registry, areas: Collection[str], coming: WhoComes
) -> Iterator[Write]:
    """A transaction that holds these areas, and those in which an office is left for a Chief's."""
    while True:
        with registry.reading() as connection:
            left = areas_left(connection, coming)
        with registry.writing(*{*areas, *left}) as write:
            if areas_left(write.connection, coming) <= write.heads.keys():
                yield write
                return


def areas_left(connection: Connection, coming: WhoComes) -> set[str]:
    """The areas of the offices that they leave."""
    offices = offices_of_left(connection, coming(connection))
    return {area for one in offices for area in areas_of(area_of_office(one))}


def focal_points_of(write: Write) -> list[str]:
    """The focal points' offices of the districts that are locked."""
    return [f"{district}/{FOCAL_POINT}" for district in write.districts]


def _left(connection: Connection, one: Coming) -> list[HoldingRow]:
    if one.office.partition("/")[2] != CHIEF:
        return []
    return offices_left(connection, one.office, one.person, one.on)
