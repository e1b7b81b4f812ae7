"""What a quarter's sheet begins with of what happened: counts for a person to look over."""

from sqlalchemy import Connection

from config.activity_kinds import Participants
from registry.queries.held_activities import ActivityRow, held_activities
from registry.rules.attendance import BySex
from registry.rules.counted_figures import counted, counted_by_sex
from registry.rules.figures import ends_on, starts_on

VILLAGE = "/village/"  # in the key of a village


def counted_in(
    connection: Connection, district: str, year: int, quarter: int
) -> list[dict[str, str]]:
    """People reached, by sex, and villages with their first activity of the year.

    Nothing is said of what was not told: nobody counted is not nobody there.
    """
    span = (starts_on(year, None), ends_on(year, quarter))
    rows = held_activities(connection, (district,), *span)
    own = [one for one in rows if one.on >= starts_on(year, quarter)]
    villages = _villages(own) - _villages([one for one in rows if one not in own])
    found = _people([one for one in own if _of_community(one)])
    if villages:
        found.append(counted("villages_reached", len(villages)))
    return found


def _of_community(row: ActivityRow) -> bool:
    return row.heads is not None and Participants.COMMUNITY in row.participants.split(",")


def _villages(rows: list[ActivityRow]) -> set[str]:
    return {one.location for one in rows if one.location and VILLAGE in one.location}


def _people(rows: list[ActivityRow]) -> list[dict[str, str]]:
    if not rows:
        return []
    women, men = sum(one.women or 0 for one in rows), sum(one.men or 0 for one in rows)
    others = sum(one.sex_not_stated or 0 for one in rows)
    return counted_by_sex("people_reached", BySex(women, men, others))
