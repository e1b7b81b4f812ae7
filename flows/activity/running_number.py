"""What an instance of the capability is of, in words: its number in the year."""

from datetime import date

from sqlalchemy import Connection

from config.words import Value, both
from registry.journal import InstanceRow


def number(_connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The running number."""
    return both("period.number", number=row.period)
