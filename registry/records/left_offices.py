"""Offices that are left for another: whoever becomes Chief is a Deputy nowhere any longer.

Whoever acts as Chief stays what they are, for acting is no office of one's own (practice.md 7).
"""

from datetime import date

from sqlalchemy import Connection

from registry.facts import end
from registry.models import Holding
from registry.queries.holdings import HoldingRow
from registry.queries.personal_terms import terms_of_person
from registry.rules.district_offices import LEFT_FOR
from registry.rules.terms import covers
from registry.transaction import Write


def offices_left(connection: Connection, office: str, person: int, on: date) -> list[HoldingRow]:
    """The terms that end where the person takes the office in their own right on that day.

    In whatever district: who becomes Chief of one is Deputy of another no more than of the same.
    """
    kind = office.partition("/")[2]
    if kind not in LEFT_FOR:
        return []
    return [
        one
        for one in terms_of_person(connection, person)
        if one.kind in LEFT_FOR[kind] and covers(one, on)
    ]


def leave(write: Write, left: HoldingRow, on: date) -> None:
    """The term ends with the day before."""
    same: dict[str, int | str] = {"office_id": left.office, "capacity": left.capacity}
    end(write, Holding, same, on=on, until=left.stop)
