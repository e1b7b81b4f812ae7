"""Days of acts that must follow each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from config.words import Field, Sentence, Term, both, row_words
from flows.decisions.refusals import ActInFuture
from flows.engine.decision import Deciding
from flows.engine.form_labels import label_of
from flows.engine.gate import Answer
from flows.engine.misfit import told_at_once
from registry.refusals import Refusal
from registry.rules.calendar import LAW
from registry.rules.mistyped_years import FARTHEST
from registry.rules.partial_dates import PartialDate
from registry.transaction import Write


class DateNotAfter(Refusal):
    """A day that must lie after another does not."""


class ActLater(Refusal):
    """A day that is said to have been lies after the day of the decision."""


class EndsBeforeStart(Refusal):
    """A time or day at which something ends lies before its start."""


class DueBeforeAsked(Refusal):
    """Something is asked for by a day that lies before the one on which it was asked."""


class ActEarlier(Refusal):
    """A day that is said to have been lies before that of what it rests on."""


def refuse_later(deciding: Deciding, day: date | None, field: str) -> None:
    """Refuse an act dated after the decision that tells of it."""
    if day is not None and day > deciding.decided_on:
        said = label_of(deciding.gate.form, "decided_on") or "field.decided_on"
        raise ActLater(field=field, value=day, what=Term(said), on=deciding.decided_on)


def refuse_not_after(deciding: Deciding, day: date | None, field: str) -> None:
    """Refuse a day put off to that does not lie after the day of the decision."""
    if day is not None and day <= deciding.decided_on:
        raise DateNotAfter(field=field, value=day, after=deciding.decided_on)


def refuse_earlier(day: date | None, field: str, after: object, gate: str) -> None:
    """Refuse an act dated before the one it rests on. A redacted day refuses nothing."""
    if day is not None and isinstance(after, date) and day < after:
        raise ActEarlier(field=field, value=day, after=after, what=Term(f"gate.{gate}"))


def refuse_due_before(due: date | None, field: str, asked_on: date) -> None:
    """Refuse a day by which something is asked for that was over when it was asked."""
    if due is not None and due < asked_on:
        raise DueBeforeAsked(field=field, value=due, on=asked_on)


def warn_far_ahead(deciding: Deciding, days: Mapping[str, object]) -> list[Sentence]:
    """The days, by their fields, that lie so far ahead that most often the year was mistyped."""
    form, on = deciding.gate.form, deciding.decided_on
    far = {
        Field(field, row_words(field), label_of(form, field)): day
        for field, day in days.items()
        if isinstance(day, date) and day > on + FARTHEST
    }
    return [both("warning.far_ahead", field=field, day=day, on=on) for field, day in far.items()]


def warn_long_past(deciding: Deciding, day: date, field: str) -> list[Sentence]:
    """What was more than a year before it is recorded: most often the year was mistyped."""
    today = deciding.write.today
    if day >= today - FARTHEST:
        return []
    called = Field(field, row_words(field), label_of(deciding.gate.form, field))
    return [both("warning.long_past", field=called, day=day, today=today)]


def warn_before_law(deciding: Deciding, day: date, field: str) -> list[Sentence]:
    """Nothing was done under the law before its day: most often the year was mistyped."""
    if day >= LAW:
        return []
    called = Field(field, row_words(field), label_of(deciding.gate.form, field))
    return [both("warning.before_law", field=called, day=day, law=LAW)]


def refuse_papers_ahead(deciding: Deciding) -> None:
    """Refuse each paper that the answer names with a date after today."""
    today = deciding.write.today

    def refuse_ahead(field: str, dated: date) -> None:
        if dated > today:
            raise ActInFuture(field=field, value=dated, today=today)

    told_at_once(*(partial(refuse_ahead, *one) for one in _papers_dated(deciding.answer)))


def _papers_dated(answer: Answer, at: str = "") -> Iterator[tuple[str, date]]:
    """The dates of papers in the answer, by their fields; of one that fits in part, as far."""
    for name, value in vars(answer).items():
        if name == "dated" and isinstance(value, date):
            yield f"{at}{name}", value
        elif name == "dated" and isinstance(value, PartialDate):
            yield f"{at}{name}", value.first
        elif isinstance(value, Answer):
            yield from _papers_dated(value, f"{at}{name}.")
        elif isinstance(value, tuple):
            for place, one in enumerate(value):
                if isinstance(one, Answer):
                    yield from _papers_dated(one, f"{at}{name}.{place}.")


def refuse_future(write: Write, on: date) -> None:
    """Refuse an act dated after today."""
    if on > write.today:
        raise ActInFuture(field="--on", value=on, today=write.today)
