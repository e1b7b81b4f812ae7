"""How the questions of a year are answered."""

from datetime import date

from sqlalchemy import Connection

from config.defaults import policy
from registry.queries.history import planned_years
from registry.rules.plan_effects import YearDaysArgs
from registry.rules.year_days import YearDays, year_days


def days_of_year(connection: Connection, args: YearDaysArgs, _on: date) -> YearDays:
    """The days of a committee's year; whether a plan of it came in with an adopted committee."""
    planned = planned_years(connection, args.year, args.district).get(args.district, frozenset())
    return year_days(policy().year, args.year, joined=args.joined, plan_known=args.year in planned)
