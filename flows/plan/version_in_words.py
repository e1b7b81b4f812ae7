"""What a plan is of, in words: a fiscal year, and the version of its plan."""

from datetime import date

from sqlalchemy import Connection

from config.words import Value, both
from registry.journal import InstanceRow


def version(_connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The year; of a later version, which."""
    year, _slash, later = row.period.partition("/")
    return both("period.version", year=year, version=later) if later else year
