"""Full names with title or rank: put together for papers, taken apart from lists.

Thai official names are title and first name in one, a space, the last name. Sex is what
the title implies and nothing more: a bare rank states none (practice of the offices).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from config.titles import Title, TitleSex
from config.words import Named
from registry.rules.thai import tidy

# A consonant, a vowel written before one, or a Latin letter: no name begins with a mark.
_NAME_START = "[\u0e01-\u0e2e\u0e40-\u0e44A-Za-z]"
_GROUP = re.compile(r"\s*\([^()]*\)$")


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


@dataclass(frozen=True)
class SignedName:
    """A name under a signature: the rank in full that stands before it, and what is in brackets."""

    rank: str
    name: str


def signed_name(text: str, titles: Iterable[Title]) -> SignedName:
    """How whoever signs is named: a rank before the signature, a civil title with the name.

    Both in full, whatever was typed (Regulation on Correspondence, B.E. 2526, annex). What
    begins with no title of the list stays as it is.
    """
    name = split_name(text, titles)
    if name.title is None:
        return SignedName("", text)
    if name.title.rank:
        return SignedName(name.title.full_th, full_name(None, name.first, name.last))
    return SignedName("", full_name(name.title, name.first, name.last))


def without_group(post: Named) -> Named:
    """A post without the group in brackets that its holder heads, where it has one."""
    return Named(_GROUP.sub("", post.th), _GROUP.sub("", post.en))


def sex_of_name(text: str, titles: Iterable[Title]) -> TitleSex:
    """What the title before the name says; a bare rank, or no title, states nothing."""
    title = split_name(text, titles).title
    return title.sex if title else "not_stated"


def _behind(name: str, title: Title) -> Iterator[str]:
    """What stands behind the title, in full or short, where a name can begin there."""
    for form in _forms(title):
        if name.startswith(form[0]) and (match := _title_as_typed(form).match(name)):
            yield name[match.end() :]


@cache
def _forms(title: Title) -> frozenset[str]:
    return frozenset({title.full_th, _parted(title), title.short_th, title.english} - {""})


def _parted(title: Title) -> str:
    """The full form with the space that the short one has behind its first word, if it has one."""
    first, space, _ = title.short_th.partition(" ")
    rest = title.full_th.removeprefix(first)
    return f"{first} {rest}" if space and rest != title.full_th else ""


@cache
def _title_as_typed(form: str) -> re.Pattern[str]:
    if form.isascii():
        return re.compile(re.escape(form).replace(r"\.", r"\.?") + r" (?=[A-Za-z])")
    # The last stop must be there: a first letter behind a short rank is no
    # part of a longer one.
    typed = re.escape(form).replace(r"\ ", " ?").replace(r"\.", r"\. ?")
    return re.compile(rf"{typed} ?(?={_NAME_START})")
