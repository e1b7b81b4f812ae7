"""Points and participants of trainings at their gates: from workbooks, typed, shown to whom."""

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from config.words import say
from desk.views.work_done import work_done
from flows.decisions.authority import districts_decided, flag_outside_terms
from flows.decisions.correct import Correction, correct
from flows.decisions.withdraw import withdraw
from registry.queries.meetings import scores
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from registry.rules.scores import ScoreWarning
from registry.transaction import lock_order
from tasks.workbooks.score_lines import ReadScore
from tests.builders import Desk
from tests.desk.web.at_gates import answer_of, confirm, make_partner, place
from tests.desk.web.at_meetings import DISTRICT, SECRETARY, as_filled, filled
from tests.desk.web.at_overviews import give
from tests.desk.web.at_trainings import HELD, held, number, refreshing
from tests.desk.web.visitor import Visitor, visitor
from tests.tasks.workbooks.score_files import filled_score_workbook

__all__ = ["refreshing"]

SCORES = "refresher_scores"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODES = ["P01", "P02", "P03"]


def train(who: Visitor, number: int) -> None:
    """Record the training."""
    form = held(who, number)
    confirm(who, who.post(place(number, HELD), {**form, "step": "send"}), number, HELD)


def points(*rows: tuple[str, int | None, int | None]) -> tuple[str, bytes, str]:
    """A workbook of points."""
    lines = [ReadScore(code, number(pre), number(post), "not_stated") for code, pre, post in rows]
    return ("scores.xlsx", filled_score_workbook(lines), EXCEL)


def test_the_empty_workbook_holds_the_codes_of_who_took_part(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = refreshing
    train(coord, number)
    page = coord.get(f"/instances/{number}/score-workbook/{SCORES}")
    sheet = load_workbook(io.BytesIO(page.response.content)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (3, 4, 5)] == CODES
    assert coord.get(f"/instances/{number}/score-workbook/nothing").status == 404


def test_a_file_fills_the_form_tells_its_gain_and_records_nothing_yet(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    form = as_filled(coord, number, SCORES) | {"maximum": ["20"], "by": [SECRETARY]}
    assert "P01, -, -" in form["scores"][0]
    file = points(("P01", 8, 14), ("P02", 10, 12), ("P03", 6, None))
    sent = {**form, "step": "read_file"}
    page = coord.post(place(number, SCORES), sent, files={"score_file": file})
    assert page.value("scores").split("\n")[0] == "P01, 8, 14"
    assert "+20.0" in page.main
    assert "2 คน" in page.main
    assert desk.waits_at(number) == [SCORES]
    form = as_sent(page) | {"maximum": ["20"], "by": [SECRETARY], "result": ["tested"]}
    check = coord.post(place(number, SCORES), {**form, "step": "send"})
    assert "+20.0" in check.main
    confirm(coord, check, number, SCORES)
    assert answer_of(desk, number, SCORES)["scores"][2] == {"code": "P03", "pre": "6", "post": None}


def filled_in(empty: bytes, *rows: tuple[str, int, int]) -> tuple[str, bytes, str]:
    """The empty workbook of a training with points of those codes, added where it has them not."""
    book = load_workbook(io.BytesIO(empty))
    sheet = book.worksheets[0]
    at = {cell.value: cell.row for cell in sheet["A"] if cell.value}
    for extra, (code, pre, post) in enumerate(rows):
        row = at.get(code, 10 + extra)
        sheet.cell(row, 1).value = code
        sheet.cell(row, 3).value, sheet.cell(row, 4).value = pre, post
    brought = io.BytesIO()
    book.save(brought)
    return ("scores.xlsx", brought.getvalue(), EXCEL)


def test_a_workbook_ticks_the_members_who_have_points_and_adds_nobody_twice(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    empty = coord.get(f"/instances/{number}/score-workbook/{HELD}").response.content

    def read(form: dict[str, Any], gate: str, *rows: tuple[str, int, int]) -> Any:
        sent = {**form, "step": "read_file"}
        return coord.post(place(number, gate), sent, files={"score_file": filled_in(empty, *rows)})

    form = held(coord, number) | {"participants": ["P07, หญิง"]}
    page = read(form, HELD, ("P08", 8, 14))
    assert "กรรมการที่เข้าร่วม 0 คน และผู้อื่น 1 คน" in page.main
    page = read(form, HELD, ("M01", 8, 14))
    assert "กรรมการที่เข้าร่วม 1 คน และผู้อื่น 0 คน" in page.main
    assert page.value("participants") == "P07, หญิง"
    check = coord.post(place(number, HELD), {**filled(page), "step": "send"})
    confirm(coord, check, number, HELD)
    assert [one["code"] for one in answer_of(desk, number, HELD)["participants"]] == ["M01", "P07"]


def test_a_row_without_points_of_nobody_who_came_is_left_out(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = refreshing
    empty = coord.get(f"/instances/{number}/score-workbook/{HELD}").response.content
    train(coord, number)
    form = as_filled(coord, number, SCORES) | {"maximum": ["20"], "step": ["read_file"]}
    file = filled_in(empty, ("P01", 8, 14))
    page = coord.post(place(number, SCORES), form, files={"score_file": file})
    assert page.value("scores") == "P01, 8, 14"
    assert "1 รหัส" in page.main
    assert "ไม่มีคะแนนเลย" not in page.main


def test_each_test_has_a_maximum_of_its_own_where_the_file_says_so(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    form = as_filled(coord, number, SCORES) | {"by": [SECRETARY]}
    lines = [ReadScore(code, Decimal(18), Decimal(24), "not_stated") for code in CODES]
    content = filled_score_workbook(lines, (20, 25))
    file = ("scores.xlsx", content, EXCEL)
    page = coord.post(
        place(number, SCORES), {**form, "step": "read_file"}, files={"score_file": file}
    )
    assert (page.value("maximum"), page.value("post_maximum")) == ("20", "25")
    assert "+6.0" in page.main
    form = as_sent(page) | {"maximum": ["20"], "post_maximum": ["25"], "result": ["tested"]}
    check = coord.post(place(number, SCORES), {**form, "by": [SECRETARY], "step": "send"})
    assert "+6.0" in check.main
    confirm(coord, check, number, SCORES)
    with desk.office.registry.reading() as connection:
        kept = scores(connection, DISTRICT)
        told = work_done(connection, DISTRICT, desk.office.registry.today, exact=True)
    assert {(one.maximum, one.post_maximum) for one in kept} == {("20", "25")}
    assert told.trainings[0].gain == "+6.0"


@pytest.mark.parametrize(
    ("how", "warned"),
    [
        ({"same_test": True, "run_by": "others"}, set()),
        ({"same_test": False, "run_by": "trainers"},
         {ScoreWarning.DIFFERENT_TESTS, ScoreWarning.RUN_BY_FACILITATOR}),
        ({}, {ScoreWarning.SAME_TEST_UNKNOWN, ScoreWarning.RUN_BY_UNKNOWN}),
    ],
)  # fmt: skip
def test_what_was_told_of_the_tests_is_known_wherever_their_gain_is(
    refreshing: tuple[Desk, Visitor, int], how: dict[str, Json], warned: set[ScoreWarning]
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    lines: list[Json] = [{"code": code, "pre": "8", "post": "14"} for code in CODES]
    tested: Json = {"result": "tested", "maximum": "20", "scores": lines, **how}
    desk.decide(number, SCORES, SECRETARY, str(desk.office.registry.today), tested)
    with desk.office.registry.reading() as connection:
        done = work_done(connection, DISTRICT, desk.office.registry.today, exact=True)
    gain = done.trainings[0].figures
    assert gain is not None
    assert {*gain.warnings} - {ScoreWarning.SMALL} == warned


def test_the_gain_of_too_few_is_told_only_to_those_who_may_see_exact_counts(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    lines = [{"code": code, "pre": "8", "post": "14"} for code in CODES]
    tested: Json = {"result": "tested", "maximum": "20", "same_test": True, "scores": [*lines]}
    desk.decide(number, SCORES, SECRETARY, str(desk.office.registry.today), tested)
    partner, here = visitor(desk, make_partner(desk)), f"/districts/{DISTRICT}"
    assert "+30.0" in coord.get(f"{here}/work").main
    told = say("page.work.gain_untold", "th")
    for who, page in ((partner, f"{here}/work"), (partner, here), (coord, here)):
        said = who.get(page).main
        assert told in said, page
        assert "+30.0" not in said, page
    points_of = [who.get(f"/instances/{number}").main.count("8, 14") for who in (coord, partner)]
    assert points_of == [len(CODES), 0]


def test_points_of_too_few_are_shown_to_nobody_else_in_the_audit_or_where_they_are_corrected(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    lines: list[dict[str, Json]] = [{"code": code, "pre": "7.25", "post": "14"} for code in CODES]
    tested: Json = {"result": "tested", "maximum": "20", "same_test": True, "scores": [*lines]}
    said = desk.decide(number, SCORES, SECRETARY, str(desk.office.registry.today), tested)
    changed: dict[str, Json] = {"scores": [*lines[:2], lines[2] | {"post": "15"}]}
    correct(desk.office, Correction(number, SCORES, changed, reason="พิมพ์ผิด", recorded_by="coord"))
    pages = [f"/audit/{one}" for one in range(1, 80)]
    admin, place_of = visitor(desk, give(desk, "admin", "TH")), f"/instances/{number}/correct"
    assert any("7.25" in coord.get(page).main for page in pages)
    assert not any("7.25" in admin.get(page).main for page in pages)
    page = admin.get(f"{place_of}/{said.entry}")
    assert "7.25" not in page.response.text
    typed = {"maximum": "25", "why": "อ่านผิด", "step": "check"}
    check = admin.post(f"{place_of}/{said.entry}", {**filled(page), **typed})
    assert "7.25" not in check.response.text
    admin.post(f"{place_of}/{said.entry}", {**filled(page), **typed, "step": "record"})
    with desk.office.registry.reading() as connection:
        kept = scores(connection, DISTRICT)
    assert [one.maximum for one in kept] == ["25"] * len(CODES)


@pytest.mark.parametrize("post", ["14", None])
def test_points_of_too_few_are_shown_to_nobody_else_at_gates_that_ask_about_them_again(
    refreshing: tuple[Desk, Visitor, int], post: str | None
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    lines: list[Json] = [{"code": code, "pre": "7.25", "post": post} for code in CODES]
    tested: Json = {"result": "tested", "maximum": "20", "same_test": True, "scores": lines}
    said = desk.decide(number, SCORES, SECRETARY, str(desk.office.registry.today), tested)
    another_decided_for(desk, SECRETARY.partition("@")[0])
    others = [visitor(desk, make_partner(desk)), visitor(desk, give(desk, "admin", "TH"))]
    shown_to_coordinators_alone(place(number, f"!authority/{said.entry}"), coord, others)
    withdraw(desk.office, number, SCORES, reason="พิมพ์ผิด", recorded_by="coord")
    shown_to_coordinators_alone(place(number, SCORES), coord, others)


def shown_to_coordinators_alone(page: str, coord: Visitor, others: list[Visitor]) -> None:
    """The points of each, and what they say together."""
    assert "7.25" in coord.get(page).main
    for other in others:
        told = other.get(page)
        assert told.status == 200
        assert "7.25" not in told.response.text
        assert "36.3" not in told.response.text


def another_decided_for(desk: Desk, office: str) -> None:
    """It comes out that somebody else was in the office by then."""
    new = {"office": office, "person": "5715.new", "start": "2022-07-01"}
    people = [{"ref": "5715.new", "name_th": "ใหม่ จริง"}]
    file = LoadFile.model_validate({"people": people, "holders": [new]})
    areas = file.areas() | districts_decided(desk.office.registry, {office})
    with desk.office.registry.writing(*sorted(areas, key=lock_order)) as write:
        load(write, file, actor=1)
        assert len(flag_outside_terms(desk.office, write, {office})) > 0


def test_who_prepares_the_points_still_begins_from_the_codes_of_who_took_part(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    partner = visitor(desk, make_partner(desk))
    assert partner.get(place(number, SCORES)).value("scores").split("\n")[0] == "P01, -, -"


def as_sent(page: Any) -> dict[str, Any]:
    """What the page's text fields hold."""
    return {"scores": [page.value("scores")], "decided_on": [page.value("decided_on")]}


def test_a_file_brings_in_the_participants_of_a_training(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = refreshing
    form = {**as_filled(coord, number, HELD), "step": "read_file"}
    file = points(("P01", None, None), ("P02", None, None))
    page = coord.post(place(number, HELD), form, files={"score_file": file})
    assert page.value("participants") == "P01\nP02"


def test_a_file_that_does_not_fit_is_told_cell_by_cell_and_nothing_typed_is_lost(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = refreshing
    train(coord, number)
    form = as_filled(coord, number, SCORES) | {"maximum": ["20"]}
    form["reason"] = ["ที่พิมพ์ไว้"]
    file = points(("P01", 8, 24), ("P01", 10, 12))
    sent = {**form, "step": "read_file"}
    page = coord.post(place(number, SCORES), sent, files={"score_file": file})
    assert page.status == 422
    assert "D3" in page.beside("score_file")
    assert "A4" in page.beside("score_file")
    assert page.value("reason") == "ที่พิมพ์ไว้"


def test_a_file_cannot_be_judged_before_the_maximum_is_known(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = refreshing
    train(coord, number)
    form = {**as_filled(coord, number, SCORES), "step": "read_file"}
    page = coord.post(place(number, SCORES), form, files={"score_file": points(("P01", 1, 2))})
    assert page.beside("maximum") != ""
    page = coord.post(place(number, SCORES), {**form, "maximum": ["20"]})
    assert page.beside("score_file") != ""


@pytest.mark.parametrize("field", ["maximum", "post_maximum"])
def test_a_maximum_that_is_none_is_told_beside_its_own_field(
    refreshing: tuple[Desk, Visitor, int], field: str
) -> None:
    _, coord, number = refreshing
    train(coord, number)
    form = {**as_filled(coord, number, SCORES), "step": "read_file", "maximum": ["20"]}
    file = points(("P01", 8, 14))
    page = coord.post(place(number, SCORES), form | {field: ["x"]}, files={"score_file": file})
    assert page.status == 422
    assert page.beside(field) != ""
    assert page.beside("score_file") == ""


def test_what_is_no_workbook_is_refused(refreshing: tuple[Desk, Visitor, int]) -> None:
    _, coord, number = refreshing
    form = {**as_filled(coord, number, HELD), "step": "read_file"}
    for content in (b"no workbook", b"PK\x03\x04" + b"0" * 50):
        file = ("scores.xlsx", content, EXCEL)
        page = coord.post(place(number, HELD), form, files={"score_file": file})
        assert page.status == 422
        assert page.beside("score_file") != ""


def test_points_over_the_maximum_are_refused_beside_the_lines(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = refreshing
    train(coord, number)
    form = as_filled(coord, number, SCORES) | {"maximum": ["20"], "scores": ["P01 8 24"]}
    page = coord.post(place(number, SCORES), {**form, "by": SECRETARY, "step": "send"})
    assert page.status == 422
    assert "24" in page.beside("scores")


def test_the_sheet_of_points_begins_with_the_participants_as_they_were_corrected(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    train(coord, number)
    correct(
        desk.office,
        Correction(
            number,
            HELD,
            {"participants": [{"code": "P07", "sex": "female"}]},
            reason="พิมพ์ผิด",
            recorded_by="coord",
        ),
    )
    page = coord.get(place(number, SCORES)).main
    assert "P07, -, -" in page
    assert "P01, -, -" not in page
