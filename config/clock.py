"""The one place that reads a clock; everything else is given one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")


class Clock(Protocol):
    """What tells the time: the instant of a recording, always UTC-aware."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class MovedClock:
    """A clock that stands where it is put: tests, the demo, simulations."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def move_to(self, day: date, hour: int = 9) -> None:
        """Stand at `hour` o'clock, Bangkok time, of `day`."""
        self.at = datetime(day.year, day.month, day.day, hour, tzinfo=BANGKOK).astimezone(UTC)


def moved_to(day: date, hour: int = 9) -> MovedClock:
    """A clock that stands at `hour` o'clock, Bangkok time, of `day`."""
    clock = MovedClock(datetime(day.year, day.month, day.day, tzinfo=UTC))
    clock.move_to(day, hour)
    return clock


def bangkok_day(instant: datetime) -> date:
    """The calendar day in Thailand at `instant`."""
    return instant.astimezone(BANGKOK).date()
