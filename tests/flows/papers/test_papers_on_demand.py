"""Papers on demand: offered where there is something to say, told from what was recorded."""

import re
from datetime import date

import pytest

from flows.decisions.stop import stop
from flows.engine.gate import NotAsked
from flows.establishment.gates import ADVOCACY
from flows.papers.printing import NothingToPrint
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.province_values import set_setting
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tasks.documents.docx_files import read_parts
from tests.builders import ATTENDANCE, COORDINATOR, Desk, a_desk
from tests.flows.papers.printed import kinds, offered, paper, text

DRAFT = "ร่างครั้งที่"
ITEMS: list[Json] = [
    {
        "agenda": 4, "title": "แผนพัฒนาศักยภาพ", "resolution": "เห็นชอบตามเสนอ",
        "actions": [
            {"what": "จัดทำรายชื่อผู้เข้าอบรม", "owner": "executive.cso_representative",
             "due_on": "2022-08-31"},
            {"what": "เตรียมห้องประชุม", "owner": "executive.district_chief"},
            {"what": "สำรวจจุดเสี่ยง", "owner": "suppression.deputy_district_chief"},
        ],
    },
    {"agenda": 3, "said": "ประธานแจ้ง", "resolution": "รับทราบ"},
]  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def test_a_sheet_for_the_meeting_with_the_chief_is_there_from_the_first_day(desk: Desk) -> None:
    first = desk.start()
    assert offered(desk, first) == {("visit_record", "")}
    blank = text(desk, first, "visit_record")
    assert "(/)" not in blank
    assert "ผู้ให้เข้าพบ\nนายสมมุติ ตัวอย่าง นายอำเภอแม่ฟ้าหลวง" in blank


def test_it_tells_what_was_decided_and_never_the_chiefs_reason(desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    later: Json = {
        "result": "deferred", "until": "2022-12-01", "order_768_shown": True, "reason": "ใกล้ย้าย",
        "model_shown": False, "support_offered": "อบรมกรรมการทุกปี",
    }  # fmt: skip
    desk.decide(first, "advocacy", "district_chief", "2022-06-05", later)
    told = text(desk, first, "visit_record")
    assert "วันที่ ๕ มิถุนายน พ.ศ. ๒๕๖๕" in told
    assert "(/) ขอเลื่อนไปถึงวันที่ ๑ ธันวาคม พ.ศ. ๒๕๖๕" in told
    assert "(/) ได้แสดงสำเนา" in told
    assert "(/) ไม่ได้นำเสนอ" in told
    assert "การสนับสนุนที่เสนอแก่อำเภอ อบรมกรรมการทุกปี" in told
    assert "ใกล้ย้าย" not in told


def test_of_a_meeting_recorded_before_it_is_not_known_whether_the_model_was_presented() -> None:
    before = dict(ADVOCACY.read(1, {"result": "agreed"}))
    assert isinstance(before["model_shown"], NotAsked)
    assert isinstance(before["support_offered"], NotAsked)


def test_the_appointment_is_reported_once_the_order_is_registered(desk: Desk) -> None:
    first = desk.to_order_signed()
    told = text(desk, first, "appointment_report")
    assert "เรียน ผู้ว่าราชการจังหวัดเชียงราย (ผ่าน พัฒนาสังคม" in told
    assert "ที่ ๑๒/๒๕๖๕ ลงวันที่ ๑ กรกฎาคม ๒๕๖๕" in told
    assert "๒๗ ตำแหน่ง ในจำนวนนี้ยังไม่มีข้อมูลชื่อผู้ดำรงตำแหน่ง ๒๖ ตำแหน่ง" in told
    assert "รายงานการประชุม" not in told
    assert text(desk, desk.order(), "appointment_report") == told


def test_the_list_annexed_to_the_order_names_who_held_office_then_whenever_it_is_printed(
    desk: Desk,
) -> None:
    first = desk.to_order_signed()
    came = LoadFile.model_validate(
        {
            "people": [{"ref": "5715.new", "name_th": "มาใหม่ ภายหลัง"}],
            "holders": [
                {"office": office, "person": "5715.new", "start": "2022-10-01"}
                for office in ("5715/district_chief", "5715/police_superintendent/1")
            ],
        }
    )
    desk.on("2022-10-03")
    with desk.office.registry.writing(*sorted(came.areas(), key=lock_order)) as write:
        load(write, came, actor=1)
    letter, _, listed = text(desk, first, "appointment_report").partition("แนบท้ายคำสั่ง")
    assert "มาใหม่ ภายหลัง" in letter  # who signs it today
    assert "มาใหม่ ภายหลัง" not in listed
    assert "\nนายสมมุติ ตัวอย่าง\nนายอำเภอแม่ฟ้าหลวง" in listed
    assert ".....\nผู้กำกับการสถานีตำรวจภูธรสมมุติ" in listed


def test_an_order_that_is_not_signed_yet_is_reported_nowhere(desk: Desk) -> None:
    order = desk.to_first_draft()
    first = next(one.id for one in desk.instances() if one.process == "establishment")
    assert {*kinds(desk, first), *kinds(desk, order)} == {"visit_record"}


def test_the_report_tells_of_the_first_meeting_and_encloses_its_minutes(desk: Desk) -> None:
    first = with_minutes(desk)
    told = text(desk, first, "appointment_report")
    assert "และได้ประชุมครั้งที่ ๑/๒๕๖๕ เมื่อวันพุธที่ ๒๐ กรกฎาคม ๒๕๖๕" in told
    assert "๓. รายงานการประชุมครั้งที่ ๑/๒๕๖๕ จำนวน ๑ ฉบับ" in told


def with_minutes(desk: Desk) -> int:
    first = desk.to_after_meeting()
    minutes: Json = {"items": ITEMS, "taken_by": "5715.deputy"}
    desk.decide(first, "minutes", "focal_point", "2022-07-25", minutes)
    return first


def test_the_chief_signs_the_letter_with_minutes_to_other_offices_where_a_province_has_it_so(
    desk: Desk,
) -> None:
    first = with_minutes(desk)
    assert signed_by(desk, first)[-1] == "กรรมการและเลขานุการ"
    with desk.office.registry.writing("57") as write:
        since = date(2022, 1, 1)
        set_setting(write, "57", "meeting.minutes_signer", "chief", since=since, by=1)
    assert signed_by(desk, first)[-1] == "นายอำเภอแม่ฟ้าหลวง"


def signed_by(desk: Desk, first: int) -> list[str]:
    """What stands between the closing of the letter with minutes and its office."""
    told = text(desk, first, "minutes_circulation").partition("ขอแสดงความนับถือ")[2]
    return told.partition("ที่ทำการปกครอง")[0].split()


def test_minutes_go_round_until_they_are_adopted_with_a_day_for_corrections(desk: Desk) -> None:
    first = with_minutes(desk)
    told = text(desk, first, "minutes_circulation")
    assert "ภายในวันที่ ๓ สิงหาคม ๒๕๖๕ หากไม่แจ้ง" in told  # offices are closed on two days
    assert "กรรมการและเลขานุการ" in told
    assert "ผู้กำกับการสถานีตำรวจภูธรสมมุติ" in told
    sent = {"sent_on": "2022-07-26", "corrections_until": "2022-08-10"}
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", sent)
    assert "ภายในวันที่ ๑๐ สิงหาคม ๒๕๖๕" in text(desk, first, "minutes_circulation")
    adopted = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-11", adopted)
    assert "minutes_circulation" not in kinds(desk, first)
    assert "ได้รับรองรายงานการประชุมแล้ว เมื่อวันที่ ๑๑ สิงหาคม ๒๕๖๕" in text(
        desk, first, "resolution_notice", "executive.cso_representative"
    )


def test_whoever_was_asked_is_told_of_their_own_part_alone(desk: Desk) -> None:
    first = with_minutes(desk)
    told = text(desk, first, "resolution_notice", "executive.cso_representative")
    assert "เรียน ผู้อำนวยการองค์กรภาคประชาสังคมในพื้นที่" in told
    assert "(๑)\nเห็นชอบตามเสนอ\nจัดทำรายชื่อผู้เข้าอบรม\n๓๑ สิงหาคม ๒๕๖๕" in told
    assert "เตรียมห้องประชุม" not in told
    assert "อยู่ระหว่างการพิจารณารับรอง" in told
    assert "(นายสมมุติ ตัวอย่าง)\nนายอำเภอแม่ฟ้าหลวง" in told
    assert "กรรมการและเลขานุการ" not in told
    with pytest.raises(NothingToPrint):
        text(desk, first, "resolution_notice", "executive.district_chief")


def test_the_chiefs_own_deputies_are_written_to_by_memo_and_the_secretary_by_nobody(
    desk: Desk,
) -> None:
    first = with_minutes(desk)
    asked = "suppression.deputy_district_chief"
    assert ("resolution_notice", asked) not in offered(desk, first)
    told = text(desk, first, "resolution_memo", asked)
    assert "เรียน ปลัดอำเภอแม่ฟ้าหลวง\n" in told
    assert "สำรวจจุดเสี่ยง" in told
    assert "ขอแสดงความนับถือ" not in told
    assert "เรียน ปลัดอำเภอแม่ฟ้าหลวง\n" in text(desk, first, "minutes_memo")
    assert "\nปลัดอำเภอแม่ฟ้าหลวง\n" not in text(desk, first, "minutes_circulation")


def test_a_meeting_that_is_put_off_is_told_of_by_letter_with_its_new_day_once_it_is_agreed_on(
    desk: Desk,
) -> None:
    first = desk.to_inception_meeting()
    letters = {"postponement_letter", "postponement_memo"}
    assert not kinds(desk, first) & letters
    off: Json = {"result": "postponed", "reason": "ประธานติดราชการสำคัญ"}
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-18", off)
    assert kinds(desk, first) >= letters
    told = text(desk, first, "postponement_letter")
    assert "เรื่อง แจ้งเลื่อนการประชุม" in told
    assert "อ้างถึง หนังสืออำเภอแม่ฟ้าหลวง ที่ " in told
    assert "ในวันพุธที่ ๒๐ กรกฎาคม ๒๕๖๕ เวลา ๐๙.๓๐ น. ณ " in told
    assert "เนื่องจากประธานติดราชการสำคัญ อำเภอแม่ฟ้าหลวงจึงขอเลื่อน" in told
    assert "ส่วนกำหนดวันประชุมใหม่จะแจ้งให้ทราบต่อไป" in told
    assert "\nปลัดอำเภอแม่ฟ้าหลวง\n" not in told
    (to,) = re.findall("\nเรียน (.*)\n", text(desk, first, "postponement_memo"))
    assert "ปลัดอำเภอแม่ฟ้าหลวง" in to
    anew: Json = {"held_on": "2022-08-03", "time": "13:30", "place": "หอประชุมอำเภอ"}
    desk.decide(first, "inception_date", "district_chief", "2022-07-19", anew)
    told = text(desk, first, "postponement_letter")
    assert "ดังกล่าวเป็นวันพุธที่ ๓ สิงหาคม ๒๕๖๕ เวลา ๑๓.๓๐ น. ณ หอประชุมอำเภอ" in told
    desk.decide(first, "invitation", "focal_point", "2022-07-20", {"sent_on": "2022-07-20"})
    held: Json = {"result": "held", "held_on": "2022-08-03", "attendance": ATTENDANCE}
    desk.decide(first, "inception_meeting", "focal_point", "2022-08-03", held)
    assert not kinds(desk, first) & letters


def test_a_province_that_tells_its_deputies_without_paper_prints_them_no_memo(desk: Desk) -> None:
    first = with_minutes(desk)
    with desk.office.registry.writing("57") as write:
        set_setting(write, "57", "letters.own_deputies", "none", since=date(2022, 1, 1), by=1)
    assert not kinds(desk, first) & {"minutes_memo", "resolution_memo"}


def test_a_notice_refers_to_the_invitation_and_tells_of_the_meeting_in_its_text(desk: Desk) -> None:
    first = with_minutes(desk)
    told = text(desk, first, "resolution_notice", "executive.cso_representative")
    assert "อ้างถึง หนังสืออำเภอแม่ฟ้าหลวง ที่ ชร ๑๕๑๘/๗๗ ลงวันที่ ....." in told
    assert "คณะกรรมการได้ประชุมครั้งที่ ๑/๒๕๖๕ เมื่อวันพุธที่ ๒๐ กรกฎาคม ๒๕๖๕" in told


def test_a_place_is_asked_for_until_the_meeting_was_held(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    asked = text(desk, first, "venue_request")
    assert "กำหนดจัดการประชุมคณะกรรมการ" in asked
    assert "(๑) ห้องที่ขอใช้ ห้องประชุมอำเภอ" in asked
    assert "ในวันพุธที่ ๒๐ กรกฎาคม ๒๕๖๕ เวลา ๐๙.๓๐ น. มีผู้เข้าร่วมประมาณ ๑๘ คน" in asked
    held: Json = {"result": "held", "held_on": "2022-07-20", "attendance": ATTENDANCE}
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", held)
    assert not {"venue_request", "minutes_circulation"} & kinds(desk, first)


def test_what_is_signed_is_a_draft_until_its_fair_copy(desk: Desk) -> None:
    first = desk.to_order_signed()
    told = [paper(desk, first, "appointment_report", fair=fair) for fair in (False, True)]
    feet = [read_parts(one)["word/footer1.xml"].decode() for one in told]
    assert [DRAFT in one for one in feet] == [True, False]


def test_of_what_was_stopped_nothing_is_printed(desk: Desk) -> None:
    first = desk.start()
    day = desk.on("2022-06-05")
    stop(desk.office, first, reason="ตั้งต้นผิดอำเภอ", on=day, recorded_by="coord")
    assert offered(desk, first) == set()
    with pytest.raises(NothingToPrint):
        paper(desk, first, "visit_record")
