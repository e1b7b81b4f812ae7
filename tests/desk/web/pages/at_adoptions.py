"""A district whose committee came about before Prasan, and the pages that take it in."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from registry.queries.history import past_events, past_figures
from registry.queries.orders import orders_in_force
from registry.queries.seats import seats
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tests.builders import Desk, a_desk, a_pdf
from tests.desk.web.visitor import Page, Visitor

CHIANG_KHONG = "5703"
ADOPT = f"/districts/{CHIANG_KHONG}/adopt"
BY_HAND = f"{ADOPT}/by-hand"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-06-20")  # nobody of Chiang Khong is known yet


def book(**changes: list[dict[str, object]]) -> tuple[str, bytes, str]:
    return ("เชียงของ.xlsx", adoption_workbook({**example_form(), **changes}), XLSX)


def scan(name: str, mark: str = "") -> tuple[str, bytes, str]:
    return (name, a_pdf(mark or name), PDF)


def send(who: Visitor, step: str, files: object = None, **typed: str | Sequence[str]) -> Page:
    who.get(ADOPT, "th")
    data = {"step": step, "whole": "yes", **typed}
    return who.post(ADOPT, data, files)  # type: ignore[arg-type]


def again(who: Visitor, page: Page, step: str, **typed: str | Sequence[str]) -> Page:
    """The preview's own form, sent with everything that it holds."""
    fields: dict[str, Any] = {}
    for one in page.tree.xpath(f"//form[@action='{ADOPT}' or @action='{BY_HAND}']//*[@name]"):
        kind, name = one.get("type", ""), str(one.get("name"))
        if one.tag == "button" or kind == "file" or (kind == "checkbox" and not one.get("checked")):
            continue
        value = one.value if one.tag == "select" else one.get("value")
        fields.setdefault(name, []).append(str(value or ""))
    place = page.tree.xpath(f"//form[@action='{ADOPT}' or @action='{BY_HAND}']/@action")[0]
    return who.post(str(place), {**fields, **typed, "step": step})


def recorded(desk: Desk) -> tuple[int, int, int]:
    """How many facts, seats and orders in force the registry holds."""
    with desk.office.registry.reading() as connection:
        facts = past_events(connection, CHIANG_KHONG), past_figures(connection, CHIANG_KHONG)
        today = desk.office.registry.today
        return (
            sum(len(one) for one in facts),
            len(seats(connection, CHIANG_KHONG, today)),
            len(orders_in_force(connection, CHIANG_KHONG, today)),
        )


def rows(sheet: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {
        f"r.{place}.{name}": text for place, row in enumerate(sheet) for name, text in row.items()
    }


ORDER = {
    "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอเชียงของ", "number": "45/2562",
    "dated": "พ.ค. 2562", "paper": "found",
}  # fmt: skip
SEATS = [
    {"body": "executive", "no": "1", "role": "chair", "position": "นายอำเภอเชียงของ"},
    {"body": "executive", "no": "2", "role": "member", "position": "สาธารณสุขอำเภอ",
     "name": "นายสมมุติสิน แบบเรียน"},
]  # fmt: skip
