"""A kept draft without its draft mark, number and day written in: the text that was reviewed.

What was signed reads as it was laid before the signer, whatever the templates say since.
"""

from datetime import date

from lxml import etree

from config.documents import document_defaults
from config.words import Language
from tasks.documents.docx_files import (
    DOCUMENT,
    TEXT_PART,
    W,
    as_part,
    parse,
    read_parts,
    write_parts,
)
from tasks.documents.docx_structure import set_right
from tasks.documents.emblem import put_emblem
from tasks.documents.line_rooms import STYLES, LineRooms
from tasks.documents.paper_words import (
    english_order_date,
    english_order_number,
    order_date,
    order_number,
)
from tasks.documents.template_places import text_of

_HEAD_OR_FOOT = ("word/header", "word/footer")
_WRITTEN = {"th": (order_number, order_date), "en": (english_order_number, english_order_date)}


def unmarked(
    docx: bytes,
    language: Language,
    *,
    number: str | None = None,
    dated: date | None = None,
    emblem: bytes | None = None,
) -> bytes:
    """The document of `docx` as it goes to be signed; with number and day, as it was signed."""
    parts = read_parts(docx)
    trees = {name: parse(name, parts[name]) for name in parts if _is_of_text(name)}
    for name, tree in trees.items():
        if name.startswith(_HEAD_OR_FOOT):
            _without_mark(tree)
    if number is not None:
        _write_in(trees[DOCUMENT], language, number, dated)
    set_right(trees, LineRooms(parts[STYLES]), language)  # a draft of an earlier release is not
    parts |= {name: as_part(tree) for name, tree in trees.items()}
    if emblem is not None:
        put_emblem(parts, emblem)
    return write_parts(parts)


def _is_of_text(name: str) -> bool:
    return name == STYLES or TEXT_PART.fullmatch(name) is not None


def _without_mark(tree: etree._Element) -> None:
    """Take out the mark in the head, and the line in the foot to the end of its paragraph."""
    draft = document_defaults().draft
    for paragraph in tree.iter(f"{W}p"):
        runs = list(paragraph.iter(f"{W}r"))
        texts = [text_of(run).replace("\u00a0", " ") for run in runs]
        line = next(
            (at for at in range(len(runs)) if "".join(texts[at:]).startswith(draft.lines)),
            len(runs),
        )
        for at, run in enumerate(runs):
            if at >= line or texts[at].strip() in draft.marks or _is_marked(run, draft.mark_style):
                above = run.getparent()
                assert above is not None  # noqa: S101 — a run stands in a paragraph
                above.remove(run)


def _is_marked(run: etree._Element, mark_style: str) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(f"{W}val") == mark_style


def _write_in(tree: etree._Element, language: Language, number: str, dated: date | None) -> None:
    """Number and day in place of the blanks that a clerk would fill by hand."""
    write_number, write_day = _WRITTEN[language]
    # The number first: the blank for a day may be a part of the blank for a number.
    _fill(tree, write_number(None, None), write_number(number, dated))
    _fill(tree, write_day(None), write_day(dated))


def _fill(tree: etree._Element, blank: str, written: str) -> None:
    pieces = (one for one in tree.iter(f"{W}t") if blank in (one.text or ""))
    piece = next(pieces, None)
    if piece is not None:
        piece.text = (piece.text or "").replace(blank, written, 1)
