"""Write the form of a transfer order as a workbook: a row for every district and its Chief."""

from collections.abc import Sequence

from openpyxl import Workbook

from config.words import say
from registry.rules.transfer_sheet import CHOICES, COLUMNS, READ_ONLY
from tasks.workbooks.filled_form import WorkbookForm
from tasks.workbooks.sheet_writing import Row, SheetLook, saved, write_guide, write_sheet

TRANSFER = WorkbookForm(COLUMNS, "transfer_sheet")
WIDE = {"leaving", "coming", "name_en"}
LOOKS = {
    "order": SheetLook("field.transfer", {}, (), ()),
    "moves": SheetLook("field.moves", CHOICES, READ_ONLY, WIDE),
}
GUIDE_LINES = 8


def transfer_workbook(districts: Sequence[Row]) -> bytes:
    """The form, its order empty, with a row for each of the districts."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("transfer_sheet.guide", "th")
    write_guide(guide, ([f"transfer_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    rows = {"order": (), "moves": districts}
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"transfer_sheet.{sheet}", "th"))
        write_sheet(page, LOOKS[sheet], columns, rows[sheet])
    return saved(book)
