"""Times of the day as people and papers write them: `09.30`, `9:30`, `0930`, in Thai digits too.

Kept is the canonical form, `09:30`.
"""

import re
from datetime import datetime, time
from typing import Any

from config.words import LANGUAGES, say
from registry.refusals import Refusal
from registry.rules.thai import tidy

_APART = re.compile(r"([0-9]{1,2}) ?[.:] ?([0-9]{2})(?:[.:]00)?")
_TOGETHER = re.compile("([0-9]{1,2})([0-9]{2})")
_HOUR = re.compile("([0-9]{1,2})")


class TimeUnreadable(Refusal):
    """The text is no time of the day."""


def parse_time(text: str, *, field: str) -> str:
    """The time that `text` names, as `09:30`. A whole hour needs its unit behind it.

    Raises TimeUnreadable.
    """
    return f"{time_of(text, field=field):%H:%M}"


def time_of(text: str, *, field: str = "time") -> time:
    """The time that `text` names, typed or kept: what every page, paper and file reads times by.

    Python's own reader takes the minutes of `16.30` for a fraction of a second.

    Raises TimeUnreadable.
    """
    bare, has_unit = _without_unit(tidy(text).casefold())
    read = _APART.fullmatch(bare) or _TOGETHER.fullmatch(bare)
    hour, minute = (int(read[1]), int(read[2])) if read else (-1, 0)
    if read is None and has_unit and (whole := _HOUR.fullmatch(bare)):
        hour = int(whole[1])
    try:
        return time(hour, minute)
    except ValueError:
        raise TimeUnreadable(field=field, value=text) from None


def as_time(value: Any, *, field: str) -> Any:  # noqa: ANN401 — whatever a form or file holds
    """The value as a form of times takes it: text is read, a clock's own time written out."""
    if isinstance(value, str) and value.strip():
        return parse_time(value, field=field)
    return f"{value:%H:%M}" if isinstance(value, time | datetime) else value


def _without_unit(text: str) -> tuple[str, bool]:
    """The figures, and whether a unit of time stands behind them."""
    for language in LANGUAGES:
        for lead in say("time.leads", language).split("|"):
            text = text.removeprefix(lead.casefold()).strip()
        for unit in say("time.units", language).split("|"):
            if text.endswith(unit.casefold()):
                return text.removesuffix(unit.casefold()).strip(), True
    return text, False
