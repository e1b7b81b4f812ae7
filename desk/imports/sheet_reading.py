"""What a workbook says so far: what its rows would do, and what is wrong in which cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from config.words import Named
from desk.imports.sheet_cells import CellProblem, CellWrong, SheetRow, SheetTooLong
from registry.records.adoption_form import MOST_ROWS
from registry.records.adoption_rows import RawForm
from registry.refusals import Refusal
from tasks.workbooks.filled_form import KeysMissing

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass(frozen=True)
class RowEffect:
    """A row and what it would do: new, changed or unchanged."""

    sheet: str
    where: str
    label: Named
    state: str


@dataclass(frozen=True)
class SheetContent:
    """What a workbook says: what each of its rows would do, and what is wrong in it, by cell."""

    seen: tuple[RowEffect, ...]
    problems: tuple[CellProblem, ...]

    def count(self, sheet: str, state: str) -> int:
        """How many rows of the sheet."""
        return sum((one.sheet, one.state) == (sheet, state) for one in self.seen)

    @property
    def differs(self) -> bool:
        """Whether anything would change."""
        return any(one.state != UNCHANGED for one in self.seen)


@dataclass
class SheetReading:
    """A workbook while it is read. `words`: a column is called `field.<words>.<column>`.

    `keys_missing` tells of a sheet without the row that names its columns.
    """

    raw: RawForm
    words: str
    keys_missing: type[Refusal]
    most: int = field(default=MOST_ROWS, kw_only=True)
    seen: list[RowEffect] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.raw.problems:
            refusal = self.keys_missing() if isinstance(one.refusal, KeysMissing) else one.refusal
            if one.column:
                refusal.field = self.called(one.column)
            self.problems.append(CellProblem(one.sheet, one.where, refusal))

    def called(self, column: str) -> str:
        """The column as a refusal names it."""
        return f"{self.words}.{column}"

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows of the sheet; too many are told."""
        rows = self.raw.sheets.get(sheet, ())
        if len(rows) > self.most:
            where = self.raw.where(sheet, None, "")
            refusal = SheetTooLong(field="FILE", most=self.most)
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
        refusal.field = self.called(column)
        self.problems.append(CellProblem(row.sheet, self.where(row, column), refusal))

    def where(self, row: SheetRow, column: str) -> str:
        """The cell, as its program calls it; the row's first one where it has none there."""
        cell = row.cells.get(column) or next(iter(row.cells.values()), None)
        return cell.where if cell else self.raw.where(row.sheet, row.number, column)

    def see(self, row: SheetRow, label: Named, state: str) -> None:
        """Remember what the row would do."""
        first = next(iter(row.cells.values()))
        self.seen.append(RowEffect(row.sheet, first.where, label, state))
