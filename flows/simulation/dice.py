"""Chance and delays of one district: the same seed throws the same."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from registry.rules.calendar import WorkingCalendar

T = TypeVar("T")


class Dice:
    """What falls for a district, whatever the others do."""

    def __init__(self, seed: int, district: str, calendar: WorkingCalendar) -> None:
        self._random = random.Random(f"{seed}/{district}")  # noqa: S311 — a script, no secret
        self._calendar = calendar

    def falls(self, chance: float) -> bool:
        """Whether something of that chance (0 to 1) comes about."""
        return self._random.random() < chance

    def days(self, span: tuple[int, int, int]) -> int:
        """So many days: at least, usually, at most."""
        least, usual, most = span
        return round(self._random.triangular(least, most, usual))

    def up_to(self, most: int) -> int:
        """A whole number from 0 to `most`."""
        return self._random.randint(0, most)

    def one_of(self, several: Sequence[T]) -> T:
        """One of them."""
        return self._random.choice(several)

    def workday(self, day: date) -> date:
        """That day, or the next working day."""
        while not self._calendar.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """The day so many working days later."""
        return self._calendar.add_working_days(day, count)
