"""The note by which a focal point hands over: what is open, and where the papers lie."""

from desk.views.waiting_list import waiting
from registry.rules.thai import to_arabic_digits
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_handovers import handovers, to
from tests.flows.handover.test_focal_point import loaded
from tests.flows.handover.test_work_passed import note
from tests.flows.plan.plan_rows import drafted
from tests.readers import view_of


def leaving(url: str) -> tuple[Desk, str]:
    """The focal point leaves while the plan waits for the committee's resolution."""
    desk, _ = drafted(url)
    to(desk, "2022-09-26")
    loaded(desk, "deputy", "2022-06-09", "2022-09-30")
    return desk, to_arabic_digits(note(desk, handovers(desk)[0].id))


def test_what_is_late_in_the_district_stands_in_the_note_whoever_decides_it(
    sqlite_url: str,
) -> None:
    desk, said = leaving(sqlite_url)
    with desk.office.registry.reading() as connection:
        waits = waiting(view_of(desk, connection), district=MAE_FAH_LUANG)
    late = [one for one in waits if one.days_late and one.gate != "outgoing"]
    assert late
    assert "ไม่มีบันทึก\n2. เอกสาร" not in said
    for one in late:
        assert one.label.th[:24] in said.replace("\u2060", "")
    assert "เกินกำหนด" in said


def test_the_order_in_force_is_the_first_paper_and_it_is_told_where_it_lies(
    sqlite_url: str,
) -> None:
    _, said = leaving(sqlite_url)
    order = said.index("คำสั่งอำเภอแม่ฟ้าหลวง ที่ 12/2565 (มีผลใช้บังคับ)")
    assert said.index("2. เอกสารและแฟ้ม") < order < said.index("ระบบประสาน เอกสารเลขที่")
    assert "ทะเบียน ฉบับล่าสุด" not in said


def test_the_head_of_the_note_says_where_when_and_by_which_order(sqlite_url: str) -> None:
    _, said = leaving(sqlite_url)
    assert "เขียนที่ ที่ว่าการอำเภอแม่ฟ้าหลวง\nวันที่ ...." in said
    assert "พ้นจากหน้าที่ดังกล่าวตั้งแต่วันที่ 1 ตุลาคม พ.ศ. 2565 ตามคำสั่ง ....." in said
    assert "ขอส่งมอบงานในหน้าที่แก่" in said
