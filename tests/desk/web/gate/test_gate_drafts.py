"""What somebody typed at a gate, kept for them alone until it is recorded."""

from datetime import timedelta

from flows.decisions.withdraw import withdraw
from tests.desk.web.at_gates import CHIEF, Form, decisions, desk_at, fill, place
from tests.desk.web.visitor import visitor


def test_what_was_kept_for_later_is_offered_again_to_its_writer_alone(
    made_registry_url: str,
) -> None:
    desk, number = desk_at(made_registry_url, "advocacy")
    coord, other = visitor(desk, "coord"), visitor(desk, "coord2")
    typed: Form = {"result": "agreed", "met": "ปลัดอาวุโส", "step": "save"}
    kept = fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", typed)
    assert kept.path == f"/instances/{number}"
    again = coord.get(place(number, "advocacy#1"))
    assert again.value("met") == "ปลัดอาวุโส"
    assert again.value("result") == "agreed"
    assert "พิมพ์ค้างไว้" in again.main
    assert not other.get(place(number, "advocacy#1")).value("met")
    gone = coord.post(place(number, "advocacy#1"), {"step": "discard"})
    assert not gone.value("met")


def test_the_script_keeps_what_is_typed_and_says_when(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "advocacy")
    coord = visitor(desk, "coord")
    coord.get(place(number, "advocacy#1"))
    quiet = place(number, "advocacy#1").replace("/gates/", "/drafts/")
    answer = coord.client.post(quiet, data={"csrf": coord.word(), "met": "ปลัดอาวุโส"})
    assert answer.json()["saved"].startswith("2022-06-02")
    assert coord.get(place(number, "advocacy#1")).value("met") == "ปลัดอาวุโส"
    data = {"csrf": coord.word(), "met": "1-1017-00230-70-8"}
    answer = coord.client.post(quiet, data=data)
    assert answer.status_code == 422
    assert "เลขประจำตัวประชาชน" in answer.json()["problem"]


def test_a_gate_tells_who_else_is_typing_there_just_now_and_never_what(
    made_registry_url: str,
) -> None:
    desk, number = desk_at(made_registry_url, "advocacy")
    coord, other = visitor(desk, "coord"), visitor(desk, "coord2")
    fill(coord, number, "advocacy#1", CHIEF, "2/6/2565", {"met": "ปลัดอาวุโส", "step": "save"})
    seen = other.get(place(number, "advocacy#1")).main
    assert "นางสาวประสาน ดี กำลังกรอกขั้นตอนนี้อยู่" in seen
    assert "ปลัดอาวุโส" not in seen
    assert "กำลังกรอกขั้นตอนนี้อยู่" not in coord.get(place(number, "advocacy#1")).main
    desk.clock.move_to(desk.clock.now().date() + timedelta(days=1))
    assert "กำลังกรอกขั้นตอนนี้อยู่" not in other.get(place(number, "advocacy#1")).main


def test_what_is_typed_when_the_sign_in_ends_comes_back_after_the_next(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    guest = visitor(desk)
    page = guest.client.post(
        place(number, "advocacy#1"), data={"csrf": "old", "met": "ปลัดอาวุโส", "step": "send"}
    )
    assert page.status_code == 401
    assert "ปลัดอาวุโส" in page.text
    assert f"/instances/{number}/gates/advocacy%231" in page.text
    assert decisions(desk, number) == 1


def test_a_gate_that_is_withdrawn_offers_its_old_answer(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "delegation")
    withdraw(desk.office, number, "advocacy", reason="พิมพ์ผิด", recorded_by="coord")
    page = visitor(desk, "coord").get(place(number, "advocacy#1"))
    assert page.value("result") == "agreed"
    assert "ถูกถอน" in page.main
