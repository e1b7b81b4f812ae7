"""The provincial summary: a line a district, what the province owes, what it is to know."""

from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import event

from desk.cli.main import run
from desk.views.provincial_summary import QuarterToCome, provincial_summary, summary_facts
from desk.views.view import View
from registry.rules.papers.summary import ProvincialSummary
from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.desk.web.visitor import visitor
from tests.flows.year.at_openings import years
from tests.flows.year.at_quarters import a_year, meeting_of, on
from tests.scenarios.test_e8_a_quarter_without_a_meeting import meets, misses
from tests.staged_desks import made_once

YEAR = 2566
QUESTIONS = 25  # to the registry: none for each district


def summary_of(desk: Desk, year: int, quarter: int) -> ProvincialSummary:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        return summary_facts(view, "57", year, quarter)


def facts(desk: Desk, quarter: int) -> ProvincialSummary:
    return summary_of(desk, YEAR, quarter)


@made_once
def two_missed(url: str) -> Desk:
    """The committee met in the first quarter and in neither of the next two."""
    desk, year = a_year(url)
    meets(desk, 1)
    on(desk, "2023-01-04")
    sheet: Json = {
        "result": "reported",
        "rows": [
            {"row": "row-1", "state": "done", "reached": "6"},
            {"row": "row-2", "state": "ongoing", "reached": "1"},
        ],
        "wanted": ["ขอวิทยากรเรื่องการคัดแยกผู้เสียหาย"],
    }
    desk.decide(year, "year/q1/quarter/report/progress#1", "focal_point", "2023-01-04", sheet)
    misses(desk, 2)
    misses(desk, 3)
    assert meeting_of(desk, "q3")
    return desk


def test_a_district_is_told_by_its_order_plan_meetings_activities_and_what_it_asks_for(
    made_registry_url: str,
) -> None:
    desk = two_missed(made_registry_url)
    found = facts(desk, 1)
    own = next(one for one in found.districts if one.order_th)
    assert (own.meetings, own.meetings_due) == (1, 1)
    assert (own.planned, own.done) == (2, 1)
    assert own.wanted_th == ("ขอวิทยากรเรื่องการคัดแยกผู้เสียหาย",)
    assert str(own.plan_received) == "2022-09-28"
    assert (own.secured, own.asked) == (None, None)
    later = facts(desk, 3)
    own = next(one for one in later.districts if one.order_th)
    assert (own.meetings, own.meetings_due, own.wanted_th) == (1, 3, ())
    assert [one.subject_th for one in later.noted if "ประชุม" in one.subject_th]
    assert found.established == 1


def test_a_district_without_a_committee_is_neither_0_nor_100_percent(sqlite_url: str) -> None:
    desk = two_missed(sqlite_url)
    found = facts(desk, 1)
    assert len(found.districts) == 18
    others = [one for one in found.districts if one.order_th is None]
    assert {(one.meetings, one.done, one.secured) for one in others} == {(None, None, None)}


def test_that_no_money_was_asked_for_is_said_of_no_district_that_has_not_told_so(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk = two_missed(sqlite_url)
    assert {one.asked for one in facts(desk, 3).districts} == {None}
    none: Json = {"result": "none"}
    day = desk.office.registry.today.isoformat()
    desk.decide(years(desk)[0].id, "year/money/budget_needs", "focal_point", day, none)
    assert {one.asked for one in facts(desk, 3).districts if one.order_th} == {"0"}
    file = tmp_path / "summary.docx"
    words = ["province", "summary", "57", "--year", str(YEAR), "--quarter", "3"]
    assert run([*words, "--out", str(file), "--registry", sqlite_url]) == 0
    said = "".join(cell.text for cell in Document(str(file)).tables[0].columns[6].cells)
    assert (said.count("ไม่ได้ขอ"), said.count("ไม่มีข้อมูล")) == (1, 17)


def test_eighteen_districts_are_summed_up_by_few_questions(sqlite_url: str) -> None:
    desk = two_missed(sqlite_url)
    asked: list[str] = []
    with desk.office.registry.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *said: asked.append(said[2]))
        view = View(desk.office, connection, desk.office.registry.today)
        made = provincial_summary(view, "57", YEAR, 3)
    assert len(asked) <= QUESTIONS
    assert made.startswith(b"PK")


def test_the_paper_is_given_on_its_page_and_by_command_and_of_no_quarter_to_come(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk = two_missed(sqlite_url)
    place = f"/province/57/summary/{YEAR}"
    coord = visitor(desk, "coord")
    assert f"{place}/1" in coord.get(f"/board/year?year={YEAR}").links()
    assert coord.get(f"{place}/1").response.content.startswith(b"PK")
    assert coord.get(f"{place}/5").status == 404
    assert coord.get("/province/57/summary/2567/1").status == 422
    file = tmp_path / "summary.docx"
    asked = ["province", "summary", "เชียงราย", "--year", str(YEAR), "--out", str(file)]
    assert run([*asked, "--quarter", "1", "--registry", sqlite_url]) == 0
    assert file.read_bytes().startswith(b"PK")
    with pytest.raises(QuarterToCome):
        summary_of(desk, 2567, 1)
