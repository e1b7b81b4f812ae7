"""The year is closed on 30 November; reports of its quarters are still found in a drawer.

Late is recorded late, told as late and counted as late; it is never refused.
"""

from datetime import date

import pytest

from desk.views.quarter_book import QuarterOf, open_sheet
from desk.views.returned_gates import ReturnGate, refuse_ended
from desk.views.view import View
from desk.views.year_facts import years_of
from desk.views.year_quarters import quarters_of
from desk.web.frame.places import gate_place
from flows.capabilities import GATES
from flows.decisions.correct import Correction, correct
from flows.decisions.refusals import (
    AlreadyDecided,
    GateNotOpen,
    InstanceEnded,
    LastDayPassed,
    SeveralGatesOpen,
)
from flows.decisions.reopening import DecidedElsewhere
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.journal import InstanceRow
from registry.queries.monitoring import progress as reported, quarters_told
from registry.rules.plain_values import Json
from registry.rules.quarter_board import QuarterCell, Side
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.dissolution.at_endings import dissolved, withdrawn
from tests.flows.order.at_amendments import at_work
from tests.flows.year.at_openings import opens_from, years
from tests.flows.year.at_quarters import RECEIVED, a_year, on
from tests.staged_desks import made_once

REPORTED: Json = {"result": "reported", "rows": [{"row": "row-1", "state": "done"}]}
NOTHING: Json = {"result": "nil", "reason": "ไม่มีกิจกรรมในไตรมาสนี้"}
LESSONS: Json = {
    "sources": ["reports"],
    "lessons": [
        {
            "key": "lesson-1",
            "happened": "น้อยคนมา",
            "change": "นัดหลังเก็บเกี่ยว",
            "owner": "executive.district_chief",
        }
    ],
}
ASKED: Json = {
    "result": "questions", "remarks": [{"row": "row-1", "asked": "ขอจำนวนผู้เข้าร่วม"}],
}  # fmt: skip
NOT_HELD: Json = {"result": "not_held", "reason": "น้ำท่วมทั้งอำเภอ"}
SETTLED: Json = {
    "rows": [
        {"row": "row-1", "fate": "carried", "left": "2"},
        {"row": "row-2", "fate": "dropped", "reason": "ไม่ได้รับงบประมาณ"},
    ]
}


def progress(quarter: int) -> str:
    return f"year/q{quarter}/quarter/report/progress#1"


@made_once
def after_the_close(url: str) -> tuple[Desk, int]:
    """Nobody reported anything by 2 December 2023."""
    desk, year = a_year(url)
    on(desk, "2023-10-05")
    on(desk, "2023-12-02")
    return desk, year


def closed(url: str) -> tuple[Desk, int]:
    """The year has come to its end on 2 December 2023, without any quarter's report."""
    desk, year = after_the_close(url)
    for one in desk.instances():
        if one.process == "meeting" and one.period.startswith("2566"):
            desk.decide(one.id, "not_held", "focal_point", "2023-12-02", NOT_HELD)
    desk.decide(year, "carry", "focal_point", "2023-12-02", SETTLED)
    desk.decide(year, "closing", "district_chief", "2023-12-02", {})
    assert state(desk) == ("finished", "closed")
    return desk, year


def state(desk: Desk) -> tuple[str, str | None]:
    row: InstanceRow = years(desk)[0]
    return row.status, row.outcome


def cell(desk: Desk, quarter: int) -> QuarterCell:
    """How the quarter's report stands on the board of today."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        held = years_of(view, (MAE_FAH_LUANG,), 2566)
        (found,) = quarters_of(view, held, 2566).values()
    return next(one for one in found.of(quarter) if one.side is Side.REPORT)


def test_a_report_of_a_later_day_is_taken_told_as_late_and_counted_as_late(
    made_registry_url: str,
) -> None:
    desk, year = after_the_close(made_registry_url)
    before = cell(desk, 2)
    assert (before.mark.value, before.counts) == ("not_reported", False)
    receipt = desk.decide(year, progress(2), "focal_point", "2023-12-02", NOTHING)
    assert "after 30 November 2023" in receipt.warnings[-1].en
    (gate,) = [one for one in desk.gates(year) if one.gate == "report_sent"]
    assert (gate.opened_on, gate.due_on) == (date(2023, 12, 2), date(2023, 4, 10))
    desk.decide(year, "report_sent", "district_chief", "2023-12-02", {})
    late = cell(desk, 2)
    assert (late.mark.value, late.counts, late.late) == ("sent", False, before.late)
    assert before.late > 100
    assert verify_all(desk.office) == ()


def test_paper_dated_before_the_close_is_taken_and_not_told_as_late(sqlite_url: str) -> None:
    desk, year = after_the_close(sqlite_url)
    receipt = desk.decide(year, progress(2), "focal_point", "2023-11-29", NOTHING)
    assert not any("30 November" in one.en for one in receipt.warnings)
    (gate,) = [one for one in desk.gates(year) if one.gate == "report_sent"]
    assert gate.opened_on == date(2023, 11, 29)
    assert verify_all(desk.office) == ()


@pytest.mark.parametrize("dated", ["2023-11-29", "2023-12-02"])
def test_a_report_that_comes_once_the_year_has_ended_opens_it_until_the_province_has_it(
    sqlite_url: str, dated: str
) -> None:
    desk, year = closed(sqlite_url)
    desk.decide(year, progress(2), "focal_point", dated, NOTHING)
    assert (state(desk), desk.waits_at(year)) == (
        ("open", None), ["year/q2/quarter/report/report_sent#1"],
    )  # fmt: skip
    desk.decide(year, "report_sent", "district_chief", "2023-12-02", {})
    desk.decide(year, "report_received", COORDINATOR, "2023-12-04", RECEIVED)
    assert state(desk) == ("finished", "closed")
    assert verify_all(desk.office) == ()


def test_what_the_province_asks_of_a_late_report_is_asked_until_it_is_answered(
    sqlite_url: str,
) -> None:
    desk, year = after_the_close(sqlite_url)
    desk.decide(year, progress(2), "focal_point", "2023-12-02", NOTHING)
    desk.decide(year, "report_sent", "district_chief", "2023-12-02", {})
    desk.decide(year, "report_received", COORDINATOR, "2023-12-04", ASKED)
    on(desk, "2023-12-20")
    asked = "year/q2/quarter/report/progress#2"
    assert asked in desk.waits_at(year)
    desk.decide(year, asked, "focal_point", "2023-12-20", NOTHING)
    assert verify_all(desk.office) == ()


def test_lessons_that_come_after_the_close_are_taken_and_told_as_late(sqlite_url: str) -> None:
    desk, year = after_the_close(sqlite_url)
    receipt = desk.decide(year, "lessons", "focal_point", "2023-12-02", LESSONS)
    assert "after 30 November 2023" in receipt.warnings[-1].en
    assert verify_all(desk.office) == ()


def test_the_page_the_workbook_and_the_return_form_of_such_a_quarter_are_still_taken(
    sqlite_url: str,
) -> None:
    desk, year = after_the_close(sqlite_url)
    coordinator = visitor(desk, "coord")
    history = coordinator.get(f"/instances/{year}", "en").tree
    assert gate_place(year, progress(2)) in history.xpath("//main//a/@href")
    page = coordinator.get(gate_place(year, progress(2)), "en")
    assert "one of a later day is told as late" in page.main
    of = QuarterOf(MAE_FAH_LUANG, 2566, 2)
    with desk.office.registry.reading() as connection:
        asked = open_sheet(connection, of)
        assert asked is not None
        assert asked.path == progress(2)
        refuse_ended(connection, ReturnGate(asked, GATES[asked.gate]), field="FILE")
    desk.decide(year, progress(2), "focal_point", "2023-12-02", NOTHING)
    with desk.office.registry.reading() as connection:
        assert open_sheet(connection, of) is None


def test_a_report_that_names_no_quarter_is_taken_for_none_where_several_lack(
    sqlite_url: str,
) -> None:
    desk, year = after_the_close(sqlite_url)
    with pytest.raises(SeveralGatesOpen) as refused:
        desk.decide(year, "progress", "focal_point", "2023-12-02", NOTHING)
    for quarter in (1, 2, 3, 4):
        assert progress(quarter) in refused.value.sentence.en


def test_where_several_quarters_wait_at_one_step_each_is_named_as_it_is_typed(
    sqlite_url: str,
) -> None:
    desk, year = after_the_close(sqlite_url)
    for quarter in (2, 4):
        desk.decide(year, progress(quarter), "focal_point", "2023-11-29", NOTHING)
    with pytest.raises(GateNotOpen) as refused:
        desk.decide(year, "report_received", "focal_point", "2023-12-02", {"result": "received"})
    for path in desk.waits_at(year):
        assert ("report_sent" in path) is (path in refused.value.sentence.en)


@made_once
def ended(url: str, day: str = "2023-05-15") -> tuple[Desk, int]:
    """The committee ended on that day, and its year with it; nobody had entered a report."""
    desk, year = a_year(url)
    on(desk, "2023-04-20")
    on(desk, day)
    dissolved(desk, day)
    on(desk, "2023-05-20")
    return desk, year


def test_a_report_of_before_the_stop_is_taken_by_a_stopped_year_that_stays_stopped(
    made_registry_url: str,
) -> None:
    desk, year = ended(made_registry_url)
    desk.decide(year, progress(2), "focal_point", "2023-04-20", REPORTED)
    assert (state(desk), desk.waits_at(year)) == (("stopped", None), [])
    with desk.office.registry.reading() as connection:
        told = reported(connection, (MAE_FAH_LUANG,), 2566, date(2023, 5, 20))
    assert [(one.quarter, one.row) for one in told] == [(2, "row-1")]
    with pytest.raises(AlreadyDecided):
        desk.decide(year, progress(2), "focal_point", "2023-04-20", REPORTED)
    assert verify_all(desk.office) == ()


def test_a_report_of_a_stopped_year_that_names_no_quarter_is_taken_for_none_of_several(
    sqlite_url: str,
) -> None:
    desk, year = ended(sqlite_url)
    with pytest.raises(SeveralGatesOpen) as refused:
        desk.decide(year, "progress", "focal_point", "2023-04-20", NOTHING)
    assert progress(1) in refused.value.sentence.en


def test_a_year_stopped_by_hand_takes_a_report_of_the_day_of_the_stop_too(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    opens_from(desk, 2566)
    for day in ("2022-10-05", "2023-01-05", "2023-01-20"):
        on(desk, day)
    (year,) = years(desk)
    why = {"reason": "เปิดผิดอำเภอ", "on": date(2023, 1, 20), "recorded_by": "coord"}
    stop(desk.office, year.id, **why)  # type: ignore[arg-type]
    desk.decide(year.id, progress(1), "focal_point", "2023-01-20", NOTHING)
    assert state(desk) == ("stopped", None)
    assert verify_all(desk.office) == ()


def test_a_report_of_a_day_after_the_stop_is_taken_by_no_stopped_year(sqlite_url: str) -> None:
    desk, year = ended(sqlite_url)
    with pytest.raises(InstanceEnded):
        desk.decide(year, progress(2), "focal_point", "2023-05-16", NOTHING)
    assert [one.kind for one in desk.entries(year)][-1] == "end"


def test_a_report_that_had_lapsed_before_the_stop_is_taken_if_its_day_is_before_the_stop(
    sqlite_url: str,
) -> None:
    desk, year = after_the_close(sqlite_url)
    dissolved(desk, "2023-12-05")
    on(desk, "2023-12-10")
    with pytest.raises(LastDayPassed):
        desk.decide(year, progress(2), "focal_point", "2023-12-09", NOTHING)
    receipt = desk.decide(year, progress(2), "focal_point", "2023-12-04", NOTHING)
    assert "after 30 November 2023" in receipt.warnings[-1].en
    assert state(desk) == ("stopped", None)
    assert verify_all(desk.office) == ()


def test_a_gate_that_asks_for_no_report_takes_nothing_once_its_year_was_stopped(
    sqlite_url: str,
) -> None:
    desk, year = after_the_close(sqlite_url)
    dissolved(desk, "2023-12-05")
    with pytest.raises(InstanceEnded):
        desk.decide(year, "carry", "focal_point", "2023-12-01", SETTLED)


def test_a_report_that_a_stopped_year_took_is_asked_for_no_more_once_the_year_goes_on(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-04-20")
    work = dissolved(desk, "2023-05-15")
    desk.decide(year, progress(2), "focal_point", "2023-04-20", NOTHING)
    withdrawn(desk, work, "2023-05-20")
    waits = desk.waits_at(year)
    assert "year/q2/quarter/report/report_sent#1" in waits
    assert progress(1) in waits
    assert progress(2) not in waits
    assert verify_all(desk.office) == ()


def test_the_page_the_workbook_and_the_return_form_of_a_stopped_years_quarter_are_taken(
    sqlite_url: str,
) -> None:
    desk, year = ended(sqlite_url)
    coordinator = visitor(desk, "coord")
    history = coordinator.get(f"/instances/{year}", "en").tree
    assert gate_place(year, progress(2)) in history.xpath("//main//a/@href")
    page = coordinator.get(gate_place(year, progress(2)), "en")
    assert "A report of a day until 15 May 2023 is still taken here" in page.main
    with desk.office.registry.reading() as connection:
        asked = open_sheet(connection, QuarterOf(MAE_FAH_LUANG, 2566, 2))
        assert asked is not None
        assert asked.path == progress(2)
        refuse_ended(connection, ReturnGate(asked, GATES[asked.gate]), field="FILE")


def test_a_report_that_a_stopped_year_took_is_corrected_and_withdrawn_as_any_other(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-20")
    desk.decide(year, progress(1), "focal_point", "2023-01-20", NOTHING)
    on(desk, "2023-04-20")
    dissolved(desk, "2023-05-15")
    on(desk, "2023-05-20")
    desk.decide(year, progress(2), "focal_point", "2023-04-20", NOTHING)
    other: dict[str, Json] = {"reason": "เลื่อนกิจกรรมไปไตรมาสที่ 3"}
    correct(desk.office, Correction(year, progress(2), other, "พิมพ์ผิด", "coord"))
    withdraw(desk.office, year, progress(2), reason="ผิดไตรมาส", recorded_by="coord")
    assert (state(desk), desk.waits_at(year)) == (("stopped", None), [])
    with desk.office.registry.reading() as connection:
        said = quarters_told(connection, (MAE_FAH_LUANG,), 2566, date(2023, 5, 20))
    assert said == {(MAE_FAH_LUANG, 1)}
    desk.decide(year, progress(2), "focal_point", "2023-04-20", REPORTED)
    with pytest.raises(DecidedElsewhere):
        withdraw(desk.office, year, progress(1), reason="ผิด", recorded_by="coord")
    assert verify_all(desk.office) == ()


def test_who_records_a_report_of_a_stopped_year_is_told_what_is_left_to_do(
    sqlite_url: str,
) -> None:
    desk, year = ended(sqlite_url)
    coordinator = visitor(desk, "coord")
    assert "still taken and counted for: " in coordinator.get(f"/instances/{year}", "en").main
    receipt = desk.decide(year, progress(2), "focal_point", "2023-04-20", REPORTED)
    recorded, left = [one.en for one in receipt.warnings][:2]
    assert "was stopped on 15 May 2023 and stays so" in recorded
    assert "its figures count" in recorded
    assert "quarter 1" in left
    assert "quarter 2" not in left
    receipt = desk.decide(year, progress(1), "focal_point", "2023-01-20", NOTHING)
    assert receipt.warnings[1].en.startswith("Nothing is left to be done")
    assert "Nothing is left to be done" in coordinator.get(f"/instances/{year}", "en").main
    printed = Terminal(str(desk.office.registry.url))("why", str(year))
    assert "ไม่มีสิ่งที่ต้องดำเนินการอีก" in printed.out


def test_a_report_that_a_stopped_year_took_stands_on_the_board_and_counts_neither_way(
    sqlite_url: str,
) -> None:
    desk, year = ended(sqlite_url)
    assert cell(desk, 2).mark.value == "nothing_due"
    desk.decide(year, progress(2), "focal_point", "2023-04-20", REPORTED)
    told = cell(desk, 2)
    assert (told.mark.value, told.day, told.counts, told.late) == (
        "told", date(2023, 4, 20), None, 0,
    )  # fmt: skip
    assert cell(desk, 1).mark.value == "nothing_due"
