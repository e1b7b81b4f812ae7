"""What a replacement is of, in words: the seat."""

from datetime import date

from sqlalchemy import Connection

from config.words import Value
from registry.journal import InstanceRow
from registry.queries.seats import seats
from registry.rules.membership import title_of


def seat(connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The seat as it was called when the replacement began."""
    found = seats(connection, row.district, row.started_on)
    return next((title_of(one) for one in found if one.key == row.period), row.period)
