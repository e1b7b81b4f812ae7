"""The letters about a plan tell what was agreed and endorsed, and what is asked of which row."""

from registry.rules.plain_values import Json
from tests.builders import COORDINATOR
from tests.flows.plan.planning import DECLINED, a_year, endorsed, gate_of, papers, sent, text_of

ADJUST: Json = {
    "result": "adjust", "until": "2022-10-14",
    "paper": {"number": "ชร 0004/88", "dated": "2022-10-03"},
    "remarks": [
        {"row": "training", "asked": "เพิ่มกลุ่มเป้าหมาย", "why": "ให้ครบทุกตำบล"},
        {"row": "skills", "asked": "ระบุระยะเวลา"},
    ],
}  # fmt: skip


def test_a_signed_plan_is_submitted_to_the_governor_through_the_provincial_office(
    sqlite_url: str,
) -> None:
    desk = a_year(sqlite_url)
    plan = sent(desk)
    (letter,) = papers(desk, plan, "plan_letter")
    said = text_of(desk, letter)
    assert "เรียน ผู้ว่าราชการจังหวัดเชียงราย (ผ่าน พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย)" in said
    assert "อ้างถึง" not in said
    assert "จำนวน ๒ โครงการ/กิจกรรม งบประมาณ ๓๐,๐๐๐ บาท (สามหมื่นบาทถ้วน)" in said
    assert "ครั้งที่ ๓/๒๕๖๕ เมื่อวันที่ ๖ กันยายน ๒๕๖๕ ได้มีมติเห็นชอบแล้ว" in said
    assert "๑ หน่วยงาน จากทั้งหมด ๑ หน่วยงาน" in said
    assert "๓. แบบให้ความเห็นชอบ" in said


def test_a_letter_encloses_no_endorsement_that_nobody_gave(sqlite_url: str) -> None:
    desk = a_year(sqlite_url)
    plan = endorsed(desk, DECLINED)
    signed: Json = {"result": "signed"}
    desk.decide(plan, gate_of(desk, plan, "plan_signed"), "district_chief", "2022-09-20", signed)
    (letter,) = papers(desk, plan, "plan_letter")
    said = text_of(desk, letter)
    assert "๐ หน่วยงาน จากทั้งหมด ๑ หน่วยงาน" in said
    assert "แบบให้ความเห็นชอบ" not in said


def test_what_the_province_asks_is_told_by_the_numbers_of_the_rows(
    sqlite_url: str,
) -> None:
    desk = a_year(sqlite_url)
    plan = sent(desk)
    desk.decide(plan, gate_of(desk, plan, "plan_received"), COORDINATOR, "2022-10-03", ADJUST)
    (letter,) = papers(desk, plan, "adjustment_letter")
    said = text_of(desk, letter)
    assert "เรียน นายอำเภอแม่ฟ้าหลวง" in said
    assert "อ้างถึง หนังสืออำเภอแม่ฟ้าหลวง ที่ ชร ๑๕๑๘/๔๕๖ ลงวันที่ ๒๑ กันยายน ๒๕๖๕" in said
    assert "๑\nฝึกอาชีพแก่ผู้ที่กลับคืนสู่ชุมชน\nระบุระยะเวลา\n-\n" in said
    assert "๒\nอบรมให้ความรู้เรื่องการค้ามนุษย์แก่ประชาชนในหมู่บ้าน\nเพิ่มกลุ่มเป้าหมาย\nให้ครบทุกตำบล" in said
    assert "ภายในวันที่ ๑๔ ตุลาคม ๒๕๖๕" in said
