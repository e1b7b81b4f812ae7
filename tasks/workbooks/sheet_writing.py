"""What the workbooks that people fill in share: heads, choices, a guide in both languages."""

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from config.words import LANGUAGES, Value, say
from registry.rules.thai import BUDDHIST_OFFSET
from tasks.workbooks.filled_form import FIRST_ROW, FORMULA_SIGNS, KEYS_ROW

GREY = Font(color="808080", size=9)
AS_TEXT = "@"  # else Excel makes dates of order numbers, 7/5/2562 and codes like 1-2
ROWS_MORE = 1_000  # for which choices are offered
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD = PatternFill("solid", fgColor="DDE6F0")

Cell = str | date | None
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class SheetLook:
    """How a sheet shows its columns: `words` begins the keys of their heads.

    `choices` are the words and keys of columns that let choose; `read_only` columns are grey.
    `listed` are columns that let choose from cells of another sheet; any may be typed beside them.
    `heads` are those of columns that are called otherwise than `words` has them.
    """

    words: str
    choices: Mapping[str, tuple[str, Sequence[str]]]
    read_only: Collection[str]
    wide: Collection[str]
    listed: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)


def write_sheet(
    page: Worksheet, look: SheetLook, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """The heads, the row of keys that a reader finds the columns by, and the rows."""
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        width = 34 if column in look.wide else 18
        head = look.heads.get(column) or say(f"{look.words}.{column}", "th")
        write_head(page, place, head, width)
        page.cell(KEYS_ROW, place, column).font = GREY
        page.column_dimensions[letter].number_format = AS_TEXT  # of the rows that are added
        cells = f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + len(rows) + ROWS_MORE}"
        if column in look.listed:
            offer_cells(page, cells, look.listed[column])
        if column in look.choices:
            words, keys = look.choices[column]
            offer_choices(page, cells, ",".join(say(f"{words}.{key}", "th") for key in keys))
    for number, row in enumerate(rows, FIRST_ROW):
        for place, column in enumerate(columns, 1):
            _write(page.cell(number, place), look, column, row.get(column))
    page.freeze_panes = f"B{FIRST_ROW}"


def _write(
    cell: Any,  # noqa: ANN401 — openpyxl's cell, or one merged into another
    look: SheetLook,
    column: str,
    value: Cell,
) -> None:
    """A day as 15/07/2565, a choice by its Thai word, everything else as it is."""
    if isinstance(value, date):
        value = f"{value.day:02}/{value.month:02}/{value.year + BUDDHIST_OFFSET}"
    elif value and column in look.choices:
        value = say(f"{look.choices[column][0]}.{value}", "th")
    if value:
        cell.value = harmless(value)
        cell.number_format = AS_TEXT
        if column in look.read_only:
            cell.font = GREY


def write_head(page: Worksheet, place: int, text: str, width: int) -> None:
    """The head of the column in that place, from 1."""
    head = page.cell(1, place, text)
    head.font, head.fill, head.alignment = Font(bold=True), _HEAD, _WRAPPED
    page.column_dimensions[get_column_letter(place)].width = width


def write_guide(page: Worksheet, lines: Iterable[Iterable[str]], **values: Value) -> None:
    """What is to be known of the workbook, Thai beside English: of each line the keys of words.

    `values` stand where the words have a place for them.
    """
    for number, keys in enumerate(lines, 1):
        for column, language in enumerate(LANGUAGES, 1):
            text = ": ".join(say(key, language, **values) for key in keys)
            page.cell(number, column, text).alignment = _WRAPPED
    for letter in ("A", "B"):
        page.column_dimensions[letter].width = 70


def offer_choices(page: Worksheet, cells: str, words: str) -> None:
    """Let one of the words be chosen in the cells, which are named as in "B3:B60"."""
    offer_cells(page, cells, f'"{words}"')


def offer_cells(page: Worksheet, cells: str, formula: str) -> None:
    """Let what the formula lists be chosen in the cells: words, or the cells of another sheet."""
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    rule.add(cells)
    page.add_data_validation(rule)


def write_choices(
    page: Worksheet, columns: Mapping[str, tuple[str, Sequence[str]]]
) -> dict[str, str]:
    """A list of words under the head of each column. Answers where each stands, for its cells."""
    found: dict[str, str] = {}
    for place, (column, (head, words)) in enumerate(columns.items(), 1):
        write_head(page, place, head, 34)
        for number, word in enumerate(words, 2):
            page.cell(number, place, harmless(word)).number_format = AS_TEXT
        if words:
            letter = get_column_letter(place)
            found[column] = f"'{page.title}'!${letter}$2:${letter}${len(words) + 1}"
    return found


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; without signs that none can hold."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
