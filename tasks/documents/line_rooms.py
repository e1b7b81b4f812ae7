"""How much room a line has in a Word document: in its cell, or between the margins."""

from lxml import etree

from config.documents import document_defaults
from tasks.documents.docx_files import W, parse
from tasks.documents.template_places import length

STYLES = "word/styles.xml"
TWIPS_PER_POINT = 20
_WORDS_OWN_MARGIN = 108  # of a cell, on either side, where a table says nothing


class LineRooms:
    """The room for a text, from its cell or sheet and the indents of its style."""

    def __init__(self, styles: bytes | None) -> None:
        """`styles` is the part of that name, None of a file without one."""
        tree = parse(STYLES, styles) if styles else etree.Element(f"{W}styles")
        self._indents = {
            style.get(f"{W}styleId", ""): _sides(style.find(f"{W}pPr/{W}ind"))
            for style in tree.iter(f"{W}style")
        }

    def of(self, text: etree._Element) -> float:
        """In points; what hangs on a first line counts for nothing."""
        cell = next(text.iterancestors(f"{W}tc"), None)
        width = _sheet_width() if cell is None else _cell_width(cell)
        return (width - self._indent(text)) / TWIPS_PER_POINT

    def _indent(self, text: etree._Element) -> int:
        paragraph = next(text.iterancestors(f"{W}p"), None)
        if paragraph is None:
            return 0
        own = paragraph.find(f"{W}pPr/{W}ind")
        if own is not None:
            return _sides(own)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return 0 if style is None else self._indents.get(style.get(f"{W}val", ""), 0)


def _sheet_width() -> int:
    page = document_defaults().page
    return page.width_twips - page.left_twips - page.right_twips


def _cell_width(cell: etree._Element) -> int:
    table = next(cell.iterancestors(f"{W}tbl"))
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    sides = (
        length(None if margins is None else margins.find(f"{W}{side}"), "w", _WORDS_OWN_MARGIN)
        for side in ("left", "right")
    )
    return length(cell.find(f"{W}tcPr/{W}tcW"), "w", _sheet_width()) - sum(sides)


def _sides(indent: etree._Element | None) -> int:
    return length(indent, "left") + length(indent, "right")
