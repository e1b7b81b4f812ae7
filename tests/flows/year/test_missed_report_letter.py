"""What did not come is asked for by a courteous letter to the post, which blames nobody."""

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.flows.plan.planning import papers, text_of
from tests.flows.year.at_quarters import a_year, meeting_of, on

NOT_HELD: Json = {"result": "not_held", "reason": "ไม่มีผู้จัด"}
BLAMES = ("ล่าช้า", "ขาด", "ละเลย", "ไม่ได้จัด", "ไม่มีผู้จัด", "เตือน")


def said_in(desk: Desk, instance: int, kind: str) -> str:
    """The one letter of the kind."""
    (letter,) = papers(desk, instance, kind)
    return text_of(desk, letter)


def test_a_quarter_without_a_meeting_asks_the_chiefs_post_for_the_next_day(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-01-02")
    meeting = meeting_of(desk, "q1")
    desk.decide(meeting, "not_held", "focal_point", "2023-01-02", NOT_HELD)
    desk.perform()
    said = said_in(desk, meeting, "no_meeting_letter")
    assert "เรียน นายอำเภอแม่ฟ้าหลวง\n" in said
    assert "เรื่อง ขอความอนุเคราะห์แจ้งกำหนดการประชุม" in said
    quarter = "ไตรมาสที่ ๑ (วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๑ ธันวาคม ๒๕๖๕)"
    assert f"{quarter} ประจำปีงบประมาณ พ.ศ. ๒๕๖๖" in said
    assert [one for one in BLAMES if one in said] == []


def test_a_quarter_without_a_report_asks_for_it_and_a_nil_report_will_do(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-02-10")
    said = said_in(desk, year, "no_report_letter")
    assert "เรียน นายอำเภอแม่ฟ้าหลวง\n" in said
    assert "ไตรมาสที่ ๑ (วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๑ ธันวาคม ๒๕๖๕)" in said
    assert "โปรดรายงานว่าไม่มีผลการดำเนินงานพร้อมเหตุผล" in said
    assert [one for one in BLAMES if one in said] == []
