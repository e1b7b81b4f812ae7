"""Write the directory of offices as a workbook that can be changed and brought in again."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from config.words import say
from registry.rules.directory_form import CHOICES, COLUMNS, READ_ONLY
from tasks.workbooks.filled_form import WorkbookForm
from tasks.workbooks.sheet_writing import (
    Row,
    SheetLook,
    saved,
    write_choices,
    write_guide,
    write_sheet,
)

DIRECTORY = WorkbookForm(COLUMNS, "directory_sheet")
WIDE = {"office_title", "office_name", "person_name", "name_th", "agency_th", "agency_en",
        "unit_th", "title_en", "name_en", "scope", "kind", "agency"}  # fmt: skip
GUIDE_LINES = 9


def directory_workbook(
    rows: Mapping[str, Sequence[Row]], choices: Mapping[str, Sequence[str]]
) -> bytes:
    """The workbook with these rows by sheet; `choices` are the words that columns let choose."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("directory_sheet.guide", "th")
    write_guide(guide, ([f"directory_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    pages = {one: book.create_sheet(say(f"directory_sheet.{one}", "th")) for one in COLUMNS}
    lists = book.create_sheet(say("directory_sheet.choices", "th"))
    words = {column: say(f"field.directory.{column}", "th") for column in choices}
    listed = write_choices(lists, {column: (words[column], choices[column]) for column in choices})
    for sheet, columns in COLUMNS.items():
        own = {column: cells for column, cells in listed.items() if _chosen_in(sheet, column)}
        look = SheetLook("field.directory", CHOICES, READ_ONLY, WIDE, own)
        write_sheet(pages[sheet], look, columns, rows.get(sheet, ()))
    return saved(book)


def _chosen_in(sheet: str, column: str) -> bool:
    """Whether the column is chosen there: an agency's key is not in the sheet of agencies."""
    return not (sheet == "agencies" and column == "agency")
