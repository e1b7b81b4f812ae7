"""Read a workbook that people filled in, as rows of cells that know where they stand.

Nothing in it is evaluated: a formula is refused at its cell. Its size is held against the
limit before it is opened, packed and unpacked, for a workbook is a zip file.
"""

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from config.words import LANGUAGES, Named, say
from registry.records.adoption_form import MOST_ROWS
from registry.records.adoption_rows import CellMisfit, RawCell, RawForm, RawRow
from registry.refusals import Refusal
from registry.rules.adoption_form import COLUMNS
from registry.rules.uploads import JPEG, PNG, scan_kind, too_large

KEYS_ROW = 2
FIRST_ROW = 3
MOST_PARTS = 500
UNPACKED = 10  # megabytes beside pictures: a filled form has under 2, forty take half a minute
LOOKED_AT = 4 * MOST_ROWS  # rows; those that are only formatted count here too
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+[0-9]+:[A-Z]+([0-9]+))"')
BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ValueError,
    TypeError, AttributeError, LookupError, EOFError, OSError, NotImplementedError, RuntimeError,
    SyntaxError, ArithmeticError, lzma.LZMAError, struct.error,
)  # fmt: skip


class WorkbookUnreadable(Refusal):
    """The file is no .xlsx workbook, or a broken or locked one."""


class WorkbookTooLarge(Refusal):
    """The workbook is larger than is taken, packed or unpacked."""


class KeysMissing(Refusal):
    """A sheet without the row that names its columns."""

    code = "workbook_keys_missing"


class ColumnTwice(Refusal):
    """Two columns bear one name: nobody could tell which of them counts."""


class MergedCells(Refusal):
    """Cells are merged: all but the first of them read as empty, whatever they show."""


class FormulaInCell(Refusal):
    """A formula, or what is left of a broken one."""


class NoAdoptionForm(Refusal):
    """The workbook is not the one by which a committee is taken in: its sheets are others."""


@dataclass(frozen=True)
class WorkbookForm:
    """Columns by sheet; `words`: the catalogue calls the sheets `<words>.<key>`.

    Of a sheet the first `most` rows are read and one more, by which whoever asked sees that
    there are too many. `another` says of a workbook that has none of the sheets, or sheets of
    another form under their names, that it is another one; where it is None, who asked says so.
    """

    columns: Mapping[str, Sequence[str]]
    words: str
    most: int = MOST_ROWS
    another: type[Refusal] | None = None

    @property
    def sheets(self) -> Named:
        """What its sheets are called."""
        return Named(
            *(
                ", ".join(say(f"{self.words}.{key}", language) for key in self.columns)
                for language in LANGUAGES
            )
        )


ADOPTION = WorkbookForm(COLUMNS, "adoption_sheet", another=NoAdoptionForm)


def read_workbook(
    content: bytes,
    megabytes: int,
    *,
    file: str,
    field: str = "FILE",
    form: WorkbookForm = ADOPTION,
) -> RawForm:
    """The rows of the form in the workbook; sheets of other names are left alone.

    Raises WorkbookTooLarge, WorkbookUnreadable or `form.another`. What is wrong in a cell is told
    in the form's `problems`, with its sheet and cell.
    """
    with opened(content, megabytes, file=file, field=field) as book:
        raw = _read(book, form)
    if form.another is not None and _is_another(raw, form):
        raise form.another(field=field, sheets=form.sheets)
    return raw


def _is_another(raw: RawForm, form: WorkbookForm) -> bool:
    """Whether each sheet that is called as one of the form bears mostly columns of another form."""
    return all(_is_foreign(columns, form.columns[key]) for key, columns in raw.columns.items())


def _is_foreign(columns: Sequence[str], known: Sequence[str]) -> bool:
    keys = {one for one in columns if one}
    return len(keys - {*known}) > len(keys & {*known})


@contextmanager
def opened(content: bytes, megabytes: int, *, file: str, field: str) -> Iterator[Workbook]:
    """The workbook while it is read. Raises WorkbookTooLarge or WorkbookUnreadable."""
    _refuse_bombs(content, megabytes, file, field)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, about what it leaves aside
            with closing(
                load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            ) as book:
                yield book
    except BROKEN as error:
        raise WorkbookUnreadable(field=field, file=file) from error


def _refuse_bombs(content: bytes, megabytes: int, file: str, field: str) -> None:
    """Hold a workbook's size, packed and unpacked, against the limit before it is opened."""
    if too_large(len(content), megabytes):
        raise WorkbookTooLarge(field=field, file=file, megabytes=megabytes)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            some = parts[:MOST_PARTS]
            unpacked = sum(one.file_size for one in some if not _is_picture(packed, one))
    except BROKEN as error:
        raise WorkbookUnreadable(field=field, file=file) from error
    if too_large(unpacked, UNPACKED) or len(parts) > MOST_PARTS:
        raise WorkbookTooLarge(field=field, file=file, megabytes=UNPACKED)


def _is_picture(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the part is a picture, which nothing here opens: told by how it begins."""
    if not part.filename.startswith("xl/media/"):
        return False
    with packed.open(part) as content:
        return scan_kind(content.read(8)) in (PNG, JPEG)


def _read(book: Workbook, form: WorkbookForm) -> RawForm:
    sheets: dict[str, list[RawRow]] = {}
    columns: dict[str, list[str]] = {}
    problems: list[CellMisfit] = []
    for sheet in book.worksheets:
        key = sheet_key(sheet.title, form)
        if key is not None:
            problems += _merged(sheet, key)
            columns[key] = _columns(sheet, form.columns[key])
            problems += _misnamed(sheet.title, key, columns[key], form.columns[key])
            sheets[key] = list(_rows(sheet, key, form, columns[key], problems))
    return RawForm(sheets, tuple(problems), from_workbook=True, columns=columns)


def _columns(sheet: Any, known: Sequence[str]) -> list[str]:  # noqa: ANN401 — as in `_rows`
    """The keys of the sheet's columns as its second row has them, "" where there is none."""
    keys = sheet.iter_rows(min_row=KEYS_ROW, max_row=KEYS_ROW, max_col=_width(known))
    return [str(cell.value).strip() if cell.value else "" for cell in next(keys, ())]


def _width(known: Sequence[str]) -> int:
    """How many columns are looked at: some stand beside those that are known."""
    return 2 * len(known)


def _misnamed(
    title: str, key: str, columns: Sequence[str], known: Sequence[str]
) -> Iterator[CellMisfit]:
    """Columns that bear one name, and a sheet in which none bears any."""
    yield from _twice(title, key, columns, known)
    if not set(columns) & set(known):
        yield CellMisfit(title, key, None, "", KeysMissing(field=title, sheet=title))


def _merged(sheet: Any, key: str) -> Iterator[CellMisfit]:  # noqa: ANN401 — as in `_rows`
    """The first merged cells among the rows: a sheet may have thousands of them."""
    if cells := first_merged(sheet, FIRST_ROW):
        refusal = MergedCells(field=cells, cells=cells)
        yield CellMisfit(f"{sheet.title}!{cells}", key, None, "", refusal)


def first_merged(sheet: Any, row: int) -> str:  # noqa: ANN401 — as in `_rows`
    """The first merged cells ("A4:B6") that reach that row or one below it; "" for none."""
    with sheet._get_source() as source:  # noqa: SLF001 — openpyxl reads its own rows from there
        for found in _MERGED.finditer(source.read()):
            if int(found[2]) >= row:
                return found[1].decode()
    return ""


def sheet_key(title: str, form: WorkbookForm = ADOPTION) -> str | None:
    """The key of the sheet that is so called, by its key or its name in either language."""
    for key in form.columns:
        names = {key, *(say(f"{form.words}.{key}", language) for language in LANGUAGES)}
        if title.strip() in names:
            return key
    return None


def _rows(
    sheet: Any,  # noqa: ANN401 — openpyxl's read-only sheet has no type of its own
    key: str,
    form: WorkbookForm,
    columns: Sequence[str],
    problems: list[CellMisfit],
) -> Iterator[RawRow]:
    width = _width(form.columns[key])
    rows = sheet.iter_rows(min_row=FIRST_ROW, max_row=LOOKED_AT, max_col=width)
    taken = 0
    for number, cells in enumerate(rows, FIRST_ROW):
        if taken > form.most:
            break
        if not any(map(is_filled, cells)):
            continue
        yield _row(sheet.title, key, number, columns, cells, problems, taken)
        taken += 1


def _twice(
    title: str, key: str, columns: Sequence[str], known: Sequence[str]
) -> Iterator[CellMisfit]:
    for place, column in enumerate(columns):
        if column in known and column in columns[:place]:
            where = f"{title}!{get_column_letter(place + 1)}{KEYS_ROW}"
            refusal = ColumnTwice(field=where, column=column)
            yield CellMisfit(where, key, None, "", refusal)


def is_filled(cell: Any) -> bool:  # noqa: ANN401 — openpyxl's cell
    """Whether something is written in the cell."""
    return cell.value is not None and bool(str(cell.value).strip())


def is_formula(cell: Any) -> bool:  # noqa: ANN401 — openpyxl's cell
    """Whether the cell holds a formula, or what is left of a broken one."""
    return getattr(cell, "data_type", "n") in ("f", "e")


def _row(
    title: str,
    key: str,
    number: int,
    columns: Sequence[str],
    cells: Sequence[Any],
    problems: list[CellMisfit],
    taken: int,
) -> RawRow:
    row: dict[str, RawCell] = {}
    for place, cell in enumerate(cells):
        column = columns[place] if place < len(columns) else ""
        where = f"{title}!{get_column_letter(place + 1)}{number}"
        if not column:
            continue
        if is_formula(cell):
            refusal = FormulaInCell(field=column)
            problems.append(CellMisfit(where, key, taken, column, refusal))
            row[column] = RawCell(None, where)
        else:
            row[column] = RawCell(as_typed(cell.value), where)
    return row


def as_typed(value: Any) -> Any:  # noqa: ANN401 — text, number, date or truth, as Excel keeps it
    """A day without its midnight; text without the apostrophe that kept it text."""
    if hasattr(value, "date") and callable(value.date):
        return value.date()
    if isinstance(value, str) and value.startswith("'") and value[1:2] in FORMULA_SIGNS:
        return value[1:]
    return value
