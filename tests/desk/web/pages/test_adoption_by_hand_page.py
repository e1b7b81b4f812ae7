"""A committee is taken in by hand, page by page."""

import json

import pytest

from tests.builders import Desk
from tests.desk.web.pages.at_adoptions import (
    BY_HAND,
    ORDER,
    SEATS,
    XLSX,
    again,
    book,
    desk,
    recorded,
    rows,
    send,
)
from tests.desk.web.visitor import visitor

__all__ = ["desk"]


def test_page_by_page_by_hand_comes_to_the_same(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = who.get(BY_HAND, "th")
    assert "คำสั่งอำเภอเชียงของ" in page.value("r.0.heading")
    missing = again(who, page, "next", **rows([{**ORDER, "dated": "31/2/2562"}]))
    assert missing.beside("r.0.dated").startswith("คำสั่ง รายการที่ 1 – ")
    page = again(who, missing, "next", **rows([ORDER]))
    assert page.value("sheet") == "officers"
    page = again(who, page, "next", **{"r.0.name": "นายสมมุติ ตัวอย่าง", "r.0.start": "2562"})
    assert page.value("sheet") == "roster"
    page = again(who, page, "add", **rows(SEATS[:1]))
    page = again(who, page, "next", **rows(SEATS))
    assert page.value("sheet") == "steps"
    place = [one.get("value") for one in page.tree.xpath("//option[@selected]")].index("inception")
    seen = again(who, page, "check", **{f"r.{place}.on": "20 มิ.ย. 2562"})
    assert seen.status == 200
    assert "ไม่ได้บันทึก" in seen.main
    assert recorded(desk) == (0, 0, 0)
    done = again(who, seen, "record")
    assert done.path.endswith("/adopted")
    assert recorded(desk)[1:] == (2, 1)
    (row,) = desk.instances()
    assert row.phase == "capacity"


def test_what_is_recorded_can_be_filled_up_by_hand(desk: Desk) -> None:
    who = visitor(desk, "coord")
    send(who, "record", {"book": book()})
    before = recorded(desk)
    page = who.get(BY_HAND, "th")
    assert page.value("r.0.number") in ("45.1/2562", "210/2556")
    seen = again(who, page, "check")
    assert "จะไม่มีการเปลี่ยนแปลงใด" in seen.main
    page = again(who, page, "", go="plans")
    page = again(who, page, "add")
    place = len(page.tree.xpath("//fieldset")) - 1
    more = {f"r.{place}.fiscal_year": "2565", f"r.{place}.state": "submitted"}
    seen = again(who, page, "check", **more)
    done = again(who, seen, "record")
    assert "บันทึกคณะกรรมการแล้ว" in done.main
    assert recorded(desk) == (before[0] + 1, *before[1:])


def test_rows_typed_by_hand_are_taken_along_as_a_workbook(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = who.get(BY_HAND, "th")
    taken = again(who, page, "take", **rows([ORDER])).response.content
    seen = send(who, "preview", {"book": ("mine.xlsx", taken, XLSX)})
    assert "45/2562" in seen.main


def test_the_model_committee_is_a_roster_to_begin_from(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = again(who, again(who, who.get(BY_HAND, "th"), "", go="roster"), "model")
    assert len(page.tree.xpath("//fieldset")) == 27
    assert "เชียงของ" in page.value("r.0.position")


def test_rows_that_are_no_rows_are_left_aside(desk: Desk) -> None:
    who = visitor(desk, "coord")
    who.get(BY_HAND, "th")
    odd = json.dumps({"nonsense": [{"a": "b"}], "orders": [{"x": "y"}]})
    for kept in ("{", "[]", '{"orders": 1}', odd):
        assert who.post(BY_HAND, {"kept": kept, "sheet": "nowhere", "step": "next"}).status < 500


def test_pages_that_were_filled_in_are_there_again_in_another_browser(desk: Desk) -> None:
    first = visitor(desk, "coord")
    turned = again(first, first.get(BY_HAND, "th"), "next", **rows([ORDER]))
    assert turned.response.url.query == b"sheet=officers", "so that back shows the page"
    other = visitor(desk, "coord")
    found = other.get(BY_HAND, "th")
    assert found.value("r.0.number") == ORDER["number"]
    assert "กำลังกรอกขั้นตอนนี้อยู่" in visitor(desk, "coord2").get(BY_HAND, "th").main
    other.post(BY_HAND, {"step": "discard"})
    assert other.get(BY_HAND).value("r.0.number") == ""


def test_the_script_keeps_the_page_that_is_being_typed(desk: Desk) -> None:
    who = visitor(desk, "coord")
    who.get(BY_HAND, "th")
    answer = who.post(f"{BY_HAND}/draft", {"sheet": "orders", "r.0.number": ORDER["number"]})
    assert answer.response.json().keys() == {"saved"}
    assert visitor(desk, "coord").get(BY_HAND).value("r.0.number") == ORDER["number"]


@pytest.mark.parametrize("away", [{"step": "previous"}, {"go": "orders"}])
def test_who_leaves_a_page_with_an_identity_number_loses_nothing_of_it(
    desk: Desk, away: dict[str, str]
) -> None:
    who = visitor(desk, "coord")
    who.get(BY_HAND, "th")
    typed = {"r.0.name": "นายสมชาย 1101700230708", "r.0.start": "1 ตุลาคม 2561", "kept": "{}"}
    page = who.post(BY_HAND, {"sheet": "officers", **typed, **away})
    assert page.value("r.0.start") == "1 ตุลาคม 2561"
    assert page.beside("r.0.name"), "it is told where it stands"
