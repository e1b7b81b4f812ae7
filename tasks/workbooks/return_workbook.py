"""A return form in Excel: the same questions as in Word, on one sheet; written, and read again."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from config.words import LANGUAGES, say
from registry.refusals import Refusal
from registry.rules.thai import to_arabic_digits
from tasks.documents.return_form import NUMBER, AskedQuestion, ReturnedForm, ReturnFormText
from tasks.workbooks.filled_form import (
    FormulaInCell,
    MergedCells,
    as_typed,
    first_merged,
    is_filled,
    is_formula,
    opened,
)
from tasks.workbooks.sheet_writing import AS_TEXT, harmless, offer_choices, saved

BOOK = "xl/workbook.xml"
WIDTHS = {"A": 8, "B": 48, "C": 42}
LOOKED_AT, COLUMNS = 200, 12  # rows and columns of a sheet that a form may be found in
LONGEST_LIST = 255  # signs of a list of choices that Excel takes
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


class TwoReturnForms(Refusal):
    """The workbook holds two sheets with questions: which of them answers is not said."""


def write_return_workbook(form: ReturnFormText) -> bytes:
    """The form as a workbook of one sheet, which prints on one A4 page."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = say("return.sheet", LANGUAGES[0])
    for line in (form.title, *form.lines):
        page.append([harmless(line)])
    page["A1"].font = Font(bold=True, size=14)
    page.append(list(form.heads))
    head = page.max_row
    for place in range(1, len(form.heads) + 1):
        page.cell(head, place).font = Font(bold=True)
    for number, one in enumerate(form.questions, start=1):
        page.append([number, harmless(one.text), ""])
        _offer(page, f"C{page.max_row}", one)
    for row in page.iter_rows(min_row=head, max_row=page.max_row, max_col=len(form.heads)):
        for cell in row:
            cell.border, cell.alignment = _BOX, _WRAPPED
    for line in form.below:
        page.append([harmless(line)])
    _set_up(page)
    return saved(book)


def _offer(page: Worksheet, cell: str, one: AskedQuestion) -> None:
    """The answer is text, so that Excel makes no day of a number; choices are offered."""
    page[cell].number_format = AS_TEXT
    words = ",".join(one.choices)
    if one.choices and len(words) <= LONGEST_LIST and not any("," in word for word in one.choices):
        offer_choices(page, cell, words)


def _set_up(page: Worksheet) -> None:
    for letter, width in WIDTHS.items():
        page.column_dimensions[letter].width = width
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = page.page_setup.fitToWidth = 1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.7, right=0.7, top=0.7, bottom=0.7)


def is_workbook(content: bytes) -> bool:
    """Whether the file is a workbook: told by what is packed in it, never by its name."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return BOOK in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_return_workbook(content: bytes, megabytes: int, *, file: str, field: str) -> ReturnedForm:
    """What came back.

    Raises WorkbookTooLarge, WorkbookUnreadable, FormulaInCell and MergedCells with the cell,
    TwoReturnForms.
    """
    with opened(content, megabytes, file=file, field=field) as book:
        text: list[str] = []
        answered: list[dict[int, str]] = []
        for sheet in book.worksheets:
            lines, answers = _read(sheet)
            text += lines
            if answers:
                answered.append(answers)
    if len(answered) > 1:
        raise TwoReturnForms(field=field, file=file)
    return ReturnedForm("\n".join(text), answered[0] if answered else {})


def _read(sheet: Any) -> tuple[list[str], dict[int, str]]:  # noqa: ANN401 — openpyxl's read-only sheet
    """The text of the sheet's rows, and the answers below its heads, by number."""
    text: list[str] = []
    answers: dict[int, str] = {}
    columns: tuple[int, int] | None = None
    for row in sheet.iter_rows(min_row=1, max_row=LOOKED_AT, max_col=COLUMNS):
        cells = [_typed(one) for one in row]
        text.append(" ".join(one for one in cells if one))
        if columns is None:
            columns = _columns(cells)
            if columns is not None and (merged := first_merged(sheet, row[0].row or 1)):
                raise MergedCells(field=f"{sheet.title}!{merged}", cells=merged)
            continue
        number, answer = columns
        found = NUMBER.fullmatch(to_arabic_digits(cells[number]))
        if found is None or int(found[1]) in answers:
            continue
        if is_filled(row[answer]) and is_formula(row[answer]):
            raise FormulaInCell(field=f"{sheet.title}!{row[answer].coordinate}")
        answers[int(found[1])] = cells[answer]
    return text, answers


def _columns(cells: Sequence[str]) -> tuple[int, int] | None:
    """Where the numbers and the answers stand, by their heads in either language."""
    for language in LANGUAGES:
        heads = [say(f"return.head.{one}", language) for one in ("number", "answer")]
        if all(one in cells for one in heads):
            return cells.index(heads[0]), cells.index(heads[1])
    return None


def _typed(cell: Any) -> str:  # noqa: ANN401 — openpyxl's cell
    """What the cell says, as a form takes it: a day as 2023-09-12, a whole number without .0."""
    value = as_typed(cell.value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
