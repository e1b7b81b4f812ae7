"""What an official paper can print: asked where a text comes in, and again before rendering.

No font of an office has pictures, controls or private signs; what turns the direction of the
text can hide what is written; braces belong to the templates. Where a text comes in, its letters
are asked for in Thai or Roman: a PDF leaves others white. Of what was recorded before, a paper is
made all the same, for Word shows it.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import filterfalse

from config.documents import document_defaults
from registry.refusals import Refusal
from registry.rules.plain_values import Json, texts
from registry.rules.thai import in_one_way

# Pasted along from Word, LINE and web pages, never seen on paper: ZWSP to RTL mark, word
# joiner, byte order mark, soft hyphen, variation selectors.
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufe00-\ufe0f]")
# Those that turn the direction of what is read can hide what is written.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[ \t\r\n\v\f\u0085\u2028\u2029]+")
_NOTHING = re.compile(r"(?:None|nan|NaN|Undefined)?")
# Controls, surrogates, private use, unassigned, pictures: no font of an office has them.
_NO_SIGN = {"Cc", "Cs", "Co", "Cn", "So"}
_SIGNS_IN_USE = "°©®"
_LAST_OF_PLANE = 0xFFFF
_CIRCLE = "\u25cc"  # bears a mark that would stand alone


class _ValueRefused(Refusal, base=True):
    """A text of the facts that no paper prints."""


class ValueBlank(_ValueRefused):
    """A text of the facts is empty, or says "None"."""

    code = "document_value_blank"


class ValueNotPrintable(_ValueRefused):
    """A text holds a sign that no office can print, or one that turns its direction."""

    code = "document_value_not_printable"


class LetterWithoutFont(_ValueRefused):
    """A text is written in letters that no font of the papers has: Burmese, Lao, Chinese."""

    code = "document_value_letters"


class ValueLooksLikeTag(_ValueRefused):
    """A text holds braces, as template tags do."""

    code = "document_value_tag"


def as_printed(value: str, field: str) -> str:
    """The text as it is printed: single spaces, nothing unseen, each sign in one way.

    Raises ValueBlank, ValueLooksLikeTag or ValueNotPrintable.
    """
    tidy = _tidy(value)
    if _NOTHING.fullmatch(tidy):
        raise ValueBlank(field=field)
    _refuse_signs(tidy, field)
    return in_one_way(tidy)


def as_meant(value: str) -> str:
    """The text as names are kept and found: single spaces, nothing unseen, signs in one way."""
    return in_one_way(_tidy(value))


def refuse_unprintable(value: Json) -> None:
    """Refuse a text anywhere in a JSON-able value that no paper could print.

    A text that is empty as typed is for the form to judge. Raises as `as_printed` does.
    """
    refuse_unprintable_texts(texts(value))


def refuse_unprintable_texts(told: Iterable[tuple[str, str]]) -> None:
    """The same of texts, each with its path."""
    for field, text in told:
        if text.isascii() and text.isprintable() and "{" not in text and "}" not in text:
            continue  # nothing of what follows can refuse it, and most texts are such
        tidy = _tidy(text)
        if not tidy and text.strip():
            raise ValueBlank(field=field)
        _refuse_signs(tidy, field)
        _refuse_letters(tidy, field)


def _tidy(value: str) -> str:
    if _is_plain(value) and "  " not in value:
        return value.strip()
    return _SPACE.sub(" ", _UNSEEN.sub("", value)).strip()


def _refuse_signs(tidy: str, field: str) -> None:
    if _has_brace(tidy):
        raise ValueLooksLikeTag(field=field, value=tidy)
    if _is_plain(tidy):
        return
    bad = min(filterfalse(_is_printable, set(tidy)), default=None)  # few different ones
    if bad:
        raise ValueNotPrintable(field=field, sign=_number(bad))


def _refuse_letters(tidy: str, field: str) -> None:
    """Raises LetterWithoutFont with the first such letter, as it will be printed."""
    if letter := next(filterfalse(_is_drawn, in_one_way(tidy)), None):
        borne = _CIRCLE * (unicodedata.category(letter)[0] == "M")
        raise LetterWithoutFont(field=field, letter=f"{borne}{letter}", sign=_number(letter))


def _number(sign: str) -> str:
    return f"U+{ord(sign):04X}"


@lru_cache(maxsize=1024)
def _is_drawn(sign: str) -> bool:
    kind = unicodedata.category(sign)
    is_letter = kind[0] in "LM" or kind == "Nd"
    return not is_letter or ord(sign) in document_defaults().stand_in.drawn


def _has_brace(text: str) -> bool:
    return "{" in text or "}" in text


def _is_plain(text: str) -> bool:
    """Whether there is nothing to look for: most texts are names of fields and keys."""
    return text.isascii() and text.isprintable()


@lru_cache(maxsize=1024)
def _is_printable(sign: str) -> bool:
    odd = unicodedata.category(sign) in _NO_SIGN and sign not in _SIGNS_IN_USE
    return not (odd or _TURNING.match(sign) or ord(sign) > _LAST_OF_PLANE)
