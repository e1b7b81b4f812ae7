"""How many members make a quorum, as the province counts vacant seats (practice.md 14)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from config.meetings import VACANT_SEATS, VacantSeats, meeting_defaults
from registry.queries.settings import setting
from registry.queries.vacancies import with_vacancies
from registry.rules.attendance import DistinctMember, Quorum, SheetLine, quorum


def quorum_of(
    connection: Connection,
    district: str,
    on: date,
    members: Sequence[DistinctMember],
    lines: Iterable[SheetLine] = (),
) -> Quorum:
    """Whether the committee could resolve that day; without lines how many it takes."""
    share, expected = meeting_defaults().share, with_vacancies(connection, district, on, members)
    return quorum(expected, lines, share, vacant_seats(connection, district, on))


def vacant_seats(connection: Connection, district: str, on: date) -> VacantSeats:
    """Whether seats that nobody fills count: the province's choice, or what was shipped."""
    chosen = setting(connection, district, "meeting.vacant_seats", on)
    found = (one for one in VACANT_SEATS if one == chosen)
    return next(found, meeting_defaults().vacant_seats)
