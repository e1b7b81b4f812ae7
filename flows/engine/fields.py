"""Field types of forms: dates as typed, papers, people, feedback items, seat changes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticKnownError

from flows.engine.gate import Answer, Internal
from flows.engine.widgets import Clock, Input
from registry.rules.counts import plain_number
from registry.rules.dates import parse_date
from registry.rules.partial_dates import WrittenDate, as_written
from registry.rules.times import as_time


class Confirmation(StrEnum):
    """What a second person says."""

    CONFIRMED = "confirmed"
    NOT_SO = "not_so"


class Sex(StrEnum):
    """As the registry keeps it; what is not stated is counted as such (R57)."""

    FEMALE = "female"
    MALE = "male"
    NOT_STATED = "not_stated"


def _day(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — whatever the form was given
    if isinstance(value, str):
        return parse_date(value, field=info.field_name or "")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return str(value)


Day = Annotated[date, BeforeValidator(_day)]
"""A day, typed as Thai papers print it, or in figures of the Christian era."""


def _paper_date(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — as above
    return as_written(value, field=info.field_name or "") if isinstance(value, str) else value


PaperDate = Annotated[WrittenDate, BeforeValidator(_paper_date)]
"""The date of a paper as far as that names it: a day, or a month or a year alone."""


def _time(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — as above
    return as_time(value, field=info.field_name or "")


Time = Annotated[str, BeforeValidator(_time), Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$"), Clock()]
"""A time of the day, typed as papers print it; kept as HH:MM."""


def _figures(value: Any, fit: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401 — as above
    plain = plain_number(value) if isinstance(value, str) else None
    found = fit(value if plain is None else plain)
    if isinstance(value, str) and plain is None:  # the library reads 1e3, 1_000 and +5
        raise PydanticKnownError("decimal_parsing")
    return found


AsTyped = WrapValidator(_figures)
"""Beside a field of numbers: they may have Thai digits, and commas that part their thousands."""

Line = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=2000)]
InternalNote = Annotated[Note, Internal()]
"""A note that the province's coordinators alone read, and no document prints."""
Reason = Annotated[str, Field(min_length=1, max_length=2000)]
Inclusion = Note
"""Which groups the work reached or missed, and what was done about it (R57); no person."""


class Paper(Answer):
    """A paper that the office wrote itself: its number and date, as far as it has them."""

    number: Line | None = None
    dated: Day | None = None


class NamedPerson(Answer):
    """A person as a paper names them. `person` is the registry's reference where known."""

    person: Annotated[str | None, Input(either=True)] = None
    title_th: Annotated[str, Field(max_length=60)] = ""
    name_th: Annotated[str, Field(max_length=120), Input(either=True)] = ""
    name_en: Annotated[str, Field(max_length=120)] = ""


class Review(StrEnum):
    """What a reviewer says of a draft."""

    FORWARD = "forward"
    CHANGES = "changes"


class ItemReply(Answer):
    """How the next draft answers a numbered item of feedback."""

    item: Annotated[int, Field(ge=1), AsTyped, Input(place=True)]
    done: bool
    reply: Note = ""
