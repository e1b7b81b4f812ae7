"""Columns as wide as their facts need, in tables whose template sets them to fit their contents.

Word fits such columns anew wherever the paper is opened, and LibreOffice does not: here they get
the widths by which the table is lowest, the same in both.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from math import ceil

from lxml import etree

from tasks.documents.docx_files import W
from tasks.documents.fonts import ems_wide
from tasks.documents.line_rooms import LineRooms
from tasks.documents.template_places import length, text_of

LEAST = 2000  # twips: a narrower column holds days, numbers or sources, and stays as it is
_STEP = 100
_LAYOUT = f"{W}tblPr/{W}tblLayout"

# Of a paragraph: how wide its text is, what its indents and margins take, how tall a line is.
_Measure = tuple[float, float, int]


def share_columns(document: etree._Element, rooms: LineRooms) -> None:
    """Set the widths of the columns in every such table.

    A row of one cell, a head over the whole table, stays; a table with any other row that has not
    a cell in each column keeps its widths.
    """
    for table in document.iter(f"{W}tbl"):
        layout = table.find(_LAYOUT)
        if layout is None or layout.get(f"{W}type") != "autofit":
            continue
        columns = table.findall(f"{W}tblGrid/{W}gridCol")
        rows = [one.findall(f"{W}tc") for one in table.findall(f"{W}tr")]
        parted = [one for one in rows if len(one) == len(columns)]
        if parted and all(len(one) in (1, len(columns)) for one in rows):
            layout.set(f"{W}type", "fixed")
            _set(columns, parted, rooms)


def _set(
    columns: Sequence[etree._Element], rows: Sequence[list[etree._Element]], rooms: LineRooms
) -> None:
    given = [length(one, "w") for one in columns]
    widths = _lowest(given, [[[*_measures(one, rooms)] for one in row] for row in rows])
    for column, width in zip(columns, widths, strict=True):
        column.set(f"{W}w", str(width))
    for row in rows:
        for cell, width in zip(row, widths, strict=True):
            found = cell.find(f"{W}tcPr/{W}tcW")
            if found is not None:
                found.set(f"{W}w", str(width))


def _measures(cell: etree._Element, rooms: LineRooms) -> Iterator[_Measure]:
    width = length(cell.find(f"{W}tcPr/{W}tcW"), "w")
    for one in cell.iter(f"{W}p"):
        letters = rooms.letters_of(one)
        yield ems_wide(text_of(one)) * letters, width - rooms.of(one) * letters, letters


def _lowest(given: list[int], rows: Sequence[list[list[_Measure]]]) -> list[int]:
    """The widths of the lowest table, as near to the given ones as that goes."""
    columns = [*zip(*rows, strict=True)]

    @cache  # to move what one column has to another leaves all others as they were
    def cells(place: int, width: int) -> list[int]:
        return [sum(_lines(one, width) for one in cell) for cell in columns[place]]

    def height_of(widths: list[int]) -> int:
        return sum(map(max, zip(*(cells(*one) for one in enumerate(widths)), strict=True)))

    wide = [place for place, width in enumerate(given) if width >= LEAST]
    best, height = given, height_of(given)
    for giver, taker in permutations(wide, 2):
        before = best
        for moved in range(_STEP, before[giver] - LEAST + 1, _STEP):
            widths = [*before]
            widths[giver] -= moved
            widths[taker] += moved
            if (found := height_of(widths)) < height:
                best, height = widths, found
    return best


def _lines(of: _Measure, width: int) -> int:
    """How tall the paragraph stands in a cell of that width."""
    text, sides, letters = of
    room = width - sides
    return letters * (max(1, ceil(text / room)) if room > 0 else 1)
