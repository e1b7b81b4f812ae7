"""Names of people, places and offices on one line: browsers part Thai names that are made of words.

Nothing is put into the text itself, for names are copied and looked for. What stands between tags
is looked at alone: an attribute, a list of choices or a field that is typed into holds no element.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from config.areas import area_naming
from config.titles import title_list
from config.words import Named, Value

LONGEST = 18  # letters: what is longer is wider than its column on a phone
SHORTEST = 5  # letters: what is shorter is one word, and part of others
LETTERS = "\u0e01-\u0e59"
RUN = re.compile(f"[{LETTERS}]{{{SHORTEST},}}")
BEHIND = "(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"  # a sign that belongs to the letter before it
TAKES_NO_ELEMENT = ("title", "script", "svg", "textarea", "select", "datalist", "thead")
_PIECE = re.compile(
    rf"<(?P<whole>{'|'.join(TAKES_NO_ELEMENT)})\b.*?</(?P=whole)>|>[^<]*?[{LETTERS}][^<]*",
    re.DOTALL,
)


def runs_of(values: Iterable[Value]) -> set[str]:
    """The Thai words of the names among the values, as spaces part them."""
    return {run for one in values if isinstance(one, Named) for run in RUN.findall(one.th)}


def with_whole_names(page: str, names: Iterable[str]) -> str:
    """The page in which no line ends within a name: those given, and whoever bears a title."""
    known = [one for one in names if SHORTEST <= len(one) <= LONGEST]
    known.sort(key=len, reverse=True)
    done: dict[str, str] = {}  # a page says most words often

    def kept(run: re.Match[str]) -> str:
        word = run[0]
        if word not in done:
            done[word] = _kept(word, known)
        return done[word]

    def piece(found: re.Match[str]) -> str:
        return found[0] if found["whole"] else RUN.sub(kept, found[0])

    return _PIECE.sub(piece, page)


def _kept(run: str, known: Sequence[str]) -> str:
    """A run of Thai letters, itself whole or the names within it, the longest first."""
    found = [one for one in known if one in run]
    if run in found or (len(run) <= LONGEST and _titled().match(run)):
        return _span(run)
    if not found:
        return run
    pattern = f"(?:{'|'.join(_places())})?(?:{'|'.join(found)}){BEHIND}"
    return re.sub(pattern, lambda name: _span(name[0]), run)


def _span(name: str) -> str:
    return f"<span class=kept>{name}</span>"


@cache
def _places() -> tuple[str, ...]:
    """The words that stand before the name of a place, the longest first; none shortened."""
    naming = area_naming()
    words = {*naming.words.prefixes_th, *naming.of_villages.prefixes_th}
    whole = (one for one in words if RUN.fullmatch(one))
    return tuple(sorted(whole, key=len, reverse=True))


@cache
def _titled() -> re.Pattern[str]:
    """What begins with the title of a person or the word for a place."""
    titles = {*_places(), *(one.full_th for one in title_list().titles())}
    return re.compile("|".join(map(re.escape, sorted(titles, key=len, reverse=True))))
