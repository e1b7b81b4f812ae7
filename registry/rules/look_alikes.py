"""A text as a reader sees it: one sign for all that look alike, nothing unseen.

Digits of every script become Arabic ones, full-width letters plain ones (Unicode NFKC,
sign by sign, so that a place in the folded text is a place in the typed one), and letters O
and l in a long row of digits become 0 and 1.
"""

import re
import unicodedata
from typing import NamedTuple

# Signs that may look like another: all but plain Latin, Thai letters and usual marks.
_ODD = re.compile(
    "[^\t\n\r -~\u0e01-\u0e4c\u2010-\u201d]|\u0e40\u0e40|[0-9][\u0e31\u0e34-\u0e3a\u0e47-\u0e4c]"
)
# A row of nine or more digits and letters that look like digits, and how many are true digits.
_DIGIT_ROW = re.compile("(?<![A-Za-z0-9])[0-9OoIl](?:[ .\\-]?[0-9OoIl]){8,}(?![A-Za-z0-9])")
_DIGITS_AT_LEAST = 5
_LETTERS_AS_DIGITS = str.maketrans("OoIl", "0011")
# What a reader does not see or reads past (what Unicode calls ignorable, marks over a sign,
# marks of Thai letters on a digit), and pairs that a reader takes for one sign.
_SHORTER = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    "|(?<=[0-9])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+|\u0e4d\u0e32|\u0e40\u0e40"
)
_ONE_FOR_TWO = {"\u0e4d\u0e32": "\u0e33", "\u0e40\u0e40": "\u0e41"}  # sara am, sara ae


class _Fold(dict[int, int]):
    """What each sign looks like, looked up when it is first met."""

    def __missing__(self, code: int) -> int:
        self[code] = _plain(chr(code))
        return self[code]


def _plain(sign: str) -> int:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return ord("0") + digit
    same = unicodedata.normalize("NFKC", sign)
    return ord(same) if len(same) == 1 else ord(sign)


_FOLD = _Fold()


class FoldedText(NamedTuple):
    """A folded text, and where each of its signs stands in the text as typed."""

    text: str
    places: tuple[int, ...] | None  # None: sign for sign

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Where the typed text holds what the folded one has from `start` to `end`."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> FoldedText:
    """`text` as it looks to a reader."""
    if (text.isascii() and text.isprintable()) or not _ODD.search(text):
        return FoldedText(_DIGIT_ROW.sub(_digits, text), None)
    same_length = _DIGIT_ROW.sub(_digits, text.translate(_FOLD))
    if not _SHORTER.search(same_length):
        return FoldedText(same_length, None)
    return _shortened(same_length)


def _digits(row: re.Match[str]) -> str:
    """The row with letters read as the digits they look like, if it is mostly digits."""
    true = sum(sign.isdecimal() for sign in row[0])
    return row[0].translate(_LETTERS_AS_DIGITS) if true >= _DIGITS_AT_LEAST else row[0]


def _shortened(text: str) -> FoldedText:
    signs: list[str] = []
    places: list[int] = []
    at = 0
    for match in _SHORTER.finditer(text):
        signs.append(text[at : match.start()])
        places += range(at, match.start())
        if one := _ONE_FOR_TWO.get(match[0]):
            signs.append(one)
            places.append(match.start())
        at = match.end()
    signs.append(text[at:])
    places += range(at, len(text))
    return FoldedText("".join(signs), tuple(places))
