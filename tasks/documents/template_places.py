"""Where in a template something stands, in words: which part of the page, and the text near it."""

import re
import unicodedata
from collections.abc import Mapping
from html import unescape

from lxml import etree

from config.words import Sentence, Term, both
from tasks.documents.docx_files import W

LONGEST, BEFORE = 60, 20  # signs of the text that is quoted, and how many stand before the place
_PART = re.compile(r"word/(?:_rels/)?(document|header|footer|footnotes|styles)")
_PARTS = {
    "document": "template.part.body",
    "header": "template.part.header",
    "footer": "template.part.footer",
    "footnotes": "template.part.footnotes",
    "styles": "template.part.styles",
}
TAGGED_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_MARKUP = re.compile(r"<[^>]*>")
_NEW_LINE = re.compile(r"(?=<w:p[ >])|(?<=</w:p>)|(?=\{\{|\{%)")


def where(part: str, near: str = "") -> Sentence:
    """The part of the page and, where there is one, the text near it."""
    found = _PART.match(part)
    named = Term(_PARTS[found[1]]) if found else part
    quoted = " ".join(near.split())
    if not quoted:
        return both("template.where.part", part=named)
    if len(quoted) > LONGEST:
        quoted = quoted[: LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return both("template.where.near", part=named, near=quoted)


def text_of(element: etree._Element) -> str:
    """What is read in a paragraph or another element."""
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def paragraph_around(element: etree._Element) -> str:
    """What is read in the paragraph that an element stands in; "" where in none."""
    outer = next(element.iterancestors(f"{W}p"), None)
    return "" if outer is None else text_of(outer)


def length(element: etree._Element | None, name: str, otherwise: int = 0) -> int:
    """A length in twips as an element says it by that name; another where it says none."""
    said = None if element is None else element.get(f"{W}{name}")
    try:
        return otherwise if said is None else round(float(said))
    except (ValueError, OverflowError):
        return otherwise


def around(text: str, position: int) -> str:
    """What is read from a little before a position on: short enough to be looked for in Word."""
    start = max(position - BEFORE, 0)
    while start < len(text) and unicodedata.category(text[start]) == "Mn":
        start += 1  # a mark without its letter
    return text[start : position + LONGEST - BEFORE]


def lined(source: str) -> str:
    """The source with each paragraph and tag on a line of its own: its number is then a place."""
    return _NEW_LINE.sub("\n", source)


def line_in_words(source: str, number: int) -> str:
    """What is read from a little before that line of a lined source on, in its paragraph."""
    lines = source.splitlines()
    place = min(max(number, 1), len(lines)) - 1
    start, stop = place, place + 1
    while start > 0 and "<w:p" not in lines[start] and not lines[start - 1].endswith("</w:p>"):
        start -= 1
    while stop < len(lines) and not lines[stop - 1].endswith("</w:p>"):
        stop += 1
    before, after = (_read(lines[a:b]) for a, b in ((start, place), (place, stop)))
    return around(f"{before} {after}".strip(), len(before))


def _read(lines: list[str]) -> str:
    return unescape(" ".join(_MARKUP.sub("", "".join(lines)).split()))


def styles_in_use(parts: Mapping[str, bytes], styles: etree._Element) -> set[str]:
    """The styles that something of the paper is set in: named in a part, default, or below one."""
    text = b"".join(part for name, part in parts.items() if name.startswith("word/"))
    named = set(re.findall(rb'<w:(?:p|r|tbl)Style w:val="([^"]*)"', text))
    found = {one.decode("utf-8", "replace") for one in named}
    below: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        own = style.get(f"{W}styleId", "")
        if style.get(f"{W}default") == "1":
            found.add(own)
        based_on = style.find(f"{W}basedOn")
        if based_on is not None:
            below[own] = based_on.get(f"{W}val", "")
    for one in tuple(found):
        name = one
        while (name := below.get(name, "")) and name not in found:
            found.add(name)
    return found
