"""What a quarter's sheet begins with of trainings: persons, and attendances beside them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from registry.queries.meetings import EventAttendance, attendance, trainings
from registry.rules.attendance import BySex
from registry.rules.counted_figures import counted_by_sex
from registry.rules.figures import ends_on, starts_on


def trained_in(
    connection: Connection,
    district: str,
    year: int,
    quarter: int,
    known: datetime | None = None,
) -> list[dict[str, str]]:
    """Who took part for the first time in the year, and how often people took part in the quarter.

    A person counts once a year, in the first quarter, however many trainings; of whom only the
    code at one training is known counts there. Nothing where no training was held.
    """
    first, last = starts_on(year, None), ends_on(year, quarter)
    held = {
        one.key: one.on for one in trainings(connection, district, known) if first <= one.on <= last
    }  # fmt: skip
    since = starts_on(year, quarter)
    if not any(day >= since for day in held.values()):
        return []
    came = attendance(connection, district, *held, known=known)
    own = [one for one in came if held[one.event] >= since]
    before = {one.person for one in came if held[one.event] < since}
    return [
        *counted_by_sex("persons_trained", _by_sex(_persons(own, held, before))),
        *counted_by_sex("training_attendances", _by_sex(own)),
    ]


def _persons(
    came: Iterable[EventAttendance], held: dict[str, date], before: set[int | None]
) -> list[EventAttendance]:
    """The first attendance of each person who was at none before."""
    met: set[int] = set()
    found = []
    for one in sorted(came, key=lambda one: held[one.event]):
        if one.person is not None:
            if one.person in before or one.person in met:
                continue
            met.add(one.person)
        found.append(one)
    return found


def _by_sex(came: Iterable[EventAttendance]) -> BySex:
    return BySex.of([one.sex for one in came])
