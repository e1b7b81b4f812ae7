import io
from datetime import date

import pytest
from openpyxl import load_workbook

from registry.queries.audit import attempts
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.queries.offices import office
from tasks.workbooks.filled_form import FIRST_ROW
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import Visitor, visitor

CHIEF, PLACE = "5715/district_chief", "/offices/5715/district_chief"
HOLDER = f"/offices/holder/{CHIEF}"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEW = {
    "who": "new", "title_th": "นางสาว", "name_th": "ใหม่ & <จริง>", "capacity": "own",
    "start": "1/10/2563", "basis": "appointment", "basis_number": "45/2563",
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get("/offices?district=5715")
    return guest


def on(desk: Desk, ref: str, day: date) -> list[tuple[str, str]]:
    with desk.office.registry.reading() as connection:
        return [(one.name.th, one.capacity) for one in holders(connection, ref, day)]


def test_the_directory_lists_the_offices_of_the_district_and_its_province(coord: Visitor) -> None:
    page = coord.get("/offices?district=5715")
    assert page.status == 200
    assert "นายสมมุติ ตัวอย่าง" in page.main
    assert "ว่าง" in page.main
    assert "ระดับจังหวัด" in page.main
    assert f"/offices/{CHIEF}" in page.links()


def test_only_the_vacant_ones_are_shown_where_that_is_asked(coord: Visitor) -> None:
    page = coord.get("/offices?district=5715&vacant=yes")
    assert "นายสมมุติ ตัวอย่าง" not in page.main
    assert "ผู้กำกับการ" in page.main


def test_a_term_that_lies_ahead_is_refused_beside_its_day_before_it_is_looked_at(
    desk: Desk, coord: Visitor
) -> None:
    page = coord.post(HOLDER, {**NEW, "start": "1/10/2575"})
    assert page.status == 422
    assert "2032" in page.beside("start") or "2575" in page.beside("start")
    assert page.value("start") == "1/10/2575"


def test_a_new_holder_is_checked_then_recorded_and_the_one_before_ends_that_day(
    desk: Desk, coord: Visitor
) -> None:
    check = coord.post(HOLDER, NEW)
    assert check.status == 200
    assert "หญิง (อนุมานจากคำนำหน้า)" in check.main
    assert "จะสิ้นสุดก่อนวันที่วาระใหม่เริ่มหนึ่งวัน" in check.main
    assert on(desk, CHIEF, date(2021, 1, 1)) == [("นายสมมุติ ตัวอย่าง", "own")]
    page = coord.post(HOLDER, {**NEW, "step": "record"})
    assert page.path == PLACE
    assert "นางสาวใหม่ & <จริง>" in page.main
    assert on(desk, CHIEF, date(2021, 1, 1)) == [("นางสาวใหม่ & <จริง>", "own")]
    assert on(desk, CHIEF, date(2020, 1, 1)) == [("นายสมมุติ ตัวอย่าง", "own")]


def test_what_was_typed_is_there_again_when_one_goes_back(coord: Visitor) -> None:
    page = coord.post(HOLDER, {**NEW, "step": "change"})
    assert page.value("name_th") == "ใหม่ & <จริง>"
    assert page.value("who") == "new"


def test_a_name_typed_for_somebody_new_is_taken_though_nobody_chose_so(
    desk: Desk, coord: Visitor
) -> None:
    check = coord.post(HOLDER, {**NEW, "who": "known", "person": "", "step": "check"})
    assert "ใหม่ & <จริง>" in check.main
    assert not check.problems


def test_who_acts_stands_beside_the_holder_with_the_order(desk: Desk, coord: Visitor) -> None:
    acting = {
        "who": "known", "person": "5715.deputy", "capacity": "acting", "start": "1/5/2564",
        "last_day": "31/5/2564", "basis": "order", "basis_number": "12/2564",
        "basis_date": "30/4/2564",
    }  # fmt: skip
    coord.post(HOLDER, {**acting, "step": "record"})
    assert [one for _, one in on(desk, CHIEF, date(2021, 5, 15))] == ["own", "acting"]
    page = coord.get(f"{PLACE}?on=15/5/2564")
    assert "ที่ 12/2564" in page.main


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"capacity": "acting", "basis": "appointment"}, "basis"),
        ({"start": "1/10/2563", "last_day": "1/9/2563"}, "last_day"),
        ({"start": "1/10/63"}, "start"),
        ({"start": "1/10/2600"}, "start"),
        ({"start": "2020-13-01"}, "start"),
        ({"start": ""}, "start"),
        ({"start": "1/10/2561"}, "start"),
        ({"basis_date": "1/1/2600"}, "basis_date"),
        ({"name_th": "ก" * 500}, "name_th"),
        ({"name_th": ""}, "name_th"),
        ({"name_th": "1101700230708"}, "name_th"),
        ({"who": "known", "person": "ไม่มี ใคร"}, "person"),
        ({"who": "known", "person": "", "name_th": ""}, "person"),
        ({"who": ""}, "who"),
        ({"capacity": "sometimes"}, "capacity"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_in_both_languages_and_nothing_is_lost(
    desk: Desk, coord: Visitor, typed: dict[str, str], field: str
) -> None:
    sent = {**NEW, "scope": "เฉพาะเรื่อง", **typed, "step": "record"}
    page = coord.post(HOLDER, sent)
    assert page.status == 422
    assert page.beside(field)
    assert "{" not in " ".join(page.problems)
    assert "directory." not in " ".join(page.problems)
    assert not page.tree.cssselect(".problems [lang=en]")  # the page is Thai
    assert page.value("scope") == "เฉพาะเรื่อง"
    assert on(desk, CHIEF, date(2021, 1, 1)) == [("นายสมมุติ ตัวอย่าง", "own")]


def test_all_that_is_wrong_is_told_at_once(coord: Visitor) -> None:
    page = coord.post(HOLDER, {"who": "new", "capacity": "own", "start": "65", "name_th": ""})
    assert page.beside("start")
    assert page.beside("name_th")


def test_a_term_is_ended(desk: Desk, coord: Visitor) -> None:
    with desk.office.registry.reading() as connection:
        (term,) = terms_of_office(connection, CHIEF)
    place = f"/offices/term/{CHIEF}"
    form = coord.get(f"{place}?term={term.holding}")
    assert form.value("start") == "01/10/2561"
    ended = {"term": str(term.holding), "start": "1/10/2561", "last_day": "30/9/2564",
             "basis": "not_recorded"}  # fmt: skip
    assert coord.post(place, ended).status == 200
    assert coord.post(place, {**ended, "step": "record"}).path == PLACE
    assert on(desk, CHIEF, date(2021, 9, 30))
    assert not on(desk, CHIEF, date(2021, 10, 1))


def test_a_term_that_never_was_is_taken_out_and_its_decisions_are_asked_about(
    desk: Desk, coord: Visitor
) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", "57/psdhs_coordinator/1", "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    with desk.office.registry.reading() as connection:
        (term,) = terms_of_office(connection, CHIEF)
    sent = {"term": str(term.holding), "start": "x", "gone": "yes", "step": "record"}
    page = coord.post(f"/offices/term/{CHIEF}", sent)
    assert page.path == PLACE
    assert "1 รายการอยู่นอกวาระ" in page.main
    assert not on(desk, CHIEF, date(2021, 1, 1))
    assert any(one.startswith("!authority/") for one in desk.waits_at(first))


def test_an_office_is_added_and_not_twice(desk: Desk, coord: Visitor) -> None:
    typed = {
        "at": "district", "kind": "subdistrict_head", "unit_th": "เทอดไทย", "agency_th": "อบต. ก",
    }  # fmt: skip
    page = coord.post("/offices/new/5715", typed)
    assert page.path == "/offices/5715/subdistrict_head/1"
    with desk.office.registry.reading() as connection:
        made = office(connection, "5715/subdistrict_head/1", date(2022, 6, 2))
    assert made is not None
    assert made.unit.th == "เทอดไทย"
    again = coord.post("/offices/new/5715", typed)
    assert again.status == 422
    assert "5715/subdistrict_head/1" in again.beside("kind")
    assert coord.post("/offices/new/5715", {"at": "district"}).beside("kind")
    for at, kind in (("province", "district_chief"), ("district", "psdhs_coordinator")):
        assert coord.post("/offices/new/5715", {"at": at, "kind": kind}).beside("at")
    unknown = coord.post("/offices/new/5715", {**typed, "agency_th": "", "agency": "nobody",
                                               "unit_th": "อื่น"})  # fmt: skip
    assert unknown.beside("agency")


def test_the_workbook_goes_out_logged_and_comes_back_through_a_preview(
    desk: Desk, coord: Visitor
) -> None:
    content = coord.get("/offices/workbook/5715").response.content
    with desk.office.registry.reading() as connection:
        logged = attempts(connection, ["57"])
    assert [(one.actor, one.code, one.target) for one in logged] == [
        ("coord", "export", "offices/5715")
    ]
    book = load_workbook(io.BytesIO(content))
    people = book["บุคคล"]
    row = next(r for r in range(FIRST_ROW, 50) if people.cell(r, 1).value == "5715.chief")
    people.cell(row, 4).value = "Sommut T."
    kept = io.BytesIO()
    book.save(kept)
    place = "/offices/upload/5715"
    coord.get(place)
    page = coord.post(place, files={"workbook": ("ทำเนียบ.xlsx", kept.getvalue(), XLSX)})
    assert page.status == 200
    assert "แก้ไข" in page.main
    held = page.value("held")
    assert coord.post(place, {"held": held, "step": "record"}).path == "/offices"
    again = coord.post(place, files={"workbook": ("ทำเนียบ.xlsx", kept.getvalue(), XLSX)})
    assert "ไม่มีสิ่งใดต้องบันทึก" in again.main


def test_a_workbook_with_mistakes_tells_them_by_cell_and_records_nothing(
    desk: Desk, coord: Visitor
) -> None:
    book = load_workbook(io.BytesIO(coord.get("/offices/workbook/5715").response.content))
    sheet = book["ผู้ดำรงตำแหน่ง"]
    sheet.cell(FIRST_ROW, 6).value = "1/10/65"
    sheet.cell(FIRST_ROW + 1, 5).value = "บางที"
    kept = io.BytesIO()
    book.save(kept)
    place = "/offices/upload/5715"
    coord.get(place)
    page = coord.post(place, files={"workbook": ("ทำเนียบ.xlsx", kept.getvalue(), XLSX)})
    assert page.status == 422
    assert len(page.problems) == 2
    assert all("ผู้ดำรงตำแหน่ง!" in one for one in page.problems)
    recorded = coord.post(place, {"held": page.value("held"), "step": "record"})
    assert recorded.status == 422


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"%PDF-1.4"])
def test_what_is_no_workbook_is_refused_beside_its_field(coord: Visitor, content: bytes) -> None:
    coord.get("/offices/upload/5715")
    page = coord.post("/offices/upload/5715", files={"workbook": ("x.xlsx", content, XLSX)})
    assert page.status == 422
    assert page.beside("workbook")


def test_who_may_not_load_reads_the_directory_and_records_nothing(desk: Desk) -> None:
    chief = visitor(desk, "5715.chief")
    assert chief.get("/offices?district=5715").status == 200
    page = chief.get(PLACE)
    assert page.status == 200
    assert not [one for one in page.links() if "/holder/" in one or "/term/" in one]
    assert chief.get(HOLDER).status == 403
    assert chief.post(HOLDER, {**NEW, "step": "record"}).status == 403
    assert chief.get("/offices/workbook/5715").status == 403
    assert chief.get("/offices?district=5714").status == 404
    assert chief.get("/offices/5714/district_chief").status == 404


def test_no_link_of_the_directory_leads_to_an_office_that_its_reader_may_not_see(
    desk: Desk,
) -> None:
    chief = visitor(desk, "5715.chief")
    page = chief.get("/offices?district=5715")
    assert "ระดับจังหวัด" in page.main
    leads_to = [one for one in page.links() if one.startswith("/offices/")]
    assert {chief.get(one).status for one in leads_to} == {200}


def test_a_coordinator_renames_nobody_who_works_elsewhere(desk: Desk, coord: Visitor) -> None:
    book = load_workbook(io.BytesIO(coord.get("/offices/workbook/5715").response.content))
    people = book["บุคคล"]
    row = next(r for r in range(FIRST_ROW, 99) if people.cell(r, 1).value is None)
    people.cell(row, 1).value, people.cell(row, 3).value = "admin", "คนอื่น"
    book["ผู้ดำรงตำแหน่ง"].cell(FIRST_ROW, 7).value = "1/10/2564"
    kept = io.BytesIO()
    book.save(kept)
    coord.get("/offices/upload/5715")
    page = coord.post("/offices/upload/5715", files={"workbook": ("x.xlsx", kept.getvalue(), XLSX)})
    page = coord.post("/offices/upload/5715", {"held": page.value("held"), "step": "record"})
    assert page.status == 422
    assert page.problems


def test_the_directory_is_told_in_english_too(coord: Visitor) -> None:
    page = coord.get("/offices?district=5715", "en")
    assert "Directory of offices" in page.main
    refused = coord.post(HOLDER, {**NEW, "start": "1/10/2563", "step": "record"})
    assert "Christian" in refused.beside("start")


def test_a_kind_that_nobody_shipped_is_added_with_its_office_and_offered_in_the_province(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    coord = visitor(desk, "coord")
    own = {"at": "district", "kind_new": "นายด่านตรวจสัตว์ป่า", "unit_th": "แม่สาย"}
    made = coord.post("/offices/new/5715", own)
    assert "นายด่านตรวจสัตว์ป่าแม่สาย" in made.main, made.problems
    assert (
        "นายด่านตรวจสัตว์ป่า"
        in made.tree.xpath("//dt[. = 'ประเภทตำแหน่ง']/following-sibling::dd")[0].text
    )
    form = coord.get("/offices/new/5715").tree
    (key,) = form.xpath("//select[@name='kind']/option[. = 'นายด่านตรวจสัตว์ป่า']/@value")
    twice = coord.post("/offices/new/5715", {**own, "kind": "customs_house"})
    assert "นายด่านศุลกากร" in twice.beside("kind_new")
    nearly = coord.post("/offices/new/5715", {**own, "kind_new": "นายด่านตรวจสัตวป่า"})
    assert "นายด่านตรวจสัตว์ป่า" in nearly.beside("kind_new")
    again = {"at": "district", "kind_new": "นายด่านตรวจสัตว์ป่า", "unit_th": "เทอดไทย"}
    assert f"5715/{key}/2" in coord.post("/offices/new/5715", again).main
