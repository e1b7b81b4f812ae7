"""Seats at the gates of drafts: added, renamed, struck, and shown as they will stand."""

from datetime import date

import pytest

from registry.queries.people import person
from registry.queries.seats import seats
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG
from tests.desk.web.at_gates import (
    FOCAL,
    answer_of,
    as_shown,
    confirm,
    decisions,
    desk_at,
    fill,
    place,
)
from tests.desk.web.visitor import visitor


def test_a_seat_is_added_of_an_office_or_of_a_person(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "membership")
    desk.on("2022-06-13")
    coord = visitor(desk, "coord")
    page = coord.get(place(number, "membership")).tree
    assert not page.xpath("//*[@name='seats.new.0.office']")  # no row until one is asked for
    with desk.office.registry.reading() as connection:
        deputy = person(connection, "5715.deputy", field="person")
    shown = as_shown(coord, number) | {
        "seats.new.0.body": "suppression", "seats.new.0.role": "member",
        "seats.new.0.office": "5715/deputy_district_chief/1",
        "seats.new.1.body": "executive", "seats.new.1.role": "member",
        "seats.new.1.title_th": "ที่ปรึกษา", "seats.new.1.person": str(deputy.id),
    }  # fmt: skip
    waiting = desk.waits_at(number)
    check = fill(coord, number, "membership", FOCAL, "13/6/2565", shown)
    sent = confirm(coord, check, number, "membership")
    assert sent.status == 200, sent.problems
    with desk.office.registry.reading() as connection:
        found = {one.key: one for one in seats(connection, MAE_FAH_LUANG, date(2022, 6, 13))}
    office, named = found["added/suppression/1"], found["added/executive/1"]
    assert office.office == "5715/deputy_district_chief/1"
    assert office.title_th.startswith("ปลัดอำเภอ")
    assert office.title_en != office.title_th
    assert (named.person, named.title_en) == (deputy.id, "ที่ปรึกษา")
    asked = [one for one in desk.waits_at(number) if one not in waiting]
    assert not any("added" in one for one in asked)  # nobody is asked for a name that is known
    assert f"แต่งตั้ง {deputy.name.th}" in coord.get(f"/instances/{number}").main


def test_a_seat_of_an_office_that_nobody_recorded_is_refused(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    seat: Json = {
        "key": "added/executive/1", "kind": "added", "body": "executive", "role": "member",
        "title_th": "นายด่านศุลกากร",
    }  # fmt: skip
    for tie, told in (
        ({"office": "5715/customs_house/1"}, "5715/customs_house/1"),
        ({"person": 4711}, "4711"),
        ({"person_th": "นายไม่มี จริง"}, "นายไม่มี จริง"),
        ({"person": 1, "person_th": "นายไม่มี จริง"}, "นายไม่มี จริง"),
    ):
        added: Json = {"changes": [{"change": "add", "seat": {**seat, **tie}}]}  # type: ignore[dict-item]
        with pytest.raises(Refusal) as refused:
            desk.decide(number, "membership", "focal_point", "2022-06-13", added)
        assert told in refused.value.sentence.th


def test_the_table_of_seats_strikes_renames_adds_and_asks(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "membership")
    desk.on("2022-06-13")
    coord = visitor(desk, "coord")
    shown = as_shown(coord, number)
    page = coord.get(place(number, "membership")).tree
    members = page.xpath("//tr[td[3] = 'กรรมการ'][.//input[contains(@name, '.ask')]]/@id")
    struck, renamed, asked = members[0], members[1], members[2]
    del shown[f"{struck}.keep"]
    shown |= {
        f"{renamed}.title_th": "ผู้แทน <script>", f"{renamed}.title_en": "A & B",
        f"{asked}.ask": "yes", "seats.new.0.body": "executive", "seats.new.0.role": "member",
        "seats.new.0.title_th": "กำนันตำบลสมมุติ", "seats.new.0.title_en": "Kamnan",
    }  # fmt: skip
    check = fill(coord, number, "membership", FOCAL, "13/6/2565", shown)
    sent = confirm(coord, check, number, "membership")
    assert sent.status == 200, sent.problems
    answer = answer_of(desk, number, "membership")
    assert [one["change"] for one in answer["changes"]] == ["remove", "rename", "add"]
    assert answer["ask"]
    assert (
        "<script>"
        not in coord.get(f"/instances/{number}")
        .response.text.split("<main")[1]
        .split("<script src")[0]
    )
    with desk.office.registry.reading() as connection:
        now = seats(connection, MAE_FAH_LUANG, date(2022, 6, 13))
    titles = {seat.title_th for seat in now}
    assert {"ผู้แทน <script>", "กำนันตำบลสมมุติ"} <= titles


def test_the_check_shows_every_seat_as_it_will_stand(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    desk.on("2022-06-13")
    coord = visitor(desk, "coord")
    shown = as_shown(coord, number)
    count = sum(name.endswith(".keep") for name in shown)
    check = fill(coord, number, "membership", FOCAL, "13/6/2565", shown)
    assert len(check.tree.xpath("//main//table[caption]/tbody/tr")) == count
    assert "คงไว้ทุกตำแหน่ง" in check.main
    changed = {**shown, "seats.2.title_th": "เกษตรอำเภอ & <ป่าไม้>", "seats.2.title_en": ""}
    del changed["seats.3.keep"]
    check = fill(coord, number, "membership", FOCAL, "13/6/2565", changed)
    rows = check.tree.xpath("//main//table[caption]/tbody/tr")
    assert len(rows) == count - 1
    assert any("เกษตรอำเภอ & <ป่าไม้>" in one.text_content() for one in rows)
    confirm(
        coord, fill(coord, number, "membership", FOCAL, "13/6/2565", shown), number, "membership"
    )
    assert "คงไว้ทุกตำแหน่ง" in coord.get(f"/instances/{number}").main


def test_a_seat_is_opened_to_be_changed_without_losing_what_was_typed(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    coord = visitor(desk, "coord")
    shown = as_shown(coord, number)
    more = {**shown, "note": "จำไว้", "add": "seats.2", "decided_on": "13/6/2565"}
    page = coord.post(place(number, "membership"), more)
    assert page.value("seats.2.title_th")
    assert page.value("seats.2.role")
    assert page.value("note") == "จำไว้"
    assert not page.tree.xpath("//input[@name='seats.3.title_th']")


def test_a_seat_more_is_asked_for_without_losing_what_was_typed(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "membership")
    coord = visitor(desk, "coord")
    shown = as_shown(coord, number)
    coord.get(place(number, "membership"))
    more = {**shown, "note": "จำไว้", "add": "seats.new", "decided_on": "13/6/2565"}
    page = coord.post(place(number, "membership"), more)
    assert page.status == 200
    assert page.value("note") == "จำไว้"
    assert page.tree.xpath("//input[@name='seats.new.0.title_th']")
    assert page.value("decided_on") == "13/6/2565"
    assert decisions(desk, number) == 4
