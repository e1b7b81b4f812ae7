"""One paper that answers several: shown first, recorded together or not at all."""

import pytest

from registry.records.load_file import LoadFile
from tests.builders import Desk, a_desk
from tests.desk.web.at_gates import COORD, FOCAL, PDF, answer_of, decisions, desk_at
from tests.desk.web.visitor import Page, Visitor, visitor

VILLAGE_HEAD = LoadFile.model_validate(
    {
        "people": [{"ref": "head", "title_th": "นาง", "name_th": "คำแปง สมมุติ"}],
        "offices": [{"ref": "5715/village_head/1", "title_th": "ผู้ใหญ่บ้าน", "unit_th": "บ้านตัวอย่าง"}],
        "holders": [{"office": "5715/village_head/1", "person": "head", "start": "2020-10-01"}],
    }
)
NAMES = ("บัวคำ สมมุติ", "แสงดาว เกรียงไกร")


@pytest.fixture
def asked(sqlite_url: str) -> tuple[Desk, int, Visitor]:
    desk, number = desk_at(sqlite_url, "membership")
    desk.on("2022-06-17")
    desk.decide(number, "membership", "focal_point", "2022-06-13", {})
    return desk, number, visitor(desk, "coord")


def paths(page: Page) -> dict[str, str]:
    """The rows of the page by the subject of their gate."""
    found = page.tree.xpath("//input[starts-with(@name, 'row.')][contains(@name, '.path')]")
    return {one.get("value"): one.get("name").removesuffix(".path") for one in found}


def typed(page: Page, *answered: str) -> dict[str, str]:
    rows = paths(page)
    form = {f"{name}.path": path for path, name in rows.items()}
    for place, path in enumerate(answered):
        row = rows[path]
        form |= {
            f"{row}.taken": "yes", f"{row}.result": "named", f"{row}.person.title_th": "นาง",
            f"{row}.person.name_th": NAMES[place],
        }  # fmt: skip
    return form | {
        "by": FOCAL, "decided_on": "17/6/2565", "letter.number": "ชร 0418/12",
        "letter.dated": "16/6/2565",
    }  # fmt: skip


def test_five_seats_are_answered_by_one_letter_and_the_others_go_on_waiting(
    asked: tuple[Desk, int, Visitor],
) -> None:
    desk, number, coord = asked
    waiting = desk.waits_at(number)
    gate = coord.get(f"/instances/{number}/gates/{waiting[0]}")
    place = f"/instances/{number}/several/representative"
    assert place in gate.links()
    page = coord.get(place)
    assert set(paths(page)) == set(waiting)
    some = waiting[:2]
    check = coord.post(place, typed(page, *some), files={"evidence": PDF})
    assert "จะบันทึก 2 รายการพร้อมกัน" in check.main, check.problems
    assert "บัวคำ สมมุติ" in check.main
    assert decisions(desk, number) == 5
    hidden = check.tree.xpath("//main//form[.//button[@value='record']]//input[@name != 'csrf']")
    sent = {one.get("name"): one.get("value") or "" for one in hidden}
    done = coord.post(place, sent | {"step": "record"})
    assert done.path == f"/instances/{number}"
    assert decisions(desk, number) == 7
    assert answer_of(desk, number, "representative")["letter"]["number"] == "ชร 0418/12"
    assert set(desk.waits_at(number)) == set(waiting) - set(some)


def test_who_holds_the_post_is_proposed_and_recorded_only_where_somebody_is_named(
    sqlite_url: str,
) -> None:
    desk, number = desk_at(sqlite_url, "membership", VILLAGE_HEAD)
    desk.on("2022-06-17")
    desk.decide(number, "membership", "focal_point", "2022-06-13", {})
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/several/representative"
    assert place in coord.get("/").links()
    page = coord.get(place)
    held = next(one for one in desk.waits_at(number) if "village_head" in one)
    row = paths(page)[held]
    assert page.value(f"{row}.person.person") == "head"
    assert coord.get(f"/instances/{number}/gates/{held}").value("person.person") == "head"
    form = {f"{name}.path": path for path, name in paths(page).items()} | {
        f"{row}.taken": "yes", f"{row}.result": "by_position", f"{row}.person.person": "head",
        "by": FOCAL, "decided_on": "17/6/2565", "step": "record",
    }  # fmt: skip
    assert coord.post(place, form).path == f"/instances/{number}"
    assert answer_of(desk, number, "representative")["person"] is None


def test_what_is_wrong_in_one_row_keeps_all_of_them_and_stands_beside_it(
    asked: tuple[Desk, int, Visitor],
) -> None:
    desk, number, coord = asked
    place = f"/instances/{number}/several/representative"
    page = coord.get(place)
    first, second, *_ = desk.waits_at(number)
    form = typed(page, first, second)
    row = paths(page)[second]
    wrong = coord.post(place, form | {f"{row}.person.name_th": "", f"{row}.person.title_th": ""})
    assert wrong.beside(f"{row}.person")
    assert wrong.value("letter.number") == "ชร 0418/12"
    assert coord.post(place, {k: v for k, v in form.items() if "taken" not in k}).beside("several")
    late = coord.post(place, form | {"decided_on": "17/6/2575"})
    assert late.beside("decided_on")
    desk.decide(number, first, "focal_point", "2022-06-17", {"result": "by_position"})
    passed = coord.post(place, form | {"step": "record"})
    assert passed.status != 200
    assert decisions(desk, number) == 6


def test_the_page_of_several_leads_to_the_gate_where_one_is_left(
    asked: tuple[Desk, int, Visitor],
) -> None:
    desk, number, coord = asked
    *others, last = desk.waits_at(number)
    assert others
    for path in others:
        desk.decide(number, path, "focal_point", "2022-06-17", {"result": "by_position"})
    left = coord.get(f"/instances/{number}/several/representative")
    assert left.path == f"/instances/{number}/gates/{last}"
    assert not left.tree.xpath("//a[contains(@href, '/several/')]")


def test_a_gate_that_no_paper_answers_beside_others_has_no_such_page(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    number = desk.start()
    coord, place = visitor(desk, "coord"), f"/instances/{number}/several/earlier_order"
    assert coord.get(place).status == 404
    coord.get("/")
    form = {"row.0.path": "earlier_order", "row.0.taken": "yes", "row.0.finding": "none"}
    sent = {"by": COORD, "decided_on": "1/6/2565", "step": "record"}
    assert coord.post(place, form | sent).status == 404
    assert desk.waits_at(number) == ["earlier_order"]
