"""What a handover is of, in words: a day."""

from datetime import date

from sqlalchemy import Connection

from config.words import Value, both
from registry.journal import InstanceRow


def day(_connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The day; whose handover it is its title says."""
    return both("period.handover", day=date.fromisoformat(row.period.rpartition("/")[2]))
