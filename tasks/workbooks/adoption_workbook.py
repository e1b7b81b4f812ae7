"""Write the workbook of the adoption form: empty, or filled in with a made-up example."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from config.settings import HERE
from config.words import say
from registry.rules.adoption_choices import label
from registry.rules.adoption_form import COLUMNS, choices_of
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW
from tasks.workbooks.sheet_writing import (
    AS_TEXT,
    GREY,
    harmless,
    offer_choices,
    saved,
    write_guide,
    write_head,
)

EXAMPLE = HERE / "adoption_example.toml"
BLANK_ROWS = 60
LONGEST_LIST = 255  # characters that Excel takes for the choices of a cell
LONG = {"position", "heading", "subject", "topic", "note", "source", "file", "indicator"}


def example_form() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The made-up committee of the example, as rows by sheet."""
    with EXAMPLE.open("rb") as file:
        return tomllib.load(file)


def adoption_workbook(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """The workbook with these rows by sheet; an empty mapping makes the empty form."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("adoption_sheet.guide", "th")
    sheets = ((f"adoption_sheet.{one}", f"adoption_hint.{one}") for one in COLUMNS)
    write_guide(guide, (("adoption.empty_example",), *sheets))
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"adoption_sheet.{sheet}", "th"))
        _sheet(page, sheet, columns, rows.get(sheet, ()))
    return saved(book)


def _sheet(
    page: Worksheet, sheet: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    for place, column in enumerate(columns, 1):
        width = 36 if column in LONG else 16
        write_head(page, place, say(f"adoption_field.{column}", "th"), width)
        page.cell(KEYS_ROW, place, column).font = GREY
        _choices(page, sheet, column, place)
    last = FIRST_ROW + max(BLANK_ROWS, len(rows))
    for number in range(FIRST_ROW, last):
        row = rows[number - FIRST_ROW] if number - FIRST_ROW < len(rows) else {}
        for place, column in enumerate(columns, 1):
            cell = page.cell(number, place)
            cell.number_format = AS_TEXT
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
    letter, last = get_column_letter(place), FIRST_ROW + 20 * BLANK_ROWS
    offer_choices(page, f"{letter}{FIRST_ROW}:{letter}{last}", listed)


def _shown(sheet: str, column: str, value: object) -> str:
    """A choice by its Thai word, everything else as it is."""
    kind = choices_of(sheet, column)
    known = {one.value: one for one in kind} if kind else {}
    return say(label(known[str(value)]), "th") if str(value) in known else str(value)
