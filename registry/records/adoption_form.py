"""An adoption form read from rows as typed: every misfit is collected, none stops the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.defaults import committee
from config.titles import Title, title_list
from config.words import Sentence, Term, Value, both
from registry.refusals import Refusal
from registry.rules.adoption_checks import RowMisfit, misfits
from registry.rules.adoption_form import (
    COLUMNS,
    REFUSED,
    SHEETS,
    AdoptionForm,
    Row,
    Someone,
)
from registry.rules.findings import Severity
from registry.rules.misfits import misfit
from registry.rules.names import split_name
from registry.rules.plain import Json
from registry.rules.printing import refuse_unprintable
from registry.rules.rights import OFFICE_PARTS
from registry.rules.scan_names import ScanNameUnreadable, named_scan
from registry.rules.screening import (
    IdentityNumberInText,
    Net,
    TextNeedsReason,
    screen,
)
from registry.rules.thai import tidy

NAMES = frozenset({"person", "title", "name", "name_en", "replaces"})  # names are what they hold
KNOWN_MISFITS = {"missing", "string_too_short", "string_too_long"}
MOST_ROWS = 5_000


class FormUnfit(Refusal):
    """The form has misfits; all of them are told, each with its cell."""

    code = "adoption_form_unfit"

    def __init__(self, problems: Sequence["Misfit"]) -> None:
        super().__init__(field=problems[0].where)
        self.problems = tuple(problems)

    @property
    def sentence(self) -> Sentence:
        """One line a misfit, and that nothing was recorded."""
        head = both("refusal.adoption_form_unfit", count=len(self.problems))
        said = [one.sentence for one in self.problems]
        return Sentence(
            "\n".join([head.th, *(one.th for one in said)]),
            "\n".join([head.en, *(one.en for one in said)]),
        )


class CellUnfit(Refusal):
    """A cell does not fit its column."""

    code = "adoption_cell_unfit"


class SheetUnknown(Refusal):
    """No sheet of that key."""

    code = "adoption_sheet_unknown"


class ColumnUnknown(Refusal):
    """No column of that key."""

    code = "adoption_column_unknown"


class NoRows(Refusal):
    """A sheet is a list of rows."""

    code = "adoption_no_rows"


class TooManyRows(Refusal):
    """More rows than any committee's file holds."""

    code = "adoption_too_many_rows"


@dataclass(frozen=True)
class Cell:
    """What was typed, and where people find it ("roster!D7")."""

    value: Any
    where: str


RawRow = Mapping[str, Cell]


@dataclass(frozen=True)
class Misfit:
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
    """The rows of a form as typed, by sheet, and what was wrong with the file already."""

    sheets: Mapping[str, Sequence[RawRow]]
    problems: tuple[Misfit, ...] = ()
    from_workbook: bool = False

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
        return RawForm({}, (Misfit("FILE", "", None, "", NoRows(field="FILE")),))
    sheets: dict[str, list[RawRow]] = {}
    problems: list[Misfit] = []
    for name, rows in data.items():
        if name not in SHEETS:
            known = ", ".join(SHEETS)
            refusal: Refusal = SheetUnknown(field=name, value=name, known=known)
            problems.append(Misfit(name, name, None, "", refusal))
            continue
        listed = _as_rows(rows)
        if listed is None:
            problems.append(Misfit(name, name, None, "", NoRows(field=name)))
            continue
        sheets[name] = [
            {key: Cell(value, _raw_place(name, place, key)) for key, value in row.items()}
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
            problems.append(Misfit(file, "scans", None, "file", refusal))
            continue
        values = {"file": scan.file, "kind": scan.kind, "number": scan.number,
                  "on": str(scan.on), "attested": scan.attested}  # fmt: skip
        rows.append({column: Cell(value, file) for column, value in values.items()})
    return replace(raw, sheets={**raw.sheets, "scans": rows}, problems=tuple(problems))


def _as_rows(rows: Json) -> list[Mapping[str, Json]] | None:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return None
    found = [row for row in rows if isinstance(row, Mapping)]
    return found if len(found) == len(rows) else None


def read_form(
    raw: RawForm, net: Net, *, today: date, district: str, reason: str = ""
) -> AdoptionForm:
    """The form, typed and held against itself. Raises FormUnfit with every misfit.

    `reason` answers for what the net only warns of (a telephone number, a name in a note).
    """
    problems = list(raw.problems)
    rows: dict[str, list[Row | None]] = {}
    for sheet, shape in SHEETS.items():
        found = raw.sheets.get(sheet, ())
        if len(found) > MOST_ROWS:
            refusal = TooManyRows(field=sheet, most=MOST_ROWS)
            problems.append(Misfit(sheet_name(sheet), sheet, None, "", refusal))
            continue
        rows[sheet] = [_row(raw, sheet, shape, n, problems, net, reason) for n in range(len(found))]
    if problems:
        raise FormUnfit(sorted(problems, key=_place))
    form = AdoptionForm.model_validate(rows)
    together = misfits(form, today=today, district=district, office_kinds=office_kinds())
    if together:
        raise FormUnfit(sorted((_at(raw, one) for one in together), key=_place))
    return form


def _at(raw: RawForm, one: RowMisfit) -> Misfit:
    where = raw.where(one.sheet, one.row, one.column)
    return Misfit(where, one.sheet, one.row, one.column, one.refusal)


def _place(one: Misfit) -> tuple[int, int, int]:
    """As people read: sheet by sheet, row by row, from the first column to the last."""
    columns = COLUMNS.get(one.sheet, ())
    sheet = list(SHEETS).index(one.sheet) if one.sheet in SHEETS else -1
    row = -1 if one.row is None else one.row
    return sheet, row, columns.index(one.column) if one.column in columns else len(columns)


def office_kinds() -> frozenset[str]:
    """The kinds of offices that the model committee, the deciders and the rights know."""
    seated = {kind for seat in committee().seats for kind in seat.office_kinds}
    deputies = {"deputy_district_chief", "deputy_district_chief_administration"}
    return frozenset(seated | deputies | set(OFFICE_PARTS))


def _row(
    raw: RawForm,
    sheet: str,
    shape: type[Row],
    number: int,
    problems: list[Misfit],
    net: Net,
    reason: str,
) -> Row | None:
    cells = raw.sheets[sheet][number]

    def wrong(column: str, refusal: Refusal) -> None:
        where = raw.where(sheet, number, column)
        problems.append(Misfit(where, sheet, number, column, refusal))

    known = set(COLUMNS[sheet])
    for column in cells.keys() - known:
        wrong(column, ColumnUnknown(field=column, value=column, known=", ".join(COLUMNS[sheet])))
    for column, refusal in _screened(cells, net, reason):
        wrong(column, refusal)
    values = {column: cell.value for column, cell in cells.items() if column in known}
    if issubclass(shape, Someone):
        values |= _titled(values, title_list().titles())
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            column = str(one["loc"][0]) if one["loc"] else ""
            wrong(column, _refusal(one, column))
        return None


def _refusal(error: ErrorDetails, column: str) -> Refusal:
    if error["type"] == REFUSED:
        refusal: Refusal = error["ctx"]["refusal"]
        return refusal
    # A blank cell of a column that must be filled is no text, no choice, no number.
    blank = error["type"] in ("string_type", "enum", "int_type")
    problem = Term("misfit.missing") if blank else misfit(error, KNOWN_MISFITS)
    return CellUnfit(field=column, problem=problem)


def _screened(cells: RawRow, net: Net, reason: str) -> Iterator[tuple[str, Refusal]]:
    """What the net finds: identity numbers are refused, the rest asks for a reason."""
    for column, cell in cells.items():
        text = cell.value
        if isinstance(text, float) and text.is_integer():
            text = int(text)
        if not isinstance(text, str | int) or isinstance(text, bool):
            continue
        found = screen(str(text), net)
        blocked = any(one.severity is Severity.BLOCK for one in found)
        if blocked:
            yield column, IdentityNumberInText(field=column)
        elif found and column not in NAMES and not reason.strip():
            what = Term(f"screening.{found[0].kind}")
            yield column, TextNeedsReason(field=column, what=what)
        try:
            refuse_unprintable({"value": str(text)})
        except Refusal as refusal:
            refusal.field = column
            yield column, refusal


def _titled(values: Mapping[str, Any], titles: Iterable[Title]) -> dict[str, Any]:
    """Title, name and sex as the row's words give them.

    A title before the name is taken apart from it; the sex is what the row states, else
    what the title says and then marked as inferred; a bare rank states none.
    """
    name, title = values.get("name"), values.get("title")
    if not isinstance(name, str) or not tidy(name):
        return {}
    listed = tuple(titles)
    parts = split_name(f"{title or ''}{name}", listed)
    if parts.title is None and title:
        written = {"title": tidy(str(title)), "name": tidy(name)}
    else:
        full = parts.title.full_th if parts.title else ""
        written = {"title": full, "name": f"{parts.first} {parts.last}".strip()}
    if values.get("sex") not in (None, ""):
        return {**written, "sex_source": "stated"}
    sex = parts.title.sex if parts.title else "not_stated"
    source = "not_stated" if sex == "not_stated" else "inferred"
    return {**written, "sex": sex, "sex_source": source}
