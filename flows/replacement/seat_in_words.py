"""What a replacement and a welcome are of, in words: the seat, and of a newcomer the day."""

from datetime import date

from sqlalchemy import Connection

from config.words import Value, both
from registry.journal import InstanceRow
from registry.queries.meetings import current_members
from registry.queries.seats import seats
from registry.rules.membership import title_of


def seat(connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The seat as it was called when the replacement began."""
    found = seats(connection, row.district, row.started_on)
    return next((title_of(one) for one in found if one.key == row.period), row.period)


def newcomer(connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The first seat of whoever came, as the order numbers them, and the day."""
    since, _, person = row.period.partition("/")
    sits = current_members(connection, row.district, row.started_on)
    own = [one for one in seats(connection, row.district, row.started_on)
           if str(sits.get(one.key)) == person]  # fmt: skip
    day = date.fromisoformat(since)
    if not own:
        return both("period.newcomer", day=day)
    return both("period.newcomer_on", seat=title_of(own[0]), day=day)
