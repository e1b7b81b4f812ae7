"""The fiscal years that are open in districts, and the days that each of them read as it began."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from registry.queries.decisions import entries_at
from registry.queries.instances import STOPPED, InstanceAsOf, instances_as_of
from registry.rules.year_days import YearDays

YEAR, DAYS = "annual_cycle", "year_days"


def days_of_years(
    connection: Connection,
    districts: Collection[str],
    years: Collection[int],
    on: date,
    known: datetime | None = None,
) -> dict[tuple[str, int], YearDays]:
    """The days of each of the years, by district, as far as the year was open there on the day."""
    return days_read(connection, instances_as_of(connection, districts, on, known), years, known)


def days_read(
    connection: Connection,
    begun: Iterable[InstanceAsOf],
    years: Collection[int],
    known: datetime | None = None,
) -> dict[tuple[str, int], YearDays]:
    """The same of the years that are among what had begun by a day."""
    periods = {str(year): year for year in years}
    opened = {
        one.id: (one.district, periods[one.period])
        for one in begun
        if one.process == YEAR and one.period in periods and one.status != STOPPED
    }
    read = entries_at(connection, [*opened], (), (DAYS,), known)
    return {
        opened[instance]: YearDays.model_validate(said[-1].body["value"])
        for instance, rows in read.items()
        if (said := [one for one in rows if one.live])
    }
