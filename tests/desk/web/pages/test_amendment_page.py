"""The order of a committee at work is amended from its district's page."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from config.words import say
from desk.views.district_status import standings
from desk.views.view import View
from registry.queries.seats import seats
from tests.builders import Desk, a_desk
from tests.desk.web.at_gates import answer_of, place
from tests.desk.web.at_meetings import filled
from tests.desk.web.visitor import Visitor, visitor
from tests.flows.order.at_amendments import GONE, at_work, begun, in_force, keys
from tests.registry.records.at_adoptions import FULL, take

DISTRICT = "5715"
PLACE = f"/districts/{DISTRICT}/order"
FOCAL = "5715/focal_point@5715.deputy"


@pytest.fixture
def seated(sqlite_url: str) -> tuple[Desk, Visitor]:
    desk = at_work(sqlite_url)
    desk.on("2022-09-02")
    return desk, visitor(desk, "coord")


def under_way(desk: Desk) -> int:
    found = [one for one in desk.instances() if one.status == "open"]
    return next(one.id for one in found if one.process == "order")


def test_the_districts_page_leads_to_the_order_and_its_first_gate_asks_what_changes(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    assert PLACE in coord.get(f"/districts/{DISTRICT}").links()
    done = coord.post(PLACE, {"kind": "amend", "on": "2/9/2565"})
    order = under_way(desk)
    assert done.path == f"/instances/{order}"
    form = filled(coord.get(place(order, "amendment"))) | {
        "by": [FOCAL], "decided_on": ["2/9/2565"],
        "groups.0.title_th": ["คณะทำงานข้อมูล"], "groups.0.task": ["รวบรวมข้อมูล"],
    }  # fmt: skip
    with desk.office.registry.reading() as connection:
        seated_now = seats(connection, DISTRICT, date(2022, 9, 2))
    gone = [one.key for one in seated_now].index(GONE)
    form.pop(f"seats.{gone}.keep")
    before = keys(desk, "2022-09-02")
    coord.post(place(order, "amendment"), {**form, "step": "send"})
    said = answer_of(desk, order, "amendment")
    assert [one["key"] for one in said["changes"]] == [GONE]
    assert keys(desk, "2022-09-02") == before
    assert in_force(desk, "2022-09-02") == [("new", "12/2565")]


def test_a_second_order_waits_is_seen_on_the_districts_page_and_taken_back(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    coord.post(PLACE, {"kind": "amend", "on": "2/9/2565"})
    order = under_way(desk)
    assert f"/instances/{order}" in coord.get(PLACE).links()
    done = coord.post(PLACE, {"kind": "replace", "on": "2/9/2565"})
    assert done.path.startswith(PLACE)
    said = f"รอคำสั่งตามเรื่องเลขที่ {order} ให้เสร็จก่อน"
    assert said in coord.get(PLACE).main
    assert said in coord.get(f"/districts/{DISTRICT}").main
    assert "คำสั่งใหม่แทนคำสั่งเดิมทั้งฉบับ" in coord.get(f"/instances/{order}").main
    back = coord.post(f"{PLACE}/take-back", {"purpose": "replace"})
    assert back.status == 200
    assert said not in coord.get(f"/districts/{DISTRICT}").main
    assert coord.post(f"{PLACE}/take-back", {"purpose": "replace"}).status == 422
    assert len([one for one in desk.instances() if one.process == "order"]) == 2


def test_an_amendment_under_way_takes_no_phase_of_the_establishment_back(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated

    def phases() -> tuple[str, ...]:
        with desk.office.registry.reading() as connection:
            view = View(desk.office, connection, desk.office.registry.today)
            return tuple(cell.mark for cell in standings(view, [DISTRICT])[DISTRICT].cells)

    before = phases()
    coord.post(PLACE, {"kind": "amend", "on": "2/9/2565"})
    assert phases() == before


@pytest.mark.parametrize("kind", ["", "ends", "x"])
def test_what_is_none_of_the_three_begins_nothing(seated: tuple[Desk, Visitor], kind: str) -> None:
    desk, coord = seated
    page = coord.post(PLACE, {"kind": kind, "on": "2/9/2565"})
    assert page.status == 422
    assert page.beside("kind") != ""
    assert len([one for one in desk.instances() if one.process == "order"]) == 1


def test_the_draft_that_strikes_a_seat_differs_in_nothing_from_today_and_names_the_seat(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    order = begun(desk, answer={"changes": [{"change": "remove", "key": GONE}]})
    page = coord.get(f"/instances/{order}").main
    assert GONE not in page
    assert "ที่ต่างจากทะเบียนในวันนี้" not in page


def test_the_papers_of_an_amendment_and_its_working_groups_are_called_what_they_are(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    page = coord.get(f"/instances/{begun(desk)}", "th")
    kinds = [one.text_content() for one in page.tree.cssselect("main h3")]
    assert "คำสั่งแก้ไขเพิ่มเติม" in kinds
    assert "คำสั่งแต่งตั้งคณะกรรมการ" not in kinds
    assert "จัดทำร่างคำสั่งแต่งตั้ง" not in page.main
    assert "ทำหน้าที่ถึงวันที่: 31 ธันวาคม 2565" in page.main


def test_only_of_a_committee_that_was_taken_in_the_withdrawal_of_its_adoption_is_offered(
    seated: tuple[Desk, Visitor], sqlite_url_of_another: str
) -> None:
    _, coord = seated
    offered = say("page.amend.mistake", "th")
    assert offered not in coord.get(PLACE).main
    adopted = a_desk(sqlite_url_of_another, "2022-06-20")
    take(adopted, FULL)
    who = visitor(adopted, "coord")
    led = who.get(f"/districts/{DISTRICT}/adopted")
    assert f"{PLACE}?kind=mistake" in led.links()
    asked = who.get(f"{PLACE}?kind=mistake")
    assert offered in asked.main
    begun_at = who.post(PLACE, {"kind": "mistake", "on": "20/6/2565"}).path
    (row,) = [one for one in adopted.instances() if one.process == "adoption_withdrawal"]
    assert begun_at == f"/instances/{row.id}"
    form = filled(who.get(place(row.id, "adoption_mistaken"))) | {
        "by": ["57/psdhs_coordinator/1@coord"], "decided_on": ["20/6/2565"],
        "mistake": ["other_district"], "reason": ["เป็นคณะกรรมการของอำเภออื่น"],
    }  # fmt: skip
    who.post(place(row.id, "adoption_mistaken"), {**form, "step": "record"})
    assert answer_of(adopted, row.id, "adoption_mistaken")["mistake"] == "other_district"


@pytest.fixture
def sqlite_url_of_another(made_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(made_sqlite, tmp_path / 'another.db')}"
