"""A Word document as it is read beside a form: its paragraphs, and its tables by row and column."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from lxml import etree

from tasks.documents.docx_files import DOCUMENT, W, parse, read_parts
from tasks.documents.template_places import text_of


@dataclass(frozen=True)
class TextCell:
    """A cell: what it says, under which head ("" where it spans several), over how many columns."""

    text: str
    head: str
    span: int


@dataclass(frozen=True)
class TextTable:
    """A table with a head: what stands over each column, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[TextCell, ...], ...]


Block = str | TextTable


def blocks(docx: bytes) -> list[Block]:
    """The paper without its headers. Tables that only place signatures are read as paragraphs."""
    tree = parse(DOCUMENT, read_parts(docx)[DOCUMENT])
    body = tree.find(f"{W}body")
    return [] if body is None else [*_blocks(body)]


def _blocks(within: etree._Element) -> Iterator[Block]:
    for one in within.iterchildren():
        if one.tag == f"{W}tbl" and (table := _table(one)) is not None:
            yield table
        elif one.tag == f"{W}p":
            if text := _said(one):
                yield text
        else:
            yield from _blocks(one)


def heads_of(table: etree._Element) -> tuple[str, ...]:
    """What stands over each column, in the rows that are repeated; nothing without such a head."""
    return _heads([*takewhile(_is_head, table.findall(f"{W}tr"))])


def _said(element: etree._Element) -> str:
    return " ".join(text_of(element).split())


def _table(element: etree._Element) -> TextTable | None:
    """The table as its repeated head tells it; None for a table without one."""
    rows, heads = element.findall(f"{W}tr"), heads_of(element)
    if not heads:
        return None
    told = tuple(tuple(_cells(row, heads)) for row in dropwhile(_is_head, rows))
    return TextTable(heads, tuple(row for row in told if any(cell.text for cell in row)))


def _is_head(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}tblHeader") is not None


def _heads(rows: list[etree._Element]) -> tuple[str, ...]:
    """What stands over each column: a head of two rows reads from above."""
    columns: list[list[str]] = []
    for row in rows:
        place = 0
        for cell in row.findall(f"{W}tc"):
            text = _cell_text(cell).replace("-\n", "-").replace("\n", " ")
            span = _span(cell)
            columns += [[] for _ in range(place + span - len(columns))]
            for over in columns[place : place + span]:
                over.extend([text] if text else [])
            place += span
    return tuple(" ".join(one) for one in columns)


def _cells(row: etree._Element, heads: tuple[str, ...]) -> Iterator[TextCell]:
    place = 0
    for cell in row.findall(f"{W}tc"):
        span = _span(cell)
        head = heads[place] if span == 1 and place < len(heads) else ""
        yield TextCell(_cell_text(cell), head, span)
        place += span


def _cell_text(cell: etree._Element) -> str:
    """Its paragraphs, a line each."""
    return "\n".join(text for one in cell.iter(f"{W}p") if (text := _said(one)))


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    said = "" if found is None else str(found.get(f"{W}val", ""))
    return int(said) if said.isdecimal() else 1
