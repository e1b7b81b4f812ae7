"""Days whose year was most often mistyped: before the law, or long after today."""

from datetime import date, timedelta

from registry.refusals import Refusal
from registry.rules.calendar import LAW

FARTHEST = timedelta(days=366)  # between two days of one work: further apart, a year is mistyped


class BeforeLaw(Refusal):
    """A day lies before the law under which committees work."""


class DayFarAhead(Refusal):
    """A day lies so far ahead that its year is mistyped."""


def refuse_before_law(day: date, field: str) -> None:
    """Refuse a day before the law, where what is recorded of it stays for good."""
    if day < LAW:
        raise BeforeLaw(field=field, value=day, law=LAW)


def refuse_far_ahead(day: date, field: str, today: date) -> None:
    """Refuse a day more than a year ahead: what is true of it can be recorded nearer to it."""
    if day > today + FARTHEST:
        raise DayFarAhead(field=field, value=day, today=today)
