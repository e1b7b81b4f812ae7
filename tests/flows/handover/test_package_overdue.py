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
    assert first.note_en == ("It counts as not held (fixing its day: was due 20 July 2022)"), (
        "the meeting itself is not late"
    )
    assert date(2022, 12, 1) < first.due < date(2022, 12, 31), "it leaves time to hold the meeting"
    assert not first.passed
    assert not any("was due" in one.note_en for one in others)
    before = package(desk, str(gate.due_on)).page_one.decisions
    assert not any("was due" in one.note_en for one in before)


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
    assert "(fixing its day: was due " in asked.note_en
    (stalled,) = (one for one in page.decisions if one.key == "stalled")
    assert "(2)" in stalled.title_en
    assert page.late_in_table == 4
    assert "Date of the inception meeting (to be done by: District Chief)" in late


def test_each_overdue_thing_that_page_one_says_to_be_in_its_table_is_marked_in_a_row(
    sqlite_url: str,
) -> None:
    desk = planned_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-10-20")
    page = package(desk, "2022-10-20").page_one
    marks = {one.key: one.late for one in page.decisions}
    assert marks["plan_missing"] == 2, "the plan itself, and the resolution before it"
    assert page.late_in_table == sum(marks.values()) > 0
    paper = draft_paper(load_template(PAGE_ONE), page).content
    rows = [row for row in read_back(paper, "th").rows if len(row) == 4]
    printed = [row[2].partition("เกินกำหนด ")[2] for row in rows[1:]]
    assert printed == [f"{one.late} เรื่อง" if one.late else "" for one in page.decisions]


def test_what_is_overdue_the_longest_is_named_on_page_one_and_a_row_decides_it(
    sqlite_url: str,
) -> None:
    desk = minuted(sqlite_url, "rehabilitation.district_public_health")
    assert package(desk, "2022-07-21").page_one.oldest is None
    found = package(desk, "2022-09-01")
    page, late = found.page_one, found.annex.late
    assert page.oldest is not None
    assert page.oldest.day == min(one.day for one in late)
    assert page.oldest.text_th in late[0].text_th
    assert (page.late, page.late_in_table) == (len(late), 1)
    (asked,) = (one for one in page.decisions if one.late)
    assert (asked.key, asked.note_en) == (
        "requests", "They stay undone (oldest: was due 31 August 2022)",
    )  # fmt: skip


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
    assert (str(asked.due), asked.passed) == ("2022-08-31", True)
    assert found.page_one.late_in_table == 2, "a row for the chair's, one for those of others"


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
    assert asked.note_en.endswith(" (resolution: was due 15 September 2022)"), "it comes first"
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
