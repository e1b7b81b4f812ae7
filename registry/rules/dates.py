"""Dates and years as people type them: read exactly, or refused with the remedy.

A year of 2400 or more is Buddhist. `2022-07-15` (ISO 8601) is Christian by definition in
every field. A month in words with a Buddhist year, and a year with the sign of its era, say
their era themselves and are read everywhere; figures alone are read in the era of their
field and never guessed.
"""

import re
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Literal, NamedTuple, NoReturn

from config.words import LANGUAGES, Language, Named, Value, both, say
from registry.refusals import Refusal
from registry.rules.thai import (
    BUDDHIST_OFFSET,
    be_year,
    month_names,
    tidy,
    weekday_names,
)

Era = Literal["BE", "CE"]
FIRST_BUDDHIST_YEAR = 2400
CENTURY: dict[Era, int] = {"BE": 2500, "CE": 2000}  # of the years that are cut short
FIRST_YEAR, LAST_YEAR = 1900, 2200  # Christian era: beyond them it is a slip of the keys

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{1,4})")
_WORDS = re.compile(r"([0-9]{1,2}) ?([^0-9]+?) ?([0-9]{1,4})")
_YEAR = re.compile(r"([^0-9]*)([0-9]{1,4})")
_LEAD = re.compile("[^0-9]*")


class DateUnreadable(Refusal):
    """The text is no date in any accepted form."""


class TwoDigitYear(Refusal):
    """65 may be 1965, 2022 or 2065; `meant` is what it would be in this century of its era.

    Of both eras where neither the field nor the text tells which.
    """

    code = "date_two_digit_year"


class BuddhistYear(Refusal):
    """A Buddhist year in figures where a Christian one is meant.

    `spoken` is the day that it would be with its month in words, `meant` of the other era.
    """

    code = "date_buddhist_year"


class ChristianYear(Refusal):
    """A Christian year where a Buddhist one is meant; `meant` is the text it would be."""

    code = "date_christian_year"


class ImpossibleDay(Refusal):
    """The month has no such day that year, or the year no such month."""

    code = "date_impossible_day"


class WrongWeekday(Refusal):
    """The weekday before the day is not that of the day, which is `weekday`."""

    code = "date_wrong_weekday"


class YearOutOfRange(Refusal):
    """Not between 1900 and 2200 of the Christian era."""

    code = "date_year_out_of_range"


class YearUnreadable(Refusal):
    """The text is no year."""


class YearChristian(Refusal):
    """A Christian year in a field of Buddhist years; `meant` is the Buddhist one."""


class _TypedDate(NamedTuple):
    """The parts of a date as typed; `marked` is the era written beside the year."""

    day: int
    month: int
    year: str
    era: Era
    marked: Era | None = None
    weekday: int | None = None


def parse_date(text: str, *, field: str, era: Era = "CE") -> date:
    """The day that `text` names, in a field whose years are of `era`.

    Read are `2022-07-15`, in every field the forms that Thai papers print, months short or
    long, digits Thai or Arabic, and in the field's era `15/07/2565` and `15 July 2022`.
    29 February 2567 is a day of the Buddhist era (2024 is a leap year). A weekday before it
    has to be that of the day.

    Raises DateUnreadable, TwoDigitYear, BuddhistYear, ChristianYear, ImpossibleDay,
    WrongWeekday or YearOutOfRange.
    """
    typed = _parts(tidy(text), era)
    if typed is None:
        raise DateUnreadable(field=field, value=text)
    day = _real_day(typed, text, field)
    if typed.weekday not in (None, day.weekday()):
        weekday = Named(*(weekday_names(language)[day.weekday()] for language in LANGUAGES))
        raise WrongWeekday(field=field, value=text, weekday=weekday)
    return _of_its_era(day, typed, text, field)


def in_words(year: int, month: int, day: int | None = None) -> Named:
    """A day or month as every field reads it: the month in words and the Buddhist year."""
    return Named(
        *(
            say(
                "date.in_words", language,
                day=day or "", month=month_names(language, "abbreviated")[month - 1], year=year,
            ).strip()
            for language in LANGUAGES
        )
    )  # fmt: skip


def from_calendar(day: date, *, field: str) -> date:
    """The day that a date cell of Excel means: a Buddhist year typed there stays Buddhist.

    Raises ImpossibleDay for 29 February of a year that has none in the Buddhist era.
    """
    if day.year < FIRST_BUDDHIST_YEAR:
        return day
    try:
        return day.replace(year=day.year - BUDDHIST_OFFSET)
    except ValueError:
        raise ImpossibleDay(field=field, value=f"{day.day}/{day.month}/{day.year}") from None


def parse_be_year(text: str, *, field: str) -> int:
    """The Buddhist year that `text` names; a sign of the era before it is allowed.

    Raises YearUnreadable, TwoDigitYear, YearChristian or YearOutOfRange.
    """
    match = _YEAR.fullmatch(tidy(text))
    if match is None or not is_mark(match[1], "BE"):
        raise YearUnreadable(field=field, value=text)
    year = _christian(match[2], text, field)
    if year == int(match[2]):
        raise YearChristian(field=field, value=text, meant=year + BUDDHIST_OFFSET)
    return year + BUDDHIST_OFFSET


def _parts(text: str, era: Era) -> _TypedDate | None:
    if iso := _ISO.fullmatch(text):
        return _TypedDate(int(iso[3]), int(iso[2]), iso[1], "CE")
    if numbers := _NUMBERS.fullmatch(text):
        return _TypedDate(int(numbers[1]), int(numbers[2]), numbers[3], era)
    weekday, rest = _without_lead(text)
    if words := _WORDS.fullmatch(rest):
        return _month_in_words(words, era, weekday)
    if weekday is None and rest != text:
        return _parts(rest, era)
    return None


def _without_lead(text: str) -> tuple[int | None, str]:
    """The weekday that stands before the day, and the text without what introduces it."""
    lead = _LEAD.match(text)
    said = bare(lead[0]) if lead else ""
    known = _leads()
    return (known[said], text[len(lead[0]) :]) if lead and said in known else (None, text)


@cache
def _leads() -> dict[str, int | None]:
    """What introduces a date ("on", "dated", a weekday), each with its weekday."""
    plain: dict[str, int | None] = {
        bare(one): None for language in LANGUAGES for one in say("date.leads", language).split("|")
    }
    return plain | {
        bare(say("date.weekday_lead", language, weekday=name)): number
        for language in LANGUAGES
        for number, name in enumerate(weekday_names(language))
    }


def _month_in_words(words: re.Match[str], era: Era, weekday: int | None) -> _TypedDate | None:
    month, _, mark = bare(words[2]).partition(" ")
    number = months().get(month)
    marked: Era | None = next((e for e in ("BE", "CE") if mark and is_mark(mark, e)), None)
    if number is None or (mark and marked is None):
        return None
    buddhist = int(words[3]) >= FIRST_BUDDHIST_YEAR
    if _is_cut_short(words[3]):  # then the language of the month tells what is cut short so
        buddhist = month in _months_in("th")
    own: Era | None = "BE" if buddhist else None
    return _TypedDate(int(words[1]), number, words[3], marked or own or era, marked, weekday)


def bare(words: str) -> str:
    """Words as they are compared: without stops, commas and capitals."""
    return words.replace(".", "").replace(",", "").strip().casefold()


def months() -> dict[str, int]:
    """Every name of a month, and its number."""
    return {name: number for one in LANGUAGES for name, number in _months_in(one).items()}


@cache
def _months_in(language: Language) -> dict[str, int]:
    return {
        bare(name): number
        for width in ("wide", "abbreviated")
        for number, name in enumerate(month_names(language, width), start=1)
    }


def is_mark(text: str, era: Era) -> bool:
    """Whether the text is a sign of the era, or none at all."""
    marks = (say(f"era.{era.lower()}", language) for language in LANGUAGES)
    return not text.strip() or bare(text) in {bare(mark) for mark in marks}


def _christian(year: str, text: str, field: str) -> int:
    if _is_cut_short(year):
        raise TwoDigitYear(field=field, value=text, meant=_in_full(year, "BE"))
    number = int(year)
    christian = number - BUDDHIST_OFFSET if number >= FIRST_BUDDHIST_YEAR else number
    if not FIRST_YEAR <= christian <= LAST_YEAR:
        raise YearOutOfRange(field=field, value=text)
    return christian


def _is_cut_short(year: str) -> bool:
    return len(year) <= 2  # noqa: PLR2004 (the digits of a year cut short)


def _in_full(year: str, era: Era) -> str:
    return str(CENTURY[era] + int(year))


def _real_day(typed: _TypedDate, text: str, field: str) -> date:
    if _is_cut_short(typed.year):
        _refuse_cut_short(typed, text, field)
    year = _christian(typed.year, text, field)
    try:
        return date(year, typed.month, typed.day)
    except ValueError:
        raise ImpossibleDay(field=field, value=text) from None


def _refuse_cut_short(typed: _TypedDate, text: str, field: str) -> NoReturn:
    """Raises TwoDigitYear with the day that was probably meant, or its year where none is."""
    meant = _in_era(typed, typed.era)
    if typed.era == "CE" and typed.marked is None:
        meant = both("date.of_either_era", christian=meant, buddhist=_in_era(typed, "BE"))
    raise TwoDigitYear(field=field, value=text, meant=meant)


def _in_era(typed: _TypedDate, era: Era) -> Value:
    """The day of which the year was cut short, as that era writes it, or its year alone."""
    year = _in_full(typed.year, era)
    with suppress(ValueError):  # no such day
        day = date(int(year) - (BUDDHIST_OFFSET if era == "BE" else 0), typed.month, typed.day)
        return day.isoformat() if era == "CE" else _spoken(day)
    return year


def _spoken(day: date) -> Named:
    return in_words(be_year(day), day.month, day.day)


def _of_its_era(day: date, typed: _TypedDate, text: str, field: str) -> date:
    written: Era = "CE" if day.year == int(typed.year) else "BE"
    if typed.marked not in (None, written):
        raise DateUnreadable(field=field, value=text)
    if written == typed.era:
        return day
    if typed.era == "CE":
        spoken = _spoken(day)
        raise BuddhistYear(field=field, value=text, spoken=spoken, meant=day.isoformat())
    meant = f"{day.day:02}/{day.month:02}/{day.year + BUDDHIST_OFFSET}"
    raise ChristianYear(field=field, value=text, meant=meant)
