"""What was sent to take a committee in: a workbook or rows typed by hand, scans, and about them.

Workbook and scans are held between the preview and its confirmation, so that nobody has to
choose them twice.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import UploadFile

from config.words import Language
from desk.imports.adoption_record import Rows, as_typed
from desk.web.frame.asking import Asking
from desk.web.frame.held_files import HeldFile, HeldNoMore, drop_held, held_file, hold
from desk.web.frame.typed_fields import TypedLists, last_typed, typed_lists
from registry.records.adoption_rows import CellMisfit, RawCell, RawForm, raw_of
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.adoption_form import COLUMNS, SHEETS
from registry.rules.scan_names import ScanNameUnreadable, named_scan
from registry.rules.uploads import XLSX
from registry.uploads import checked_scan
from tasks.workbooks.filled_form import read_workbook

BOOK, SCANS, HELD_BOOK, HELD_SCANS, KEPT = "book", "scans", "held_book", "held", "kept"
WHOLE, ATTESTED, REASON, INSTEAD = "whole", "attested", "reason", "instead"
LOOKED_AT = "looked_at"  # the committee that the preview was of
OF_SCANS = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
OF_A_SCAN = ("kind", "number", "on")
MOST_ROWS = 100  # of a sheet that is typed by hand
_ROWS = TypeAdapter(dict[str, list[dict[str, str]]])


class UploadCutOff(Refusal):
    """The form did not arrive whole."""


class WorkbookNotChosen(Refusal):
    """Neither a workbook nor rows."""


@dataclass(frozen=True)
class ScanRow:
    """A scan with what it is, as guessed from its name or as typed."""

    held: HeldFile
    kind: str
    number: str
    on: str

    @property
    def name(self) -> str:
        """What the names of its inputs begin with."""
        return f"scan.{self.held.token}"


@dataclass(frozen=True)
class AdoptionUpload:
    """A form as it was sent. `rows` are those typed by hand, None where a workbook came."""

    typed: TypedLists
    book: HeldFile | None
    rows: Rows | None
    scans: tuple[HeldFile, ...]
    problems: tuple[Refusal, ...]

    def said(self, name: str) -> str:
        """The last value of that name."""
        return last_typed(self.typed, name)

    @property
    def uploads(self) -> dict[str, Upload]:
        """The scans by file name."""
        return {one.file.file_name: one.file for one in self.scans}

    def scan_row(self, held: HeldFile, language: Language) -> ScanRow:
        """What the scan is: as typed, else as its name says."""
        at = f"scan.{held.token}"
        if f"{at}.kind" in self.typed:
            return ScanRow(held, *(self.said(f"{at}.{column}") for column in OF_A_SCAN))
        try:
            guess = named_scan(held.file.file_name)
        except ScanNameUnreadable:
            return ScanRow(held, "", "", "")
        on = as_typed(guess.on, language) if guess.on else ""
        return ScanRow(held, guess.kind.value, guess.number or "", on)

    def drop(self, asking: Asking) -> None:
        """Nothing of it is wanted any more."""
        held = (*self.scans, *([self.book] if self.book else []))
        drop_held(asking, *(one.token for one in held))


def sent(asking: Asking) -> AdoptionUpload:
    """What was posted; files are checked and held, and all that is wrong is told."""
    typed = typed_lists(asking)
    problems: list[Refusal] = [] if WHOLE in typed else [UploadCutOff(field=BOOK)]
    new_book, new_scans = _told_apart(asking)
    book = _book(asking, typed, new_book, problems)
    scans = _held(asking, typed.get(HELD_SCANS, ()), SCANS, problems)
    taken = {one.file.file_name for one in scans}
    scans += _new_scans(asking, new_scans, taken, problems)
    rows = None if book or KEPT not in typed else kept_rows(typed[KEPT][-1])
    if book is None and rows is None and not problems:
        problems.append(WorkbookNotChosen(field=BOOK))
    return AdoptionUpload(typed, book, rows, tuple(scans), tuple(problems))


def _told_apart(asking: Asking) -> tuple[UploadFile | None, list[UploadFile]]:
    """The workbook and the scans, which may be chosen at once: a scan is told by its ending."""
    files = [*_files(asking, BOOK)]
    books = [one for one in files if PurePath(one.filename or "").suffix.lower() not in OF_SCANS]
    book = books[0] if books else None
    return book, [*(one for one in files if one is not book), *_files(asking, SCANS)]


def _book(
    asking: Asking, typed: TypedLists, file: UploadFile | None, problems: list[Refusal]
) -> HeldFile | None:
    if file is not None:
        book = Upload(PurePath(file.filename or "").name, XLSX, file.file.read())
        return hold(asking, book)
    return next(iter(_held(asking, typed.get(HELD_BOOK, ()), BOOK, problems)), None)


def _files(asking: Asking, name: str) -> Iterator[UploadFile]:
    for key, file in asking.form.multi_items():
        if key == name and isinstance(file, UploadFile) and file.filename:
            yield file


def _held(
    asking: Asking, tokens: Iterable[str], field: str, problems: list[Refusal]
) -> list[HeldFile]:
    found = [held_file(asking, token) for token in tokens]
    gone = sum(one is None for one in found)
    if gone:
        problems.append(HeldNoMore(field=field, count=gone))
    return [one for one in found if one is not None]


def _new_scans(
    asking: Asking, files: Iterable[UploadFile], taken: set[str], problems: list[Refusal]
) -> list[HeldFile]:
    settings = asking.office.settings
    found: list[HeldFile] = []
    for file in files:
        name = _free_name(PurePath(file.filename or "").name, taken)
        try:
            scan = checked_scan(name, file.file.read(), settings.upload_megabytes, field=SCANS)
        except Refusal as refusal:
            problems.append(refusal)
            continue
        taken.add(name)
        found.append(hold(asking, scan))
    return found


def _free_name(name: str, taken: set[str]) -> str:
    """The file's name, or another where a file of that name has come already (two cameras)."""
    path, place = PurePath(name), 2
    while name in taken:
        name, place = f"{path.stem} ({place}){path.suffix}", place + 1
    return name


def kept_rows(text: str) -> Rows:
    """The rows that a form carries, without what is no cell of theirs."""
    try:
        found = _ROWS.validate_json(text)
    except ValidationError:
        return {}
    return {
        sheet: [
            {name: cell for name, cell in row.items() if name in COLUMNS[sheet] and cell.strip()}
            for row in rows[:MOST_ROWS]
        ]
        for sheet, rows in found.items()
        if sheet in SHEETS and sheet != SCANS
    }


def as_kept(rows: Rows) -> str:
    """Rows as a form carries them."""
    return json.dumps({sheet: found for sheet, found in rows.items() if found}, ensure_ascii=False)


@dataclass(frozen=True)
class WholeForm:
    """The form with a row for every scan; `rows` are those that the workbook does not list."""

    raw: RawForm
    rows: tuple[ScanRow, ...]
    listed: int

    def input_of(self, one: CellMisfit) -> str:
        """The input that a misfit is beside, none for a cell of the workbook."""
        if one.sheet != SCANS or one.row is None or one.row < self.listed:
            return ""
        scan = self.rows[one.row - self.listed]
        return ATTESTED if one.column == ATTESTED else f"{scan.name}.{one.column}"


def whole_form(asking: Asking, form: AdoptionUpload) -> WholeForm:
    """The workbook or the rows, with the scans. Raises what read_workbook raises."""
    if form.book is not None:
        raw = read_workbook(
            form.book.file.content,
            asking.office.settings.upload_megabytes,
            file=form.book.file.file_name,
            field=BOOK,
        )
    else:
        raw = raw_of({sheet: list(rows) for sheet, rows in (form.rows or {}).items()})
    listed = list(raw.sheets.get(SCANS, ()))
    known = {str(row["file"].value) for row in listed if "file" in row}
    rows = [
        form.scan_row(one, asking.language) for one in form.scans if one.file.file_name not in known
    ]
    attested = "yes" if form.said(ATTESTED) else "no"
    cells = [_cells(row, attested) for row in rows]
    sheets = {**raw.sheets, SCANS: [*listed, *cells]} if cells else raw.sheets
    return WholeForm(replace(raw, sheets=sheets), tuple(rows), len(listed))


def _cells(row: ScanRow, attested: str) -> dict[str, RawCell]:
    file = row.held.file.file_name
    values = {"file": file, "kind": row.kind, "number": row.number, "on": row.on,
              ATTESTED: attested}  # fmt: skip
    return {name: RawCell(value, file) for name, value in values.items()}
