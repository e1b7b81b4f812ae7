"""The workbook of a transfer order that came back: an order, or every misfit at its cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from config.words import Term, Value, both, say
from desk.imports.load_files import FileUnfit
from desk.imports.sheet_cells import CellWrong, SheetRow
from desk.imports.transfer_files import PlacedOrder, fitting_order, successor
from flows.decisions.transfer_checks import TransferUnfit
from registry.records.adoption_rows import RawForm
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.screening import Net
from registry.rules.transfer_sheet import (
    CALLED_OFF,
    CHOICES,
    COLUMNS,
    DAYS,
    FILLED_IN,
    MAY_LACK,
    READ_ONLY,
    REINSTATED,
)
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW, KeysMissing
from tasks.workbooks.transfer_workbook import TRANSFER

# The columns of a move that stand in one cell of the sheet.
LABELS = {"order": "transfer", "moves": "moves"}
IN_ONE_CELL = {
    "coming": ("coming", "title_th", "name_th", "title_en", "sex"),
    "change": ("called_off", "called_off_by_mistake"),
}


class NoTransferForm(Refusal):
    """The workbook has not the sheets of a transfer order: it is another one."""


class TransferKeysMissing(Refusal):
    """A sheet without the row that names its columns."""

    code = "transfer_keys"


class TransferColumnUnknown(Refusal):
    """A column bears a key that the form has not: nobody reads what stands in it."""


class TransferColumnMissing(Refusal):
    """A column of the form is gone, or its key: what stands in it would be read as nothing."""


class SeveralOrders(Refusal):
    """The sheet of the order has a second row: a workbook holds one order."""


def read_transfer_sheets(raw: RawForm, net: Net) -> PlacedOrder:
    """The order, and the cells of its fields. Raises NoTransferForm or TransferUnfit."""
    if not raw.sheets.keys() >= COLUMNS.keys():
        raise NoTransferForm(field="FILE", sheets=TRANSFER.sheets)
    misnamed = [*_misnamed(raw)]
    if misnamed:  # nothing else that is told of such a workbook would be so
        raise TransferUnfit(misnamed)
    reading = _Reading(raw)
    data = reading.order()
    try:
        return fitting_order(data, net, reading.cells, reading.problems)
    except TransferUnfit as unfit:
        for one in unfit.problems:
            if isinstance(one, FileUnfit):
                one.called = reading.column_at(one.field or "")
        raise


def _misnamed(raw: RawForm) -> Iterator[Refusal]:
    """Keys in row 2 that the form has not, and columns of the form that nothing there names."""
    for sheet, columns in raw.columns.items():
        known, title = COLUMNS[sheet], say(f"transfer_sheet.{sheet}", "th")
        if not set(columns) & set(known):
            continue  # told already: the row itself is lost
        missing = [one for one in known if one not in columns and one not in MAY_LACK]
        keys = ", ".join(missing or known)
        for place, column in enumerate(columns, 1):
            if column and column not in known:
                where = f"{title}!{get_column_letter(place)}{KEYS_ROW}"
                yield TransferColumnUnknown(field=where, column=column, known=keys)
        for column in missing:
            called = Term(f"field.{LABELS[sheet]}.{column}")
            yield TransferColumnMissing(field=title, column=called, key=column)


@dataclass
class _Reading:
    """A workbook while it is read."""

    raw: RawForm
    cells: dict[tuple[int | None, str], str] = field(default_factory=dict)
    problems: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.raw.problems:
            keyless = isinstance(one.refusal, KeysMissing)
            refusal = TransferKeysMissing(field=one.where) if keyless else one.refusal
            refusal.field = one.where
            self.problems.append(refusal)

    def column_at(self, where: str) -> Value:
        """A cell with what its column is called; the place alone where no field stands there."""
        for (place, name), cell in self.cells.items():
            if cell == where and name != "moves":
                sheet = LABELS["order" if place is None else "moves"]
                called = Term(f"field.{sheet}.{name}")
                return both("adoption.at_cell", where=where, sentence=called)
        return where

    def order(self) -> Mapping[str, Json]:
        """The order and its moves, as a file would say them."""
        head, *more = self.raw.sheets["order"] or ({},)
        if more:
            where = next(iter(more[0].values())).where
            self.problems.append(SeveralOrders(field=where))
        title = say("transfer_sheet.order", "th")
        for number, column in enumerate(COLUMNS["order"], 1):
            empty = f"{title}!{get_column_letter(number)}{FIRST_ROW}"
            self.cells[None, column] = head[column].where if column in head else empty
        self.cells[None, "moves"] = say("transfer_sheet.moves", "th")
        said = self._said(SheetRow("order", 0, head))
        return {**said, "moves": [*self._moves()]}

    def _moves(self) -> Iterator[Mapping[str, Json]]:
        """The rows that change something: in any other cell than those that were filled in."""
        place = 0
        for number, cells in enumerate(self.raw.sheets["moves"]):
            row = SheetRow("moves", number, cells)
            if not any(row.text(one) for one in COLUMNS["moves"] if one not in FILLED_IN):
                continue
            for column in COLUMNS["moves"]:
                for name in IN_ONE_CELL.get(column, (column,)):
                    self.cells[place, name] = self.raw.where("moves", number, column)
            yield self._move(self._said(row))
            place += 1

    @staticmethod
    def _move(said: dict[str, Json]) -> Mapping[str, Json]:
        change, coming = said.pop("change", None), said.pop("coming", None)
        return {
            **said,
            **successor(str(coming or "")),
            "called_off": change == CALLED_OFF,
            "called_off_by_mistake": change == REINSTATED,
        }

    def _said(self, row: SheetRow) -> dict[str, Json]:
        """What is filled in of the row; what cannot be read is told."""
        said: dict[str, Json] = {}
        for column in COLUMNS[row.sheet]:
            if column in READ_ONLY or not row.text(column):
                continue
            try:
                said[column] = self._value(row, column)
            except CellWrong as wrong:
                wrong.refusal.field = self.raw.where(row.sheet, row.number, column)
                self.problems.append(wrong.refusal)
        return said

    @staticmethod
    def _value(row: SheetRow, column: str) -> Json:
        if column in DAYS:
            day = row.day(column)
            return None if day is None else day.isoformat()
        return row.choice(column, CHOICES) if column in CHOICES else row.text(column)
