"""An adoption form read from rows as typed: every misfit is collected, none stops the rest."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.defaults import committee
from config.titles import Title, title_list
from config.words import Term
from registry.records.adoption_rows import CellMisfit, RawForm, RawRow, sheet_name
from registry.refusals import FileMisfits, Refusal
from registry.rules.adoption_cells import REFUSED
from registry.rules.adoption_checks import RowMisfit, misfits
from registry.rules.adoption_form import COLUMNS, SHEETS, AdoptionForm, FormRow, Someone
from registry.rules.answer_screening import IdentityNumberInText, TextNeedsReason
from registry.rules.district_offices import DEPUTIES
from registry.rules.findings import Severity
from registry.rules.misfits import misfit
from registry.rules.names import split_name
from registry.rules.printing import refuse_unprintable
from registry.rules.rights import OFFICE_PARTS
from registry.rules.screening import Net, screen
from registry.rules.thai import tidy

NAMES = frozenset({"person", "title", "name", "name_en", "replaces"})  # names are what they hold
KNOWN_MISFITS = {"missing", "string_too_short", "string_too_long"}
MOST_ROWS = 5_000


class FormUnfit(FileMisfits[CellMisfit]):
    """The form has misfits, each at its cell."""

    code = "adoption_form_unfit"


class CellUnfit(Refusal):
    """A cell does not fit its column."""

    code = "adoption_cell_unfit"


class ColumnUnknown(Refusal):
    """No column of that key."""

    code = "adoption_column_unknown"


class TooManyRows(Refusal):
    """More rows than any committee's file holds."""

    code = "adoption_too_many_rows"


def read_form(
    raw: RawForm, net: Net, *, today: date, district: str, reason: str = ""
) -> AdoptionForm:
    """The form, typed and held against itself. Raises FormUnfit with every misfit.

    `reason` answers for what the net only warns of (a telephone number, a name in a note).
    """
    problems = list(raw.problems)
    rows: dict[str, list[FormRow | None]] = {}
    for sheet, shape in SHEETS.items():
        found = raw.sheets.get(sheet, ())
        if len(found) > MOST_ROWS:
            refusal = TooManyRows(field=sheet, most=MOST_ROWS)
            problems.append(CellMisfit(sheet_name(sheet), sheet, None, "", refusal))
            continue
        rows[sheet] = [_row(raw, sheet, shape, n, problems, net, reason) for n in range(len(found))]
    if problems:
        raise FormUnfit(sorted(problems, key=_place))
    form = AdoptionForm.model_validate(rows)
    together = misfits(form, today=today, district=district, office_kinds=office_kinds())
    if together:
        raise FormUnfit(sorted((_at(raw, one) for one in together), key=_place))
    return form


def _at(raw: RawForm, one: RowMisfit) -> CellMisfit:
    where = raw.where(one.sheet, one.row, one.column)
    return CellMisfit(where, one.sheet, one.row, one.column, one.refusal)


def _place(one: CellMisfit) -> tuple[int, int, int]:
    """As people read: sheet by sheet, row by row, from the first column to the last."""
    columns = COLUMNS.get(one.sheet, ())
    sheet = list(SHEETS).index(one.sheet) if one.sheet in SHEETS else -1
    row = -1 if one.row is None else one.row
    return sheet, row, columns.index(one.column) if one.column in columns else len(columns)


def office_kinds() -> frozenset[str]:
    """The kinds of offices that the model committee, the deciders and the rights know."""
    seated = {kind for seat in committee().seats for kind in seat.office_kinds}
    return frozenset(seated | {*DEPUTIES, *OFFICE_PARTS})


def _row(
    raw: RawForm,
    sheet: str,
    shape: type[FormRow],
    number: int,
    problems: list[CellMisfit],
    net: Net,
    reason: str,
) -> FormRow | None:
    cells = raw.sheets[sheet][number]

    def wrong(column: str, refusal: Refusal) -> None:
        where = raw.where(sheet, number, column)
        problems.append(CellMisfit(where, sheet, number, column, refusal))

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
