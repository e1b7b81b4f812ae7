from datetime import date

import pytest

from registry.queries.parts import parts_of
from registry.queries.people import person
from registry.records.offices import assign
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_overviews import load_far_province
from tests.desk.web.visitor import Visitor, visitor

THOENG = "5704"
PARTNER = {
    "title_th": "นางสาว", "name_th": "ภาคี สมมุติ", "role": "partner",
    "districts": "แม่ฟ้าหลวง; Thoeng", "start": "2022-06-01", "last_day": "2022-09-30",
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, THOENG)


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get("/people/add", "en")
    return guest


def held(desk: Desk, ref: str, on: str) -> list[tuple[str, str, date | None]]:
    """The parts of the person on that day."""
    with desk.office.registry.reading() as connection:
        who = person(connection, ref, field="person")
        parts = parts_of(connection, who.id, date.fromisoformat(on)).parts
    return sorted((one.part.value, one.area, one.stop) for one in parts)


def test_a_partner_is_added_for_named_districts_until_the_agreement_ends(
    desk: Desk, coord: Visitor
) -> None:
    page = coord.post("/people/add", PARTNER)
    assert page.path == "/people/57.partner.1"
    assert "Mae Fa Luang" in page.main
    ends = date(2022, 10, 1)
    assert held(desk, "57.partner.1", "2022-09-30") == [
        ("partner", THOENG, ends),
        ("partner", MAE_FAH_LUANG, ends),
    ]
    assert held(desk, "57.partner.1", "2022-10-01") == []
    coord.get("/people/add")
    another = {**PARTNER, "name_th": "ภาคี ตัวอย่าง"}
    assert coord.post("/people/add", another).path == "/people/57.partner.2"


def test_somebody_whose_form_is_sent_twice_is_added_once_and_a_namesake_elsewhere_too(
    coord: Visitor,
) -> None:
    for _ in range(2):
        assert coord.post("/people/add", PARTNER).path == "/people/57.partner.1"
    elsewhere = {**PARTNER, "districts": "เชียงของ"}
    assert coord.post("/people/add", elsewhere).path == "/people/57.partner.2"


def test_a_partner_without_an_end_is_refused_beside_the_field_and_nothing_is_recorded(
    desk: Desk, coord: Visitor
) -> None:
    page = coord.post("/people/add", {**PARTNER, "last_day": "", "name_th": ""})
    assert page.status == 422
    assert page.beside("last_day")
    assert page.beside("name_th")
    assert page.value("districts") == PARTNER["districts"]
    nobody = coord.post("/people/add", {**PARTNER, "name_th": "๑๒๓๔๕"})
    assert "no letter" in nobody.beside("name_th")
    before = coord.post("/people/add", {**PARTNER, "last_day": "2022-05-01"})
    assert before.beside("last_day")
    unknown = coord.post("/people/add", {**PARTNER, "districts": "แม่ฟ้าหลวง; ไม่มีอำเภอนี้"})
    assert unknown.beside("districts")
    assert coord.get("/people/57.partner.1").status == 404


def test_an_observer_of_a_whole_province_needs_no_district_and_no_end(
    desk: Desk, coord: Visitor
) -> None:
    said = {**PARTNER, "role": "observer", "districts": "", "last_day": ""}
    page = coord.post("/people/add", said)
    assert page.path == "/people/57.observer.1"
    assert held(desk, "57.observer.1", "2022-06-02") == [("observer", "57", None)]


def test_an_agreement_that_ends_sooner_gets_another_end(desk: Desk, coord: Visitor) -> None:
    page = coord.post("/people/add", {**PARTNER, "districts": "แม่ฟ้าหลวง"})
    (change,) = [one for one in page.links() if "districts=" in one]
    form = coord.get(change)
    assert form.value("districts") == "Mae Fa Luang"
    sooner = {name: form.value(name) for name in ("districts", "start")}
    coord.post("/people/57.partner.1/part", {**sooner, "role": "partner", "last_day": "2022-06-30"})
    assert held(desk, "57.partner.1", "2022-06-30") == [
        ("partner", MAE_FAH_LUANG, date(2022, 7, 1))
    ]
    assert held(desk, "57.partner.1", "2022-07-01") == []


def test_a_coordinator_gives_no_part_of_an_administrator_and_none_in_another_province(
    desk: Desk, coord: Visitor
) -> None:
    load_far_province(desk)
    page = coord.post("/people/add", {**PARTNER, "role": "admin"})
    assert page.status == 422
    assert page.beside("role")
    far = coord.post("/people/add", {**PARTNER, "districts": "8410"})
    assert far.status == 422
    assert coord.get("/people/57.admin.1").status == 404
    assert coord.get("/people/84.partner.1").status == 404


def test_a_part_said_again_without_an_end_keeps_the_end_that_stands(desk: Desk) -> None:
    with desk.office.registry.writing("TH", MAE_FAH_LUANG) as write:
        who = person(write.connection, "coord2", field="person").id
        begins, ends = date(2022, 6, 1), date(2022, 7, 1)
        assert assign(write, who, "partner", MAE_FAH_LUANG, start=begins)
        assert assign(write, who, "partner", MAE_FAH_LUANG, start=begins, stop=ends)
        assert not assign(write, who, "partner", MAE_FAH_LUANG, start=begins)
        assert not assign(write, who, "partner", MAE_FAH_LUANG, start=begins, stop=ends)
    assert ("partner", MAE_FAH_LUANG, ends) in held(desk, "coord2", "2022-06-30")
    assert [one for one in held(desk, "coord2", "2022-07-01") if one[0] == "partner"] == []
