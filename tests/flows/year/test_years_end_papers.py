"""What was learned and what the year came to: as it was told, and unknown where nobody told it."""

import json
from datetime import date

import pytest

from desk.views.form_schema import filled
from flows.decisions.correct import Correction, correct
from flows.decisions.days import DueBeforeAsked
from flows.plan.beginning import unfinished_rows
from flows.plan.leads import plan_seats
from flows.plan.recordings import ReflectionMissing
from flows.year.years_end_recordings import LessonNamesSomebody
from registry.rules.answer_screening import TextNeedsReason
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_packages import package
from tests.flows.plan.plan_rows import a_draft, a_row, plan_of, planning
from tests.flows.plan.planning import papers, text_of
from tests.flows.year.at_openings import years
from tests.flows.year.at_quarter_reports import SHEET, reported
from tests.flows.year.at_quarters import a_year, held, meeting_of, on
from tests.readers import view_of

CHIEF = "executive.district_chief"
LESSONS: dict[str, Json] = {
    "sources": ["reflection", "reports"],
    "lessons": [
        {
            "key": "lesson-1", "about": "row-1", "expected": "ครบ 6 หมู่บ้าน",
            "happened": "จัดตั้งได้ 4 หมู่บ้าน", "cause": "ถนนขาด", "sustain": "ผู้ใหญ่บ้านเป็นแกนนำ",
            "change": "จัดก่อนฤดูฝน", "owner": CHIEF, "due_on": "2023-12-31",
            "verified_by": "รายงานไตรมาสที่ 1",
        },
    ],
    "inclusion": "จัดวันเสาร์ให้ผู้หญิงมาได้",
}  # fmt: skip
SETTLED: Json = {
    "rows": [
        {"row": "row-1", "fate": "carried", "left": "2"},
        {"row": "row-2", "fate": "dropped", "reason": "ไม่ได้รับงบประมาณ"},
    ],
    "note": "เริ่มต่อในไตรมาสแรก",
}


def closed(desk: Desk, year: int) -> str:
    """It is settled what the year leaves; answers what the report of the year says."""
    on(desk, "2023-10-02")
    desk.decide(year, "year/closing/carry", "focal_point", "2023-10-02", SETTLED)
    desk.perform()
    return text_of(desk, papers(desk, year, "annual_report")[-1])


def gate_path(desk: Desk, year: int, gate: str) -> str:
    return next(one.path for one in desk.gates(year) if one.gate == gate)


def learned(desk: Desk, year: int) -> str:
    """The lessons are told; answers what their report says."""
    on(desk, "2023-08-15")
    desk.decide(year, gate_path(desk, year, "lessons"), "focal_point", "2023-08-15", LESSONS)
    desk.perform()
    return text_of(desk, papers(desk, year, "lessons_report")[-1])


def test_lessons_are_told_by_seat_and_never_by_name(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    said = learned(desk, year)
    assert "รายงานถอดบทเรียน" in said
    told = "๑\nกลุ่มเฝ้าระวัง row-1\nครบ ๖ หมู่บ้าน\nจัดตั้งได้ ๔ หมู่บ้าน\nถนนขาด\nผู้ใหญ่บ้านเป็นแกนนำ\nจัดก่อนฤดูฝน"
    assert f"{told}\nนายอำเภอแม่ฟ้าหลวง\n๓๑ ธ.ค. ๒๕๖๖\nรายงานไตรมาสที่ ๑" in said
    assert "ไม่ได้บันทึกผลการประชุม" in said
    assert "แหล่งข้อมูล: การประชุมถอดบทเรียน, รายงาน" in said


def test_who_looked_back_is_told_by_role_and_asked_where_no_meeting_tells_it(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-08-15")
    path = gate_path(desk, year, "lessons")
    warned = desk.decide(year, path, "focal_point", "2023-08-15", LESSONS).warnings
    assert ["Choose their roles" in one.en for one in warned] == [True]
    roles: dict[str, Json] = {"took_part": ["chief", "local_government"]}
    correct(desk.office, Correction(year, path, roles, "ตกหล่น", "coord"))
    desk.perform()
    said = text_of(desk, papers(desk, year, "lessons_report")[-1])
    assert "ผู้เข้าร่วม (ตามบทบาท): นายอำเภอ, องค์กรปกครองส่วนท้องถิ่น" in said


@pytest.mark.parametrize("name", ["นายสมมุติ ตัวอย่าง", "สมมุติ ตัวอย่าง", "นางสาวสมใจ แบบอย่าง"])
def test_a_lesson_that_names_somebody_is_refused_at_its_field(sqlite_url: str, name: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-08-15")
    written = json.dumps(LESSONS, ensure_ascii=False).replace("ถนนขาด", f"{name} ไม่มา")
    noted: Json = {**LESSONS, "inclusion": f"{name} มาได้"}
    path = gate_path(desk, year, "lessons")
    for said, field in ((json.loads(written), "lessons.0.cause"), (noted, "inclusion")):
        with pytest.raises((LessonNamesSomebody, TextNeedsReason)) as refused:
            desk.decide(year, path, "focal_point", "2023-08-15", said)
        assert field in str(refused.value.field)


def test_more_left_of_an_activity_than_it_aimed_at_is_warned_of(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-10-02")
    over: Json = json.loads(json.dumps(SETTLED).replace('"left": "2"', '"left": "60"'))
    said = desk.decide(year, "year/closing/carry", "focal_point", "2023-10-02", over)
    assert "ระบุว่าเหลือ 60 มากกว่าค่าเป้าหมาย 6" in said.warnings[0].th


def test_a_lesson_is_not_to_be_acted_on_before_it_was_learned(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-08-15")
    early: Json = json.loads(json.dumps(LESSONS).replace("2023-12-31", "2022-12-31"))
    with pytest.raises(DueBeforeAsked) as refused:
        desk.decide(year, gate_path(desk, year, "lessons"), "focal_point", "2023-08-15", early)
    assert refused.value.field == "lessons.0.due_on"


def test_a_year_of_which_nothing_was_told_is_unknown_and_not_empty(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    said = closed(desk, year)
    assert "มี ๒ โครงการ/กิจกรรม แล้วเสร็จ ๐" in said
    assert "และไม่ได้รายงาน ๒" in said
    assert "แผนไม่ใช้งบประมาณ ดำเนินการตามภารกิจของหน่วยงาน\n" in said, "it costs nobody money"
    assert "๐ บาท" not in said
    met = "คณะกรรมการประชุม ๐ ไตรมาส ไม่ได้บันทึกผล ๔ ไตรมาส"
    assert f"{met} และรายงานผล ๐ ไตรมาส จากทั้งหมด ๔ ไตรมาส" in said
    assert "ไม่ได้บันทึกบทเรียน และดำเนินการต่อในปีถัดไป ๑ กิจกรรม" in said
    assert said.count("ไม่ได้บันทึกผลการประชุม") == 4
    assert "๖. งบประมาณที่ขอรับการสนับสนุน\nไม่ได้บันทึก" in said
    assert "๔. จำนวนแยกตามเพศ ความเสมอภาคระหว่างเพศและการมีส่วนร่วมของทุกกลุ่ม" in said
    assert "จำนวนแยกตามเพศ: ไม่ได้รายงาน" in said
    assert "การมีส่วนร่วมของทุกกลุ่ม: ไม่ได้บันทึก" in said
    assert "๗. ปัจจัยความสำเร็จ ปัญหา และข้อเสนอแนะ\nไม่ได้บันทึก" in said


def test_a_year_without_a_plan_has_no_budget_of_nought(sqlite_url: str) -> None:
    desk, _ = planning(sqlite_url)
    (year,) = years(desk)
    on(desk, "2023-10-02")
    desk.decide(year.id, "year/closing/carry", "focal_point", "2023-10-02", {"rows": []})
    desk.perform()
    said = text_of(desk, papers(desk, year.id, "annual_report")[-1])
    assert "ไม่ได้บันทึกแผนปฏิบัติการที่จังหวัดรับแล้ว" in said
    assert "ไม่ได้บันทึกงบประมาณตามแผน" in said
    assert "๐ บาท" not in said


def test_a_year_tells_its_rows_meetings_lessons_and_what_it_leaves(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2022-10-31")
    held(desk)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-03", SHEET)
    on(desk, "2023-04-03")
    missed: Json = {"result": "not_held", "reason": "น้ำท่วม"}
    desk.decide(meeting_of(desk, "q2"), "not_held", "focal_point", "2023-04-03", missed)
    reported(desk, year, 2, "2023-04-03", {"result": "nil", "reason": "น้ำท่วม"})
    learned(desk, year)
    said = closed(desk, year)
    assert "อยู่ระหว่างดำเนินการ ๑" in said
    assert "เบิกจ่ายเท่าที่รายงาน ๑๒,๐๐๐ บาท" in said
    met = "คณะกรรมการประชุม ๑ ไตรมาส ไม่ได้บันทึกผล ๒ ไตรมาส"
    assert f"{met} และรายงานผล ๒ ไตรมาส" in said
    assert "มีบทเรียน ๑ ข้อ" in said
    row = "๖ หมู่บ้าน\n๔ หมู่บ้าน\n๖๖.๗\nอยู่ระหว่างดำเนินการ\n-\n๑๒,๐๐๐\nฝนตกหนัก"
    assert f"ด้านการป้องกัน\n๑\nกลุ่มเฝ้าระวัง row-1\n{row}" in said
    assert "๒\nไม่ได้จัดประชุม\n-\nน้ำท่วม\nรายงานว่าไม่มีผลการดำเนินงาน" in said
    assert "๓\nไม่ได้บันทึกผลการประชุม\n-\n-\nไม่ได้รายงาน" in said
    assert "ถนนขาด\nผู้ใหญ่บ้านเป็นแกนนำ" in said
    assert "๑\nกลุ่มเฝ้าระวัง row-1\nดำเนินการต่อในปีถัดไป\n๒ หมู่บ้าน\nฝนตกหนัก" in said
    assert "๒\nกลุ่มเฝ้าระวัง row-2\nยุติ\n-\nไม่ได้รับงบประมาณ" in said
    assert "หมายเหตุ: เริ่มต่อในไตรมาสแรก" in said


def test_what_is_told_after_the_year_was_settled_stands_in_its_report_and_in_the_next_plan(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    assert "รายงานผล ๐ ไตรมาส" in closed(desk, year)
    row: dict[str, Json] = {"row": "row-1", "state": "ongoing", "reached": "5"}
    sheet: Json = {"result": "reported", "rows": [row]}
    on(desk, "2023-10-09")
    path = "year/q4/quarter/report/progress#1"
    desk.decide(year, path, "focal_point", "2023-10-09", sheet)
    (before, now) = papers(desk, year, "annual_report")
    assert (before.status, now.status) == ("replaced", "draft")
    said = text_of(desk, now)
    assert "รายงานผล ๑ ไตรมาส" in said
    assert "ณ วันที่ ๙ ตุลาคม พ.ศ. ๒๕๖๖" in said
    with desk.office.registry.reading() as connection:
        left = unfinished_rows(connection, MAE_FAH_LUANG, 2566, date(2023, 10, 9))
    assert [(one["carried_from"], one["target"]) for one in left] == [("2566/row-1", "1")]
    desk.decide(year, "year/closing/closing", "district_chief", "2023-10-10", {})
    fields: dict[str, Json] = {"rows": [{**row, "reached": "4"}]}
    fewer = Correction(year, path, fields, reason="พิมพ์ผิด", recorded_by="coord")
    correct(desk.office, fewer)
    desk.perform()
    (_, sent) = papers(desk, year, "annual_report")
    assert (sent.sha256, sent.status) == (now.sha256, "adopted")


def test_who_settles_the_year_is_told_of_quarters_that_are_not_reported(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    nil: Json = {"result": "nil", "reason": "ยังไม่มีกิจกรรม"}
    desk.decide(year, "year/q1/quarter/report/progress#1", "focal_point", "2023-01-03", nil)
    on(desk, "2023-10-02")
    told = desk.decide(year, "year/closing/carry", "focal_point", "2023-10-02", SETTLED).warnings
    assert ["quarter 2, 3, 4" in one.en for one in told] == [True]


def trained(*counts: str) -> Json:
    parts = ("", "sex.women", "sex.men", "sex.not_stated")
    return [
        {"indicator": "persons_trained", "part": part, "value": value}
        for part, value in zip(parts, counts, strict=False)
    ]


def test_a_year_says_whom_it_reached_by_sex_and_what_was_noted_of_inclusion(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    noted: Json = {**SHEET, "figures": trained("30", "23", "7", "0"), "inclusion": "มีล่ามภาษาอาข่า"}
    first = reported(desk, year, 1, "2023-01-03", noted)
    assert "มีส่วนร่วมของทุกกลุ่ม: มีล่ามภาษาอาข่า" in first
    on(desk, "2023-04-03")
    reported(desk, year, 2, "2023-04-03", {**SHEET, "figures": trained("5")})
    assert "มีส่วนร่วมของทุกกลุ่ม: จัดวันเสาร์ให้ผู้หญิงมาได้" in learned(desk, year)
    said = closed(desk, year)
    assert "ผู้เข้ารับการฝึกอบรม (คน): หญิง อย่างน้อย ๒๓ ชาย อย่างน้อย ๗" in said
    assert "ไตรมาสที่ ๑: มีล่ามภาษาอาข่า" in said
    assert "บทเรียนของปี: จัดวันเสาร์ให้ผู้หญิงมาได้" in said
    for heads in ("๒๕๖๔", "๒๕๖๕", "๒๕๖๖"):
        assert f"ปีงบประมาณ พ.ศ. {heads}\n" in said
    annex = package(desk, "2023-10-03").annex
    (claims,) = [one.claims for one in annex.sections if one.key == "training"]
    told = {one.topic_en: one.text_en for one in claims}
    assert told["Persons trained in fiscal year 2566 by sex, each counted once"] == (
        "women at least 23, men at least 7"
    )
    note = "Inclusion of women, men and every group: Quarter 1, fiscal year 2566"
    assert told[note] == "มีล่ามภาษาอาข่า"


def next_plan_signed(desk: Desk) -> int:
    """The plan of the next year, signed while the year runs; answers its instance."""
    on(desk, "2023-08-20")
    plan = plan_of(desk, "2567")
    agreed: Json = {"result": "agreed", "meeting": "4/2566", "held_on": "2023-09-05"}
    desk.decide(plan, "plan_draft", "focal_point", "2023-08-20", a_draft([a_row(desk, "row-1")]))
    desk.decide(plan, "resolution", "district_chief", "2023-09-06", agreed)
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", "2023-09-12", {"result": "endorsed"})
    desk.decide(plan, "plan_signed", "district_chief", "2023-09-20", {"result": "signed"})
    return plan


def test_the_next_plan_goes_after_the_lessons_or_says_why_it_goes_before_them(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    plan = next_plan_signed(desk)
    with pytest.raises(ReflectionMissing) as refused:
        desk.decide(plan, "plan_sent", "focal_point", "2023-09-22", {})
    said = refused.value.sentence
    assert "ยังไม่มีบทเรียนของปีงบประมาณ 2566" in said.th
    assert "no lessons of fiscal year B.E. 2566 are told yet" in said.en
    why: Json = {"without_reflection": "ประธานขอถอดบทเรียนในเดือนตุลาคม"}
    desk.decide(plan, "plan_sent", "focal_point", "2023-09-22", why)
    assert desk.waits_at(plan) == ["plan_received#1"]


def test_a_plan_that_goes_after_the_lessons_needs_no_reason(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    learned(desk, year)
    plan = next_plan_signed(desk)
    desk.decide(plan, "plan_sent", "focal_point", "2023-09-22", {})
    assert desk.waits_at(plan) == ["plan_received#1"]


def test_an_office_of_several_seats_is_offered_once_as_the_owner_of_a_lesson(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-08-15")
    with desk.office.registry.reading() as connection:
        form = filled(view_of(desk, connection), year, gate_path(desk, year, "lessons"))
        seats = plan_seats(connection, MAE_FAH_LUANG, desk.office.registry.today)
    owners = [str(one["th"]) for one in form.choices["lessons.owner"]]
    assert len({*owners}) == len(owners) < len(seats)
