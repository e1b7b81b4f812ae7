"""Instants as people type them: a day, which means its end, or a day with a time of the day."""

import re
from contextlib import suppress
from datetime import datetime, time

from config.clock import BANGKOK
from registry.rules.dates import FIRST_YEAR, LAST_YEAR, Era, parse_date
from registry.rules.thai import tidy
from registry.rules.times import time_of

_AT = re.compile(r"(.*?[0-9])(?:T| )([0-9]{1,2}[:.][0-9]{2}.*)")


def parse_instant(text: str, *, field: str, era: Era = "CE") -> datetime:
    """The instant that `text` names, in Thailand where it says no zone.

    A day is its end, a time to the minute the end of that minute: what was recorded within it
    counts. `2022-07-15T09:30:00+07:00` is that very instant.

    Raises the refusals of dates and of times of the day.
    """
    plain = tidy(text)
    parts = _AT.fullmatch(plain)
    if parts is None:
        return datetime.combine(parse_date(text, field=field, era=era), time.max, BANGKOK)
    with suppress(ValueError):  # no instant of ISO 8601, or a time without its seconds
        said = datetime.fromisoformat(plain)
        if FIRST_YEAR <= said.year <= LAST_YEAR and (said.tzinfo or plain.count(":") > 1):
            return said if said.tzinfo else said.replace(tzinfo=BANGKOK)
    day = parse_date(parts[1], field=field, era=era)
    minute = time_of(parts[2], field=field)
    return datetime.combine(day, minute.replace(second=59, microsecond=999_999), BANGKOK)
