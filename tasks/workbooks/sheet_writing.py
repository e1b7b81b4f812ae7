"""What the workbooks that people fill in share: heads, choices, a guide in both languages."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from config.words import LANGUAGES, say
from tasks.workbooks.filled_form import FORMULA_SIGNS

GREY = Font(color="808080", size=9)
AS_TEXT = "@"  # else Excel makes dates of order numbers, 7/5/2562 and codes like 1-2
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD = PatternFill("solid", fgColor="DDE6F0")


def write_head(page: Worksheet, place: int, text: str, width: int) -> None:
    """The head of the column in that place, from 1."""
    head = page.cell(1, place, text)
    head.font, head.fill, head.alignment = Font(bold=True), _HEAD, _WRAPPED
    page.column_dimensions[get_column_letter(place)].width = width


def write_guide(page: Worksheet, lines: Iterable[Iterable[str]]) -> None:
    """What is to be known of the workbook, Thai beside English: of each line the keys of words."""
    for number, keys in enumerate(lines, 1):
        for column, language in enumerate(LANGUAGES, 1):
            text = ": ".join(say(key, language) for key in keys)
            page.cell(number, column, text).alignment = _WRAPPED
    for letter in ("A", "B"):
        page.column_dimensions[letter].width = 70


def offer_choices(page: Worksheet, cells: str, words: str) -> None:
    """Let one of the words be chosen in the cells, which are named as in "B3:B60"."""
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    rule.add(cells)
    page.add_data_validation(rule)


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; without signs that none can hold."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
