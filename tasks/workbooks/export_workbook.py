"""A workbook of plain rows, written row by row so that a country's registry needs no memory.

Every text is a text: nothing that somebody typed is a formula, on opening or on saving anew.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved

from config.clock import BANGKOK
from registry.queries.export import ExportSheet
from tasks.workbooks.sheet_writing import harmless

LONGEST_CELL = 32_000  # characters; Excel takes 32,767
WIDTH = 18
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Elsewhere = Callable[[str, str], str]


def write_workbook(
    file: Path, about: Iterable[Sequence[str]], sheets: Iterable[ExportSheet], elsewhere: Elsewhere
) -> dict[str, int]:
    """Write the sheets behind one that says what they are; answers how many rows each has.

    A text that no cell can hold goes to `elsewhere` (a name for it, the text), and the cell
    names the file that it answers.
    """
    book = Workbook(write_only=True)
    try:
        _write_about(book, about)
        counts = {sheet.name: _write(book, sheet, elsewhere) for sheet in sheets}
        book.save(file)
    except BaseException:
        # Half-written sheets hold files open, and complain when they are forgotten.
        for page in book.worksheets:
            with suppress(WorkbookAlreadySaved):
                page.close()
        raise
    return counts


def _write_about(book: Workbook, lines: Iterable[Sequence[str]]) -> None:
    page = book.create_sheet("about")
    page.column_dimensions["A"].width = page.column_dimensions["B"].width = 60
    for line in lines:
        page.append([_cell(page, one) for one in line])


def _write(book: Workbook, sheet: ExportSheet, elsewhere: Elsewhere) -> int:
    page: Any = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    for place in range(1, len(sheet.heads) + 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTH
    page.append([_head(page, name) for name in sheet.heads])
    count = 0
    for count, row in enumerate(sheet.rows, 1):
        page.append(
            [
                _fitting(page, value, f"{sheet.name}-{count}-{head}", elsewhere)
                for head, value in zip(sheet.heads, row, strict=True)
            ]
        )
    return count


def _head(page: Any, name: str) -> Cell:  # noqa: ANN401 — openpyxl's write-only sheet has no type of its own
    cell = _cell(page, name)
    cell.font = Font(bold=True)
    return cell


def _fitting(page: Any, value: Any, name: str, elsewhere: Elsewhere) -> Any:  # noqa: ANN401 — values of any column
    said = plain(value)
    if not isinstance(said, str):
        return said
    return _cell(page, said if len(said) <= LONGEST_CELL else elsewhere(name, said))


def _cell(page: Any, text: str) -> Cell:  # noqa: ANN401 — as above
    cell = WriteOnlyCell(page, value=harmless(_NO_XML.sub("\ufffd", text)))
    cell.data_type = "s"
    return cell


def plain(value: Any) -> str | int | bool | None:  # noqa: ANN401 — as above
    """Days as 2022-06-21, instants as they were in Thailand, all else as it is."""
    match value:
        case datetime():
            return value.astimezone(BANGKOK).isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case bool() | int() | None:
            return value
        case _:
            return str(value)
