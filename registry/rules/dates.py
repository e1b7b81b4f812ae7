"""Dates and years as people type them: read exactly, or refused with the remedy.

A year of 2400 or more is Buddhist. `2022-07-15` (ISO 8601) is Christian by definition in
every field; any other form is read in the era of its field and never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from config.words import LANGUAGES, say
from registry.refusals import Refusal
from registry.rules.thai import BUDDHIST_OFFSET, month_names, tidy

Era = Literal["BE", "CE"]
FIRST_BUDDHIST_YEAR = 2400
FIRST_YEAR, LAST_YEAR = 1900, 2200  # Christian era: beyond them it is a slip of the keys

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{1,4})")
_WORDS = re.compile(r"([0-9]{1,2}) ?([^0-9]+?) ?([0-9]{1,4})")
_YEAR = re.compile(r"([^0-9]*)([0-9]{1,4})")


class DateUnreadable(Refusal):
    """The text is no date in any accepted form."""

    code = "date_unreadable"


class TwoDigitYear(Refusal):
    """65 may be 1965, 2022 or 2065."""

    code = "date_two_digit_year"


class BuddhistYear(Refusal):
    """A Buddhist year where a Christian one is meant; `meant` is the day it would be."""

    code = "date_buddhist_year"


class ChristianYear(Refusal):
    """A Christian year where a Buddhist one is meant; `meant` is the text it would be."""

    code = "date_christian_year"


class ImpossibleDay(Refusal):
    """The month has no such day that year, or the year no such month."""

    code = "date_impossible_day"


class YearOutOfRange(Refusal):
    """Not between 1900 and 2200 of the Christian era."""

    code = "date_year_out_of_range"


class YearUnreadable(Refusal):
    """The text is no year."""

    code = "year_unreadable"


class YearChristian(Refusal):
    """A Christian year in a field of Buddhist years; `meant` is the Buddhist one."""

    code = "year_christian"


@dataclass(frozen=True)
class _Typed:
    """The parts of a date as typed; `marked` is the era written beside the year."""

    day: int
    month: int
    year: str
    era: Era
    marked: Era | None = None


def parse_date(text: str, *, field: str, era: Era = "CE") -> date:
    """The day that `text` names, in a field whose years are of `era`.

    Read are `2022-07-15`, and in the field's era `15/07/2565`, `15 July 2022` and the Thai
    forms, months short or long, digits Thai or Arabic. 29 February 2567 is a day in a
    Buddhist field (2024 is a leap year).

    Raises DateUnreadable, TwoDigitYear, BuddhistYear, ChristianYear, ImpossibleDay or
    YearOutOfRange.
    """
    typed = _parts(tidy(text), era)
    if typed is None:
        raise DateUnreadable(field=field, value=text)
    day = _real_day(typed, text, field)
    return _of_its_era(day, typed, text, field)


def parse_be_year(text: str, *, field: str) -> int:
    """The Buddhist year that `text` names; a sign of the era before it is allowed.

    Raises YearUnreadable, TwoDigitYear, YearChristian or YearOutOfRange.
    """
    match = _YEAR.fullmatch(tidy(text))
    if match is None or not _is_mark(match[1], "BE"):
        raise YearUnreadable(field=field, value=text)
    year = _christian(match[2], text, field)
    if year == int(match[2]):
        raise YearChristian(field=field, value=text, meant=year + BUDDHIST_OFFSET)
    return year + BUDDHIST_OFFSET


def _parts(text: str, era: Era) -> _Typed | None:
    if iso := _ISO.fullmatch(text):
        return _Typed(int(iso[3]), int(iso[2]), iso[1], "CE")
    if numbers := _NUMBERS.fullmatch(text):
        return _Typed(int(numbers[1]), int(numbers[2]), numbers[3], era)
    if words := _WORDS.fullmatch(text):
        return _in_words(words, era)
    return None


def _in_words(words: re.Match[str], era: Era) -> _Typed | None:
    month, _, mark = _bare(words[2]).partition(" ")
    number = _months().get(month)
    marked: Era | None = next((e for e in ("BE", "CE") if mark and _is_mark(mark, e)), None)
    if number is None or (mark and marked is None):
        return None
    return _Typed(int(words[1]), number, words[3], era, marked)


def _bare(words: str) -> str:
    return words.replace(".", "").replace(",", "").strip().casefold()


@cache
def _months() -> dict[str, int]:
    return {
        _bare(name): number
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in enumerate(month_names(language, width), start=1)
    }


def _is_mark(text: str, era: Era) -> bool:
    marks = (say(f"era.{era.lower()}", language) for language in LANGUAGES)
    return not text.strip() or _bare(text) in {_bare(mark) for mark in marks}


def _christian(year: str, text: str, field: str) -> int:
    if len(year) <= 2:  # noqa: PLR2004 (the digits of a year cut short)
        raise TwoDigitYear(field=field, value=text)
    number = int(year)
    christian = number - BUDDHIST_OFFSET if number >= FIRST_BUDDHIST_YEAR else number
    if not FIRST_YEAR <= christian <= LAST_YEAR:
        raise YearOutOfRange(field=field, value=text)
    return christian


def _real_day(typed: _Typed, text: str, field: str) -> date:
    year = _christian(typed.year, text, field)
    try:
        return date(year, typed.month, typed.day)
    except ValueError:
        raise ImpossibleDay(field=field, value=text) from None


def _of_its_era(day: date, typed: _Typed, text: str, field: str) -> date:
    written: Era = "CE" if day.year == int(typed.year) else "BE"
    if typed.marked not in (None, written):
        raise DateUnreadable(field=field, value=text)
    if written == typed.era:
        return day
    if typed.era == "CE":
        raise BuddhistYear(field=field, value=text, meant=day.isoformat())
    meant = f"{day.day:02}/{day.month:02}/{day.year + BUDDHIST_OFFSET}"
    raise ChristianYear(field=field, value=text, meant=meant)
