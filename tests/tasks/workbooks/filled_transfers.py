"""The form of a transfer order as somebody fills it in."""

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook

from registry.rules.transfer_sheet import COLUMNS
from tasks.workbooks.filled_form import FIRST_ROW

ORDER, MOVES = "คำสั่งย้าย", "การย้าย"
NUMBERED = {"number": "๓๐๑/๒๕๖๕", "dated": "๑๕ ก.ย. ๒๕๖๕", "on": "1/10/2565"}
Cells = Mapping[str, Any]


def filled(content: bytes, moves: Mapping[str, Cells], order: Cells = NUMBERED) -> bytes:
    """The form with the order and the rows of these districts filled in, others untouched."""
    book = load_workbook(io.BytesIO(content))
    for column, value in order.items():
        book[ORDER].cell(FIRST_ROW, COLUMNS["order"].index(column) + 1).value = value
    sheet = book[MOVES]
    for district, cells in moves.items():
        rows = range(FIRST_ROW, sheet.max_row + 2)
        row = next(r for r in rows if sheet.cell(r, 1).value in (district, None))
        for column, value in {"district": district, **cells}.items():
            sheet.cell(row, COLUMNS["moves"].index(column) + 1).value = value
    return kept(book)


def kept(book: Any) -> bytes:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
