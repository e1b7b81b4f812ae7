"""Who sees and who decides at a gate's page, and whom the page offers."""

from datetime import date

import pytest

from desk.imports.new_province import add_province
from flows.decisions.offices_asked import deciders
from flows.decisions.start import start
from flows.decisions.withdraw import withdraw
from flows.establishment.gates import ADVOCACY
from registry.queries.seats import seats
from registry.queries.seen_offices import offices_seen
from registry.records.offices import assign
from registry.records.people import add_person
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_gates import (
    CHIEF,
    FOCAL,
    Form,
    as_shown,
    decisions,
    desk_at,
    fill,
    make_partner,
    place,
)
from tests.desk.web.at_overviews import give
from tests.desk.web.visitor import visitor
from tests.staged_desks import made_once


def test_a_partner_prepares_and_cannot_decide(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "advocacy")
    partner = visitor(desk, make_partner(desk))
    page = partner.get(place(number, "advocacy#1"))
    assert not page.tree.xpath("//button[@value='send']")
    typed: Form = {"result": "agreed", "met": "ปลัดอาวุโส", "step": "save"}
    assert fill(partner, number, "advocacy#1", CHIEF, "2/6/2565", typed).status == 200
    assert (
        fill(partner, number, "advocacy#1", CHIEF, "2/6/2565", {"result": "agreed"}).status == 403
    )
    assert decisions(desk, number) == 1


def test_the_chief_looks_and_neither_prepares_nor_decides(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    chief = visitor(desk, "5715.chief")
    page = chief.get(place(number, "advocacy#1"))
    assert page.status == 200
    assert not page.tree.xpath("//form[contains(@class, 'gate')]")
    chief.get("/")
    assert chief.post(place(number, "advocacy#1"), {"result": "agreed"}).status == 403


def test_a_focal_point_records_only_what_the_gate_lets_them(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    focal = visitor(desk, "5715.deputy")
    sent = fill(focal, order, "deputy_review#1", FOCAL, "20/6/2565", {"result": "forward"})
    assert sent.path == f"/instances/{order}"
    assert sent.status == 200


def test_a_gate_of_another_province_is_not_there(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    with desk.office.registry.writing("84") as write:
        new = add_person(write, title_th="นาย", name_th="อื่น สมมุติ", ref="elsewhere")
        assign(write, new, "coordinator", "84", start=date(2022, 1, 1))
    other = visitor(desk, "elsewhere")
    assert other.get(place(number, "advocacy#1")).status == 404
    other.get("/")
    assert other.post(place(number, "advocacy#1"), {"result": "agreed"}).status == 404
    assert visitor(desk, "coord").get(place(number, "nothing")).status == 404


@made_once
def at_chief(url: str, gate: str) -> tuple[Desk, int]:
    if gate == "advocacy":
        return desk_at(url, gate)
    desk = a_desk(url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-24", {"result": "forward"})
    return desk, order


@pytest.mark.parametrize("gate", ["advocacy", "chief_review"])
def test_the_internal_reason_is_the_provinces_alone(sqlite_url: str, gate: str) -> None:
    desk, number = at_chief(sqlite_url, gate)
    secret: Form = {"result": "not_now", "reason": "เหตุผลภายใน"}
    said = desk.decide(number, gate, "district_chief", "2022-06-30", dict(secret))
    withdraw(desk.office, number, gate, reason="ลงวันที่ผิด", recorded_by="coord")
    admin, partner = give(desk, "admin", "TH", "the.admin"), give(desk, "partner", MAE_FAH_LUANG)
    (path,) = [one for one in desk.waits_at(number) if one.startswith(gate)]
    redact = f"/instances/{number}/redact/{said.entry}"
    pages = [f"/instances/{number}", place(number, path), redact]
    links = [f"/audit/{one}" for one in range(1, 60)]
    coord = visitor(desk, "coord")
    assert "เหตุผลภายใน" in coord.get(f"/instances/{number}").main
    assert "เหตุผลภายใน" in coord.get(redact).main
    for ref in ("5715.chief", "5715.deputy", partner, admin):
        guest = visitor(desk, ref)
        for page in (*pages, *(links if ref == admin else ())):
            assert "เหตุผลภายใน" not in guest.get(page).response.text, (ref, page)
    guest = visitor(desk, admin)
    guest.get(redact)
    asked = {"field": "reason", "reason": "ข้อมูลผู้เสียหาย", "step": "check"}
    assert "เหตุผลภายใน" not in guest.post(redact, asked).response.text
    done = guest.post(redact, asked | {"step": "record"})
    assert done.path == "/redactions/1"
    assert "เหตุผลภายใน" not in done.response.text
    assert "เหตุผลภายใน" in coord.get(place(number, "!redact/1")).response.text


def test_a_chief_whom_nobody_has_recorded_is_asked_for_before_others_who_may_answer(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.reading() as connection:
        offices = offices_seen(connection, MAE_FAH_LUANG, desk.office.registry.today)
    others = [one for one in offices if one.kind != "district_chief"]
    chief, *more = deciders(ADVOCACY, MAE_FAH_LUANG, others)
    assert (chief.kind, chief.holders) == ("district_chief", ())
    assert [one.kind for one in more if one.holders]


def test_a_representative_is_chosen_among_the_known_or_typed_and_never_made_twice(
    sqlite_url: str,
) -> None:
    desk, first = desk_at(sqlite_url, "membership")
    desk.decide(first, "membership", "focal_point", "2022-06-13", {})
    desk.on("2022-06-17")
    coord = visitor(desk, "coord")
    path = desk.waits_at(first)[0]
    page = coord.get(place(first, path))
    offered = page.tree.xpath("//select[@name='person.person']/option/@value")
    assert offered[:2] == ["", "new"]
    assert {"5715.chief", "5715.deputy", "5715.deputy2"} <= set(offered)
    assert "นางปรานี สมมุติ ปลัดอำเภอแม่ฟ้าหลวง (5715.deputy)" in page.main
    near: Form = {"result": "named", "person.name_th": "ปราณี สมมุติ"}
    asked = fill(coord, first, path, FOCAL, "17/6/2565", near)
    assert asked.status == 422
    assert "5715.deputy" in asked.beside("person.person")
    assert "บุคคลอื่น" in asked.beside("person.person")
    assert asked.value("person.name_th") == "ปราณี สมมุติ"
    chosen: Form = {**near, "person.person": "5715.deputy"}
    assert fill(coord, first, path, FOCAL, "17/6/2565", chosen).status == 200
    with desk.office.registry.reading() as connection:
        named = {one.person_th for one in seats(connection, "5715", date(2022, 6, 18))}
    assert "นางปรานี สมมุติ" in named


def test_neither_the_day_nor_which_of_several_decided_is_filled_in(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    page = coord.get(place(number, "advocacy#1"))
    assert page.value("decided_on") == ""
    assert len(page.tree.xpath("//input[@name='by']")) > 1
    assert page.tree.xpath("//input[@name='by'][@checked]") == []
    sent = coord.post(place(number, "advocacy#1"), {"result": "agreed", "step": "send"})
    assert [bool(sent.beside(one)) for one in ("by", "decided_on")] == [True, True]


def test_the_warnings_about_seats_lead_to_the_directory_before_they_are_recorded(
    sqlite_url: str,
) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    coord = visitor(desk, "coord")
    check = fill(coord, number, "membership", FOCAL, "10/6/2565", as_shown(coord, number))
    (warned,) = check.tree.cssselect(".note.warn")
    assert "ยังไม่ได้ระบุหน่วยงาน" in warned.text_content()
    assert f"/offices?district={MAE_FAH_LUANG}" in warned.xpath(".//a/@href")


def test_nobody_is_chosen_beforehand_for_an_office_that_is_asked_first_and_vacant(
    made_registry_url: str,
) -> None:
    desk, day = a_desk(made_registry_url), date(2022, 6, 2)
    alone = {"ref": "alone", "title_th": "นาย", "name_th": "ลำพัง หนึ่งเดียว"}
    add_province(desk.office, "51", alone, "2022-06-01", recorded_by="admin")
    number = start(desk.office, "establishment", "5101", on=day, recorded_by="alone").instance
    none: Json = {"finding": "none"}
    by = "51/psdhs_coordinator/1"
    desk.decide(number, "earlier_order", by, "2022-06-02", none, recorded_by="alone")
    page = visitor(desk, "alone").get(place(number, "advocacy#1"))
    assert "/offices/5101/district_chief" in page.links()
    offered = page.tree.xpath("//main//input[@name='by']")
    assert [one.get("checked") for one in offered] == [None], "one is offered, not chosen"
