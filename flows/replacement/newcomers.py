"""Newcomers are welcomed by themselves: each once, whatever door they came by.

A tick that was missed changes nothing: the papers are of the day on which somebody came.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from flows.engine.advance import advance, begin
from flows.engine.apart import ONE_AFTER_ANOTHER, OneAfterAnother
from flows.engine.days import bring_to_date, clock_is_believed
from flows.engine.installation import Installation
from flows.replacement.welcome import WELCOME, WelcomeStart
from registry.queries.newcomers import Newcomer, arrivals, newcomers
from registry.queries.void_committees import counted_periods
from registry.transaction import Write

DAYS = 60  # who came longer ago is no newcomer to whom papers are still drafted


def welcome_newcomers(
    desk: Installation,
    *,
    clock_is_right: bool = False,
    apart: OneAfterAnother = ONE_AFTER_ANOTHER,
) -> int:
    """Begin what is due; answers how many were welcomed."""
    with desk.registry.reading() as connection:
        districts = sorted(_perhaps(connection, desk))
    return apart.each(districts, lambda one: _welcome(desk, one, clock_is_right=clock_is_right))


def _perhaps(connection: Connection, desk: Installation) -> set[str]:
    """The districts in which somebody may have come for whom nothing was begun."""
    begun = counted_periods(connection, WELCOME.key)
    return {
        one.district
        for one in arrivals(connection, desk.registry.today, DAYS)
        if not any(
            period.startswith(f"{one.since}/{'' if one.person is None else one.person}")
            for period in begun.get(one.district, ())
        )
    }


def _welcome(desk: Installation, district: str, *, clock_is_right: bool) -> int:
    """Under the district's lock each newcomer for whom nobody else began it meanwhile."""
    with desk.registry.writing(district) as write:
        if not (clock_is_right or clock_is_believed(write)):
            return 0
        bring_to_date(desk, write, district, clock_is_right=clock_is_right)
        due = list(_due(write, district))
        for one in due:
            wanted = WelcomeStart(district=district, person=one.person, since=one.since)
            row = begin(write, WELCOME, district, _period(one), wanted, one.since)
            advance(desk, write, row)
        return len(due)


def _due(write: Write, district: str) -> Iterator[Newcomer]:
    begun = counted_periods(write.connection, WELCOME.key, [district]).get(district, ())
    for one in newcomers(write.connection, district, write.today):
        if _period(one) not in begun and (write.today - one.since).days < DAYS:
            yield one


def _period(one: Newcomer) -> str:
    return f"{one.since}/{one.person}"
