from urllib.parse import quote

import pytest

from registry.records.province_values import set_setting
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_overviews import give
from tests.desk.web.visitor import Page, visitor


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def message(page: Page) -> str:
    return "".join(page.tree.xpath("//textarea[@id='message']/text()")).strip()


def at(desk: Desk, instance: int, gate: str, language: str = "th", who: str = "coord") -> str:
    path = next(one.path for one in desk.gates(instance) if one.gate == gate)
    return message(visitor(desk, who).get(f"/instances/{instance}/gates/{quote(path)}", language))


def invited(desk: Desk) -> int:
    first = desk.to_order_signed()
    agreed = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
    return first


def test_at_an_invitation_the_message_says_when_and_where_and_names_nobody(desk: Desk) -> None:
    told = at(desk, invited(desk), "invitation")
    assert told.startswith("อำเภอแม่ฟ้าหลวง: เชิญประชุม\nขอเชิญประชุมคณะกรรมการป้องกันและปราบปราม")
    assert "ในวันที่ 20 กรกฎาคม 2565 เวลา 09.30 น. ณ ห้องประชุมอำเภอ โปรดแจ้งว่า" in told
    assert "โปรดอย่าส่งข้อมูลของผู้เสียหายทางนี้ หากพบเหตุ โปรดแจ้งหมายเลขโทรศัพท์ 1300 หรือ 191" in told
    assert "สมมุติ" not in told
    assert "โทร. ...." not in told
    assert "กำหนดตอบ" not in told  # the gate's own day is the secretary's, to invite by


def test_whom_to_ask_stands_there_once_the_district_has_a_telephone(desk: Desk) -> None:
    first = invited(desk)
    with desk.office.registry.writing("5715") as write:
        set_setting(
            write,
            "5715",
            "district_letters.phone",
            "0 5315 0192",
            since=desk.on("2022-07-05"),
            by=1,
        )
    assert "สอบถาม: ที่ทำการปกครองอำเภอแม่ฟ้าหลวง โทร. 0 5315 0192" in at(desk, first, "invitation")


def test_a_reader_of_english_has_both_languages(desk: Desk) -> None:
    told = at(desk, invited(desk), "invitation", "en")
    assert "ขอเชิญประชุม" in told
    assert "You are invited to the meeting of the" in told


def test_at_a_gate_that_asks_the_message_says_for_what_and_until_when(desk: Desk) -> None:
    first = desk.to_after_meeting()
    asked = at(desk, first, "acknowledgement")
    assert "ขอความอนุเคราะห์กรรมการที่ยังไม่ได้รับทราบหน้าที่" in asked
    assert "กำหนดตอบภายในวันที่ " in asked
    desk.on("2023-01-10")
    assert "กำหนดตอบ" not in at(desk, first, "acknowledgement")


def test_members_are_invited_to_a_training_until_its_day_and_reminded_of_it_then(
    desk: Desk,
) -> None:
    first = desk.to_trainings()
    assert "ขอเชิญเข้ารับการฝึกอบรมความรู้พื้นฐาน ในวันที่ 7 กันยายน 2565" in at(desk, first, "training")
    desk.on("2022-09-08")
    assert "ขอเชิญ" not in at(desk, first, "training")
    assert "• การฝึกอบรม" in at(desk, first, "training")


def test_any_other_step_has_its_reminder_and_one_that_was_decided_nothing(desk: Desk) -> None:
    first = desk.start()
    waits = at(desk, first, "earlier_order")
    assert "• การตรวจสอบคำสั่งเดิม: รอตั้งแต่วันที่" in waits
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    decided = visitor(desk, "coord").get(f"/instances/{first}/gates/earlier_order", "th")
    assert message(decided) == ""


def test_who_may_only_look_is_offered_no_message(desk: Desk) -> None:
    assert at(desk, invited(desk), "invitation", who=give(desk, "observer", MAE_FAH_LUANG)) == ""
