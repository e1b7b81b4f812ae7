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
    COLUMNS,
    DISTRICT,
    LISTED,
    MOST_ROWS,
    QUARTERS,
    READ_ONLY,
    SEVERAL,
    STATE,
    YEAR,
    YES_NO,
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

PLAN = WorkbookForm(COLUMNS, "plan_sheet", most=2 * MOST_ROWS)  # "about" has marks of all rows
TICK = "✓"
WIDE = {"activity", "aim", "duties", "places", "indicator", "lead", "joint", "note", "text"}
GUIDE_LINES = 8
Options = Mapping[str, Sequence[tuple[str, Value]]]


@dataclass(frozen=True)
class PlanBook:
    """What a plan's workbook is made from. `rows` are keys and bodies; `marks` are theirs.

    `options`: keys and names of what the columns of LISTED let choose; `choices`: words and keys.
    """

    district: str
    year: int
    state: str
    rows: Sequence[tuple[str, Mapping[str, Any]]]
    head: Mapping[str, Any]
    marks: Mapping[str, str]
    options: Options
    choices: Mapping[str, tuple[str, Sequence[str]]]


def plan_workbook(plan: PlanBook) -> bytes:
    """The workbook, to be edited and brought back."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("plan_sheet.guide", "th")
    page = book.create_sheet(say("plan_sheet.rows", "th"))
    look = SheetLook("plan_column", {**plan.choices, "survivors": ("plan_yes_no", YES_NO)},
                     READ_ONLY, WIDE)  # fmt: skip
    cells = [row_cells(plan, number, key, body) for number, (key, body) in enumerate(plan.rows, 1)]
    write_sheet(page, look, COLUMNS["rows"], cells)
    _offer(page, book.create_sheet(say("plan_sheet.lists", "th")), plan.options, len(cells))
    head = book.create_sheet(say("plan_sheet.head", "th"))
    texts = [{"field": name, "text": str(said)} for name, said in plan.head.items()]
    write_sheet(head, SheetLook("plan_column", {}, ("field",), WIDE), COLUMNS["head"], texts)
    about = book.create_sheet(say("plan_sheet.about", "th"))
    every = SheetLook("plan_column", {}, COLUMNS["about"], ())
    write_sheet(about, every, COLUMNS["about"], about_cells(plan))
    write_guide(guide, ([f"plan_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    book.active = book.worksheets.index(page)
    return saved(book)


def row_cells(plan: PlanBook, number: int, key: str, body: Mapping[str, Any]) -> Row:
    """A row as the columns of the workbook hold it."""
    said: dict[str, Any] = {"no": str(number), "key": key}
    for name, value in body.items():
        said[name] = _said(plan, name, value)
    ticked = body.get("quarters") or ()
    said |= {one: TICK for one in QUARTERS if one in ticked}
    if "survivors" in body:
        said["survivors"] = "yes" if body["survivors"] else "no"
    return said


def _said(plan: PlanBook, name: str, value: Any) -> Any:  # noqa: ANN401 — a field's value, as JSON
    if name in ("starts", "ends"):
        return date.fromisoformat(value)
    if name in LISTED:
        known = dict(plan.options.get(name, ()))
        several = value if name in SEVERAL else [value]
        return "\n".join(labelled(one, known.get(one, "")) for one in several)
    return value if name in plan.choices else str(value)


def labelled(key: str, name: Value) -> str:
    """What is chosen, as a cell says it: its Thai name, and the key that tells it apart."""
    title = " ".join(written(name, "th").split()) if name else ""
    return f"{title} [{key}]" if title else key


def _offer(page: Worksheet, lists: Worksheet, options: Options, rows: int) -> None:
    """The sheet of what may be chosen, and choices in the columns that take one of them."""
    for place, (column, some) in enumerate(options.items(), 1):
        write_head(lists, place, say(f"plan_column.{column}", "th"), 60)
        for number, (key, name) in enumerate(some, FIRST_ROW):
            lists.cell(number, place, harmless(labelled(key, name)))
        if column in SEVERAL or not some:
            continue
        letter, here = get_column_letter(place), COLUMNS["rows"].index(column) + 1
        last = FIRST_ROW + len(some) - 1
        where = f"'{lists.title}'!${letter}${FIRST_ROW}:${letter}${last}"
        rule = DataValidation(type="list", formula1=where, allow_blank=True)
        column_letter = get_column_letter(here)
        rule.add(f"{column_letter}{FIRST_ROW}:{column_letter}{FIRST_ROW + rows + ROWS_MORE}")
        page.add_data_validation(rule)
    for one in QUARTERS:
        letter = get_column_letter(COLUMNS["rows"].index(one) + 1)
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
