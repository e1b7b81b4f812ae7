"""Write the directory of offices as a workbook that can be changed and brought in again."""

from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from config.words import say
from registry.rules.directory_form import CHOICES, COLUMNS, READ_ONLY
from registry.rules.thai import BUDDHIST_OFFSET
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW, WorkbookForm
from tasks.workbooks.sheet_writing import (
    AS_TEXT,
    GREY,
    harmless,
    offer_choices,
    saved,
    write_guide,
    write_head,
)

DIRECTORY = WorkbookForm(COLUMNS, "directory_sheet")
WIDE = {"office_title", "office_name", "person_name", "name_th", "agency_th", "agency_en",
        "unit_th", "title_en", "name_en", "scope"}  # fmt: skip
GUIDE_LINES = 6
ROWS_MORE = 1_000  # for which choices are offered
Row = Mapping[str, str | date | None]


def directory_workbook(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook with these rows by sheet."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("directory_sheet.guide", "th")
    write_guide(guide, ([f"directory_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"directory_sheet.{sheet}", "th"))
        _sheet(page, columns, rows.get(sheet, ()))
    return saved(book)


def _sheet(page: Worksheet, columns: Sequence[str], rows: Sequence[Row]) -> None:
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        width = 34 if column in WIDE else 18
        write_head(page, place, say(f"field.directory.{column}", "th"), width)
        page.cell(KEYS_ROW, place, column).font = GREY
        page.column_dimensions[letter].number_format = AS_TEXT  # of the rows that are added
        _choices(page, column, letter, len(rows))
    for number, row in enumerate(rows):
        for place, column in enumerate(columns, 1):
            _write(page, (FIRST_ROW + number, place), column, row.get(column))
    page.freeze_panes = f"B{FIRST_ROW}"


def _write(page: Worksheet, at: tuple[int, int], column: str, value: str | date | None) -> None:
    if value in (None, ""):
        return
    cell = page.cell(*at, harmless(shown(column, value)))
    cell.number_format = AS_TEXT
    if column in READ_ONLY:
        cell.font = GREY


def shown(column: str, value: str | date | None) -> str:
    """A day as 15/07/2565, a choice by its Thai word, everything else as it is."""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year + BUDDHIST_OFFSET}"
    if column in CHOICES and value:
        return say(f"{CHOICES[column][0]}.{value}", "th")
    return say(f"office.{value}", "th") if column == "kind" else str(value or "")


def _choices(page: Worksheet, column: str, letter: str, rows: int) -> None:
    if column not in CHOICES:
        return
    words, keys = CHOICES[column]
    listed = ",".join(say(f"{words}.{key}", "th") for key in keys)
    offer_choices(page, f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows + ROWS_MORE}", listed)
