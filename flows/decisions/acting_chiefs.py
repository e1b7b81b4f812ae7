"""Who moves from one district and acts as Chief of another goes on acting: nothing ends that."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from registry.queries.areas import names
from registry.queries.holdings import HoldingRow
from registry.queries.personal_terms import acting_terms
from registry.rules.district_offices import CHIEF
from registry.rules.terms import goes_on


@dataclass(frozen=True)
class StillActing:
    """Who acts as Chief of the district, in which capacity, from before that day and on."""

    name: Named
    district: Named
    capacity: str
    on: date


def still_acting(
    connection: Connection, people: Collection[int], office: str, on: date
) -> tuple[StillActing, ...]:
    """Where these people, who leave that office or come to it on the day, act as Chief besides."""
    terms = [*beside(acting_terms(connection, people, CHIEF), office, on, on)]
    called = names(connection, {one.area for one in terms})
    return tuple(StillActing(one.name, called[one.area], one.capacity, on) for one in terms)


def beside(terms: Iterable[HoldingRow], office: str, moved: date, on: date) -> Iterable[HoldingRow]:
    """Those of other offices that began before the move and go on on the later day."""
    return (
        one for one in terms if one.ref != office and one.start < moved and goes_on(one.stop, on)
    )
