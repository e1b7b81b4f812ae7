"""A quarter's report that is drafted anew: another Chief came, or words were redacted."""

from typing import Any

from flows.decisions.rotate import rotate
from flows.plan.amendments import amend_plan
from flows.verification import verify_all
from registry.queries.redaction_parts import entry_part
from registry.records.redactions import take_out
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_packages import package
from tests.flows.plan.plan_rows import plan_of
from tests.flows.plan.planning import papers, text_of
from tests.flows.year.at_quarter_reports import PATH, SHEET, reported
from tests.flows.year.at_quarters import RECEIVED, a_year, asked, on


def another_chief(desk: Desk, on: str) -> None:
    """Somebody else is Chief from that day on, by a transfer order."""
    row = {"district": MAE_FAH_LUANG, "title_th": "นาง", "name_th": "ใหม่ มาแทน"}
    order = {"number": "9/2566", "dated": "2023-01-02", "on": on, "moves": [row]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    desk.perform()


def test_a_rotation_while_a_report_is_with_the_chief_drafts_it_in_the_right_name(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    assert "(นายสมมุติ ตัวอย่าง)" in reported(desk, year, 1, "2023-01-04", SHEET)
    desk.on("2023-01-06")
    another_chief(desk, "2023-01-05")
    drafts = papers(desk, year, "quarter_report")
    assert [one.status for one in drafts] == ["not_signed", "draft"]
    said = text_of(desk, drafts[-1])
    assert "(นางใหม่ มาแทน)" in said
    assert "(นายสมมุติ ตัวอย่าง)" not in said
    assert "อยู่ระหว่างดำเนินการ" in said
    sent = PATH.format(1).replace("progress#1", "report_sent#2")
    assert desk.decide(year, sent, "district_chief", "2023-01-06", {}).warnings == ()
    received = PATH.format(1).replace("progress", "report_received")
    asked: Json = {"result": "questions", "remarks": [{"row": "row-1", "asked": "ขอรายละเอียด"}]}
    desk.decide(year, received, COORDINATOR, "2023-01-09", asked)
    again = PATH.format(1).replace("#1", "#2")
    desk.decide(year, again, "focal_point", "2023-01-10", SHEET)
    desk.perform()
    sent = PATH.format(1).replace("progress#1", "report_sent#3")
    desk.decide(year, sent, "district_chief", "2023-01-11", {})
    desk.decide(year, received.replace("#1", "#2"), COORDINATOR, "2023-01-12", RECEIVED)
    assert verify_all(desk.office) == ()


def test_who_sends_a_report_is_told_that_it_names_the_chief_before(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-04", SHEET)
    desk.on("2023-01-06")
    another_chief(desk, "2023-01-03")  # entered late: the report was drafted in the name of before
    sent = PATH.format(1).replace("progress", "report_sent")
    (told,) = desk.decide(year, sent, "focal_point", "2023-01-06", {}).warnings
    assert "นายสมมุติ ตัวอย่าง" in told.th
    assert "นางใหม่ มาแทน" in told.th
    reported(desk, year, 2, "2023-04-03", {"result": "nil", "reason": "ไม่มีกิจกรรม"})
    second = PATH.format(2).replace("progress", "report_sent")
    assert desk.decide(year, second, "focal_point", "2023-04-04", {}).warnings == ()


def test_a_redacted_activity_takes_no_other_words_from_the_form_the_report_or_the_next_version(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    plan = plan_of(desk)
    drafted_by = next(one for one in desk.entries(plan) if one.gate == "plan_draft")
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        part = entry_part(write.connection, drafted_by.id, [("answer", "rows", "0", "activity")])
        take_out(write, MAE_FAH_LUANG, [part], first=1, second=2, reason="ระบุตัวบุคคล")
    on(desk, "2023-01-03")
    offered = asked(desk, year, "progress").choices["rows.row"]
    assert [one["th"] for one in offered] == ["[ปกปิดแล้ว] (row-1)", "กลุ่มเฝ้าระวัง row-2"]
    said = reported(desk, year, 1, "2023-01-04", SHEET)
    assert "กลุ่มเฝ้าระวัง row-2" in said
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=desk.on("2023-01-05"), recorded_by="coord")
    begun: Any = asked(desk, plan_of(desk, "2566/2"), "plan_draft").proposal
    first, second = begun["rows"]
    assert (first["target"], "activity" in first) == ("6", False)
    assert second["activity"] == "กลุ่มเฝ้าระวัง row-2"


def test_a_redacted_activity_is_marked_in_the_words_of_each_language(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    drafted_by = next(one for one in desk.entries(plan_of(desk)) if one.gate == "plan_draft")
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        part = entry_part(write.connection, drafted_by.id, [("answer", "rows", "0", "activity")])
        take_out(write, MAE_FAH_LUANG, [part], first=1, second=2, reason="ระบุตัวบุคคล")
    on(desk, "2023-01-03")
    first, second = asked(desk, year, "progress").choices["rows.row"]
    assert (first["th"], first["en"]) == ("[ปกปิดแล้ว] (row-1)", "[redacted] (row-1)")
    assert second["th"] == second["en"] == "กลุ่มเฝ้าระวัง row-2"
    serving, *_ = package(desk, "2023-01-03").annex.activities
    assert (serving.activity_th, serving.activity_en) == ("[ปกปิดแล้ว]", "[redacted]")
    page = visitor(desk, "coord").get(
        f"/instances/{year}/gates/year/q1/quarter/report/progress%231", "en"
    )
    assert "[redacted] (row-1)" in page.main
    assert "ปกปิดแล้ว" not in page.main
