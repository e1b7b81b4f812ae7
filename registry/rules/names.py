"""Full names with title or rank: put together for papers, taken apart from lists.

Thai official names are title and first name in one, a space, the last name. Sex is what
the title implies and nothing more: a bare rank states none (practice of the offices).
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from config.titles import Title, TitleSex
from config.words import Named
from registry.refusals import Refusal
from registry.rules.thai import tidy

# A consonant, a vowel written before one, or a Latin letter: no name begins with a mark.
_NAME_START = "[\u0e01-\u0e2e\u0e40-\u0e44A-Za-z]"
_GROUP = re.compile(r"\s*\([^()]*\)$")


class NameWithoutLetter(Refusal):
    """A person's name that holds no letter: a number, or signs, stand in its place."""


def has_letter(name: str) -> bool:
    """Whether it can be the name of a person."""
    return any(map(str.isalpha, name))


def refuse_no_name(name: str, *, field: str) -> None:
    """Raises NameWithoutLetter for what can be nobody's name."""
    if name and not has_letter(name):
        raise NameWithoutLetter(field=field, value=name)


class PersonName(NamedTuple):
    """A name in its parts; `title` is None where none of the list stands before it."""

    title: Title | None
    first: str
    last: str


def full_name(title: Title | None, first: str, last: str) -> str:
    """The Thai name as an order prints it, with the title in full."""
    apart = " " if title and title.rank else ""
    return f"{title.full_th if title else ''}{apart}{first} {last}".strip()


class NameSplitter:
    """Takes names apart by the titles of a list, each found by the letter that it begins with."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._by_letter: dict[str, list[tuple[re.Pattern[str], Title]]] = {}
        for title in titles:
            for form in _forms(title):
                self._by_letter.setdefault(form[0], []).append((_title_as_typed(form), title))

    def split(self, text: str) -> PersonName:
        """Title, first and last name of a Thai name as typed, by the longest title that fits.

        Titles are known in full and short, with or without their stops and spaces. Everything
        behind the first name is the last name, which may be empty.
        """
        name = tidy(text)
        fits = [
            (name[match.end() :], title)
            for typed, title in self._by_letter.get(name[:1], ())
            if (match := typed.match(name))
        ]
        rest, title = min(fits, key=lambda fit: len(fit[0]), default=(name, None))
        first, _, last = rest.partition(" ")
        return PersonName(title, first, last)


def split_name(text: str, titles: Iterable[Title]) -> PersonName:
    """One name as `NameSplitter` takes it apart."""
    return _splitter(tuple(titles)).split(text)


@lru_cache(maxsize=8)
def _splitter(titles: tuple[Title, ...]) -> NameSplitter:
    return NameSplitter(titles)  # made anew for each name it costs more than any name does


class SignedName(NamedTuple):
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


def written_name(text: str, titles: Iterable[Title]) -> str:
    """The name as a signature has it: no rank, and no title that says only man or woman."""
    titles = [*titles]
    name = split_name(text, titles)
    if name.title is None or not (name.title.rank or name.title.sex != "not_stated"):
        return signed_name(text, titles).name
    return full_name(None, name.first, name.last)


def without_group(post: Named) -> Named:
    """A post without the group in brackets that its holder heads, where it has one."""
    return Named(_GROUP.sub("", post.th), _GROUP.sub("", post.en))


def sex_of_name(text: str, titles: Iterable[Title]) -> TitleSex:
    """What the title before the name says; a bare rank, or no title, states nothing."""
    title = split_name(text, titles).title
    return title.sex if title else "not_stated"


def title_patterns(titles: Iterable[Title]) -> tuple[tuple[str, TitleSex], ...]:
    """Each title as it may be typed, as a regular expression, with the sex that it states.

    The longest that fits the beginning of a name is its title, as `NameSplitter` reads it.
    """
    return tuple(
        (_title_as_typed(form).pattern, title.sex) for title in titles for form in _forms(title)
    )


def title_typed(text: str, titles: Iterable[Title]) -> Title | None:
    """The title that the whole text is, in full or short, with or without stops and spaces."""
    typed = _plain(text)
    if not typed:
        return None
    return next((one for one in titles if typed in map(_plain, _forms(one))), None)


class SoughtName(NamedTuple):
    """What somebody is looked for by: how the title may stand, and a part of the name."""

    titles: frozenset[str]
    name: str


def sought_name(text: str, titles: Iterable[Title]) -> SoughtName | None:
    """Title and part of a name as typed, the title in any of its forms; None without a title.

    A title or rank alone looks for everybody who bears it.
    """
    known = tuple(titles)
    alone = title_typed(text, known)
    if alone is not None:
        return SoughtName(_forms(alone), "")
    title, first, last = split_name(text, known)
    return SoughtName(_forms(title), f"{first} {last}".strip()) if title else None


def _plain(form: str) -> str:
    return re.sub(r"[ .]", "", form).casefold()


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
    # Many leave out the stops inside. The last one must be there: a first letter behind a
    # short rank is no part of a longer one.
    inside, stop, end = form.rpartition(".")
    typed = re.escape(inside).replace(r"\ ", " ?").replace(r"\.", r"\.? ?") + (
        rf"\. ?{re.escape(end)}" if stop else re.escape(end).replace(r"\ ", " ?")
    )
    return re.compile(rf"{typed} ?(?={_NAME_START})")
