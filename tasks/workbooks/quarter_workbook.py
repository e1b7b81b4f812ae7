"""Write the sheet of a quarter as a workbook that is filled in and brought back."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from config.words import say
from registry.rules.quarter_sheet import CHOICES, COLUMNS, READ_ONLY
from tasks.workbooks.filled_form import WorkbookForm
from tasks.workbooks.sheet_writing import Row, SheetLook, saved, write_guide, write_sheet

QUARTER = WorkbookForm(COLUMNS, "quarter_sheet")
WIDE = {"activity", "figure", "variance", "corrective"}
LOOK = SheetLook("head", CHOICES, READ_ONLY, WIDE)
GUIDE_LINES = 7


def quarter_workbook(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook with these rows by sheet, the guide before them."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("quarter_sheet.guide", "th")
    write_guide(guide, ([f"quarter_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"quarter_sheet.{sheet}", "th"))
        write_sheet(page, LOOK, columns, rows.get(sheet, ()))
    return saved(book)
