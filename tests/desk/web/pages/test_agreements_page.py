"""Agreements with partners on their page: recorded, moved, refused beside the field."""

from datetime import date

import pytest

from registry.queries.agreements import agreements, people_of_agency
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import Visitor, visitor

PLACE = "/provinces/57/agreements"
SAID = {
    "agency": "world_vision", "start": "2022-01-01", "last_day": "2023-09-30", "people": "wv.one",
}  # fmt: skip
PARTNER: Json = {
    "people": [{"ref": "wv.one", "title_th": "นางสาว", "name_th": "ภาคี สมมุติ"}],
    "parts": [
        {"person": "wv.one", "role": "partner", "area": MAE_FAH_LUANG, "start": "2022-01-01"}
    ],
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        load(write, LoadFile.model_validate(PARTNER), actor=1)
    return desk


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get(PLACE, "en")
    return guest


def kept(desk: Desk) -> list[tuple[str, date, date]]:
    with desk.office.registry.reading() as connection:
        rows = agreements(connection, ("57",))
    return [(one.agency, one.start, one.last_day) for one in rows]


def test_an_agreement_is_recorded_with_its_people_and_its_end_moved(
    desk: Desk, coord: Visitor
) -> None:
    assert "World Vision" in coord.post(PLACE, SAID).main
    with desk.office.registry.reading() as connection:
        (who,) = people_of_agency(connection, "world_vision", "57")
    assert who.ref == "wv.one"
    coord.post(PLACE, {**SAID, "last_day": "2023-12-31"})
    assert kept(desk) == [("world_vision", date(2022, 1, 1), date(2023, 12, 31))]


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_recorded(
    desk: Desk, coord: Visitor
) -> None:
    page = coord.post(PLACE, {**SAID, "last_day": "2021-12-31"})
    assert page.status == 422
    assert page.beside("last_day")
    assert page.value("last_day") == "2021-12-31"
    assert coord.post(PLACE, {**SAID, "agency": ""}).beside("agency")
    assert coord.post(PLACE, {**SAID, "start": "x"}).beside("start")
    assert kept(desk) == []


def test_the_command_line_records_and_lists_the_same(desk: Desk) -> None:
    terminal = Terminal(str(desk.office.registry.url))
    words = (
        "agreement", "record", "world_vision", "--area", "57", "--from", "2022-01-01",
        "--until", "2023-09-30", "--person", "wv.one", "--recorded-by", "coord",
    )  # fmt: skip
    assert terminal(*words, "--json").json["changed"]
    assert not terminal(*words, "--json").json["changed"]
    listed = terminal("agreement", "--area", "57", "--json").json
    assert [one["agency"] for one in listed["agreements"]] == ["world_vision"]
    odd = [*words[:7], "--until", "2021-12-31", "--recorded-by", "coord"]
    odd = ["agreement", "record", "world_vision", "--area", "57", "--from", "2022-01-01", *odd[7:]]
    assert terminal.refused(*odd) == ("agreement_ends_before", "--until")
    state = ["agreement", "record", "isoc", *words[3:]]
    assert terminal.refused(*state) == ("no_partner_agency", "AGENCY")
    district = [*words[:4], MAE_FAH_LUANG, *words[5:]]
    assert terminal.refused(*district) == ("agreement_needs_province", "--area")


def test_an_agreement_that_lasts_longer_than_any_does_is_refused(desk: Desk) -> None:
    terminal = Terminal(str(desk.office.registry.url))
    words = ["agreement", "record", "world_vision", "--area", "57", "--from", "2022-01-01"]
    odd = [*words, "--until", "2199-12-31", "--recorded-by", "coord"]
    assert terminal.refused(*odd) == ("agreement_too_long", "--until")
    assert kept(desk) == []


@pytest.mark.parametrize(("year", "why"), [("1922", "before_law"), ("2122", "day_far_ahead")])
def test_an_agreement_with_the_same_mistyped_century_in_both_days_is_refused(
    desk: Desk, year: str, why: str
) -> None:
    terminal = Terminal(str(desk.office.registry.url))
    words = ["agreement", "record", "world_vision", "--area", "57", "--from", f"{year}-01-01"]
    odd = [*words, "--until", f"{year}-12-31", "--recorded-by", "coord"]
    assert terminal.refused(*odd) == (why, "--from")
    assert kept(desk) == []


def test_the_page_of_people_leads_to_agreements_of_provinces_at_work_alone(desk: Desk) -> None:
    links = visitor(desk, "admin").get("/people").links()
    found = [one for one in links if one.endswith("/agreements")]
    assert "/provinces/57/agreements" in found
    assert "/provinces/10/agreements" not in found
