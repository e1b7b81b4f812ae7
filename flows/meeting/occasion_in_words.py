"""What a meeting is of, in words: a quarter, the reflection, a special occasion."""

from datetime import date

from sqlalchemy import Connection

from config.words import Term, Value, both
from registry.journal import InstanceRow


def occasion(_connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The year's quarter, or what the meeting is for."""
    year, _slash, what = row.period.partition("/")
    quarter = what.removeprefix("q")
    if quarter.isdecimal():
        return both("period.quarter", quarter=quarter, year=year)
    return both("period.of_year", what=Term(f"period.{what}"), year=year)
