"""How much room a line has in a Word document: in its cell, or between the margins."""

from collections.abc import Iterator

from lxml import etree

from config.documents import document_defaults
from tasks.documents.docx_files import W, parse
from tasks.documents.template_places import length

STYLES = "word/styles.xml"
TWIPS_PER_HALF_POINT = 10
LEVELS = 9
_WORDS_OWN_MARGIN = 108  # of a cell, on either side, where a table says nothing
_KEPT = f"{W}pPr/{W}keepNext"
_HEADING = f"{W}pPr/{W}outlineLvl"
_INDENT, _SIZE = f"{W}pPr/{W}ind", f"{W}rPr/{W}szCs"
_STYLE, _WIDTH = f"{W}pPr/{W}pStyle", f"{W}tcPr/{W}tcW"


class LineRooms:
    """The room for a text, from its cell or sheet, and the indents and letters of its style."""

    def __init__(self, styles: bytes | None) -> None:
        """`styles` is the part of that name, None of a file without one."""
        tree = parse(STYLES, styles) if styles else etree.Element(f"{W}styles")
        self._styles = {style.get(f"{W}styleId", ""): style for style in tree.iter(f"{W}style")}
        self._known: dict[tuple[str, str], etree._Element | None] = {}
        self._margins: dict[etree._Element, int] = {}

    def of(self, text: etree._Element) -> float:
        """In ems of its letters, of a paragraph or a text in one; what hangs on a first line counts
        for nothing.

        The letters are as large as the style of the paragraph has them: a table is set smaller
        than its paper, and a piece of text has no size of its own.
        """
        cell = next(text.iterancestors(f"{W}tc"), None)
        width = _sheet_width() if cell is None else self._cell_width(cell)
        within = f"{W}p"
        paragraph = text if text.tag == within else next(text.iterancestors(within), None)
        own = None if paragraph is None else paragraph.find(_INDENT)
        indent = own if own is not None else self._of_style(paragraph, _INDENT)
        return (width - _sides(indent)) / self.letters_of(paragraph)

    def stays_with_next(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph, or its style, is kept on the sheet of the next."""
        own = paragraph.find(_KEPT)
        return (own if own is not None else self._of_style(paragraph, _KEPT)) is not None

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether its style is of a heading, as the list of contents has them."""
        return self._of_style(paragraph, _HEADING) is not None

    def level_of(self, paragraph: etree._Element) -> int | None:
        """Its level among the headings, counted from 0; None of what is none.

        Word takes a level past the last one for text.
        """
        own = paragraph.find(_HEADING)
        level = length(
            own if own is not None else self._of_style(paragraph, _HEADING), "val", LEVELS
        )
        return level if 0 <= level < LEVELS else None

    def letters_of(self, paragraph: etree._Element | None) -> int:
        """How large the style of the paragraph has its letters, in twips."""
        found = self._of_style(paragraph, _SIZE)
        half_points = length(found, "val", document_defaults().page.half_points)
        return half_points * TWIPS_PER_HALF_POINT

    def _cell_width(self, cell: etree._Element) -> int:
        table = next(cell.iterancestors(f"{W}tbl"))
        if table not in self._margins:
            self._margins[table] = _margins_of(table)
        return length(cell.find(_WIDTH), "w", _sheet_width()) - self._margins[table]

    def _of_style(self, paragraph: etree._Element | None, path: str) -> etree._Element | None:
        """What the style of the paragraph says there, or the first that it is based on."""
        named = None if paragraph is None else paragraph.find(_STYLE)
        if named is None:
            return None
        key = named.get(f"{W}val", ""), path
        if key not in self._known:  # a table of a thousand paragraphs has a handful of styles
            said = (one.find(path) for one in self._based_on(named))
            self._known[key] = next((one for one in said if one is not None), None)
        return self._known[key]

    def _based_on(self, named: etree._Element | None) -> Iterator[etree._Element]:
        """The style of that name, and those that it is based on."""
        left = dict(self._styles)
        while named is not None and (style := left.pop(named.get(f"{W}val", ""), None)) is not None:
            yield style
            named = style.find(f"{W}basedOn")


def _sheet_width() -> int:
    page = document_defaults().page
    return page.width_twips - page.left_twips - page.right_twips


def _margins_of(table: etree._Element) -> int:
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    return sum(
        length(None if margins is None else margins.find(f"{W}{side}"), "w", _WORDS_OWN_MARGIN)
        for side in ("left", "right")
    )


def _sides(indent: etree._Element | None) -> int:
    return length(indent, "left") + length(indent, "right")
