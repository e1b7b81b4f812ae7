"""What is overdue in a package: as much on page one as in the annex and on the boards."""

from datetime import date

from desk.views.view import View
from desk.views.year_facts import years_of
from registry.queries.gates import late_gates
from registry.rules.handover import PAGE_ONE
from registry.rules.year_board import Column, YearMark, cells
from tasks.documents.proofreading import read_back
from tasks.documents.rendering import draft_paper
from tasks.documents.template import load_template
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.flows.handover.at_packages import claims, minuted, package
from tests.flows.plan.planning import a_year as planned_year, drafted
from tests.flows.year.at_quarters import a_year, on as until


def test_an_overdue_meeting_has_its_row_among_the_decisions_before_all_others(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    (gate,) = (one for one in desk.gates() if one.gate == "inception_date")
    assert gate.due_on is not None
    found = package(desk, "2022-12-01").page_one
    first, *others = found.decisions
    assert first.key == "meeting"
    assert first.note_en == "fixing its day: late since 20 July 2022", "not the meeting itself"
    assert first.title_en == "Hold the meeting of quarter 1/2566"
    assert first.follows_en == "It counts as not held"
    assert date(2022, 12, 1) < first.due < date(2022, 12, 31), "it leaves time to hold the meeting"
    assert not first.passed
    assert not any(one.note_en for one in others)
    before = package(desk, str(gate.due_on)).page_one.decisions
    assert not any(one.note_en for one in before)


def test_as_much_is_overdue_on_page_one_as_the_annex_lists_and_the_board_counts_with_the_plan(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on = date(2023, 5, 1)
    with desk.office.registry.reading() as connection:
        board = late_gates(connection, (MAE_FAH_LUANG,), on)[MAE_FAH_LUANG]
    found = package(desk, str(on))
    page, late = found.page_one, [one.text_en for one in found.annex.late]
    of_plan = [one for one in late if "of the plan: " in one]
    assert page.late == len(late) == board + len(of_plan)
    assert (board, len(of_plan)) == (2, 2)
    (asked,) = (one for one in page.decisions if one.key == "meeting")
    assert (asked.note_en or "").startswith("fixing its day: late since ")
    (stalled,) = (one for one in page.decisions if one.key == "stalled")
    assert stalled.late == 2
    assert sum(one.late for one in page.decisions) == 4
    assert "Date of the inception meeting (to be done by: District Chief)" in late


def test_each_row_of_page_one_that_is_late_says_since_when_in_bold_and_no_other_does(
    sqlite_url: str,
) -> None:
    desk = planned_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-10-20")
    page = package(desk, "2022-10-20").page_one
    marks = {one.key: one.late for one in page.decisions}
    assert marks["plan_missing"] == 2, "the plan itself, and the resolution before it"
    assert page.overdue == sum(one.note_th is not None for one in page.decisions) > 0
    paper = draft_paper(load_template(PAGE_ONE), page).content
    rows = [row for row in read_back(paper, "th").rows if len(row) == 4]
    printed = ["เกินกำหนด " in row[1] for row in rows[1:]]
    assert printed == [bool(one.late) for one in page.decisions]


def test_a_late_request_of_a_meeting_is_a_row_by_its_own_words_and_its_day_to_decide_lies_ahead(
    sqlite_url: str,
) -> None:
    desk = minuted(sqlite_url, "rehabilitation.district_public_health")
    assert package(desk, "2022-07-21").page_one.overdue == 0
    found = package(desk, "2022-09-01")
    page, late = found.page_one, found.annex.late
    (asked,) = (one for one in page.decisions if one.late)
    assert (asked.key, asked.note_en) == ("requests", "late since 31 August 2022")
    assert asked.title_th.startswith("ติดตามมติ ")
    named = asked.title_th.removeprefix("ติดตามมติ ")
    assert [one for one in late if named in one.text_th]
    assert asked.due > date(2022, 9, 1)
    assert page.late == len(late)


def test_what_a_meeting_asked_by_a_day_that_has_passed_is_overdue_wherever_it_is_told(
    sqlite_url: str,
) -> None:
    desk = minuted(sqlite_url, "executive.district_chief", "rehabilitation.district_public_health")
    assert not [one for one in package(desk, "2022-08-31").annex.late if "รายชื่อ" in one.text_th]
    found = package(desk, "2022-09-01")
    said = [one for one in claims(found, "meetings") if "รายชื่อ" in one.topic_th]
    late = [one for one in found.annex.late if "รายชื่อ" in one.text_th]
    assert (len(said), [str(one.day) for one in late]) == (2, ["2022-08-31", "2022-08-31"])
    assert found.page_one.late == len(found.annex.late)
    (asked,) = (one for one in found.page_one.decisions if one.key == "chair_actions")
    assert asked.passed
    assert (asked.due > date(2022, 9, 1), asked.note_en) == (True, "late since 31 August 2022")
    assert sum(one.late for one in found.page_one.decisions) == 2, "the chair's, and of others"


def test_a_plan_that_was_not_sent_is_overdue_everywhere_since_the_day_of_the_year_board(
    sqlite_url: str,
) -> None:
    desk = planned_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-10-20")
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date(2022, 10, 20))
        held = years_of(view, [MAE_FAH_LUANG], 2566)[MAE_FAH_LUANG]
    board = next(one for one in cells(held.facts, view.on) if one.column is Column.SUBMISSION)
    found = package(desk, "2022-10-20")
    assert (board.mark, board.day) == (YearMark.LATE, date(2022, 9, 30))
    assert (board.day, "Plan sent to the province (to be done by: Focal point)") in [
        (one.day, one.text_en) for one in found.annex.late
    ]
    (asked,) = (one for one in found.page_one.decisions if one.key == "plan_missing")
    assert asked.note_en == "resolution: late since 15 September 2022", "it comes first"
    assert asked.title_en == "Make the action plan of 2566 and send it to the province"
    assert found.page_one.late == len(found.annex.late)
    in_time = package(desk, "2022-09-30").annex.late
    assert not [one for one in in_time if "Plan sent" in one.text_en]


def test_what_is_overdue_is_a_risk_and_none_that_would_be_if_it_were_late(
    sqlite_url: str,
) -> None:
    desk = minuted(sqlite_url, "executive.district_chief", "rehabilitation.district_public_health")
    found = package(desk, "2022-09-01")
    risks = {one.topic_en: one.text_en for one in claims(found, "risks")}
    of_chair = next(one for one in risks if one.startswith("What meetings asked of the chair"))
    assert risks[of_chair].startswith("overdue, was due 31 August 2022: ")
    (alone,) = (risks[one] for one in risks if one.startswith("Open: "))
    assert alone.startswith("overdue, was due 31 August 2022 (to be done by: Head of ")
    assert alone.endswith(" Health Office)"), "what no decision tells of stands by itself"
    assert len(found.annex.late) == sum("overdue" in one for one in risks.values())
    before = claims(package(desk, "2022-08-31"), "risks")
    assert not [one for one in before if one.topic_en in risks and "31 August" in one.text_en]


def test_each_step_that_is_overdue_is_a_risk_of_its_own_and_makes_no_decision_late(
    sqlite_url: str,
) -> None:
    desk = planned_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-10-20")
    found = package(desk, "2022-10-20")
    risks = {one.topic_en: one.text_en for one in claims(found, "risks")}
    assert risks["Resolution on the plan"] == (
        "overdue, was due 15 September 2022 (to be done by: District Chief)"
    )
    assert len(found.annex.late) == sum("overdue" in one for one in risks.values())
    assert not [one for one in risks.values() if one.startswith("if late: ") and "was due" in one]


def test_what_is_late_of_the_province_is_the_office_whom_it_waits_for_and_none_that_is_not_recorded(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    (late,) = package(desk, "2022-07-01").annex.late
    assert late.text_en == "Earlier order or centre (to be done by: PSDHS coordinator)"
