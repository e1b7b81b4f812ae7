"""The rows of an adoption form as typed, each cell with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from config.words import Sentence, Term, Value, both
from registry.refusals import Refusal
from registry.rules.adoption_form import (
    SHEETS,
)
from registry.rules.plain_values import Json
from registry.rules.scan_names import ScanNameUnreadable, named_scan


class SheetUnknown(Refusal):
    """No sheet of that key."""

    code = "adoption_sheet_unknown"


class NoRows(Refusal):
    """A sheet is a list of rows."""

    code = "adoption_no_rows"


class RawCell(NamedTuple):
    """What was typed, and where people find it ("roster!D7")."""

    value: Any
    where: str


RawRow = Mapping[str, RawCell]


@dataclass(frozen=True)
class CellMisfit:
    """What is wrong in a cell. `row` counts from 0; None: the sheet or the file itself."""

    where: str
    sheet: str
    row: int | None
    column: str
    refusal: Refusal

    @property
    def sentence(self) -> Sentence:
        """Where, and what to do; the column is said by its heading."""
        refusal = self.refusal
        column = Term(f"adoption_field.{self.column}") if self.column else self.where
        said = both(f"refusal.{refusal.code}", **{**refusal.values, "field": column})
        return both("adoption.at_cell", where=self._place, sentence=said)

    @property
    def _place(self) -> Value:
        """A cell of a workbook as it is called there; a row of a page by its sheet and number."""
        if self.row is None or self.where != _raw_place(self.sheet, self.row, self.column):
            return self.where
        return both(
            "adoption.at_row", sheet=Term(f"adoption_sheet.{self.sheet}"), number=self.row + 1
        )


@dataclass(frozen=True)
class RawForm:
    """The rows of a form as typed, by sheet, and what was wrong with the file already.

    `columns`: of a workbook the keys of each sheet's columns as they stand, "" where none does.
    """

    sheets: Mapping[str, Sequence[RawRow]]
    problems: tuple[CellMisfit, ...] = ()
    from_workbook: bool = False
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def where(self, sheet: str, row: int | None, column: str) -> str:
        """Where people find the cell."""
        if row is None:
            return sheet_name(sheet) if self.from_workbook else sheet
        rows = self.sheets.get(sheet, ())
        cell = rows[row].get(column) if row < len(rows) else None
        return cell.where if cell is not None else _raw_place(sheet, row, column)


def _raw_place(sheet: str, row: int, column: str) -> str:
    """Where a cell of rows by sheet is found; the row is counted from 0."""
    return f"{sheet} {row + 1}: {column}"


def sheet_name(sheet: str) -> str:
    """What the workbook calls the sheet."""
    return both(f"adoption_sheet.{sheet}").th if sheet in SHEETS else sheet


def raw_of(data: Json) -> RawForm:
    """The form as a page posts it or a file of JSON, TOML or YAML holds it: rows by sheet."""
    if not isinstance(data, Mapping):
        return RawForm({}, (CellMisfit("FILE", "", None, "", NoRows(field="FILE")),))
    sheets: dict[str, list[RawRow]] = {}
    problems: list[CellMisfit] = []
    for name, rows in data.items():
        if name not in SHEETS:
            known = ", ".join(SHEETS)
            refusal: Refusal = SheetUnknown(field=name, value=name, known=known)
            problems.append(CellMisfit(name, name, None, "", refusal))
            continue
        listed = _as_rows(rows)
        if listed is None:
            problems.append(CellMisfit(name, name, None, "", NoRows(field=name)))
            continue
        sheets[name] = [
            {key: RawCell(value, _raw_place(name, place, key)) for key, value in row.items()}
            for place, row in enumerate(listed)
        ]
    return RawForm(sheets, tuple(problems))


def with_scans(raw: RawForm, file_names: Iterable[str]) -> RawForm:
    """The form with a row for every file that its sheet of scans does not list yet.

    What the file is, its name says (registry/rules/scan_names.py).
    """
    listed = {str(row["file"].value) for row in raw.sheets.get("scans", ()) if "file" in row}
    rows, problems = list(raw.sheets.get("scans", ())), list(raw.problems)
    for file in file_names:
        if file in listed:
            continue
        try:
            scan = named_scan(file)
        except ScanNameUnreadable as refusal:
            problems.append(CellMisfit(file, "scans", None, "file", refusal))
            continue
        values = {"file": scan.file, "kind": scan.kind, "number": scan.number,
                  "on": str(scan.on), "attested": scan.attested}  # fmt: skip
        rows.append({column: RawCell(value, file) for column, value in values.items()})
    return replace(raw, sheets={**raw.sheets, "scans": rows}, problems=tuple(problems))


def _as_rows(rows: Json) -> list[Mapping[str, Json]] | None:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return None
    found = [row for row in rows if isinstance(row, Mapping)]
    return found if len(found) == len(rows) else None
