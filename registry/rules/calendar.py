"""Fiscal years, their quarters, and working days.

Fiscal year B.E. N runs from 1 October of N-1 to 30 September of N. Working days are Monday
to Friday but the government's holidays, which come in as an argument.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from registry.rules.thai import BUDDHIST_OFFSET

_FIRST, _LAST = 2443, 2743  # Buddhist era: 1900 to 2200
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A Thai fiscal year by its Buddhist number. ValueError for a number of another era."""

    be: int

    def __post_init__(self) -> None:
        if not _FIRST <= self.be <= _LAST:
            raise ValueError(f"{self.be} is no fiscal year of the Buddhist era")

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """The fiscal year in which a day falls."""
        return cls((day + relativedelta(months=3)).year + BUDDHIST_OFFSET)

    @property
    def start(self) -> date:
        """1 October."""
        return date(self.be - BUDDHIST_OFFSET - 1, 10, 1)

    @property
    def end(self) -> date:
        """30 September, the last day."""
        return date(self.be - BUDDHIST_OFFSET, 9, 30)

    @property
    def quarters(self) -> tuple["Quarter", "Quarter", "Quarter", "Quarter"]:
        """October to December, and so on."""
        return Quarter(self, 1), Quarter(self, 2), Quarter(self, 3), Quarter(self, 4)

    def quarter_of(self, day: date) -> "Quarter":
        """The quarter of this year in which a day falls. ValueError outside the year."""
        quarter = Quarter.of(day)
        if quarter.year != self:
            raise ValueError(f"{day} lies outside the fiscal year {self.be}")
        return quarter

    def __add__(self, years: int) -> "FiscalYear":
        return FiscalYear(self.be + years)

    def __str__(self) -> str:
        return str(self.be)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a fiscal year, 1 to 4. ValueError for any other number."""

    year: FiscalYear
    number: int

    def __post_init__(self) -> None:
        if self.number not in range(1, 5):
            raise ValueError(f"a fiscal year has no quarter {self.number}")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which a day falls."""
        return cls(FiscalYear.of(day), (day.month + 2) % 12 // 3 + 1)

    @property
    def start(self) -> date:
        """Its first day."""
        return self.year.start + relativedelta(months=3 * (self.number - 1))

    @property
    def end(self) -> date:
        """Its last day."""
        return self.start + relativedelta(months=3, days=-1)


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
        step = _DAY if days > 0 else -_DAY
        for _ in range(abs(days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days follow `start` up to and with `end`; 0 if none.

        So many working days late is what was due on `start` and is not done on `end`.
        """
        days = (end - start).days
        if days <= 0:
            return 0
        weeks, rest = divmod(days, 7)
        odd = sum((end - n * _DAY).weekday() < _SATURDAY for n in range(rest))
        holidays = {
            day
            for year in range(start.year, end.year + 1)
            for day in self.holidays_of(year)
            if start < day <= end and day.weekday() < _SATURDAY
        }
        return weeks * _SATURDAY + odd - len(holidays)
