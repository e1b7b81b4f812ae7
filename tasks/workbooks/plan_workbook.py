"""Write a plan as a workbook: its rows under the heads of the printed plan, what to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from config.words import Value, say, written
from registry.rules.plan_sheet import (
    ABOUT,
    DISTRICT,
    HEAD,
    KEY,
    MOST_ROWS,
    NUMBER,
    QUARTERS,
    ROWS,
    STATE,
    YEAR,
    ColumnKind,
    PlanColumn,
    choices_of,
    sheets_of,
)
from tasks.workbooks.filled_form import FIRST_ROW, WorkbookForm
from tasks.workbooks.sheet_writing import (
    ROWS_MORE,
    Row,
    SheetLook,
    harmless,
    saved,
    write_guide,
    write_head,
    write_sheet,
)

TICK = "✓"
WIDE = {"activity", "aim", "duties", "places", "indicator", "lead", "joint", "note", "text"}
GUIDE_LINES = 8
Options = Mapping[str, Sequence[tuple[str, Value]]]


@dataclass(frozen=True)
class PlanBook:
    """What a plan's workbook is made from. `rows` are keys and bodies; `marks` are theirs.

    `options`: keys and names of what the listed columns let choose.
    """

    district: str
    year: int
    state: str
    rows: Sequence[tuple[str, Mapping[str, Any]]]
    head: Mapping[str, Any]
    marks: Mapping[str, str]
    options: Options
    columns: Sequence[PlanColumn]


def workbook_form(columns: Sequence[PlanColumn]) -> WorkbookForm:
    """The sheets and columns by which the workbook is read; "about" has marks of all rows."""
    return WorkbookForm(sheets_of(columns), "plan_sheet", most=2 * MOST_ROWS)


def plan_workbook(plan: PlanBook) -> bytes:
    """The workbook, to be edited and brought back."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("plan_sheet.guide", "th")
    page = book.create_sheet(say("plan_sheet.rows", "th"))
    columns = sheets_of(plan.columns)
    given = {one.key for one in plan.columns if one.kind is ColumnKind.GIVEN}
    heads = {one.key: one.title for one in plan.columns}
    look = SheetLook("plan_column", choices_of(plan.columns), given, WIDE, heads=heads)
    cells = [row_cells(plan, number, key, body) for number, (key, body) in enumerate(plan.rows, 1)]
    write_sheet(page, look, columns[ROWS], cells)
    _offer(page, book.create_sheet(say("plan_sheet.lists", "th")), plan, len(cells))
    head = book.create_sheet(say("plan_sheet.head", "th"))
    texts = [{"field": name, "text": str(said)} for name, said in plan.head.items()]
    write_sheet(head, SheetLook("plan_column", {}, ("field",), WIDE), columns[HEAD], texts)
    about = book.create_sheet(say("plan_sheet.about", "th"))
    every = SheetLook("plan_column", {}, columns[ABOUT], ())
    write_sheet(about, every, columns[ABOUT], about_cells(plan))
    write_guide(guide, ([f"plan_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    book.active = book.worksheets.index(page)
    return saved(book)


def row_cells(plan: PlanBook, number: int, key: str, body: Mapping[str, Any]) -> Row:
    """A row as the columns of the workbook hold it."""
    ticked = body.get("quarters") or ()
    said = {
        one.key: _said(one, body[one.key], plan.options) for one in plan.columns if one.key in body
    }
    return {
        **said,
        NUMBER: str(number),
        KEY: key,
        **{one: TICK for one in QUARTERS if one in ticked},
    }


def _said(column: PlanColumn, value: Any, options: Options) -> Any:  # noqa: ANN401 — a field's value, as JSON
    match column.kind:
        case ColumnKind.DAY:
            return date.fromisoformat(value)
        case ColumnKind.YES_NO:
            return "yes" if value else "no"
        case ColumnKind.CHOICE:
            return value
        case ColumnKind.KEYS | ColumnKind.ONE_KEY:
            known = dict(options.get(column.key, ()))
            several = value if column.kind is ColumnKind.KEYS else [value]
            return "\n".join(labelled(one, known.get(one, "")) for one in several)
        case _:
            return str(value)


def labelled(key: str, name: Value) -> str:
    """What is chosen, as a cell says it: its Thai name, and the key that tells it apart."""
    title = " ".join(written(name, "th").split()) if name else ""
    return f"{title} [{key}]" if title else key


def _offer(page: Worksheet, lists: Worksheet, plan: PlanBook, rows: int) -> None:
    """The sheet of what may be chosen, and choices in the columns that take one of them."""
    columns = {one.key: one for one in plan.columns}
    places = {key: place for place, key in enumerate(columns, 1)}
    for place, (name, some) in enumerate(plan.options.items(), 1):
        column = columns[name]
        write_head(lists, place, column.title, 60)
        for number, (key, called) in enumerate(some, FIRST_ROW):
            lists.cell(number, place, harmless(labelled(key, called)))
        if column.kind is ColumnKind.KEYS or not some:
            continue
        letter, here = get_column_letter(place), places[name]
        last = FIRST_ROW + len(some) - 1
        where = f"'{lists.title}'!${letter}${FIRST_ROW}:${letter}${last}"
        rule = DataValidation(type="list", formula1=where, allow_blank=True)
        column_letter = get_column_letter(here)
        rule.add(f"{column_letter}{FIRST_ROW}:{column_letter}{FIRST_ROW + rows + ROWS_MORE}")
        page.add_data_validation(rule)
    for one in QUARTERS:
        letter = get_column_letter(places[one])
        rule = DataValidation(type="list", formula1=f'"{TICK}"', allow_blank=True)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows + ROWS_MORE}")
        page.add_data_validation(rule)
        page.column_dimensions[letter].width = 12


def about_cells(plan: PlanBook) -> list[Row]:
    """What the file says of itself: whose plan it is, and the marks of its rows."""
    items = {DISTRICT: plan.district, YEAR: str(plan.year), STATE: plan.state}
    return [
        *({"item": name, "value": said} for name, said in items.items()),
        *({"item": f"row:{key}", "mark": mark} for key, mark in plan.marks.items()),
    ]
