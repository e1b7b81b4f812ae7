"""Words that LibreOffice would break and no official would, held together by U+2060."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from config.documents import document_defaults
from config.screening import screening_words
from config.titles import title_list
from registry.areas import area_rows

_JOINER = "\u2060"
_THAI = "\u0e01-\u0e4e"
# A consonant with the vowel written before it and all that stands on, below or after it.
_CLUSTER = re.compile(
    "[\u0e40-\u0e44]?[\u0e01-\u0e2e\u0e2f\u0e46][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*|."
)
# No name has more; where a sentence goes on behind it without a space, it may break there.
_LONGEST_NAME = 16


def hold_together(text: str) -> str:
    """`text` with U+2060 where one might part protected words and names of places and persons."""
    named = _person().sub(_person_held, _place().sub(_place_held, text))
    protected = _protected()
    return re.sub(_any(protected), lambda word: protected[word[0]], named) if protected else named


def _protected() -> Mapping[str, str]:
    words = document_defaults().pdf.protected
    return {word.replace("|", ""): word.replace("|", _JOINER) for word in words}


@cache
def _place() -> re.Pattern[str]:
    """A word that the name of a place follows, and the letters after it."""
    return re.compile(f"({_any(document_defaults().pdf.places)})([{_THAI}]+)")


@cache
def _areas() -> frozenset[str]:
    return frozenset(area.name_th for area in area_rows())


def _place_held(found: re.Match[str]) -> str:
    """The longest name of an area that the letters begin with, its syllables held together.

    A sentence goes on behind it without a space, and may name another place.
    """
    word, letters = found.groups()
    for end in range(len(letters), 1, -1):
        if letters[:end] in _areas():
            name = _JOINER.join((word, *_CLUSTER.findall(letters[:end])))
            return name + _place().sub(_place_held, letters[end:])
    return word + _place().sub(_place_held, letters)


@cache
def _person() -> re.Pattern[str]:
    """A title, the first name and the last; a word or post that begins like a title is none."""
    titles = _any({form for one in title_list().titles() for form in (one.full_th, one.short_th)})
    words, posts = _any(_protected()), _any(screening_words().titles.not_before)
    return re.compile(
        f"(?<![{_THAI}])(?!{words})({titles})(?!{posts})( ?)([{_THAI}]+)( +)([{_THAI}]+)"
    )


def _person_held(found: re.Match[str]) -> str:
    """The first name to its title and the last in itself: a line may end between the two."""
    title, gap, first, space, last = found.groups()
    return f"{title}{gap or _JOINER}{_name_held(first)}{space}{_name_held(last)}"


def _name_held(name: str) -> str:
    syllables = _CLUSTER.findall(name)
    return name if len(syllables) > _LONGEST_NAME else _JOINER.join(syllables)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
