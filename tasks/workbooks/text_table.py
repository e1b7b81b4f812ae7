"""Read a table that was saved as text (CSV), as rows of cells that know where they stand.

Excel saves it in the letters of its machine, with the sign between cells that its region has: both
are found out. The first row names the columns.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from registry.records.adoption_rows import CellMisfit, RawCell, RawForm, RawRow
from registry.refusals import Refusal
from registry.rules.thai import tidy
from registry.rules.uploads import too_large
from tasks.workbooks.filled_form import ColumnTwice, KeysMissing, WorkbookForm, WorkbookTooLarge

LETTERS = ("utf-8-sig", "cp874")  # the second is what Excel saves on Thai Windows
BETWEEN = (",", ";", "\t")


class TextTableUnreadable(Refusal):
    """The file is no text, or no table of cells."""


def read_text_table(
    content: bytes,
    megabytes: int,
    *,
    file: str,
    form: WorkbookForm,
    called: Mapping[str, str],
    field: str = "FILE",
) -> RawForm:
    """The rows of the form's one sheet; `called`: columns by other names than keys.

    Raises WorkbookTooLarge or TextTableUnreadable.
    """
    if too_large(len(content), megabytes):
        raise WorkbookTooLarge(field=field, file=file, megabytes=megabytes)
    ((sheet, known),) = form.columns.items()
    names = {_plain(name): column for name, column in called.items()} | {one: one for one in known}
    text = _text(content, file, field)
    try:
        rows = max(
            (_rows(text, sign, form.most) for sign in BETWEEN),
            key=lambda found: len({_plain(one) for one in found[0][1]} & set(names)),
        )
    except csv.Error as error:
        raise TextTableUnreadable(field=field, file=file) from error
    columns = [names.get(_plain(one), "") for one in rows[0][1]]
    problems = [*_misnamed(sheet, file, columns)]
    read = [_cells(number, columns, cells) for number, cells in rows[1:]]
    return RawForm({sheet: read}, tuple(problems), from_workbook=True, columns={sheet: columns})


def _text(content: bytes, file: str, field: str) -> str:
    for letters in LETTERS:
        try:
            text = content.decode(letters)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TextTableUnreadable(field=field, file=file)


def _rows(text: str, sign: str, most: int) -> list[tuple[int, list[str]]]:
    """The rows that say anything with their numbers: the names of columns, then one too many."""
    found: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    for cells in reader:
        if any(map(str.strip, cells)):
            found.append((reader.line_num, cells))
        if len(found) > most + 1:
            break
    return found or [(1, [])]


def _plain(name: str) -> str:
    return tidy(name).casefold()


def _misnamed(sheet: str, file: str, columns: Sequence[str]) -> Iterator[CellMisfit]:
    """Columns that bear one name, and a file in which none bears any."""
    if not any(columns):
        yield CellMisfit(file, sheet, None, "", KeysMissing(field=file, sheet=file))
    for place, column in enumerate(columns, 1):
        if column and column in columns[: place - 1]:
            where = f"{get_column_letter(place)}1"
            yield CellMisfit(where, sheet, None, "", ColumnTwice(field=where, column=column))


def _cells(number: int, columns: Sequence[str], cells: Sequence[str]) -> RawRow:
    return {
        column: RawCell(cell.strip() or None, f"{get_column_letter(place)}{number}")
        for place, (column, cell) in enumerate(zip(columns, cells, strict=False), 1)
        if column
    }
