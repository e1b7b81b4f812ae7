"""Write the directory of offices as a workbook that can be changed and brought in again."""

from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook

from config.words import say
from registry.rules.directory_form import CHOICES, COLUMNS, READ_ONLY
from tasks.workbooks.filled_form import WorkbookForm
from tasks.workbooks.sheet_writing import Row, SheetLook, saved, write_guide, write_sheet

DIRECTORY = WorkbookForm(COLUMNS, "directory_sheet")
WIDE = {"office_title", "office_name", "person_name", "name_th", "agency_th", "agency_en",
        "unit_th", "title_en", "name_en", "scope"}  # fmt: skip
LOOK = SheetLook("field.directory", CHOICES, READ_ONLY, WIDE)
GUIDE_LINES = 6


def directory_workbook(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook with these rows by sheet."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("directory_sheet.guide", "th")
    write_guide(guide, ([f"directory_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"directory_sheet.{sheet}", "th"))
        write_sheet(page, LOOK, columns, [*_shown(rows.get(sheet, ()))])
    return saved(book)


def _shown(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, the kind of an office by its name."""
    for row in rows:
        kind = row.get("kind")
        yield {**row, "kind": say(f"office.{kind}", "th")} if kind else row
