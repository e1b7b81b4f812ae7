"""The list of districts that a release lacks: its empty form, as a workbook or as text."""

import csv
import io

from openpyxl import Workbook

from config.words import LANGUAGES, say
from registry.rules.area_sheet import COLUMNS, DISTRICTS, MOST_ROWS, SUBDISTRICTS
from tasks.workbooks.filled_form import WorkbookForm
from tasks.workbooks.sheet_writing import SheetLook, saved, write_guide, write_sheet

AREAS = WorkbookForm(COLUMNS, "area_sheet", MOST_ROWS)
AREAS_AS_TEXT = WorkbookForm({DISTRICTS: COLUMNS[DISTRICTS]}, "area_sheet", MOST_ROWS)
LOOK = SheetLook("field.area", {}, (), {"name_th", "name_en", "source"})
GUIDE_LINES = 9


def area_workbook() -> bytes:
    """The empty form as a workbook, with its guide."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("area_sheet.guide", "th")
    write_guide(guide, ([f"area_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    for sheet in (DISTRICTS, SUBDISTRICTS):
        page = book.create_sheet(say(f"area_sheet.{sheet}", "th"))
        write_sheet(page, LOOK, COLUMNS[sheet], ())
    return saved(book)


def column_names() -> dict[str, str]:
    """The columns by what either language calls them, as the head of a list that somebody made."""
    return {
        say(f"field.area.{column}", language): column
        for column in COLUMNS[DISTRICTS]
        for language in LANGUAGES
    }


def area_text() -> bytes:
    """The empty form as text (CSV), marked so that Excel reads its Thai."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(COLUMNS[DISTRICTS])
    return written.getvalue().encode("utf-8-sig")
