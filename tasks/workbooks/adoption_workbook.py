"""Write the workbook of the adoption form: empty, or filled in with a made-up example."""

import io
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from config.settings import HERE
from config.words import say
from registry.rules.adoption_choices import label
from registry.rules.adoption_form import COLUMNS, choices_of
from tasks.workbooks.filled_form import FIRST_ROW, FORMULA_SIGNS, KEYS_ROW

EXAMPLE = HERE / "adoption_example.toml"
BLANK_ROWS = 60
LONGEST_LIST = 255  # characters that Excel takes for the choices of a cell
LONG = {"position", "heading", "subject", "topic", "note", "source", "file", "indicator"}
HEAD = PatternFill("solid", fgColor="DDE6F0")
GREY = Font(color="808080", size=9)


def example_form() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The made-up committee of the example, as rows by sheet."""
    with EXAMPLE.open("rb") as file:
        return tomllib.load(file)


def adoption_workbook(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """The workbook with these rows by sheet; an empty mapping makes the empty form."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("adoption_sheet.guide", "th")
    _guide(guide)
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"adoption_sheet.{sheet}", "th"))
        _sheet(page, sheet, columns, rows.get(sheet, ()))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _guide(page: Worksheet) -> None:
    lines = [
        (say("adoption.empty_example", "th"), say("adoption.empty_example", "en")),
        *(
            (f"{say(f'adoption_sheet.{one}', 'th')}: {say(f'adoption_hint.{one}', 'th')}",
             f"{say(f'adoption_sheet.{one}', 'en')}: {say(f'adoption_hint.{one}', 'en')}")
            for one in COLUMNS
        ),
    ]  # fmt: skip
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            cell = page.cell(number, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter in ("A", "B"):
        page.column_dimensions[letter].width = 70


def _sheet(
    page: Worksheet, sheet: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    for place, column in enumerate(columns, 1):
        head = page.cell(1, place, say(f"adoption_field.{column}", "th"))
        head.font, head.fill = Font(bold=True), HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(KEYS_ROW, place, column).font = GREY
        page.column_dimensions[get_column_letter(place)].width = 36 if column in LONG else 16
        _choices(page, sheet, column, place)
    last = FIRST_ROW + max(BLANK_ROWS, len(rows))
    for number in range(FIRST_ROW, last):
        row = rows[number - FIRST_ROW] if number - FIRST_ROW < len(rows) else {}
        for place, column in enumerate(columns, 1):
            cell = page.cell(number, place)
            cell.number_format = "@"  # else Excel makes dates of order numbers and 7/5/2562
            if column in row:
                cell.value = harmless(_shown(sheet, column, row[column]))
    page.freeze_panes = f"A{FIRST_ROW}"


def _choices(page: Worksheet, sheet: str, column: str, place: int) -> None:
    kind = choices_of(sheet, column)
    if kind is None:
        return
    listed = ",".join(say(label(one), "th") for one in kind)
    if len(listed) > LONGEST_LIST:
        return
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    letter = get_column_letter(place)
    rule.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + 20 * BLANK_ROWS}")
    page.add_data_validation(rule)


def _shown(sheet: str, column: str, value: object) -> str:
    """A choice by its Thai word, everything else as it is."""
    kind = choices_of(sheet, column)
    known = {one.value: one for one in kind} if kind else {}
    return say(label(known[str(value)]), "th") if str(value) in known else str(value)


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; without signs that none can hold."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
