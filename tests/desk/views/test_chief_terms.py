"""Months of term left, where districts are shown; and what coordinators are told of it."""

from datetime import date

import pytest

from desk.views.chief_terms import ChiefTerm, TermNotice, chief_terms, term_notices
from desk.views.view import View
from flows.decisions.rotate import rotate
from registry.records.province_values import set_setting
from registry.records.transfer_form import TransferOrder
from registry.rules.instants import parse_instant
from registry.rules.plain_values import Json
from registry.rules.term_clock import Held
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import load_far_province
from tests.desk.web.visitor import Page, visitor

THOENG = "5704"
HERE = f"/districts/{MAE_FAH_LUANG}"
NEW: dict[str, Json] = {"title_th": "นาง", "name_th": "ใหม่ มาแทน"}
# The Chiefs of the builders are in office since 1 October 2018: 24 months end on 30 September 2020.


def term(desk: Desk, on: str, known: str | None = None) -> ChiefTerm:
    instant = None if known is None else parse_instant(known, field="known")
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(on))
        return chief_terms(view, [MAE_FAH_LUANG], instant)[MAE_FAH_LUANG]


def told(desk: Desk, on: str) -> list[TermNotice]:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(on))
        return term_notices(view, [MAE_FAH_LUANG, THOENG])


def moves(desk: Desk, on: str, **row: Json) -> None:
    """A transfer order is recorded for Mae Fa Luang."""
    move = {"district": "แม่ฟ้าหลวง", "on": on, **(row or NEW)}
    order = {"number": "301/2563", "dated": "2020-04-01", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")


def to_know(page: Page) -> list[str]:
    """The lines of the inbox that need no answer."""
    lines = page.tree.cssselect(f"ul.plain-list a[href='{HERE}']")
    return [" ".join(one.text_content().split()) for one in lines]


def test_a_chief_is_expected_to_stay_as_many_months_as_the_setting_says(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2019-10-01")
    found = term(desk, "2019-10-01")
    assert (found.clock.held, found.clock.since) == (Held.OWN, date(2018, 10, 1))
    assert found.left.en == "12 months left"
    assert "expected to stay until 30 September 2020" in found.said.en
    with desk.office.registry.writing("TH", "57") as write:
        set_setting(write, "57", "chief.term_months", 36, since=date(2019, 11, 1), by=1)
    assert term(desk, "2019-10-31").left.en == "11 months left"
    assert term(desk, "2019-11-01").left.en == "23 months left"
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        since = date(2019, 11, 1)
        set_setting(write, MAE_FAH_LUANG, "chief.term_months", 14, since=since, by=1)
    assert term(desk, "2019-11-01").left.en == "1 month left"


def test_a_rotation_that_was_announced_says_its_day_instead(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2020-05-02")
    desk.on("2020-05-04")
    moves(desk, "2020-06-01")
    found = term(desk, "2020-05-04")
    assert found.left.en == "rotates after 31 May 2020"
    assert (found.clock.announced, found.clock.expected) == (date(2020, 6, 1), None)
    before = term(desk, "2020-05-04", known="2020-05-03")
    assert (before.clock.announced, before.clock.expected) == (None, date(2020, 10, 1))
    after = term(desk, "2020-06-01")
    assert (after.name, after.clock.since) != (found.name, found.clock.since)
    assert after.left.en == "24 months left"


def test_who_acts_and_an_office_that_nobody_holds_say_so(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2020-05-04")
    moves(desk, "2020-05-06", coming=f"{MAE_FAH_LUANG}.deputy", capacity="acting_vacant",
          basis="seniority")  # fmt: skip
    acting = term(desk, "2020-05-06")
    assert (acting.clock.held, acting.clock.months_left) == (Held.ACTING, None)
    assert acting.said.en.startswith("vacant, somebody is acting in the vacant post of the Chief")
    moves(desk, "2020-05-06", called_off=True)
    assert term(desk, "2020-05-06").clock.held is Held.OWN
    vacated = {"number": "9/2563", "dated": "2020-05-04", "moves": [
        {"district": "แม่ฟ้าหลวง", "on": "2020-05-05"}]}  # fmt: skip
    rotate(desk.office, TransferOrder.model_validate(vacated), recorded_by="coord")
    assert term(desk, "2020-05-05").said.en == "vacant since 5 May 2020"


@pytest.mark.parametrize(
    ("on", "months", "since"),
    [("2020-04-01", 6, "2020-04-01"), ("2020-07-15", 3, "2020-07-01"),
     ("2020-09-01", 1, "2020-09-01"), ("2021-02-01", 1, "2020-09-01")],
)  # fmt: skip
def test_one_line_a_district_is_told_the_latest_stage(
    sqlite_url: str, on: str, months: int, since: str
) -> None:
    desk = a_desk(sqlite_url)
    assert told(desk, "2020-03-31") == []
    (one,) = told(desk, on)
    assert one.term.district == MAE_FAH_LUANG  # nobody is recorded in Thoeng
    assert (one.stage.months, one.stage.since) == (months, date.fromisoformat(since))


def test_the_line_goes_once_a_rotation_is_known_and_comes_back_if_it_is_called_off(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2020-05-04")
    assert len(told(desk, "2020-05-04")) == 1
    moves(desk, "2020-06-01")
    assert told(desk, "2020-05-04") == told(desk, "2020-06-01") == []
    moves(desk, "2020-06-01", called_off=True)
    assert len(told(desk, "2020-05-04")) == 1


def test_the_inbox_of_a_coordinator_tells_it_and_no_other(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2020-05-04")
    load_far_province(desk)
    page = visitor(desk, "coord").get("/", "en")
    (line,) = to_know(page)
    assert line == (
        "Mae Fa Luang District, the Chief: in office since 1 October 2018, "
        "expected to stay until 30 September 2020 (4 months left); no rotation is known yet"
    )
    for other in ("5715.chief", "5715.deputy", "far.coord"):
        assert to_know(visitor(desk, other).get("/")) == []
    moves(desk, "2020-06-01")
    assert to_know(visitor(desk, "coord").get("/")) == []


def test_the_line_names_no_person_and_calls_nothing_late(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2021-05-04")
    guest = visitor(desk, "coord")
    for language in ("th", "en"):
        (line,) = to_know(guest.get("/", language))
        assert not any(word in line for word in ("late", "เกิน", "ล่าช้า", "สมมุติ", "Sommut"))


def test_the_district_page_and_the_board_show_months_left_as_of_their_day(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2020-05-02")
    desk.on("2020-05-04")
    guest = visitor(desk, "coord")
    assert "expected to stay until 30 September 2020 (4 months left)" in guest.get(HERE, "en").main
    assert "4 months left since 2018-10-01" in " ".join(guest.get("/board", "en").main.split())
    moves(desk, "2020-06-01")
    assert "until 31 May 2020, a rotation is known" in guest.get(HERE, "en").main
    assert "rotates after 31 May 2020" in guest.get("/board", "en").main
    before = guest.get(f"{HERE}?known=2020-05-03", "en").main
    assert "expected to stay until 30 September 2020" in before
    later = guest.get(f"{HERE}?on=2020-06-01", "en").main
    assert "in office since 1 June 2020, expected to stay until 31 May 2022" in later


def test_the_board_names_no_person(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2020-05-04")
    assert "Sommut" not in visitor(desk, "coord").get("/board", "en").main


def test_the_command_line_carries_the_same(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2020-05-04")
    prasan = Terminal(sqlite_url)
    on = ("--on", "2020-05-04")
    waits = prasan("waiting", *on, "--json").json
    (one,) = waits["to_know"]
    assert (one["stage"]["months"], one["term"]["clock"]["months_left"]) == (6, 4)
    assert one["sentence"]["en"] in prasan("waiting", *on, "--lang", "en").out
    assert prasan("waiting", *on, "--district", THOENG, "--json").json["to_know"] == []
    people = prasan("people", "list", "--district", MAE_FAH_LUANG, *on, "--json").json
    assert people["chief"]["clock"]["expected"] == "2020-10-01"
    said = prasan("people", "list", "--district", MAE_FAH_LUANG, *on, "--lang", "en").out
    assert "District Chief: in office since 1 October 2018" in said
    moves(desk, "2020-06-01")
    assert prasan("waiting", *on, "--json").json["to_know"] == []
