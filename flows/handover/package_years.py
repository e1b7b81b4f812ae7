"""The fiscal years that a committee works in, those that open by themselves later among them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from flows.year.opening import years_ahead
from flows.year.process import ANNUAL_CYCLE
from registry.queries.instances import instances_as_of
from registry.rules.year_days import YearDays


def own_years(
    connection: Connection,
    district: str,
    years: Collection[int],
    opened: Mapping[int, YearDays],
    on: date,
    known: datetime | None,
) -> dict[int, YearDays]:
    """The days of those of the years that are `opened` here, or will open by themselves.

    A year that was stopped is not opened again: nothing of it is to come.
    """
    begun = {
        one.period
        for one in instances_as_of(connection, (district,), on, known)
        if one.process == ANNUAL_CYCLE.key
    }
    to_open = [one for one in years if str(one) not in begun]
    ahead = years_ahead(connection, district, to_open, on, known) if to_open else {}
    return dict(sorted({**ahead, **opened}.items()))
