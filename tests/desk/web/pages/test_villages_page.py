"""Villages through the pages: listed, brought in by Excel, one reported and planned by hand."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from registry.models import VillageReport
from registry.queries.audit import attempts
from registry.queries.village_problems import open_problems, problems
from registry.queries.villages import last_reports, villages
from registry.refusals import MOST_TOLD
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.tasks.workbooks.village_rows import (
    MAE_MO,
    PROBLEM,
    SURVEY,
    THOET_THAI,
    with_rows,
)

LIST, UPLOAD = "/villages/5715", "/villages/5715/upload"
VILLAGE = "/villages/5715/1"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-06-02", "5715")


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get("/", "th")
    return guest


def upload(who: Visitor, content: bytes) -> Page:
    who.get(UPLOAD)
    return who.post(UPLOAD, {}, {"workbook": ("หมู่บ้าน.xlsx", content, XLSX)})


def brought_in(who: Visitor) -> Page:
    empty = who.get("/villages/5715/workbook").response.content
    content = with_rows(
        empty, villages=[THOET_THAI, MAE_MO], situation=[THOET_THAI | SURVEY],
        plan=[THOET_THAI | PROBLEM],
    )  # fmt: skip
    looked = upload(who, content)
    assert looked.status == 200
    return who.post(UPLOAD, {"held": looked.value("held"), "step": "record"})


def test_a_workbook_is_looked_at_then_recorded_and_listed(desk: Desk, coord: Visitor) -> None:
    assert "ยังไม่ได้บันทึกหมู่บ้าน" in coord.get(LIST).main
    done = brought_in(coord)
    assert done.path == LIST
    for said in ("บ้านเทอดไทย", "อย่างน้อย 3 (จาก 1 ใน 2 หมู่บ้าน)", "ไม่ได้บันทึก", "05/05/2565"):
        assert said in done.main, said
    with desk.office.registry.reading() as connection:
        taken = [one.target for one in attempts(connection, ["57"]) if one.code == "export"]
    assert "villages/5715" in taken


def test_sub_districts_without_villages_are_named_together_and_those_with_some_each_in_a_row(
    coord: Visitor,
) -> None:
    brought_in(coord)
    table = coord.get(LIST).tree.cssselect("#total ~ table")[0]
    heads = [one.text_content() for one in table.cssselect("tbody th")]
    (nothing,) = table.cssselect("td.nothing")
    bare = [one.text_content() for one in nothing.cssselect("a")]
    assert heads == ["เทอดไทย", "ทั้งอำเภอ"]
    assert len(bare) == 3
    assert nothing.text_content().count("ยังไม่ได้บันทึกหมู่บ้าน") == 1


def test_a_wrong_cell_is_told_in_the_preview_and_nothing_is_recorded(
    desk: Desk, coord: Visitor
) -> None:
    empty = coord.get("/villages/5715/workbook").response.content
    page = upload(coord, with_rows(empty, villages=[THOET_THAI | {"moo": "หนึ่ง"}]))
    assert page.status == 422
    assert any("หมู่บ้าน!C3" in one for one in page.problems)
    again = coord.post(UPLOAD, {"held": page.value("held"), "step": "record"})
    assert again.status == 422
    with desk.office.registry.reading() as connection:
        assert villages(connection, "5715", desk.office.registry.today) == []


def test_of_a_file_that_is_wrong_throughout_a_hundred_places_are_told_and_how_many_more(
    coord: Visitor,
) -> None:
    empty = coord.get("/villages/5715/workbook").response.content
    nowhere = [THOET_THAI | {"subdistrict": f"ที่ไม่มี {number}"} for number in range(130)]
    told = upload(coord, with_rows(empty, villages=nowhere)).problems
    assert len(told) == MOST_TOLD + 1
    assert told[-1].startswith("และอีก 30 แห่ง")


def test_a_report_by_hand_says_not_recorded_where_nothing_was_typed(
    desk: Desk, coord: Visitor
) -> None:
    brought_in(coord)
    coord.get(VILLAGE)
    done = coord.post(
        VILLAGE + "/report",
        {"village.as_of": "1/6/2565", "village.risk_places": "๔", "village.crossings": ""},
    )
    assert done.status == 200
    assert done.path == VILLAGE
    with desk.office.registry.reading() as connection:
        report = last_reports(connection, "5715", desk.office.registry.today)
    figures = report["5715/village/1"].figures
    assert (figures["risk_places"], figures["crossings"]) == (4, None)


def test_a_misfit_stands_beside_its_input_and_what_was_typed_stays(coord: Visitor) -> None:
    brought_in(coord)
    coord.get(VILLAGE)
    page = coord.post(
        VILLAGE + "/report", {"village.as_of": "1/6/65", "village.risk_places": "สามหมื่น"}
    )
    assert page.status == 422
    assert page.beside("village.as_of")
    assert page.beside("village.risk_places")
    assert page.value("village.risk_places") == "สามหมื่น"
    future = coord.post(
        VILLAGE + "/report", {"village.as_of": "3/6/2565", "village.risk_places": "1"}
    )
    assert future.beside("village.as_of")


def test_a_report_is_corrected_and_taken_back(desk: Desk, coord: Visitor) -> None:
    brought_in(coord)
    page = coord.get(VILLAGE + "?report=2022-05-05")
    assert page.value("village.risk_places") == "3"
    typed = {name: page.value(name) for name in ("village.as_of", "village.watch_groups")}
    coord.post(VILLAGE + "/report", {**typed, "village.risk_places": "5"})
    with desk.office.registry.reading() as connection:
        (report,) = last_reports(connection, "5715", desk.office.registry.today).values()
    assert report.figures["risk_places"] == 5
    coord.post(VILLAGE + "/take-back", {"as_of": "2022-05-05"})
    with desk.office.registry.reading() as connection:
        assert not last_reports(connection, "5715", desk.office.registry.today)


def test_a_problem_is_added_changed_and_done_by_hand(desk: Desk, coord: Visitor) -> None:
    brought_in(coord)
    coord.get(VILLAGE)
    coord.post(
        VILLAGE + "/plan",
        {"village.problem": "ด่านธรรมชาติ", "village.steps": "สำรวจ\nเฝ้าระวัง",
         "village.begins_on": "ต.ค. 2565"},
    )  # fmt: skip
    page = coord.get(VILLAGE + "?problem=2")
    assert page.value("village.problem") == "ด่านธรรมชาติ"
    fields = ("problem_key", "stands", "village.problem", "village.begins_on", "village.steps")
    typed = {name: page.value(name) for name in fields}
    done = coord.post(VILLAGE + "/plan", {**typed, "village.state": "done"})
    assert done.status == 200
    late = coord.post(VILLAGE + "/plan", {**typed, "village.state": "open"})
    assert "ถูกแก้หลังจาก" in late.main
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        assert len(open_problems(connection, "5715", today)) == 1
        assert problems(connection, "5715", today)["5715/problem/2"].state == "done"


def test_a_form_that_is_sent_twice_is_recorded_once(desk: Desk, coord: Visitor) -> None:
    brought_in(coord)
    coord.get(VILLAGE)
    report = {"village.as_of": "1/6/2565", "village.risk_places": "4"}
    plan = {"village.problem": "ด่านธรรมชาติ", "village.begins_on": "ต.ค. 2565"}
    for _ in range(2):
        assert coord.post(VILLAGE + "/report", report).path == VILLAGE
        assert coord.post(VILLAGE + "/plan", plan).path == VILLAGE
    with desk.office.registry.reading() as connection:
        counted = select(func.count()).select_from(VillageReport)
        assert connection.scalar(counted.where(VillageReport.valid_from == date(2022, 6, 1))) == 1
        assert len(open_problems(connection, "5715", desk.office.registry.today)) == 2
    coord.post(VILLAGE + "/plan", {**plan, "village.steps": "สำรวจ"})
    with desk.office.registry.reading() as connection:
        assert len(open_problems(connection, "5715", desk.office.registry.today)) == 3


def test_a_text_that_may_name_a_person_asks_for_a_reason(coord: Visitor) -> None:
    brought_in(coord)
    coord.get(VILLAGE)
    named = {"village.problem": "นายสมชาย ใจดี ถูกหลอกไปทำงาน"}
    page = coord.post(VILLAGE + "/plan", named)
    assert page.status == 422
    assert page.beside("village.problem")
    assert page.tree.cssselect('[id="village.reason"]')
    done = coord.post(VILLAGE + "/plan", {**named, "village.reason": "เป็นชื่อโครงการ"})
    assert done.status == 200


def test_the_survey_is_a_word_file_and_no_other_villages(coord: Visitor) -> None:
    brought_in(coord)
    one = coord.get("/villages/5715/survey?village=5715/village/1")
    assert one.response.content[:2] == b"PK"
    assert coord.get("/villages/5715/survey?village=5704/village/1").status == 422


def test_who_may_not_record_sees_no_form_and_is_refused(desk: Desk, coord: Visitor) -> None:
    brought_in(coord)
    chief = visitor(desk, "5715.chief")
    page = chief.get(VILLAGE, "th")
    assert page.status == 200
    assert not page.tree.cssselect('[id="village.as_of"]')
    assert chief.post(VILLAGE + "/report", {"village.as_of": "1/6/2565"}).status == 403
    assert chief.get("/villages/5715/workbook").status == 403
    assert coord.get("/villages/5715/99").status == 404


def test_the_form_taken_out_offers_the_states_and_keeps_the_row_of_keys(coord: Visitor) -> None:
    brought_in(coord)
    book = load_workbook(io.BytesIO(coord.get("/villages/5715/workbook").response.content))
    assert len(book.worksheets) == 4
    assert book["แผนชุมชน"].data_validations.dataValidation
