"""Names of files and folders that Linux, Windows and a USB stick all take, Thai left as it is."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from registry.rules.name_syllables import CLUSTER, syllables

LONGEST = 60  # characters of a stem: Windows takes 260 of a whole path, Linux 255 bytes of a name
NAMELESS = "scan"
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_BETWEEN = re.compile(r"[ ._-]")
_FORMATTING = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def safe_name(text: str, *, empty: str, longest: int = LONGEST) -> str:
    """The text as a name: no separators, no signs that Windows refuses, at most `longest`.

    Nothing at its ends that a system cuts off by itself; `empty` where nothing is left.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = "".join(sign for sign in plain if unicodedata.category(sign) not in _FORMATTING)
    fit = _UNFIT.sub("-", kept).strip(" .-")
    return cut(fit, longest).rstrip(" .-") or empty


def cut(text: str, longest: int) -> str:
    """The beginning of the text, at most so long, that ends where a reader would end it.

    Behind a word, where one ends within the last half; else between two syllables, as far as
    these are sure, or before a letter: none is left without its vowels and marks.
    """
    if len(text) <= longest:
        return text
    words = [found.start() for found in _BETWEEN.finditer(text[: longest + 1])]
    if words and words[-1] * 2 > longest:
        return text[: words[-1]]
    text = text[: 2 * longest]  # what is read of a name grows faster than the name
    return _longest(syllables(text), longest) or _longest(CLUSTER.findall(text), longest)


def _longest(pieces: Iterable[str], longest: int) -> str:
    """As many of the pieces as there is room for."""
    found = ""
    for piece in pieces:
        if len(found + piece) > longest:
            break
        found += piece
    return found


def brought_name(text: str) -> str:
    """What a file that somebody brings is called: without folders, in one line, never nothing.

    What no paper can print is for its form to refuse.
    """
    name = " ".join(text.replace("\\", "/").rpartition("/")[2].split())
    return name if name.strip(". ") else NAMELESS


def safe_file_name(text: str, *, empty: str) -> str:
    """The same for a file: its suffix stays, however long the name before it is."""
    suffix = PurePath(text.replace("\\", "/")).suffix
    ending = safe_name(suffix.lstrip("."), empty="")
    stem = text.removesuffix(suffix) if suffix else text
    return safe_name(stem, empty=empty) + (f".{ending}" if ending else "")
