"""Dates as far as an old paper gives them: a day, a month, or only a year.

Nothing is filled in: a year stays a year. A day is needed only where something is put in
order; then the first or the last day that the paper allows is meant, and the precision is
kept beside it.
"""

import calendar
import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from config.words import LANGUAGES, Language, Named, say
from registry.refusals import Refusal
from registry.rules.dates import (
    FIRST_BUDDHIST_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    BuddhistYear,
    Era,
    bare,
    from_calendar,
    in_words,
    is_mark,
    months,
    parse_be_year,
    parse_date,
)
from registry.rules.seats import Value
from registry.rules.thai import (
    BUDDHIST_OFFSET,
    DateForm,
    month_names,
    thai_date,
    tidy,
    to_thai_digits,
)

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_MONTH_NUMBER = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{1,4})")
_MONTH_WORD = re.compile(r"([^0-9]+?) ?([0-9]{1,4})")
_BARE_YEAR = re.compile(r"[^0-9]*[0-9]{1,4}")
_WITH_ERA = ("order", "minutes")  # forms of a date that name it


class PartialDateUnreadable(Refusal):
    """Neither a day, nor a month and a year, nor a year."""


class PartialDate(Value):
    """A day as far as it is known. `year` is of the Christian era."""

    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.day is not None:
            date(self.year, self.month or 0, self.day)  # a ValueError where there is none
        return self

    @classmethod
    def of(cls, day: date, precision: str = "day") -> Self:
        """A day, or what is known of it where that is its `month` or its `year` alone."""
        month = None if precision == "year" else day.month
        return cls(year=day.year, month=month, day=day.day if precision == "day" else None)

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def first(self) -> date:
        """The first day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def be_year(self) -> int:
        """Its Buddhist year."""
        return self.year + BUDDHIST_OFFSET

    def not_before(self, day: date) -> date:
        """The first day that it may be, or `day` where it may be that day as well."""
        return day if self.first <= day <= self.last else self.first

    @property
    def named(self) -> Named:
        """As people read it: `May 2019`, in Thai of the Buddhist year."""
        return Named(*(self._in(language) for language in LANGUAGES))

    def _in(self, language: Language) -> str:
        month = month_names(language, "wide")[self.month - 1] if self.month else ""
        year = self.be_year if language == "th" else self.year
        return " ".join(part for part in (str(self.day or ""), month, str(year)) if part)

    def in_thai(self, form: DateForm) -> str:
        """As a paper in Thai writes it: a day as `thai_date` does, else its month and year."""
        if self.day is not None:
            return thai_date(self.first, form)
        width: Literal["wide", "abbreviated"] = "abbreviated" if form == "short" else "wide"
        month = month_names("th", width)[self.month - 1] if self.month else ""
        era = say("era.be", "th") if form in _WITH_ERA or not month else ""
        return to_thai_digits(" ".join(filter(None, (month, era, str(self.be_year)))))

    def __str__(self) -> str:
        """ISO 8601, as far as it goes: `2019`, `2019-05` or `2019-05-07`."""
        parts = (f"{self.month:02}" if self.month else "", f"{self.day:02}" if self.day else "")
        return "-".join((f"{self.year:04}", *(part for part in parts if part)))


class WrittenDate(PartialDate):
    """The date of a paper as far as that names it, in facts and answers written as ISO 8601.

    A whole day is written as any date is: what was recorded as one reads and is written the same.
    """

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:  # noqa: ANN401 — whatever a record or caller holds
        if isinstance(value, PartialDate | date):
            value = str(value)
        if isinstance(value, str):
            if not _ISO.fullmatch(value):
                raise PydanticCustomError("written_date", "no date of ISO 8601")
            return dict(zip(("year", "month", "day"), value.split("-"), strict=False))
        return value

    @model_serializer
    def _as_text(self) -> date | str:
        return self.first if self.day is not None else str(self)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """For whoever reads it: `2019-05` or `2019` where no more is known."""
        return {"type": "string", "pattern": _ISO.pattern, "examples": ["2019-05-07", "2019-05"]}


def as_written(text: str, *, field: str) -> WrittenDate:
    """The date that an answer holds in ISO 8601, else the one that `text` names to people.

    Raises what parse_partial raises.
    """
    iso = _ISO.fullmatch(text)
    if iso and int(text[:4]) < FIRST_BUDDHIST_YEAR:
        with suppress(ValueError):
            return WrittenDate.model_validate(text)
    return WrittenDate.model_validate(parse_partial(text, field=field))


def parse_partial(text: str, *, field: str) -> PartialDate:
    """The day, month or year that `text` names, in a field of Buddhist years.

    Read are all that parse_date reads there, `05/2562` and the names of months before a
    year, and a year alone. ISO 8601 (`2019-05-07`, `2019-05`) is of the Christian era.

    Raises PartialDateUnreadable or what parse_date and parse_be_year raise.
    """
    typed = tidy(text)
    if iso := _ISO_MONTH.fullmatch(typed):
        return _iso_month(iso, text, field)
    if _BARE_YEAR.fullmatch(typed) and not _MONTH_WORD.fullmatch(typed):
        return PartialDate(year=parse_be_year(typed, field=field) - BUDDHIST_OFFSET)
    if (month := _month_of(typed)) is not None:
        number, year = month
        return _month(number, parse_be_year(year, field=field) - BUDDHIST_OFFSET, text, field)
    if _is_marked_year(typed):
        return PartialDate(year=parse_be_year(typed, field=field) - BUDDHIST_OFFSET)
    return PartialDate.of(parse_date(text, field=field, era="BE"))


def partial_typed(text: str, *, field: str, era: Era) -> PartialDate:
    """The day that `text` names in a field of that era, else its month or its year.

    Raises what parse_date raises.
    """
    read = as_written if era == "CE" else parse_partial
    try:
        return PartialDate.of(parse_date(text, field=field, era=era))
    except Refusal:
        with suppress(Refusal):
            return read(text, field=field)
        raise


def _iso_month(iso: re.Match[str], text: str, field: str) -> PartialDate:
    year = int(iso[1])
    if year >= FIRST_BUDDHIST_YEAR:
        known = _month(int(iso[2]), year - BUDDHIST_OFFSET, text, field)
        spoken = in_words(year, int(iso[2]))
        raise BuddhistYear(field=field, value=text, spoken=spoken, meant=str(known))
    return _month(int(iso[2]), year, text, field)


def _month(month: int, year: int, text: str, field: str) -> PartialDate:
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):  # noqa: PLR2004 — months
        raise PartialDateUnreadable(field=field, value=text)
    return PartialDate(year=year, month=month)


def _month_of(typed: str) -> tuple[int, str] | None:
    if numbers := _MONTH_NUMBER.fullmatch(typed):
        return int(numbers[1]), numbers[2]
    if words := _MONTH_WORD.fullmatch(typed):
        month, _, mark = bare(words[1]).partition(" ")
        number = months().get(month)
        if number is not None and is_mark(mark, "BE"):
            return number, words[2]
    return None


def _is_marked_year(typed: str) -> bool:
    words = _MONTH_WORD.fullmatch(typed)
    return words is not None and is_mark(words[1], "BE")


def as_partial(value: Any, *, field: str) -> Any:  # noqa: ANN401 — whatever a file or form holds
    """The value as a PartialDate takes it: text and years are read, days taken as they are.

    A day of the year 2400 or later was typed as a Buddhist year into a Christian calendar
    (a date cell of Excel), and is read as that.
    """
    match value:
        case date():
            return PartialDate.of(from_calendar(value, field=field))
        case bool():
            raise PartialDateUnreadable(field=field, value=str(value))
        case int() | float():
            return parse_partial(f"{value:.0f}", field=field)
        case str():
            return parse_partial(value, field=field)
        case _:
            return value
