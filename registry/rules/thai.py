"""Thai digits, dates as the official forms write them, and the Thai order of names.

Names of months and days, the era's sign and the order of the parts come from the catalogues.
Forms: Regulation of the Office of the Prime Minister on Correspondence B.E. 2526, forms 1, 4
and 11.
"""

import re
from datetime import date
from functools import cache
from typing import Literal
from unicodedata import normalize

from config.words import Language, say

BUDDHIST_OFFSET = 543
DateForm = Literal["order", "letter", "weekday", "minutes", "short"]

_ARABIC = "0123456789"
_THAI = "".join(chr(0x0E50 + digit) for digit in range(10))
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_THAI_DIGIT = re.compile(f"[{_THAI}]")

# Word and LINE leave these between Thai words and digits; none of them is seen.
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
# Two signs that look like one: sara am, with a tone before, between or none; sara ae.
_SARA_AM = re.compile("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_SARA_AE = ("\u0e40\u0e40", "\u0e41")
_SPACES = re.compile(r"\s+")

_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
# Signs that ICU weighs only where all letters are equal, in its order of weight.
_SECOND_LEVEL = {
    sign: chr(ord("1") + rank)
    for rank, sign in enumerate("\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4d")
}
_LATIN_AFTER_THAI = {code: chr(0xE000 + code) for code in range(ord("a"), ord("z") + 1)}


def to_thai_digits(text: str) -> str:
    """`text` with every Arabic digit as a Thai one; length and all else stay."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """`text` with every Thai digit as an Arabic one; length and all else stay."""
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text  # most have none


def tidy(text: str) -> str:
    """What a person meant to type: Arabic digits, single spaces, nothing unseen, and each
    vowel as one sign where PDF files and slips of the keys have two that look like it.
    """
    seen = in_one_way(_UNSEEN.sub("", to_arabic_digits(text)))
    return _SPACES.sub(" ", seen).strip()


def in_one_way(text: str) -> str:
    """The text with each sign in one way, whatever keyboard or PDF file it is from: NFC, which puts
    vowel and tone in their order, and each vowel as one sign.
    """
    if text.isascii():
        return text
    return _SARA_AM.sub("\\1\\2\u0e33", normalize("NFC", text)).replace(*_SARA_AE)


def be_year(day: date) -> int:
    """The Buddhist year of a day."""
    return day.year + BUDDHIST_OFFSET


@cache
def month_names(language: Language, width: Literal["wide", "abbreviated"]) -> list[str]:
    """The twelve names of the months, January first."""
    if width == "wide":
        return [say(f"month.{month}", language) for month in range(1, 13)]
    return [say(f"month_short.{month}", language) for month in range(1, 13)]


@cache
def weekday_names(language: Language = "th") -> list[str]:
    """The seven names of the weekdays, Monday first."""
    return [say(f"weekday.{weekday}", language) for weekday in range(1, 8)]


def thai_date(day: date, form: DateForm) -> str:
    """A day in Thai digits and the Buddhist era, as the form asks.

    `order` (form 4, 16.5) and `minutes` (form 11, with the weekday) name the era,
    `letter` (form 1), `weekday` (a meeting in a letter) and `short` (lists) do not.
    """
    width: Literal["wide", "abbreviated"] = "abbreviated" if form == "short" else "wide"
    written = say(
        f"thai_date.{form}",
        "th",
        weekday=weekday_names()[day.weekday()],
        day=day.day,
        month=month_names("th", width)[day.month - 1],
        year=be_year(day),
    )
    return to_thai_digits(written)


def sort_key(name: str) -> tuple[str, str]:
    """A key under which `sorted` puts names in the order of ICU's Thai collation.

    A vowel written before its consonant counts after it; tone marks and the like decide
    only between names otherwise equal; punctuation does not count; Thai before Latin.
    """
    spoken = _LEADING_VOWEL.sub(r"\2\1", tidy(name).casefold())
    counted = [sign for sign in spoken if sign.isalnum() or "\u0e30" <= sign <= "\u0e4e"]
    letters = "".join(sign for sign in counted if sign not in _SECOND_LEVEL)
    marks = "".join(_SECOND_LEVEL.get(sign, "0") for sign in counted)
    return letters.translate(_LATIN_AFTER_THAI), marks
