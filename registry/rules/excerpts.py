"""As much of a text as has room, ended where a word of it ends.

Thai writes its words without a space, and no dictionary stands here: what is parted by no official
(documents.toml) stays whole, and of what is in no list the syllables.
"""

import re
import string
from collections.abc import Iterator
from functools import cache
from unicodedata import category

from config.documents import document_defaults
from registry.rules.name_syllables import syllables
from registry.rules.unbroken_numbers import any_of

_ABOVE_OR_BELOW = "Mn"
# What no excerpt ends with: a vowel before its consonant says nothing without it.
_UNFINISHED = f"{string.whitespace}:,;(\u2013\u0e40\u0e41\u0e42\u0e43\u0e44"
_ENOUGH = 1 / 2  # of the room: so full, it ends with a phrase rather than with a later word


def excerpt(text: str, room: int) -> str:
    """As much of `text` as takes the room of so many letters; "…" stands for the rest.

    Vowels and tones above and below a Thai letter take no room of their own. A first word that is
    longer than the room is cut between its letters.
    """
    for place, sign in enumerate(text):
        room -= category(sign) != _ABOVE_OR_BELOW
        if room < 0:
            whole = _whole_words(text, place).rstrip(_UNFINISHED)
            return f"{whole or text[:place].rstrip(_UNFINISHED)}…"
    return text


def _whole_words(text: str, most: int) -> str:
    """The words of the text that end within so many signs, none of which waits for the next."""
    phrase = text.rfind(" ", 0, most + 1)
    if phrase >= most * _ENOUGH:
        return text[:phrase]
    found = ""
    for word in _words(text):
        if len(found) + len(word) > most:
            break
        found += word
    return _noun_begun().sub("", found)


def _words(text: str) -> Iterator[str]:
    """The pieces that the text may end between, its spaces among them."""
    for piece in _parting().split(text):
        yield from [piece] if _parting().fullmatch(piece) else syllables(piece)


@cache
def _parting() -> re.Pattern[str]:
    """A space, and what is known to be a word or phrase: what is between them is not known."""
    pdf = document_defaults().pdf
    known = (one.replace("|", "") for one in (*pdf.phrases, *pdf.protected, *pdf.periods))
    return re.compile(rf"(\s+|{any_of(known)})")


@cache
def _noun_begun() -> re.Pattern[str]:
    """At the end, what makes a noun of the word behind it; but where it ends a word of its own."""
    pdf = document_defaults().pdf
    no_end = "".join(f"(?<!{re.escape(one)})" for one in pdf.ends_words)
    return re.compile(f"{no_end}(?:{any_of(pdf.prefixes)})$")
