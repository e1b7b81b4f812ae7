"""What a directory workbook says so far: rows to load, what they would do, what is wrong."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from desk.imports.directory_cells import (
    CellProblem,
    CellWrong,
    DirectoryKeysMissing,
    DirectoryTooManyRows,
    DirectoryUnfit,
    SheetRow,
)
from desk.imports.load_files import FileUnfit, load_file
from desk.imports.row_loading import refuse_future
from registry.records.adoption_form import MOST_ROWS
from registry.records.adoption_rows import RawForm
from registry.refusals import Refusal
from registry.rules.directory_form import COLUMNS
from registry.rules.plain_values import Json
from registry.rules.screening import Net

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
OF_A_ROW = re.compile(r"(?:[a-z]+ [0-9]+: |[a-z]+\.[0-9]+\.)([a-z_]+)")
COLUMN_OF = {
    "offices": {"ref": "office", "title_th": "office_title"},
    "people": {"ref": "person"},
    "holders": {"new_start": "start"},
    "corrections": {"new_start": "start"},
    "agencies": {"key": "agency", "name_th": "agency_th", "name_en": "agency_en"},
}


@dataclass(frozen=True)
class RowEffect:
    """A row and what it would do: new, changed or unchanged."""

    sheet: str
    where: str
    label: Named
    state: str


@dataclass
class Reading:
    """A workbook while it is read. `areas`: rows of any other area are a problem."""

    connection: Connection
    raw: RawForm
    net: Net
    today: date
    areas: frozenset[str]
    data: dict[str, list[dict[str, Json]]] = field(default_factory=dict)
    seen: list[RowEffect] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.raw.problems:
            refusal = one.refusal if one.column else DirectoryKeysMissing()
            refusal.field = f"directory.{one.column}" if one.column else refusal.field
            self.problems.append(CellProblem(one.sheet, one.where, refusal))

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows of the sheet; too many are told."""
        rows = self.raw.sheets.get(sheet, ())
        if len(rows) > MOST_ROWS:
            where = self.raw.where(sheet, None, "")
            refusal = DirectoryTooManyRows(field="FILE", most=MOST_ROWS)
            self.problems.append(CellProblem(sheet, where, refusal))
            return
        for number, cells in enumerate(rows):
            yield SheetRow(sheet, number, cells)

    def each(self, sheet: str, take: Callable[[SheetRow], None]) -> None:
        """Take each row of the sheet; what is wrong with one is told, and the next is taken."""
        for row in self.rows(sheet):
            try:
                take(row)
            except CellWrong as wrong:
                self.tell(row, wrong.column, wrong.refusal)

    def tell(self, row: SheetRow, column: str, refusal: Refusal) -> None:
        """Tell what is wrong in a cell of the row."""
        refusal.field = f"directory.{column}"
        self.problems.append(CellProblem(row.sheet, self._where(row, column), refusal))

    def _where(self, row: SheetRow, column: str) -> str:
        cell = row.cells.get(column) or next(iter(row.cells.values()), None)
        return cell.where if cell else self.raw.where(row.sheet, row.number, column)

    def see(self, row: SheetRow, label: Named, state: str) -> None:
        """Remember what the row would do."""
        first = next(iter(row.cells.values()))
        self.seen.append(RowEffect(row.sheet, first.where, label, state))

    def keep(self, row: SheetRow, table: str, data: dict[str, Json]) -> None:
        """Hold the row against the form that every file to load has, and keep it."""
        try:
            refuse_future(load_file({table: [data]}, self.net), self.today)
        except Refusal as refusal:
            found = OF_A_ROW.fullmatch(refusal.field or "")
            name = found[1] if found else ""
            column = COLUMN_OF[table].get(name, name)
            columns = COLUMNS[row.sheet]
            column = column if column in columns else columns[0]
            if isinstance(refusal, FileUnfit):
                problem = refusal.values["problem"]
                raise CellWrong(column, DirectoryUnfit(problem=problem)) from refusal
            raise CellWrong(column, refusal) from refusal
        self.data.setdefault(table, []).append(data)
