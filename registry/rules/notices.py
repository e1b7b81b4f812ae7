"""When people are reminded of a gate with a due day: at which stage, and what was missed.

A stage is a number of calendar days before the due day: 0 on the day itself, below 0 after it.
What is owed follows from days alone, never from when a tick came: ticks that were missed leave
the latest stage to be told, and the others to be recorded as skipped.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

ON_THE_DAY = 0


@dataclass(frozen=True)
class Schedule:
    """The stages: so many days before the due day, falling; then every so many days after it."""

    days_before: tuple[int, ...]
    every_days_after: int


@dataclass(frozen=True)
class OwedNotice:
    """The stage that is to be told now, and those before it that nobody told; earliest first."""

    stage: int
    skipped: tuple[int, ...]


def stages_within(schedule: Schedule, due_on: date, after: date, until: date) -> list[int]:
    """The stages whose days come after the day `after`, up to and on `until`; earliest first."""
    first, last = (due_on - after).days - 1, (due_on - until).days
    before = [one for one in (*schedule.days_before, ON_THE_DAY) if last <= one <= first]
    every = schedule.every_days_after
    late = range(-every, last - 1, -every)
    return before + [one for one in late if one <= first]


def latest_stage(schedule: Schedule, opened_on: date, due_on: date, today: date) -> int | None:
    """The stage that has come last, None where none has.

    One that falls on the day on which the gate opens, or before, tells nothing new.
    """
    come = stages_within(schedule, due_on, opened_on, today)
    return come[-1] if come else None


def owed_notice(
    schedule: Schedule,
    *,
    opened_on: date,
    due_on: date,
    today: date,
    reminded_since: date,
    recorded: Collection[int],
) -> OwedNotice | None:
    """What a person is to be told of a gate today, None for nothing new.

    `recorded` are the stages of this due day that were told or skipped. A stage counts as skipped
    where the person could have been reminded on its day: from `reminded_since` on.
    """
    latest = latest_stage(schedule, opened_on, due_on, today)
    last = min(recorded, default=None)
    if latest is None or (last is not None and latest >= last):
        return None
    day_before = max(opened_on, reminded_since - timedelta(days=1))
    missed = stages_within(schedule, due_on, day_before, today)
    skipped = [one for one in missed if one > latest and (last is None or one < last)]
    return OwedNotice(latest, tuple(skipped))
