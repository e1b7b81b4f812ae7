"""A plan's workbook that went out, was edited and comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desk.imports.plan_files import (
    PlanPreview,
    file_of_plan,
    preview,
    read_file,
    shown_plan,
)
from flows.plan.writing import add_rows
from tests.builders import Desk
from tests.flows.plan.plans import a_row, writing_desk
from tests.flows.plan.test_writing import WHO

PLAN, HEAD, ABOUT = "แผน", "ส่วนนำ", "ที่มาของไฟล์"
Office = tuple[Desk, int]


@pytest.fixture
def office(sqlite_url: str) -> Office:
    desk, plan = writing_desk(sqlite_url)
    rows = [
        a_row(mode="ordinance", amount="30000", starts="2022-11-15", quarters=["q1", "q3"]),
        a_row(activity="รณรงค์ยุติความรุนแรง", note="บรรทัดหนึ่ง\nบรรทัดสอง", survivors=False),
        a_row(activity="ลงพื้นที่", group="management", target="60", unit="คน", days="3"),
    ]
    add_rows(desk.office, plan, rows, recorded_by=WHO)
    return desk, plan


def exported(desk: Desk, plan: int) -> bytes:
    with desk.office.registry.reading() as connection:
        copy = shown_plan(desk.office, connection, plan)
        assert copy is not None
        return file_of_plan(copy)[1]


def column(page: Worksheet, name: str) -> int:
    return next(cell.column for cell in page[2] if cell.value == name)


def put(name: str, value: Any, row: int = 3) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        page = book[PLAN]
        page.cell(row, column(page, name), value)

    return change


def looked(desk: Desk, plan: int, content: bytes) -> PlanPreview:
    raw = read_file(content, 20, file="plan.xlsx")
    with desk.office.registry.reading() as connection:
        return preview(desk.office, connection, plan, raw)
