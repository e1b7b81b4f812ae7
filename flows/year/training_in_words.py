"""What a training of the year is of, in words: an activity of the year's plan."""

from datetime import date

from sqlalchemy import Connection

from config.words import Value, both
from flows.plan.row_words import activities_in_words
from registry.journal import InstanceRow
from registry.queries.plans import plan_versions


def activity(connection: Connection, row: InstanceRow, on: date) -> Value:
    """The activity of the newest version that has it."""
    year, _, key = row.period.partition("/")
    for one in reversed(plan_versions(connection, (row.district,), on, int(year))):
        said = activities_in_words(connection, row.district, int(year), one.version, on)
        if key in said:
            return both("period.training", year=year, activity=said[key])
    return year
