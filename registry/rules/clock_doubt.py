"""Whether the machine's clock can be believed, by when the registry was last sealed."""

from datetime import datetime, timedelta

LONGEST_PAUSE = timedelta(days=30)  # longer than any holiday, shorter than a month mistyped
BACKWARDS = timedelta(days=1)  # time zones, and clocks that are put right by hours


def is_doubtful(now: datetime, sealed: datetime) -> bool:
    """Whether `now` lies far ahead of the last seal, or before it."""
    return not sealed - BACKWARDS <= now <= sealed + LONGEST_PAUSE
