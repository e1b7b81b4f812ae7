"""Numbers that stay on one line with their words, by no-break spaces, on papers and on pages.

A year alone at the head of a line is what a paper comes back for, and a number alone at the end of
one is read as another.
"""

import re
from collections.abc import Iterable
from functools import cache

from config.documents import document_defaults
from registry.rules.thai import month_names

NO_BREAK = "\N{NO-BREAK SPACE}"
_LONGEST = 20  # characters of a number and the word before it
_YEAR = "(?<![\\d,.])[2\u0e52][45\u0e54\u0e55]\\d\\d"


def numbers_kept(text: str, follow: tuple[str, ...] = (), precede: tuple[str, ...] = ()) -> str:
    """`text` with no-break spaces between a number and its word, and within a telephone number.

    `follow` and `precede` are words that a number follows, or that follow one, beside those of the
    settings.
    """
    kept = _beside_number(follow, precede).sub(_space_kept, text)
    return _telephone().sub(lambda found: found[0].replace(" ", NO_BREAK), kept)


def any_of(words: Iterable[str]) -> str:
    """A pattern of each of the words, the longest first."""
    return "|".join(map(re.escape, sorted(filter(None, words), key=len, reverse=True)))


@cache
def _beside_number(follow: tuple[str, ...], precede: tuple[str, ...]) -> re.Pattern[str]:
    """The space behind a word that a number follows, or before one that follows a number.

    A month written short is both. A year is no number of units, nor is what a number follows too;
    what may be one is captured.
    """
    numbers = document_defaults().numbers
    short = month_names("th", "abbreviated")
    before = "|".join(f"(?<={re.escape(one)} )" for one in (*numbers.follow, *short, *follow))
    after = any_of((*numbers.precede, *short, *precede))
    units = f"(?:{any_of(numbers.units)})(?!{numbers.ordinal}| ?\\d)"
    return re.compile(
        rf" (?:(?=\d)(?:{before})|(?<=\d )(?:(?={after})|(?<!{_YEAR} )(?=({units}))))"
    )


def _space_kept(found: re.Match[str]) -> str:
    """No break; but a number that tells which ("the second") counts nothing behind it."""
    at = found.start()
    tells_which = found[1] and _ordinal().search(found.string, max(0, at - _LONGEST), at)
    return found[0] if tells_which else NO_BREAK


@cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(rf"{document_defaults().numbers.ordinal} ?[\d,./]+$")


@cache
def _telephone() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(document_defaults().numbers.telephone)})[ {NO_BREAK}]?\d(?:[\d -]*\d)?"
    )
