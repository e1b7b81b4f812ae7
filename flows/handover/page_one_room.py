"""Whether page one is one sheet of A4 at 16 pt, single spaced, its tables at 14 pt.

Lines are counted by how wide their letters are drawn. What is bounded elsewhere (the matter, the
law, what works and what is at risk) is counted too: names and typed words may be long anywhere.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from config.words import LANGUAGES, Language
from registry.rules.order_facts import Signer
from registry.rules.papers.package import Line, PageOne
from registry.rules.thai import to_thai_digits
from tasks.documents.fonts import ems_wide

BODY, TABLE = (
    18.1,
    16.2,
)  # points of a line at 16 pt, and of one at 14 pt with its share of a border
# Ems of a line: of the text, of the small lines, of a cell of a number, of a row, of a signature.
TEXT, SMALL, CELL, ROW, SIGNED = 28.0, 32.0, 6.1, {"th": 13.6, "en": 12.4}, 15.8
INDENT = {"th": 4.4, "en": 0.0}  # of a paragraph's first line
HEAD = {"th": 11.0, "en": 11.0}  # of its number and name, in bold
# Points that are counted at most where it is one sheet, measured over many; of what is always
# there: head, closing, heads of the tables.
ROOM = {"th": 714.0, "en": 714.0}
FIXED = {"th": 86.0 + 3 * TABLE, "en": 18.0 + 3 * BODY + 3 * TABLE}


class _Text(NamedTuple):
    """A paragraph: its words, how wide its lines are, where its first begins."""

    words: str
    wide: float
    begins: float = 0.0

    @property
    def lines(self) -> int:
        """Thai is broken nearly anywhere; other words stay whole, but for one wider than a line."""
        if not self.words.isascii():
            return max(1, ceil((ems_wide(self.words) + self.begins) / self.wide))
        count, used = 1, self.begins
        for word in self.words.split(" "):
            room = ems_wide(f"{word} ") * _REGULAR
            if used and used + room > self.wide + _BLANK:
                count, used = count + 1, 0.0
            used += room
            if used > self.wide + _BLANK:
                count, used = count + int(used // self.wide), used % self.wide
        return count


_BLANK = 0.3  # of a line's end: a space that hangs over it
_REGULAR = 0.95  # of Latin letters to bold ones, by which widths are known


def fits(page: PageOne) -> bool:
    """Whether the page is one sheet in either language, with a banner at its head too."""
    return all(_height(page, language) <= ROOM[language] for language in LANGUAGES)


def _height(page: PageOne, language: Language) -> float:
    body = sum(one.lines for one in _paragraphs(page, language))
    table = _numbers(page, language) + _rows(page, language)
    table += sum(one.lines for one in _small(page, language))
    table += max(_signed(one, language) for one in (page.signer, page.chief))
    return FIXED[language] + body * BODY + table * TABLE


def _of(said: object, field: str, language: Language) -> str:
    text = str(getattr(said, f"{field}_{language}") or "")
    return to_thai_digits(text) if language == "th" else text


def _paragraphs(page: PageOne, language: Language) -> Iterator[_Text]:
    begins = INDENT[language] + HEAD[language] / 2
    yield _Text(" ".join(getattr(page, f"to_{language}")), TEXT, 2.0)
    yield _Text(_of(page, "matter", language), TEXT, begins)
    facts = [_of(one, "text", language) for one in (*page.works, *page.risks)]
    yield _Text(" ".join(facts), TEXT, begins + 26.0)  # the day, and the words between
    yield _Text(_of(page, "law", language), TEXT, begins)
    yield _Text("", TEXT)


def _numbers(page: PageOne, language: Language) -> int:
    return max(
        sum(_Text(_of(one, field, language), CELL).lines for field in ("now", "before"))
        for one in page.numbers.all
    )


def _rows(page: PageOne, language: Language) -> int:
    return sum(
        max(
            1 if one.for_information else 2,
            _Text(_of(one, "title", language) + _of(one, "note", language), ROW[language], 1).lines,
        )
        for one in page.decisions
    )


def _small(page: PageOne, language: Language) -> Iterator[_Text]:
    told = [_of(one, "follows", language) for one in page.decisions if one.told]
    yield _Text(" ".join(told), SMALL, 5.0 + 3.0 * len(told))
    yield _Text(_listed(page.calls, language), SMALL, 5.0)
    yield _Text(_listed(page.coming, language), SMALL, 5.0 + 6.0 * len(page.coming))


def _listed(lines: Sequence[Line], language: Language) -> str:
    return "  ".join(_of(one, "text", language) for one in lines)


def _signed(by: Signer, language: Language) -> int:
    lines = (f"({_of(by, 'name', language)})", *getattr(by, f"position_lines_{language}"))
    return 1 + sum(_Text(one, SIGNED).lines for one in lines)
