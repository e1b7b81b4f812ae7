"""Write the directory of offices as a workbook that can be changed and brought in again."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from config.words import LANGUAGES, say
from registry.rules.directory_form import CHOICES, COLUMNS, READ_ONLY
from registry.rules.thai import BUDDHIST_OFFSET
from tasks.workbooks.adoption_workbook import GREY, HEAD, harmless
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW, WorkbookForm

DIRECTORY = WorkbookForm(COLUMNS, "directory_sheet")
WIDE = {"office_title", "office_name", "person_name", "name_th", "agency_th", "agency_en",
        "unit_th", "title_en", "name_en", "scope"}  # fmt: skip
ROWS_MORE = 1_000  # for which choices are offered
Row = Mapping[str, str | date | None]


def directory_workbook(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook with these rows by sheet."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("directory_sheet.guide", "th")
    _guide(guide)
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"directory_sheet.{sheet}", "th"))
        _sheet(page, columns, rows.get(sheet, ()))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _guide(page: Worksheet) -> None:
    for number in range(1, 7):
        for column, language in enumerate(LANGUAGES, 1):
            cell = page.cell(number, column, say(f"directory_guide.{number}", language))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter in ("A", "B"):
        page.column_dimensions[letter].width = 70


def _sheet(page: Worksheet, columns: Sequence[str], rows: Sequence[Row]) -> None:
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        head = page.cell(1, place, say(f"field.directory.{column}", "th"))
        head.font, head.fill = Font(bold=True), HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(KEYS_ROW, place, column).font = GREY
        page.column_dimensions[letter].width = 34 if column in WIDE else 18
        page.column_dimensions[letter].number_format = "@"  # of the rows that are added
        _choices(page, column, letter, len(rows))
    for number, row in enumerate(rows):
        for place, column in enumerate(columns, 1):
            _write(page, (FIRST_ROW + number, place), column, row.get(column))
    page.freeze_panes = f"B{FIRST_ROW}"


def _write(page: Worksheet, at: tuple[int, int], column: str, value: str | date | None) -> None:
    if value in (None, ""):
        return
    cell = page.cell(*at, harmless(shown(column, value)))
    cell.number_format = "@"  # else Excel makes dates of order numbers and 7/5/2562
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
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    rule.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows + ROWS_MORE}")
    page.add_data_validation(rule)
