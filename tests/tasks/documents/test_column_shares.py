"""Columns of a table as wide as its facts need, where the template says so."""

import pytest
from lxml import etree

from tasks.documents.column_shares import LEAST, share_columns
from tasks.documents.docx_files import W
from tasks.documents.line_rooms import LineRooms

ROOMS = LineRooms(None)
WIDTHS = (2600, 3400, 1700)
LONG, SHORT = "\u0e01" * 60, "\u0e01"


def table(*rows: tuple[str, ...], layout: str = "autofit", widths: tuple[int, ...] = WIDTHS) -> str:
    grid = "".join(f"<w:gridCol w:w='{one}'/>" for one in widths)
    made = "".join(
        "<w:tr>" + "".join(cell(text, width) for text, width in zip(row, widths, strict=False))
        + "</w:tr>"
        for row in rows
    )  # fmt: skip
    return (
        f"<w:tbl><w:tblPr><w:tblLayout w:type='{layout}'/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def cell(text: str, width: int) -> str:
    wide = f"<w:tcPr><w:tcW w:w='{width}' w:type='dxa'/></w:tcPr>"
    return f"<w:tc>{wide}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def shared(made: str) -> tuple[list[int], list[list[int]], str]:
    """Its columns, the cells of each row, and how it is laid out."""
    body = etree.fromstring(f"<w:body xmlns:w='{W[1:-1]}'>{made}</w:body>")
    share_columns(body, ROOMS)
    rows = [[int(one.get(f"{W}w")) for one in row.iter(f"{W}tcW")] for row in body.iter(f"{W}tr")]
    (layout,) = (one.get(f"{W}type") for one in body.iter(f"{W}tblLayout"))
    return [int(one.get(f"{W}w")) for one in body.iter(f"{W}gridCol")], rows, layout


def test_a_column_of_much_text_takes_room_of_one_of_little_and_the_table_stays_as_wide() -> None:
    columns, rows, layout = shared(table((LONG, SHORT, SHORT), (LONG, SHORT, SHORT)))
    assert columns[0] > WIDTHS[0]
    assert columns[1] >= LEAST
    assert sum(columns) == sum(WIDTHS)
    assert rows == [columns, columns]
    assert layout == "fixed"


def test_a_narrow_column_neither_gives_nor_takes() -> None:
    columns, _, _ = shared(table((LONG, SHORT, LONG)))
    assert columns[2] == WIDTHS[2]


def test_a_head_over_the_whole_table_stays_and_keeps_no_column_from_sharing() -> None:
    columns, rows, _ = shared(table((LONG,), (LONG, SHORT, SHORT)))
    assert columns[0] > WIDTHS[0]
    assert rows == [[WIDTHS[0]], columns]


@pytest.mark.parametrize(
    "made",
    [
        table((SHORT, SHORT, SHORT)),
        table((LONG, SHORT, SHORT), layout="fixed"),
        table((LONG, SHORT, SHORT), (LONG, SHORT)),
    ],
    ids=["nothing is gained", "the template sets its widths", "a row spans two columns"],
)
def test_else_the_widths_stay_as_the_template_has_them(made: str) -> None:
    columns, _, _ = shared(made)
    assert columns == [*WIDTHS]
