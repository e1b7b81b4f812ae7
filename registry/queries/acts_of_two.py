"""Acts of two: what one person asked for, and whether another has confirmed or refused it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from registry.queries.people import PersonRow, people_of
from registry.rows import AnyRow


@dataclass(frozen=True)
class ActOfTwoRow:
    """What every act of two says. `instance` is where its gate stands, if it has one.

    `status` is open, confirmed or refused.
    """

    number: int
    area: str
    instance: int | None
    first: PersonRow
    second: PersonRow | None
    reason: str
    status: str
    asked_at: datetime
    ended_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it."""
        return self.status == "open"


def acts_of_two(connection: Connection, rows: Sequence[AnyRow]) -> list[ActOfTwoRow]:
    """What rows of such a table say, in their order."""
    people = {one for row in rows for one in (row.first_person, row.second_person) if one}
    who = people_of(connection, people)
    return [
        ActOfTwoRow(
            row.id,
            row.area_code,
            row.instance_id,
            who[row.first_person],
            who.get(row.second_person),
            row.reason,
            row.status,
            row.asked_at,
            row.ended_at,
        )
        for row in rows
    ]
