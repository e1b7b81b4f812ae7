"""What a training of the year is of, in words: an activity of the year's plan."""

from datetime import date

from sqlalchemy import Connection

from config.words import Value, both
from flows.plan.row_words import activities_in_words
from registry.journal import InstanceRow
from registry.queries.own_plans import own_plan_since


def activity(connection: Connection, row: InstanceRow, on: date) -> Value:
    """The activity of the committee's newest version that has it."""
    year, _, key = row.period.partition("/")
    own = own_plan_since(connection, row.district, int(year), row.started_on, on)
    for one in reversed(own.versions):
        said = activities_in_words(connection, row.district, int(year), one.version, on)
        if key in said:
            return both("period.training", year=year, activity=said[key])
    return year
