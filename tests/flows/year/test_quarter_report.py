"""A quarter's report tells what was told, says what was not, and makes up no figure."""

from dataclasses import replace
from datetime import date

import pytest

from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.decisions.correct import Correction, correct
from flows.decisions.corrected_answer import NothingToCorrect
from flows.decisions.correction_limits import WouldChangeDecided
from flows.decisions.days import DueBeforeAsked
from flows.decisions.decide import Decision
from flows.decisions.refusals import GateNotOpen
from flows.decisions.telling import tell
from flows.decisions.withdraw import withdraw
from flows.plan.amendments import amend_plan
from flows.plan.rows import RowUnknown
from flows.verification import verify_all
from flows.year.frozen import RestsOnSent
from flows.year.late_figures import (
    CorrectionNeedsReason,
    LateCorrection,
    ReportNotSent,
    correct_figures,
)
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.plan.plan_rows import LAO, a_draft, a_row, plan_of
from tests.flows.plan.planning import papers, text_of
from tests.flows.year.at_quarter_reports import PATH, SHEET, reported
from tests.flows.year.at_quarters import RECEIVED, a_year, held, meeting_of, on
from tests.flows.year.test_trainings_of_the_plan import amended as amended_through

RECEIPT = "report_received"


def test_each_activity_is_told_with_its_figures_and_an_untold_one_is_not_reported(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2022-10-31")
    held(desk)
    on(desk, "2023-01-03")
    said = reported(desk, year, 1, "2023-01-03", SHEET)
    assert "ไตรมาสที่ ๑ (วันที่ ๑ ตุลาคม พ.ศ. ๒๕๖๕ ถึงวันที่ ๓๑ ธันวาคม พ.ศ. ๒๕๖๕)" in said
    assert "จัดประชุมแล้ว การประชุมครั้งที่ ๑/๒๕๖๕ วันที่ ๑๕ พฤศจิกายน พ.ศ. ๒๕๖๕" in said
    assert "กรรมการมาประชุม ๑๘ คน จาก ๑๘ คน" in said
    first = "๖ หมู่บ้าน\n๔ หมู่บ้าน\n๔ หมู่บ้าน\n๖๖.๗\nอยู่ระหว่างดำเนินการ\nเลื่อนไปไตรมาสที่ ๓\n-\n๑๒,๐๐๐\nฝนตกหนัก"
    assert f"๑\nกลุ่มเฝ้าระวัง row-1\n{first}\nจัดต่อในไตรมาสถัดไป" in said
    nothing = "ไม่ได้รายงาน\nไม่ได้รายงาน\n-\nไม่ได้รายงาน\n-\n-\n-\n-"
    assert f"๒\nกลุ่มเฝ้าระวัง row-2\n๖ หมู่บ้าน\n{nothing}" in said
    assert "ขอรับการสนับสนุนวิทยากร" in said
    assert "จัดตั้งกลุ่มที่เหลือ" in said
    assert "ผู้รายงาน" in said
    assert "ผู้รับรองข้อมูล" in said


def test_what_was_reached_adds_up_over_the_quarters_and_stays_apart(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-04-03")
    reported(desk, year, 1, "2023-04-03", SHEET)
    row: Json = {"row": "row-1", "state": "done", "reached": "1"}
    second = reported(desk, year, 2, "2023-04-03", {"result": "reported", "rows": [row]})
    assert "๖ หมู่บ้าน\n๑ หมู่บ้าน\n๕ หมู่บ้าน\n๘๓.๓\nแล้วเสร็จ" in second


def test_a_nil_report_says_so_with_its_reason_and_a_quarter_without_a_meeting_too(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-02")
    reason: Json = {"result": "not_held", "reason": "น้ำท่วมทั้งอำเภอ"}
    desk.decide(meeting_of(desk, "q1"), "not_held", "focal_point", "2023-01-02", reason)
    nil: Json = {"result": "nil", "reason": "รอการโอนงบประมาณ"}
    said = reported(desk, year, 1, "2023-01-03", nil)
    assert "ไม่มีผลการดำเนินงานที่จะรายงานในไตรมาสนี้ เนื่องจาก รอการโอนงบประมาณ" in said
    assert "ไม่ได้จัดประชุม\nเหตุผล: น้ำท่วมทั้งอำเภอ" in said
    assert "(ร้อยละ" not in said


def test_a_quarter_of_which_no_meeting_was_recorded_is_not_told_as_none(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    said = reported(desk, year, 1, "2023-01-03", SHEET)
    assert "ไม่ได้บันทึกผลการประชุม" in said
    assert "ไม่ได้จัดประชุม" not in said


def test_what_happened_and_whom_the_committee_was_in_touch_with_are_told_of_their_quarter(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-04-03")
    campaign: Json = {
        "activity_kind": "campaign", "took_place_on": "2022-12-09", "women": 40, "men": 22,
        "convener": f"{MAE_FAH_LUANG}/district_chief", "participants": ["community"],
    }  # fmt: skip
    contact: Json = {
        "contacted_on": "2022-12-10", "counterpart": "mm_police", "channel": "telephone",
        "subject": "repatriation", "outcome": "agreed",
    }  # fmt: skip
    for process, answer in ((ACTIVITY, campaign), (COORDINATION, contact), (COORDINATION, contact)):
        decision = Decision(0, "", "focal_point", date(2023, 4, 3), answer, "coord")
        tell(desk.office, process, MAE_FAH_LUANG, decision)
    first = reported(desk, year, 1, "2023-04-03", SHEET)
    assert "๙ ธ.ค. ๒๕๖๕ การรณรงค์ ผู้เข้าร่วม ๖๒ คน (หญิง ๔๐ ชาย ๒๒" in first
    assert "เมียนมา (ระหว่างประเทศ) ๒ ครั้ง: ตกลงดำเนินการร่วมกัน" in first
    second = reported(desk, year, 2, "2023-04-03", SHEET)
    assert "การรณรงค์" not in second
    assert "การประสานงาน\nไม่ได้บันทึก" in second


def test_the_report_goes_to_the_governor_with_a_letter_that_counts_what_it_tells(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-03", SHEET)
    (memo,) = papers(desk, year, "report_memo")
    said = text_of(desk, memo)
    assert "รายงานผลการดำเนินงานตามแผนปฏิบัติการ ไตรมาสที่ ๑ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖" in said
    assert "ผู้ว่าราชการจังหวัดเชียงราย (ผ่าน พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย)" in said
    assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ซึ่งจังหวัดได้รับแล้ว นั้น อำเภอแม่ฟ้าหลวงขอรายงานผล" in said
    assert "ขอแสดงความนับถือ" in said
    assert "กิจกรรมตามแผนจำนวน ๑ กิจกรรม แล้วเสร็จ ๐ กิจกรรม" in said
    assert "ขอรับการสนับสนุนจากจังหวัด ๑ เรื่อง" in said


def test_a_quarters_meeting_that_only_a_resolution_tells_of_stands_in_its_report(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2", LAO)]
    rows.append(a_row(desk, "row-3"))
    amended_through(desk, 2, rows, ("2022-11-01", "2022-11-02", "2022-11-08", "2022-11-20"))
    on(desk, "2023-01-03")
    said = reported(desk, year, 1, "2023-01-03", SHEET)
    assert "จัดประชุมแล้ว การประชุมครั้งที่ ๔/๒๕๖๕ วันที่ ๘ พฤศจิกายน พ.ศ. ๒๕๖๕" in said


def plans(count: str) -> Json:
    return [{"indicator": "community_plans", "part": "", "value": count}]


def test_a_report_that_was_sent_is_neither_withdrawn_nor_corrected(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-03", {**SHEET, "figures": plans("50")})
    branch = "year/q1/quarter/report"
    desk.decide(year, f"{branch}/report_sent#1", "focal_point", "2023-01-09", {})
    for gate in (f"{branch}/progress#1", f"{branch}/report_sent#1"):
        with pytest.raises(RestsOnSent) as refused:
            withdraw(desk.office, year, gate, reason="พิมพ์ผิด", recorded_by="coord")
        said = refused.value.sentence
        assert "แบบรายงานผลการดำเนินงานรายไตรมาสที่ส่งแล้วเมื่อ 9 มกราคม 2566" in said.th
        assert "the report of a quarter, sent on 9 January 2023, rests on this" in said.en
        assert "of a wrong activity ask the provincial office for questions" in said.en
    with pytest.raises(WouldChangeDecided):
        correct(
            desk.office,
            Correction(
                year,
                f"{branch}/progress#1",
                {"ahead": "อย่างอื่น"},
                reason="พิมพ์ผิด",
                recorded_by="coord",
            ),
        )
    (sent,) = papers(desk, year, "quarter_report")
    assert sent.status == "adopted"
    assert "๕๐" in text_of(desk, sent)


def test_a_late_correction_of_a_figure_is_told_in_the_next_report_and_what_was_sent_stays(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-03", {**SHEET, "figures": plans("50")})
    late = LateCorrection(MAE_FAH_LUANG, 2566, 1, "community_plans", {"": "45"}, "นับซ้ำหนึ่งตำบล")
    with pytest.raises(ReportNotSent):
        correct_figures(desk.office, late, recorded_by="coord")
    branch = "year/q1/quarter/report"
    desk.decide(year, f"{branch}/report_sent#1", "focal_point", "2023-01-09", {})
    desk.decide(year, f"{branch}/report_received#1", COORDINATOR, "2023-01-10", RECEIVED)
    on(desk, "2023-04-03")
    waits = desk.waits_at(year)
    with pytest.raises(CorrectionNeedsReason):
        correct_figures(desk.office, replace(late, reason=" "), recorded_by="coord")
    with pytest.raises(NothingToCorrect):
        correct_figures(desk.office, replace(late, values={"": "50"}), recorded_by="coord")
    correct_figures(desk.office, late, recorded_by="coord")
    desk.perform()
    assert desk.waits_at(year) == waits  # what was sent is asked for by nobody again
    (sent,) = papers(desk, year, "quarter_report")
    assert "๕๐" in text_of(desk, sent)
    second = reported(desk, year, 2, "2023-04-03", {**SHEET, "figures": plans("20")})
    told = second[second.index("แผนป้องกันระดับชุมชน") :][:200]
    assert "(ฉบับแก้ไขตัวเลข) ไตรมาสที่ ๑ เดิม ๕๐ แก้เป็น ๔๕" in told, told
    assert "(แก้ไขเมื่อ ๓ เมษายน ๒๕๖๖ เนื่องจากนับซ้ำหนึ่งตำบล)" in told, told
    assert "๒๐\n๖๕" in told, told
    assert [*verify_all(desk.office)] == []


def amended(desk: Desk, day: str, *others: Json) -> list[str]:
    """A version of the plan without `row-1` is received on that day, with `row-3` in its place.

    Or with those other rows in its place.

    Answers what was told when it was drafted.
    """
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=desk.on(day), recorded_by="coord")
    plan = plan_of(desk, "2566/2")
    desk.perform()
    rows: list[Json] = [a_row(desk, "row-2", LAO), *(others or [a_row(desk, "row-3")])]
    drafted = desk.decide(plan, "plan_draft", "focal_point", day, a_draft(rows))
    entrusted: Json = {"result": "entrusted", "held_on": day}
    desk.decide(plan, "resolution", "district_chief", day, entrusted)
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", day, {"result": "endorsed"})
    desk.decide(plan, "plan_signed", "district_chief", day, {"result": "signed"})
    desk.decide(plan, "plan_sent", "focal_point", day, {})
    desk.decide(plan, "plan_received", COORDINATOR, day, {"result": "received"})
    return [one.th for one in drafted.warnings]


def test_the_province_promises_nothing_by_a_day_before_its_promise(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-04", SHEET)
    sent, received = (PATH.format(1).replace("progress", one) for one in ("report_sent", RECEIPT))
    desk.decide(year, sent, "district_chief", "2023-01-06", {})
    early: Json = {"result": "received", "promises": [{"what": "ส่งวิทยากร", "due_on": "2023-01-08"}]}
    with pytest.raises(DueBeforeAsked) as refused:
        desk.decide(year, received, COORDINATOR, "2023-01-09", early)
    assert refused.value.field == "promises.0.due_on"


@pytest.mark.parametrize(
    ("answer", "is_told"),
    [
        (RECEIVED, True),
        ({**RECEIVED, "note": "เสนอที่ประชุมจังหวัด"}, False),
        ({**RECEIVED, "promises": [{"what": "ส่งวิทยากร"}]}, False),
    ],
)
def test_who_receives_a_report_and_says_nothing_of_what_it_asks_for_is_told(
    sqlite_url: str, answer: Json, *, is_told: bool
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-04", SHEET)
    sent, received = (PATH.format(1).replace("progress", one) for one in ("report_sent", RECEIPT))
    desk.decide(year, sent, "district_chief", "2023-01-06", {}, perform=False)
    told = desk.decide(year, received, COORDINATOR, "2023-01-09", answer, perform=False)
    assert any("ขอรับการสนับสนุนจากจังหวัด 1 เรื่อง" in one.th for one in told.warnings) is is_told


def test_a_report_stays_one_of_the_plan_that_it_told_whatever_version_came_since(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-04", SHEET)
    told = [one for one in amended(desk, "2023-01-05") if "มีรายงานผลในปีนี้แล้ว" in one]
    assert [one.partition(":")[0] for one in told] == ["กลุ่มเฝ้าระวัง row-1"]
    sent, received = (PATH.format(1).replace("progress", one) for one in ("report_sent", RECEIPT))
    desk.decide(year, sent, "district_chief", "2023-01-06", {})
    asked: Json = {"result": "questions", "remarks": [{"row": "row-1", "asked": "เหตุใดจึงเลื่อน"}]}
    desk.decide(year, received, COORDINATOR, "2023-01-09", asked)
    again = PATH.format(1).replace("#1", "#2")
    new: Json = {"result": "reported", "rows": [{"row": "row-3", "state": "ongoing"}]}
    with pytest.raises(RowUnknown):
        desk.decide(year, again, "focal_point", "2023-01-10", new)
    desk.decide(year, again, "focal_point", "2023-01-10", SHEET)
    desk.perform()
    said = text_of(desk, papers(desk, year, "quarter_report")[-1])
    assert "กลุ่มเฝ้าระวัง row-1" in said
    assert "กลุ่มเฝ้าระวัง row-3" not in said
    history = visitor(desk, "coord").get(f"/instances/{year}", "th").main
    assert "กลุ่มเฝ้าระวัง row-1สถานะ" in history
    on(desk, "2023-04-03")
    second = reported(desk, year, 2, "2023-04-03", new)
    assert "กลุ่มเฝ้าระวัง row-3" in second
    assert "กลุ่มเฝ้าระวัง row-1" not in second


def test_an_activity_that_an_amendment_moved_to_a_later_quarter_is_not_missed_in_its_old_one(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-04", SHEET)
    sent, received = (PATH.format(1).replace("progress", one) for one in ("report_sent", RECEIPT))
    desk.decide(year, sent, "district_chief", "2023-01-06", {})
    asked: Json = {"result": "questions", "remarks": [{"row": "row-1", "asked": "เหตุใดจึงเลื่อน"}]}
    desk.decide(year, received, COORDINATOR, "2023-01-09", asked)
    again, on_two = PATH.format(1).replace("#1", "#2"), [{"row": "row-2", "state": "ongoing"}]
    without: Json = {"result": "reported", "rows": on_two}
    amended(desk, "2023-01-10", {**a_row(desk, "row-1"), "quarters": ["q3"]})
    told = desk.decide(year, again, "focal_point", "2023-01-11", without).warnings
    assert not [one.th for one in told if "row-1" in one.th]


def test_a_year_that_does_not_wait_there_names_what_it_asks_people_and_no_day(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    with pytest.raises(GateNotOpen) as refused:
        desk.decide(year, "report_sent", "district_chief", "2023-01-03", {})
    assert refused.value.sentence.en.endswith("record where it waits: progress.")
