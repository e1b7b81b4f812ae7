"""Rows of a workbook of villages."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from config.words import say
from registry.rules.village_sheet import COLUMNS
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW
from tests.workbook_edits import edited

Cells = Mapping[str, Any]
SHEETS = {key: say(f"village_sheet.{key}", "th") for key in COLUMNS}
THOET_THAI = {"subdistrict": "ตำบลเทอดไทย", "moo": "๑", "name_th": "บ้านเทอดไทย"}
MAE_MO = {"subdistrict": "เทอดไทย", "moo": 2, "name_th": "บ้านแม่หม้อ"}
SURVEY = {"as_of": "๕ พ.ค. ๒๕๖๕", "risk_places": "๓", "crossings": 0, "watch_groups": 1,
          "watch_women": 8, "watch_men": "1,002", "calls_police": 2}  # fmt: skip
PROBLEM = {"problem": "นายหน้าชักชวนไปทำงาน", "solution": "ให้ความรู้", "steps": "ประชุม\n- อบรม",
           "who": "ผู้ใหญ่บ้าน", "begins_on": "ต.ค. 2565", "ends_on": "ธ.ค. 2565"}  # fmt: skip


def write(book: Workbook, sheet: str, row: int, cells: Cells) -> None:
    page = book[SHEETS[sheet]]
    columns = [cell.value for cell in page[KEYS_ROW]]
    for column, value in cells.items():
        page.cell(row, columns.index(column) + 1).value = value


def with_rows(content: bytes, **sheets: Sequence[Cells]) -> bytes:
    """The workbook with rows written below those that it has."""

    def change(book: Workbook) -> None:
        for sheet, rows in sheets.items():
            page = book[SHEETS[sheet]]
            last = max([FIRST_ROW - 1, *(c.row for r in page for c in r if c.value is not None)])
            for number, cells in enumerate(rows, max(last, KEYS_ROW) + 1):
                write(book, sheet, number, cells)

    return edited(content, change)
