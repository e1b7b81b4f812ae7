"""The workbook of a plan that came back: its rows, or every misfit at its cell."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config.words import LANGUAGES, Term, Value, say, written
from desk.imports.sheet_cells import CellProblem, CellWrong, SheetRow
from desk.views.plan_columns import COLUMNS
from flows.plan.checks import (
    CarriedRowUnknown,
    NeedUnknown,
    PlanDutyUnknown,
    PlanSeatUnknown,
    PlanVillageUnknown,
)
from flows.plan.round_trip import FilePlan, FileRow
from flows.plan.row_reading import NEW_KEY, as_lines, wrong_in_year
from flows.plan.writing import PlanTooLong
from registry.records.adoption_rows import RawCell, RawForm
from registry.refusals import FileMisfits, Refusal
from registry.rules.answer_screening import is_refused, refuse_identities, screen_answer
from registry.rules.plan_sheet import (
    CARRIED,
    DISTRICT,
    MOST_ROWS,
    NUMBER,
    QUARTERS,
    STATE,
    YEAR,
    YES_NO,
    ColumnKind,
    PlanColumn,
    choices_of,
    head_of,
    sheets_of,
)
from registry.rules.printing import refuse_unprintable
from registry.rules.screening import Net
from registry.rules.thai import tidy
from tasks.workbooks.filled_form import FIRST_ROW
from tasks.workbooks.plan_workbook import Options

KEYED = re.compile(r"\[([^\[\]]+)\]\s*$")
TICKS = frozenset({"✓", "✔", "√", "/", "x", "1", "y", "true"})
NO_TICKS = frozenset({"", "-", "–", "0", "false"})
HOW_MANY_TOLD = 60
OF_A_ROW = "row:"
OTHER_HEADS = {
    "field": "head.field", "text": "head.text",
    "item": "about.item", "value": "about.value", "mark": "about.mark",
}  # fmt: skip
CHOICES = choices_of(COLUMNS)
SHEETS = sheets_of(COLUMNS)


class PlanFileUnfit(FileMisfits[CellProblem]):
    """The workbook has misfits, each at its cell."""


class NoPlanForm(Refusal):
    """The workbook has not the sheets of a plan: it is another one."""


class PlanKeysMissing(Refusal):
    """A sheet without the row that names its columns."""


class PlanColumnMissing(Refusal):
    """A column is gone: read as empty it would empty every row."""


class QuarterUnread(Refusal):
    """A cell of a quarter that holds neither a tick nor nothing."""


class RowKeyTwice(Refusal):
    """Two rows of the workbook bear one key."""


LISTS = Term("plan_file.sheet_of_lists")
UNKNOWN: Mapping[str, Callable[[str, str], Refusal]] = {
    "duties": lambda path, value: PlanDutyUnknown(field=path, value=value, known=LISTS),
    "lead": lambda path, value: PlanSeatUnknown(field=path, value=value),
    "joint": lambda path, value: PlanSeatUnknown(field=path, value=value),
    "need": lambda path, value: NeedUnknown(field=path, value=value),
    "villages": lambda path, value: PlanVillageUnknown(field=path, value=value),
}


def read_plan_sheets(
    raw: RawForm, options: Options, net: Net, earlier: Collection[str], year: int
) -> FilePlan:
    """The plan of the workbook. Raises NoPlanForm, or PlanFileUnfit with every misfit by cell.

    `options`: keys and names of what the columns let choose, as the workbook was written with.
    `net` finds what no text may hold; `earlier` are the rows that may be carried over,
    `year` is the fiscal year of the plan that the workbook is held against.
    """
    if not raw.sheets.keys() >= SHEETS.keys():
        raise NoPlanForm(field="FILE")
    if len(raw.sheets["rows"]) > MOST_ROWS:
        refusal = PlanTooLong(field="rows", most=MOST_ROWS)
        where = raw.where("rows", MOST_ROWS, "activity")
        raise PlanFileUnfit([CellProblem("rows", where, refusal)])
    return _Reading(raw, options, earlier, net, year).plan()


def about_of(raw: RawForm) -> dict[str, str]:
    """What the workbook says of itself: district, year, state, marks of its rows.

    Raises NoPlanForm.
    """
    if "about" not in raw.sheets:
        raise NoPlanForm(field="FILE")
    rows = (SheetRow("about", number, cells) for number, cells in enumerate(raw.sheets["about"]))
    return {row.text("item"): row.text("value") or row.text("mark") for row in rows}


@dataclass
class _Reading:
    """A workbook while it is read; its misfits are collected, none stops the rest."""

    raw: RawForm
    options: Options
    earlier: Collection[str]
    net: Net
    year: int
    misfits: list[CellProblem] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def plan(self) -> FilePlan:
        """All of it."""
        for sheet, columns in SHEETS.items():
            self._refuse_without_columns(sheet, columns)
        if self.misfits:
            raise PlanFileUnfit(self.misfits)
        for one in self.raw.problems:
            refusal = one.refusal if one.column or "!" in one.where else None
            if one.column:
                one.refusal.field = OTHER_HEADS.get(one.column, f"rows.{one.column}")
            self._wrong(one.where, refusal or PlanKeysMissing(field=one.where))
        about = about_of(self.raw)
        rows = [self._row(SheetRow("rows", n, c)) for n, c in enumerate(self.raw.sheets["rows"])]
        if self.misfits:
            raise PlanFileUnfit(self.misfits[:HOW_MANY_TOLD])
        year = about.get(YEAR, "")
        return FilePlan(
            district=about.get(DISTRICT, ""),
            year=int(year) if year.isdecimal() else 0,
            state=about.get(STATE, ""),
            rows=tuple(one for one in rows if one is not None),
            head=dict(self._head()),
            marks={k[len(OF_A_ROW) :]: v for k, v in about.items() if k.startswith(OF_A_ROW)},
        )

    def _refuse_without_columns(self, sheet: str, columns: Sequence[str]) -> None:
        """A column that is gone would be taken for one that somebody emptied."""
        first = next(iter(self.raw.sheets[sheet]), {})
        if not first.keys() & set(columns):
            return  # a sheet without rows, or without the row that names its columns
        title = next(iter(first.values())).where.partition("!")[0]
        for one in columns:
            if one not in first and one != NUMBER:  # which nobody reads
                refusal = PlanColumnMissing(field=title, column=head_of(one), key=one)
                self._wrong(title, refusal)

    def _head(self) -> Iterator[tuple[str, str]]:
        for number, cells in enumerate(self.raw.sheets["head"]):
            row = SheetRow("head", number, cells)
            if said := _text(row.value("text")):
                yield row.text("field"), said

    def _row(self, row: SheetRow) -> FileRow | None:
        """The row; None where nothing but its number stands in it."""
        said: dict[str, Any] = {}
        unread = {
            one.column for one in self.raw.problems
            if (one.sheet, one.row) == ("rows", row.number)
        }  # fmt: skip
        for column in COLUMNS:
            if not _is_read(column):
                continue
            try:
                value = self._typed(row, column)
            except CellWrong as cell:
                cell.refusal.field = f"rows.{column.key}"
                self._wrong(self._where(row, column.key), cell.refusal)
                unread.add(column.key)
            else:
                if value not in (None, "", []):
                    said[column.key] = value
        ticked = [one for one in QUARTERS if self._ticked(row, one)]
        if ticked:
            said["quarters"] = ticked
        if not said:
            return None
        key = self._key(row)
        for wrong in wrong_in_year(key or NEW_KEY, said, self.year, unread):
            self._wrong(self._where(row, (wrong.field or "").removeprefix("rows.")), wrong)
        self._screen(row, said)
        return FileRow(key, said, self._where(row, "activity"))

    def _screen(self, row: SheetRow, said: Mapping[str, Any]) -> None:
        """What the plan would refuse as a whole: numbers of persons, and signs that none prints."""
        try:
            refuse_identities(filter(is_refused, screen_answer(said, self.net)))
            refuse_unprintable(said)
        except Refusal as refusal:
            column = (refusal.field or "").partition(".")[0]
            refusal.field = f"rows.{column}"
            self._wrong(self._where(row, column), refusal)

    def _key(self, row: SheetRow) -> str:
        key = row.text("key")
        if key and key in self.seen:
            path = "rows.key"
            refusal = RowKeyTwice(field=path, value=key, first=self.seen[key])
            self._wrong(self._where(row, "key"), refusal)
        self.seen.setdefault(key, self._where(row, "key"))
        return key

    def _typed(self, row: SheetRow, column: PlanColumn) -> Any:  # noqa: ANN401 — a field's value, as JSON
        key = column.key
        if column.is_listed:
            found = [*self._chosen(row, key)]
            return found if column.kind is ColumnKind.KEYS else next(iter(found), None)
        if not row.text(key):
            return None
        if key == CARRIED and row.text(key) not in self.earlier:
            raise CellWrong(key, CarriedRowUnknown(value=row.text(key)))
        if column.kind is ColumnKind.DAY:
            day = row.day(key)
            return day.isoformat() if isinstance(day, date) else None
        if column.choices is not None:
            word = row.choice(key, CHOICES)
            return word == "yes" if column.kind is ColumnKind.YES_NO else word
        return row.text(key) if column.kind is ColumnKind.FIGURE else _text(row.value(key))

    def _chosen(self, row: SheetRow, column: str) -> Iterator[str]:
        """The keys that the cell names, a line or a ";" each: by key, or by a name of one alone."""
        known = self.options.get(column, ())
        for said in re.split(r"[;\n]", str(row.value(column) or "")):
            text = tidy(said)
            if not text:
                continue
            keyed = KEYED.search(text)
            key = keyed[1] if keyed else _named(text, known)
            if key not in {one for one, _ in known}:
                raise CellWrong(column, UNKNOWN[column](f"rows.{column}", text))
            yield key

    def _ticked(self, row: SheetRow, quarter: str) -> bool:
        said = row.text(quarter).casefold()
        yes, no = (_said_so(word) for word in YES_NO)
        if said not in TICKS | NO_TICKS | yes | no:
            self._wrong(self._where(row, quarter), QuarterUnread(field="rows.quarters", value=said))
        return said in TICKS | yes

    def _where(self, row: SheetRow, column: str) -> str:
        cell = row.cells.get(QUARTERS[0] if column == "quarters" else column)
        if cell is not None:
            return cell.where
        first: RawCell | None = next(iter(row.cells.values()), None)
        return first.where if first else f"{FIRST_ROW + row.number}"

    def _wrong(self, where: str, refusal: Refusal) -> None:
        self.misfits.append(CellProblem(where.partition("!")[0], where, refusal))


def _is_read(column: PlanColumn) -> bool:
    """Whether a cell of the column says a field: of what is given only what a row carries over."""
    given = (ColumnKind.GIVEN, ColumnKind.QUARTER)
    return column.kind not in given or column.key == CARRIED


def _named(text: str, known: Sequence[tuple[str, Value]]) -> str:
    """The key of that name, where one alone bears it; else the text itself."""
    found = [key for key, name in known if text in (tidy(written(name, "th")), written(name, "en"))]
    return found[0] if len(found) == 1 else text


def _said_so(word: str) -> frozenset[str]:
    """Yes or no, as both languages say it."""
    return frozenset(say(f"plan_yes_no.{word}", one).casefold() for one in LANGUAGES)


def _text(value: object) -> str:
    """A text as it was typed, its lines kept; a whole number without its decimals."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(as_lines(str(value)))
