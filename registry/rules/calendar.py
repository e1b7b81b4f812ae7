"""Fiscal years, their quarters, and working days.

Fiscal year B.E. N runs from 1 October of N-1 to 30 September of N. Working days are Monday
to Friday but the government's holidays, which come in as an argument.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from registry.rules.thai import BUDDHIST_OFFSET

_SATURDAY = 5
_DAY = timedelta(days=1)


LAW = date(2008, 6, 5)  # the Anti-Trafficking in Persons Act is in force
QUARTERS = (1, 2, 3, 4)


def fiscal_year(day: date) -> int:
    """The Buddhist number of the fiscal year in which a day falls."""
    return (day + relativedelta(months=3)).year + BUDDHIST_OFFSET


def fiscal_quarter(day: date) -> int:
    """The quarter of the fiscal year in which a day falls, 1 (October to December) to 4."""
    return ((day + relativedelta(months=3)).month - 1) // 3 + 1


def quarter_starts(year: int, quarter: int) -> date:
    """The first day of a quarter of a fiscal year; of the fifth, that of the next year's first."""
    return date(year - BUDDHIST_OFFSET - 1, 10, 1) + relativedelta(months=3 * (quarter - 1))


def month_ends(day: date, *, after: int) -> date:
    """The last day of the month that comes so many months after the day's own."""
    return day + relativedelta(months=after, day=31)


def quarter_ends(year: int, quarter: int) -> date:
    """The last day of a quarter of a fiscal year."""
    return quarter_starts(year, quarter + 1) - _DAY


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of the offices. `holidays_of` gives the holidays of a Christian year."""

    holidays_of: Callable[[int], Collection[date]]

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, and no holiday."""
        return day.weekday() < _SATURDAY and day not in self.holidays_of(day.year)

    def add_working_days(self, day: date, days: int) -> date:
        """The working day that lies `days` working days after `day` (before, if negative).

        0 gives `day` itself, working day or not.
        """
        return _working_days_on(self, day, days)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days follow `start` up to and with `end`; 0 if none.

        So many working days late is what was due on `start` and is not done on `end`.
        """
        return _working_days_from(self, start, end)

    def days_late(self, due: date | None, on: date) -> int:
        """How many days follow `due` up to and with `on`, from the first working day of them on.

        What was due on a Friday is not late on the Sunday.
        """
        is_late = due is not None and self.working_days_between(due, on)
        return (on - due).days if due is not None and is_late else 0


@lru_cache(maxsize=4096)  # gates open on few days, and are due after few rules
def _working_days_on(calendar: WorkingCalendar, day: date, days: int) -> date:
    step = _DAY if days > 0 else -_DAY
    for _ in range(abs(days)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return day


@lru_cache(maxsize=4096)  # a country's gates became late on few days
def _working_days_from(calendar: WorkingCalendar, start: date, end: date) -> int:
    days = (end - start).days
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    odd = sum((end - n * _DAY).weekday() < _SATURDAY for n in range(rest))
    holidays = {
        day
        for year in range(start.year, end.year + 1)
        for day in calendar.holidays_of(year)
        if start < day <= end and day.weekday() < _SATURDAY
    }
    return weeks * _SATURDAY + odd - len(holidays)
