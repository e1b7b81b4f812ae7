"""What happened and the coordination log on their pages: one form, a list, the district's page."""

import pytest

from tests.builders import Desk, a_desk
from tests.desk.web.at_gates import make_partner
from tests.desk.web.visitor import Visitor, visitor

LIST = "/districts/5715/activities"
NEW = f"{LIST}/new/activity"
LOG = f"{LIST}/new/coordination"
BY = {"by": "5715/focal_point@5715.deputy", "decided_on": "20/07/2565", "step": "record"}
VISIT = {
    "activity_kind": "field_visit", "took_place_on": "19/07/2565",
    "convener": "5715/district_chief", "location": "571501", "women": "๓", "men": "4",
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-07-20")
    return desk


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get(LIST, "th")
    return guest


def test_one_form_records_and_the_list_and_the_district_show_it(desk: Desk, coord: Visitor) -> None:
    before = len(desk.instances())
    page = coord.get(NEW, "th")
    assert page.value("took_place_on") == "20/07/2565"
    assert len(desk.instances()) == before  # what is not sent leaves nothing behind
    done = coord.post(NEW, VISIT | BY)
    assert "ลงพื้นที่" in done.main, done.main
    assert "ผู้เข้าร่วม 7 คน" in done.main
    assert "ลงพื้นที่" in coord.get("/districts/5715", "th").main
    assert "ผู้เข้าร่วม 7" not in coord.get(f"{LIST}?kind=campaign", "th").main
    assert "ผู้เข้าร่วม 7" not in coord.get(f"{LIST}?quarter=1", "th").main
    assert "7 took part" in coord.get(f"{LIST}?quarter=4&kind=field_visit", "en").main


def test_all_of_it_opens_at_the_newest_year_of_which_anything_was_told(
    desk: Desk, coord: Visitor
) -> None:
    coord.post(NEW, VISIT | BY)
    desk.on("2022-12-01")
    later = visitor(desk, "coord")
    assert "ผู้เข้าร่วม 7 คน" in later.get(LIST, "th").main
    assert "ผู้เข้าร่วม 7 คน" not in later.get(f"{LIST}?year=2566", "th").main


def test_the_form_asks_who_reports_and_its_instance_reads_in_words(coord: Visitor) -> None:
    form = coord.get(NEW, "th").main
    assert "ผู้รายงาน" in form
    assert "ผู้พิจารณา" not in form
    listed = coord.post(NEW, VISIT | BY)
    (link,) = listed.tree.cssselect("main a[href^='/instances/']")
    page = coord.get(link.get("href"), "th").main
    assert "กิจกรรมที่ดำเนินการ รายการที่ 1" in page
    assert "ตำบล" in page
    for code in ("5715/district_chief", "571501", "ร่างคำสั่ง"):
        assert code not in page


def test_the_log_is_filtered_by_level_and_asks_of_a_line_that_it_holds_already(
    desk: Desk, coord: Visitor
) -> None:
    said = {
        "contacted_on": "19/07/2565", "counterpart": "mm_police", "channel": "telephone",
        "subject": "repatriation", "outcome": "agreed",
    }  # fmt: skip
    assert "เมียนมา" in coord.post(LOG, said | BY).main
    assert "Myanmar" in coord.get(f"{LIST}?level=international", "en").main
    assert "Myanmar Police" not in coord.get(f"{LIST}?level=national", "en").main
    before = len(desk.instances())
    coord.get(LOG, "th")
    asked = coord.post(LOG, said | BY)
    assert "บันทึกการประสานงานเช่นนี้" in asked.main
    assert len(desk.instances()) == before  # a form that was sent twice is one line
    looked_at = {"looked_at": asked.value("looked_at")}
    assert coord.post(LOG, said | BY | looked_at).path == LIST
    assert len(desk.instances()) == before + 1


def test_a_line_of_a_year_that_is_most_often_mistyped_is_recorded_once_it_was_looked_at(
    desk: Desk, coord: Visitor
) -> None:
    said = {
        "contacted_on": "19/07/2555", "counterpart": "mm_police", "channel": "telephone",
        "subject": "repatriation", "outcome": "agreed",
    }  # fmt: skip
    before = len(desk.instances())
    asked = coord.post(LOG, said | BY)
    assert "19 กรกฎาคม 2555 เป็นวันก่อนวันนี้ (20 กรกฎาคม 2565) กว่าหนึ่งปี" in asked.main
    assert asked.value("contacted_on") == "19/07/2555"
    assert len(desk.instances()) == before
    looked = {"looked_at": asked.value("looked_at")}
    other = coord.post(LOG, said | BY | looked | {"contacted_on": "19/07/2455"})
    assert "อยู่ก่อนวันที่พระราชบัญญัติ" in other.main
    assert len(desk.instances()) == before
    coord.post(LOG, said | BY | looked)
    assert len(desk.instances()) == before + 1


def test_what_is_wrong_stands_beside_its_field_and_keeps_what_was_typed(
    desk: Desk, coord: Visitor
) -> None:
    before = len(desk.instances())
    both = {"activity_kind": "training", "participants": "members"}
    page = coord.post(NEW, VISIT | BY | both | {"took_place_on": "21/07/2565"})
    assert page.beside("took_place_on")
    assert page.value("women") == "๓"
    assert coord.post(NEW, VISIT | BY | {"convener": ""}).beside("convener")
    named = coord.post(NEW, VISIT | BY | {"note": "ผู้เสียหายชื่อนางสาวสมศรี ใจดี"})
    assert named.beside("note")
    assert named.tree.cssselect("[name=let_through]")
    assert len(desk.instances()) == before


def test_the_reason_for_a_text_is_asked_for_beside_whatever_else_is_wrong(coord: Visitor) -> None:
    named = {"note": "ผู้เสียหายชื่อนางสาวสมศรี ใจดี", "took_place_on": "21/07/2565"}
    page = coord.post(NEW, VISIT | BY | named)
    assert page.beside("note")
    assert page.beside("took_place_on")
    assert page.tree.cssselect("[name=let_through]")


def test_who_only_prepares_is_not_offered_the_form(desk: Desk) -> None:
    partner = visitor(desk, make_partner(desk))
    assert partner.get(NEW).status == 403
    assert "/new/activity" not in partner.get(LIST, "th").text


def test_there_is_no_form_of_another_process(coord: Visitor) -> None:
    assert coord.get(f"{LIST}/new/order").status == 404
