"""Names of people, places and offices on one line: browsers part Thai names that are made of words.

Nothing is put into the text itself, for names are copied and looked for. What stands between tags
is looked at alone: an attribute, a list of choices or a field that is typed into holds no element.
"""

import re
from collections.abc import Iterable
from functools import cache

from config.areas import area_naming
from config.titles import title_list
from config.words import Named, Value

LONGEST = 18  # letters: what is longer is wider than its column on a phone
SHORTEST = 5  # letters: what is shorter is one word, and part of others
RUN = re.compile("[\u0e01-\u0e59]+")
BEHIND = "(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"  # a sign that belongs to the letter before it
TAKES_NO_ELEMENT = ("title", "script", "svg", "textarea", "select", "datalist", "thead")


def runs_of(values: Iterable[Value]) -> set[str]:
    """The Thai words of the names among the values, as spaces part them."""
    return {run for one in values if isinstance(one, Named) for run in RUN.findall(one.th)}


def with_whole_names(page: str, names: Iterable[str]) -> str:
    """The page in which no line ends within a name: those given, and whoever bears a title."""
    known = frozenset(one for one in names if SHORTEST <= len(one) <= LONGEST)
    done: list[str] = []
    within = ""
    for part in page.split("<"):
        tag, end, text = part.partition(">")
        name = tag.split(maxsplit=1)[0] if tag else ""
        if within:
            within = "" if name == f"/{within}" else within
        elif name in TAKES_NO_ELEMENT:
            within = name
        if text and not within and RUN.search(text):
            text = RUN.sub(lambda run: _kept(run[0], known), text)
        done.append(f"{tag}{end}{text}")
    return "<".join(done)


def _kept(run: str, known: frozenset[str]) -> str:
    """A run of Thai letters, itself whole or the names within it."""
    if run in known or (len(run) <= LONGEST and _titled().match(run)):
        return _span(run)
    found = sorted((one for one in known if one in run), key=len, reverse=True)
    if not found:
        return run
    pattern = f"(?:{'|'.join(_places())})?(?:{'|'.join(found)}){BEHIND}"
    return re.sub(pattern, lambda name: _span(name[0]), run)


def _span(name: str) -> str:
    return f'<span class="together">{name}</span>'


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
