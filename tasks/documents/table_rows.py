"""Rows of a table that stay on one page: a short table whole, of a long one its ends.

How tall a table is, is known when its facts are filled in, so the template cannot say it.
"""

from math import ceil

from lxml import etree

from config.documents import document_defaults
from tasks.documents.docx_files import W
from tasks.documents.fonts import ems_wide
from tasks.documents.line_rooms import LineRooms
from tasks.documents.template_places import length, text_of

SHORT = 0.25  # of a sheet: a taller table, kept whole, would leave more than that white
ENDS = 2  # rows that no page has fewer of
_KEPT = f"{W}p/{W}pPr/{W}keepNext"


def keep_rows(document: etree._Element, rooms: LineRooms) -> None:
    """Keep rows with the next, in every table with a head; a table without one places signatures.

    The last rows before the signatures are kept with these. The head is kept with the first row by
    its style, and repeated where the table parts.
    """
    short = SHORT * _sheet_height(document)
    for table in document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        body = [one for one in rows if one.find(f"{W}trPr/{W}tblHeader") is None]
        if len(body) < len(rows):
            signed = _is_signed_below(table, rooms)
            may_part = (
                signed or any(map(_is_to_write_in, body)) or _stays_with_what_follows(body[-1])
            )
            whole = not may_part and _height(rows, short, rooms) <= short
            if signed:
                _keep_with_next(body[-1])
            for row in _kept(body, whole=whole):
                _keep_with_next(row)


def _kept(body: list[etree._Element], *, whole: bool) -> list[etree._Element]:
    """All but the last of a short table; of a long one those that its first and last page need."""
    return body[:-1] if whole else [*body[: ENDS - 1], *body[-ENDS:-1]]


def _is_to_write_in(row: etree._Element) -> bool:
    """Whether it has a set height: people write in it, and it may be taller than its text."""
    return row.find(f"{W}trPr/{W}trHeight") is not None


def _stays_with_what_follows(row: etree._Element) -> bool:
    """Whether its template says so: the table whole would go over to the next sheet with that."""
    return row.find(f"{W}tc/{_KEPT}") is not None


def _is_signed_below(table: etree._Element, rooms: LineRooms) -> bool:
    """Whether all between it and the signatures stays with them: its last rows then do too.

    Signatures that are a section of their own, with text enough of it, need none of its rows.
    """
    own: list[int] = []
    for one in table.itersiblings():
        if one.tag == f"{W}tbl":
            unheaded = one.find(f"{W}tr/{W}trPr/{W}tblHeader") is None
            return unheaded and sum(own) < ENDS
        if one.tag != f"{W}p" or not rooms.stays_with_next(one):
            return False
        if rooms.is_heading(one):
            own = [0]
        elif own:
            own.append(_lines(one, rooms))
    return False


def _sheet_height(document: etree._Element) -> int:
    """How many twips the sheet has for text, laid as its section says."""
    page = document_defaults().page
    sheet = document.find(f".//{W}sectPr")
    size, margins = (
        None if sheet is None else sheet.find(f"{W}{one}") for one in ("pgSz", "pgMar")
    )
    edges = length(margins, "top", page.top_twips) + length(margins, "bottom", page.bottom_twips)
    return length(size, "h", page.height_twips) - edges


def _height(rows: list[etree._Element], enough: float, rooms: LineRooms) -> float:
    """How many twips the rows take; no more are counted where they take more than `enough`."""
    height = 0.0
    for row in rows:
        height += max((_cell_height(one, rooms) for one in row.iter(f"{W}tc")), default=0)
        if height > enough:
            break
    return height


def _cell_height(cell: etree._Element, rooms: LineRooms) -> float:
    return sum(_paragraph_height(one, rooms) for one in cell.iter(f"{W}p"))


def _paragraph_height(paragraph: etree._Element, rooms: LineRooms) -> float:
    font = document_defaults().stand_in
    high = font.ascent_em + font.descent_em + font.gap_em
    return _lines(paragraph, rooms) * rooms.letters_of(paragraph) * high


def _lines(paragraph: etree._Element, rooms: LineRooms) -> int:
    room = rooms.of(paragraph)
    return max(1, ceil(ems_wide(text_of(paragraph)) / room)) if room > 0 else 1


def _keep_with_next(row: etree._Element) -> None:
    for paragraph in row.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}keepNext") is None:
            styled = properties.find(f"{W}pStyle") is not None
            properties.insert(int(styled), etree.Element(f"{W}keepNext"))
