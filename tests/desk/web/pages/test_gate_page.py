"""The gate's page: E1 through the pages, bad input beside its field, nothing lost or twice."""

from datetime import timedelta

import pytest

from config.words import both
from flows.decisions.correct import Correction, correct
from registry.queries.documents import documents
from registry.queries.orders import orders
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, TEAM, Desk, a_desk
from tests.desk.web.at_gates import (
    CHIEF,
    COORD,
    FOCAL,
    PDF,
    Form,
    answer_of,
    as_shown,
    confirm,
    decisions,
    desk_at,
    draft,
    fill,
    place,
)
from tests.desk.web.visitor import Visitor, visitor

# --- the road from the first question to the signed order ---------------------------------------


def establish(desk: Desk, coord: Visitor, first: int) -> None:
    """From the first question to the seats, by the pages."""
    asked = coord.get(place(first, "earlier_order"))
    assert "ตรวจสอบคำสั่งเดิม" in asked.main
    assert "นางสาวประสาน ดี" in asked.main
    sent = fill(
        coord, first, "earlier_order", COORD, "2/6/2565", {"finding": "none", "purpose": "new"}
    )
    assert sent.path == f"/instances/{first}"
    assert "บันทึกผลการพิจารณาแล้ว" in sent.main
    answer: Form = {"result": "agreed", "order_768_shown": "true", "met": "ปลัดอาวุโส"}
    assert fill(coord, first, "advocacy#1", CHIEF, "2 มิถุนายน 2565", answer).status == 200
    deputy = {"deputy": "5715/deputy_district_chief/1", "paper.dated": "9/6/2565"}
    assert fill(coord, first, "delegation", CHIEF, "9/6/2565", deputy).status == 200
    assert answer_of(desk, first, "delegation")["paper"] == {"number": None, "dated": "2022-06-09"}
    team = coord.get(place(first, "working_team"))
    offered = team.tree.xpath("//input[@name='agencies'][not(@checked)]/@value")
    assert sorted(offered[: len(TEAM)]) == sorted(TEAM)
    assert fill(coord, first, "working_team", COORD, "10/6/2565", {"agencies": TEAM}).status == 200
    late = fill(coord, first, "membership", FOCAL, "13/6/2565", as_shown(coord, first))
    confirm(coord, late, first, "membership")  # entered after the last day of the answers to it
    for path in desk.waits_at(first):
        assert fill(coord, first, path, FOCAL, "17/6/2565", {"result": "by_position"}).status == 200


def test_an_order_comes_about_through_the_pages_alone(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-07-29")
    coord = visitor(desk, "coord")
    establish(desk, coord, desk.start(on="2022-06-02"))
    order = desk.order()
    bases = coord.get(place(order, "legal_bases#1"))
    keys = bases.tree.xpath("//input[@name='confirmed']/@value")
    assert keys == desk.bases(order)
    assert not bases.tree.xpath("//input[@name='confirmed'][@checked]")  # nobody read them yet
    few: Form = {"confirmed": keys[1:], "checked_against": "ราชกิจจานุเบกษา"}
    told = fill(coord, order, "legal_bases#1", COORD, "20/6/2565", few).beside("confirmed")
    assert told
    assert keys[0] not in told
    confirmed: Form = {"confirmed": keys, "checked_against": "ราชกิจจานุเบกษา"}
    fill(coord, order, "legal_bases#1", COORD, "20/6/2565", confirmed)
    desk.perform()
    review = coord.get(place(order, "deputy_review#1"))
    assert "คำสั่งอำเภอแม่ฟ้าหลวง" in review.main
    assert "เรื่อง แต่งตั้งคณะกรรมการ" in review.main
    assert "(นายสมมุติ ตัวอย่าง)" in review.main
    asks: Form = {"result": "changes", "items.0": "", "items.1": "เพิ่มผู้ใหญ่บ้าน & กำนัน"}
    fill(coord, order, "deputy_review#1", FOCAL, "21/6/2565", asks)
    assert answer_of(desk, order, "deputy_review")["items"] == ["เพิ่มผู้ใหญ่บ้าน & กำนัน"]
    revise = coord.get(place(order, "revise_draft#1"))
    assert "1. เพิ่มผู้ใหญ่บ้าน & กำนัน" in revise.main
    added = {
        "seats.new.0.body": "prevention", "seats.new.0.role": "member",
        "seats.new.0.title_th": "กำนันตำบลสมมุติ", "seats.new.0.title_en": "Kamnan of Sommut",
    }  # fmt: skip
    replied: Form = {"replies.0.done": "true", "replies.0.reply": "เพิ่มแล้ว"}
    changed = {**as_shown(coord, order, "revise_draft#1"), **added, **replied}
    assert fill(coord, order, "revise_draft#1", FOCAL, "22/6/2565", changed).status == 200
    desk.perform()
    second = coord.get(place(order, "deputy_review#2"))
    assert "กำนันตำบลสมมุติ" in second.main
    assert "ที่เปลี่ยนไปจากร่างฉบับก่อน" in second.main
    fill(coord, order, "deputy_review#2", FOCAL, "23/6/2565", {"result": "forward"})
    check = fill(coord, order, "chief_review#2", CHIEF, "15/7/2565", {"result": "sign"})
    assert "ตรวจคำตอบก่อนบันทึก" in check.main
    assert "15 กรกฎาคม 2565" in check.main
    assert confirm(coord, check, order, "chief_review#2").path == f"/instances/{order}"
    signed: Form = {"number": "45/2565", "dated": "15/7/2565", "printed": "as_printed"}
    scan = {"evidence": PDF}
    check = fill(coord, order, "registration#1", CHIEF, "15/7/2565", signed, files=scan)
    assert "order.pdf" in check.main
    done = confirm(coord, check, order, "registration#1")
    assert "เสร็จ" in done.main
    with desk.office.registry.reading() as connection:
        (registered,) = orders(connection, MAE_FAH_LUANG)
        kinds = {one.kind for one in documents(connection, instance_id=order)}
    assert registered.full_number == "45/2565"
    assert "scan.registration" in kinds


def test_a_row_more_keeps_the_rows_before(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    coord = visitor(desk, "coord")
    coord.get(place(order, "deputy_review#1"))
    typed: Form = {"result": "changes", "items.0": "ข้อหนึ่ง", "add": "items"}
    page = coord.post(place(order, "deputy_review#1"), typed)
    assert page.value("items.0") == "ข้อหนึ่ง"
    assert page.tree.xpath("//*[@name='items.1']")


# --- bad input, beside its field, in both languages ---------------------------------------------

BAD: list[tuple[str, str, Form, str, str, str]] = [
    ("advocacy", "2/6/65", {"result": "agreed"}, "decided_on", "สี่หลัก", "four digits"),
    ("advocacy", "2565-06-02", {"result": "agreed"}, "decided_on", "2022-06-02", "2022-06-02"),
    ("advocacy", "3/6/2565", {"result": "agreed"}, "decided_on", "3 มิถุนายน 2565", "3 June 2022"),
    ("advocacy", "31/6/2565", {"result": "agreed"}, "decided_on", "31/6", "31/6"),
    ("advocacy", "2/6/2565", {"result": "not_now"}, "reason", "เหตุผล", "Reason"),
    ("advocacy", "2/6/2565", {"result": "deferred"}, "until", "เลื่อน", "Until"),
    ("advocacy", "2/6/2565", {}, "result", "ยังไม่ได้กรอก", "nothing is filled in"),
    (
        "advocacy", "2/6/2565", {"result": "agreed", "met": "1-1017-00230-70-8"},
        "met", "เลขประจำตัวประชาชน", "identity",
    ),
    (
        "advocacy", "2/6/2565", {"result": "no_reply", "approached_on": "1/6/65"},
        "approached_on", "สี่หลัก", "four digits",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "on", "answer", "field", "thai", "english"), BAD)
def test_a_bad_input_is_told_beside_its_field(
    sqlite_url: str, gate: str, on: str, answer: Form, field: str, thai: str, english: str
) -> None:
    desk, number = desk_at(sqlite_url, gate)
    coord = visitor(desk, "coord")
    path = f"{gate}#1"
    page = fill(coord, number, path, CHIEF, on, answer)
    assert page.status == 422
    assert thai in page.beside(field)
    assert any(thai in one for one in page.problems)
    assert page.value("decided_on") == on
    coord.get(place(number, path), "en")
    typed = on if on.startswith("2565-") else _christian(on)
    said = {name: _christian(str(value)) for name, value in answer.items()}
    page = fill(coord, number, path, CHIEF, typed, said)
    assert page.status == 422
    assert english in page.beside(field)
    assert decisions(desk, number) == 1


def _christian(said: str) -> str:
    return said.replace("/2565", "/2022")


def test_all_that_is_wrong_is_told_at_once(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    page = fill(coord, number, "advocacy#1", "", "2/6/65", {"until": "x"})
    assert [bool(page.beside(one)) for one in ("by", "decided_on", "until", "result")] == [True] * 4


def test_an_unknown_office_is_refused_beside_the_decider(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    page = fill(
        visitor(desk, "coord"), number, "advocacy#1", "5715/mayor", "2/6/2565", {"result": "agreed"}
    )
    assert page.status == 422
    assert "5715/mayor" in page.beside("by")


def test_a_name_in_a_text_asks_for_a_reason_and_is_taken_with_one(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    answer: Form = {"result": "agreed", "met": "พบนายสมชาย ใจดี"}
    page = fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", answer)
    assert page.status == 422
    assert page.beside("met")
    assert page.tree.xpath("//textarea[@name='let_through']")
    assert page.value("met") == "พบนายสมชาย ใจดี"
    answer = {**answer, "let_through": "เป็นเจ้าหน้าที่"}
    assert (
        fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", answer).path == f"/instances/{number}"
    )


# --- nothing lost, nothing twice ----------------------------------------------------------------


def test_what_another_decided_is_shown_beside_what_was_typed(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "advocacy")
    coord = visitor(desk, "coord")
    coord.get(place(number, "advocacy#1"))
    desk.decide(
        number, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"},
        recorded_by="coord2",
    )  # fmt: skip
    typed: Form = {"result": "more_information", "questions": "งบประมาณ & บุคลากร"}
    page = fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", typed)
    assert page.status == 409
    assert "นายยืนยัน ดี" in page.main
    assert "เห็นชอบ" in page.main
    assert "งบประมาณ & บุคลากร" in page.main
    assert ["questions", "งบประมาณ & บุคลากร"] in draft(desk, "coord", number, "advocacy#1")["typed"]
    assert decisions(desk, number) == 2


def test_what_another_decided_and_corrected_is_shown_as_corrected(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    coord.get(place(number, "advocacy#1"))
    desk.decide(
        number, "advocacy", "district_chief", "2022-06-02", {"result": "agreed", "met": "ปลัด"},
        recorded_by="coord2",
    )  # fmt: skip
    correct(
        desk.office,
        Correction(number, "advocacy", {"met": "ปลัดอาวุโส"}, reason="พิมพ์ผิด", recorded_by="coord2"),
    )
    page = fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", {"result": "agreed"})
    assert page.status == 409
    assert "ปลัดอาวุโส" in page.main


def test_what_is_lacking_is_not_asked_for_where_somebody_was_first(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", {"result": "agreed"})
    lacking: Form = {"result": "deferred", "met": "พมจ. & ปลัด"}  # and until when
    page = fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", lacking)
    assert page.status == 409
    assert "พมจ. & ปลัด" in page.main
    assert "ปิดไปเพราะเหตุที่เกิดขึ้น" not in page.main


def test_a_form_sent_twice_is_recorded_once(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "advocacy")
    coord = visitor(desk, "coord")
    sent: Form = {"result": "agreed", "by": CHIEF, "decided_on": "2/6/2565", "step": "send"}
    coord.get(place(number, "advocacy#1"))
    word = {"csrf": coord.word()}
    assert coord.post(place(number, "advocacy#1"), {**sent, **word}).status == 200
    twice = coord.post(place(number, "advocacy#1"), {**sent, **word})
    assert twice.status == 409
    assert "ท่านบันทึกผลนี้ไว้แล้ว" in twice.main
    assert decisions(desk, number) == 2
    assert draft(desk, "coord", number, "advocacy#1") is None


def test_a_newer_draft_is_shown_before_it_is_decided_on(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    coord = visitor(desk, "coord")
    answer: Form = {"result": "forward", "about": "0" * 64}
    coord.get(place(order, "deputy_review#1"))
    sent = {"by": FOCAL, "decided_on": "20/6/2565", "step": "send", **answer}
    page = coord.post(place(order, "deputy_review#1"), sent)
    assert page.status == 409
    assert page.value("result") == "forward"
    assert page.value("about") != "0" * 64


# --- who may what -------------------------------------------------------------------------------


def test_a_draft_says_what_others_recorded_of_the_district_since(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "membership")
    desk.decide(number, "membership", "focal_point", "2022-06-13", {})
    first, second, *_ = desk.waits_at(number)
    desk.on("2022-06-20")
    kept: Form = {"result": "by_position", "step": "save"}
    pages = {ref: visitor(desk, ref) for ref in ("coord", "coord2")}
    for one in pages.values():
        assert fill(one, number, first, FOCAL, "20/6/2565", kept).status == 200
    said = both("page.gate.meanwhile").th
    assert said not in pages["coord"].get(place(number, first)).main
    desk.clock.at += timedelta(minutes=5)
    by_position: Json = {"result": "by_position"}
    desk.decide(number, second, "focal_point", "2022-06-20", by_position, recorded_by="coord2")
    page = pages["coord"].get(place(number, first)).main
    assert said in page
    assert "นายยืนยัน ดี" in page
    assert said not in pages["coord2"].get(place(number, first)).main  # who recorded it knows


def test_the_enter_key_alone_records_nothing(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "earlier_order")
    coord = visitor(desk, "coord")
    page = coord.get(place(number, "earlier_order"))
    (first,) = page.tree.xpath("(//form[contains(@class, 'gate')]//button)[1]")
    answer: Form = {"finding": "none", "by": COORD, "decided_on": "2/6/2565"}
    shown = coord.post(place(number, "earlier_order"), {**answer, "step": first.get("value")})
    assert "ตรวจคำตอบก่อนบันทึก" in shown.main
    assert decisions(desk, number) == 0
    confirm(coord, shown, number, "earlier_order")
    assert decisions(desk, number) == 1


def test_what_was_decided_before_its_work_began_is_shown_before_it_is_recorded(
    sqlite_url: str,
) -> None:
    desk, number = desk_at(sqlite_url, "earlier_order")
    coord, answer = visitor(desk, "coord"), {"finding": "none"}
    shown = fill(coord, number, "earlier_order", COORD, "1/6/2565", answer)
    assert "1 มิถุนายน 2565 อยู่ก่อนวันที่เริ่มเรื่องนี้" in shown.main
    assert decisions(desk, number) == 0
    confirm(coord, shown, number, "earlier_order")
    assert decisions(desk, number) == 1
