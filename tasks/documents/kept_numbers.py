"""Days of a paper with their months and years, and its numbers as LibreOffice keeps them whole.

Word heeds no-break spaces, though a search with a space in it does not find them. LibreOffice heeds
them where a blank stands before them in the line, and else cuts the number.
"""

import re
from functools import cache, partial
from itertools import chain

from config.documents import document_defaults
from config.words import LANGUAGES
from registry.rules.thai import month_names
from registry.rules.unbroken_numbers import NO_BREAK, any_of
from tasks.documents.fonts import ems_wide

# As wide as one together; LibreOffice ends a line before their piece wherever the piece begins.
_NARROW = "\u202f\u202f"
_LETTER = "\u0e01-\u0e4e"


def days_in(text: str) -> list[str]:
    """The days of `text` that have their month and year."""
    return _day().findall(text)


def has_days(text: str) -> bool:
    """Whether `text` has a day with its month and year, or a year with its era."""
    return bool(_day().search(text) or _year().search(text))


def days_kept(text: str, room: float) -> str:
    """`text` with each such day and year in one piece that a line of `room` ems has room for."""
    kept = partial(_day_kept, room=room)
    return _year().sub(kept, _day().sub(kept, text))


def numbers_in_room(text: str, room: float) -> str:
    """Kept numbers as LibreOffice must have them: uncut, and parted where one has no room."""
    return _piece().sub(partial(_in_room, room=room), text) if NO_BREAK in text else text


def kept_pieces(text: str) -> list[str]:
    """The numbers of `text` with the words that they are kept with."""
    return [found[0] for found in _piece().finditer(text)]


@cache
def _day() -> re.Pattern[str]:
    """A day with its month, whole or abbreviated, and its year, in Thai or English.

    Its spaces are often held already: they are beside a number.
    """
    months = chain.from_iterable(
        (*month_names(each, "wide"), *month_names(each, "abbreviated")) for each in LANGUAGES
    )
    gap, era = f"[ {NO_BREAK}]", re.escape(document_defaults().numbers.era)
    return re.compile(rf"\b\d{{1,2}}{gap}(?:{any_of(months)}){gap}(?:{era}{gap})?\d{{4}}\b")


@cache
def _year() -> re.Pattern[str]:
    """A year with the word before its era; the space behind the era is often held already."""
    numbers = document_defaults().numbers
    named, era = any_of(numbers.years), re.escape(numbers.era)
    return re.compile(rf"(?:{named}) {era}[ {NO_BREAK}]\d{{4}}\b")


def _day_kept(found: re.Match[str], room: float) -> str:
    return found[0].replace(" ", NO_BREAK) if ems_wide(found[0]) <= room else found[0]


@cache
def _piece() -> re.Pattern[str]:
    """A number with no-break spaces between it and its words, a protected one whole."""
    numbers, protected = document_defaults().numbers, document_defaults().pdf.protected
    whole = (word.replace("|", "") for word in protected)
    months = [name for width in ("wide", "abbreviated") for name in month_names("th", width)]
    number = rf"[^\s{_LETTER}]*\d[^\s{_LETTER}]*"
    ending = tuple(word for word in whole if word.endswith(numbers.follow))
    first = any_of((*numbers.follow, *numbers.telephone, *ending))
    after = any_of((*numbers.precede, *numbers.units, *months, numbers.era))
    return re.compile(rf"(?:{first}|{number})(?:{NO_BREAK}(?:{number}|{after}))+")


def _in_room(found: re.Match[str], room: float) -> str:
    piece, before = found[0], found.string[: found.start()]
    if ems_wide(piece) > room:
        return _parted(piece, room)
    unbroken = re.split(rf"[ {NO_BREAK}]", before)[-1] + piece
    return piece.replace(NO_BREAK, _NARROW) if ems_wide(unbroken) > room else piece


def _parted(piece: str, room: float) -> str:
    """The piece with as few spaces as it needs, from its head: a month goes with its year."""
    head, _, rest = piece.partition(NO_BREAK)
    if not rest or ems_wide(piece) <= room:
        return piece
    return f"{head} {_parted(rest, room)}"
