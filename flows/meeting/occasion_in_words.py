"""What a meeting is called, and what it is of: a quarter, the reflection, a special occasion."""

from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, Term, Value, both
from registry.journal import InstanceRow
from registry.queries.meetings import MeetingRow


def occasion(_connection: Connection, row: InstanceRow, _on: date) -> Value:
    """The year's quarter, or what the meeting is for."""
    year, _slash, what = row.period.partition("/")
    quarter = what.removeprefix("q")
    if quarter.isdecimal():
        return both("period.quarter", quarter=quarter, year=year)
    return both("period.of_year", what=Term(f"period.{what}"), year=year)


def meeting_called(one: MeetingRow) -> Sentence:
    """Its kind, and its number of the year."""
    kind = Term(f"package.meeting_kind.{one.kind}")
    return both("package.meeting", kind=kind, number=one.number, year=one.year_be)
