"""Names of people, places and offices on one line: browsers part Thai names that are made of words.

Nothing is put into the text itself, for names are copied and looked for. What stands between tags
is looked at alone: an attribute, a list of choices or a field that is typed into holds no element.
"""

import re
from bisect import bisect
from collections.abc import Iterable
from functools import cache
from itertools import accumulate

from config.areas import area_naming
from config.titles import title_list
from config.words import Named, Value

LONGEST = 18  # letters: what is longer is wider than its column on a phone
SHORTEST = 5  # letters: what is shorter is one word, and part of others
LETTERS = "\u0e01-\u0e59"
RUN = re.compile(f"[{LETTERS}]{{{SHORTEST},}}")
_RUNS = re.compile(f"({RUN.pattern})")
BEHIND = "(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"  # a sign that belongs to the letter before it
TAKES_NO_ELEMENT = ("title", "script", "svg", "textarea", "select", "datalist", "thead")
_HEARD_ALONE = '<span class="visually-hidden">[^<]*<'  # which has no lines
_WITHOUT_ELEMENTS = re.compile(
    rf"<({'|'.join(TAKES_NO_ELEMENT)})\b.*?</\1>|{_HEARD_ALONE}",
    re.DOTALL,
)


def names_among(values: Iterable[Value]) -> set[str]:
    """The names among the values, in Thai."""
    return {one.th for one in values if isinstance(one, Named)}


def with_whole_names(page: str, names: Iterable[str]) -> str:
    """The page in which no line ends within a word of a name: of those given, or by its title."""
    pieces = _RUNS.split(page)  # each second one a run
    kept = _kept({*pieces[1::2]}, names)
    apart = [0, *(end for one in _WITHOUT_ELEMENTS.finditer(page) for end in one.span())]
    starts = [0, *accumulate(map(len, pieces))]
    for place in range(1, len(pieces), 2):
        word = pieces[place]
        if word in kept and _is_text(page, starts[place]) and bisect(apart, starts[place]) % 2:
            pieces[place] = kept[word]
    return "".join(pieces)


def _is_text(page: str, place: int) -> bool:
    """Whether it stands between tags, and not within one: texts and values hold no bare angle."""
    return page.rfind("<", 0, place) < page.rfind(">", 0, place)


def _kept(words: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """What becomes of the runs of Thai letters that are names, or hold some."""
    words_of_names = RUN.findall(" ".join(names))
    known = {one for one in words_of_names if len(one) <= LONGEST}
    within: dict[str, list[str]] = {}  # of the runs that are longer than a name
    kept: dict[str, str] = {}
    longer = []
    for word in words:
        if word in known or (len(word) <= LONGEST and _titled().match(word)):
            kept[word] = _span(word)
        else:
            longer.append(word)
    lines = "\n".join(longer)  # one look for each name, not one for each in each word
    for name in sorted(known, key=len, reverse=True):
        place = lines.find(name)
        while place >= 0:
            end = lines.find("\n", place)
            word = lines[lines.rfind("\n", 0, place) + 1 : end if end >= 0 else None]
            within.setdefault(word, []).append(name)
            place = lines.find(name, end) if end >= 0 else -1
    return kept | {word: _spans_within(word, found) for word, found in within.items()}


def _spans_within(run: str, names: Iterable[str]) -> str:
    """A run and the names within it, the longest first."""
    pattern = f"(?:{'|'.join(_places())})?(?:{'|'.join(names)}){BEHIND}"
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
