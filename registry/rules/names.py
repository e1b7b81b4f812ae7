"""Full names with title or rank: put together for papers, taken apart from lists.

Thai official names are title and first name in one, a space, the last name. Sex is what
the title implies and nothing more: a bare rank states none (practice of the offices).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from config.titles import Title, TitleSex
from registry.rules.thai import tidy

# A consonant, a vowel written before one, or a Latin letter: no name begins with a mark.
_NAME_START = "[\u0e01-\u0e2e\u0e40-\u0e44A-Za-z]"


@dataclass(frozen=True)
class PersonName:
    """A name in its parts; `title` is None where none of the list stands before it."""

    title: Title | None
    first: str
    last: str


def full_name(title: Title | None, first: str, last: str) -> str:
    """The Thai name as an order prints it, with the title in full."""
    return f"{title.full_th if title else ''}{first} {last}".strip()


def split_name(text: str, titles: Iterable[Title]) -> PersonName:
    """Title, first and last name of a Thai name as typed, by the longest title that fits.

    Titles are known in full and short, with or without their stops and spaces. Everything
    behind the first name is the last name, which may be empty.
    """
    name = tidy(text)
    fits = [(rest, title) for title in titles for rest in _behind(name, title)]
    rest, title = min(fits, key=lambda fit: len(fit[0]), default=(name, None))
    first, _, last = rest.partition(" ")
    return PersonName(title, first, last)


def sex_of_name(text: str, titles: Iterable[Title]) -> TitleSex:
    """What the title before the name says; a bare rank, or no title, states nothing."""
    title = split_name(text, titles).title
    return title.sex if title else "not_stated"


def _behind(name: str, title: Title) -> Iterator[str]:
    """What stands behind the title, in full or short, where a name can begin there."""
    for form in {title.full_th, title.short_th, title.english} - {""}:
        if match := _title_as_typed(form).match(name):
            yield name[match.end() :]


@cache
def _title_as_typed(form: str) -> re.Pattern[str]:
    if form.isascii():
        return re.compile(re.escape(form).replace(r"\.", r"\.?") + r" (?=[A-Za-z])")
    # The last stop must be there: a first letter behind a short rank is no
    # part of a longer one.
    typed = re.escape(form).replace(r"\ ", " ?").replace(r"\.", r"\. ?")
    return re.compile(rf"{typed} ?(?={_NAME_START})")
