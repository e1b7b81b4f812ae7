"""A workbook that somebody fills in: each cell typed and left by Tab, sheets changed by keys."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from config.words import say
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW

TO_A_SHEET, TO_SAVE = 2, 2  # Ctrl and Page Down, Ctrl and S
TO_LEAVE_A_CELL = 1

Rows = Mapping[str, Sequence[Mapping[str, str]]]


def type_into(file: Path, rows: Rows, names: str) -> int:
    """Add the rows below what the sheets hold; answers how many keys that took.

    `names` is the room of the words that the sheets are called by.
    """
    book = load_workbook(file)
    keys = TO_SAVE
    for sheet, added in rows.items():
        keys += TO_A_SHEET
        page = book[say(f"{names}.{sheet}", "th")]
        columns = {str(cell.value): place for place, cell in enumerate(page[KEYS_ROW], 1)}
        first = _first_free(page)
        for number, row in enumerate(added, first):
            for column, value in row.items():
                page.cell(number, columns[column]).value = value
                keys += len(value) + TO_LEAVE_A_CELL
    book.save(file)
    return keys


def _first_free(page: Worksheet) -> int:
    """The first row of which no cell holds anything."""
    for number in range(FIRST_ROW, page.max_row + 1):
        if all(cell.value is None for cell in page[number]):
            return number
    return max(FIRST_ROW, page.max_row + 1)
