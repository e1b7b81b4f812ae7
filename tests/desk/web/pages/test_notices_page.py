from collections.abc import Iterator
from datetime import date

import pytest

from flows.runtime.reminders import remind
from tests.builders import Desk, a_desk
from tests.desk.web.at_overviews import give
from tests.desk.web.visitor import Page, visitor
from tests.mail_receiver import COORD, Receiver, receiving, with_mail


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture
def desk(sqlite_url: str, receiver: Receiver) -> Desk:
    desk = with_mail(a_desk(sqlite_url), receiver.port)
    desk.start()
    desk.clock.move_to(date(2022, 6, 10), 9)
    return desk


def test_a_coordinator_sees_to_whom_what_went_without_the_address(desk: Desk) -> None:
    remind(desk.office)
    main = visitor(desk, "coord").get("/notices").main
    assert "นางสาวประสาน ดี" in main
    assert "อำเภอแม่ฟ้าหลวง: การตรวจสอบคำสั่งเดิม" in main
    assert "ส่งแล้ว" in main
    assert "ข้าม เพราะถึงรอบถัดไปแล้ว" in main
    assert COORD not in main


def test_who_has_no_address_is_listed_with_the_way_to_their_page(desk: Desk) -> None:
    page = visitor(desk, "coord").get("/notices")
    assert "/people/coord2" in page.links()
    assert "/people/coord" not in page.links()


def test_a_mail_that_did_not_go_is_told_in_the_inbox_and_sent_again_from_the_page(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answers["RCPT"] = "550 no such user"
    remind(desk.office)
    receiver.answers.clear()
    coord = visitor(desk, "coord")
    assert "อีเมลของผู้รับใช้ไม่ได้" in coord.get("/").main
    assert "(รหัสตอบ 550)" in coord.get("/notices").main
    coord.post("/notices/again", {})
    assert remind(desk.office).sent == 1
    assert "อีเมลของผู้รับใช้ไม่ได้" not in coord.get("/").main


def test_a_coordinator_of_another_province_sends_nothing_again_and_a_chief_may_not(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answers["RCPT"] = "550 no such user"
    remind(desk.office)
    receiver.answers.clear()
    other = visitor(desk, give(desk, "coordinator", "84"))
    other.get("/notices")
    other.post("/notices/again", {})
    assert remind(desk.office).sent == 0
    chief = visitor(desk, "5715.chief")
    assert chief.get("/notices").status == 403
    assert chief.post("/notices/again", {}).status == 403


def test_mails_of_another_province_are_not_shown(desk: Desk) -> None:
    remind(desk.office)
    other = give(desk, "coordinator", "84")
    main = visitor(desk, other).get("/notices").main
    assert "ประสาน ดี" not in main
    assert "ยังไม่เปิดการแจ้งเตือนทางอีเมล" in main


def text_of(page: Page) -> str:
    (box,) = page.tree.cssselect("#text")
    return str(box.text_content())


def test_the_text_to_copy_holds_steps_and_days_and_nobodys_name(desk: Desk) -> None:
    coord = visitor(desk, "coord")
    assert "/notices/text" in coord.get("/").links()
    text = text_of(coord.get("/notices/text"))
    assert "• การตรวจสอบคำสั่งเดิม: รอตั้งแต่วันที่ 2 มิถุนายน 2565" in text
    assert "ประสาน ดี" not in text
    english = text_of(coord.get("/notices/text", "en"))
    assert "Earlier order or centre: since 2 June 2022" in english
    elsewhere = text_of(visitor(desk, give(desk, "coordinator", "84")).get("/notices/text"))
    assert elsewhere.startswith("ไม่มีขั้นตอนที่ถึงรอบแจ้งเตือน")
