"""Figures of a province and the money of a year on the command line."""

from decimal import Decimal

import pytest

from config.indicators import indicators
from flows.year.opening import start_year
from registry.records.figures import NewFigure, record_figures
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG as D, Desk, a_desk
from tests.desk.cli.at_commands import BY_COORD, prasan
from tests.desk.cli.terminal import Terminal, attempts
from tests.desk.years import YEAR, a_year, go_to, needing

__all__ = ["prasan"]
ASSISTED = "persons_assisted"  # is about victims
PROVINCE = ("figures", "province", "เชียงราย", "--year", "2566", "--quarter", "2")
OF_DISTRICT = ("figures", "show", D, "--year", "2566", "--quarter", "2")
BY_ADMIN = ("--recorded-by", "admin")


@pytest.fixture
def told(sqlite_url: str) -> Desk:
    """A district that reported of a quarter how many plans there are, and how many it assisted."""
    desk = a_desk(sqlite_url)
    desk.on("2023-04-20")
    source = indicators().by_key[ASSISTED].source
    with desk.office.registry.writing(D) as write:
        said = [NewFigure(key, "", Decimal(7), source) for key in ("community_plans", ASSISTED)]
        record_figures(write, D, 2566, 1, said, entry_id=None)
    return desk


def test_the_figures_of_a_province_are_told_together_and_of_one_indicator_by_district(
    prasan: Terminal, told: Desk
) -> None:
    found = prasan(*PROVINCE, *BY_COORD, "--json").json
    plans = next(one for one in found["figures"] if one["indicator"] == "community_plans")
    assert (found["districts"], plans["reported"]) == (18, 1)
    assert plans["districts"][D]["en"] == "7"
    assert plans["districts"]["5701"]["en"] == "not reported"
    assert "Mae Fa Luang" in (
        prasan(*PROVINCE, "--indicator", "community_plans", *BY_COORD, "--lang", "en").out
    )
    before = prasan(*PROVINCE, "--known", "2023-04-19", *BY_COORD, "--json").json["figures"]
    assert {one["reported"] for one in before if one["indicator"] == "community_plans"} == {0}


@pytest.mark.parametrize("words", [PROVINCE, OF_DISTRICT])
def test_figures_about_victims_are_for_whom_they_are_open_and_each_look_at_them_is_logged(
    prasan: Terminal, told: Desk, words: tuple[str, ...]
) -> None:
    exact = prasan(*words, *BY_COORD, "--json").json
    assert ASSISTED in {one["indicator"] for one in exact["figures"]}
    assert exact["kept_back"] == 0
    ((actor, _, code),) = attempts(prasan.url)
    assert (actor, code) == ("coord", "looked")
    others = prasan(*words, *BY_ADMIN, "--json").json
    assert ASSISTED not in {one["indicator"] for one in others["figures"]}
    assert others["kept_back"] > 0
    assert len(attempts(prasan.url)) == 1
    assert "about victims" in prasan(*words, *BY_ADMIN, "--lang", "en").out


def test_what_is_no_province_indicator_or_part_of_it_is_refused(
    prasan: Terminal, told: Desk
) -> None:
    chief = ("--recorded-by", f"{D}.chief")
    assert prasan.refused(*PROVINCE, *chief) == ("may_not", "recorded_by")
    odd = prasan.refused(*PROVINCE, "--indicator", "nothing", *BY_COORD)
    assert odd == ("indicator_unknown", "--indicator")
    nowhere = ("figures", "province", "ที่ไหน", *PROVINCE[3:], *BY_COORD)
    assert prasan.refused(*nowhere)[0] == "province_unknown"


def test_the_money_of_a_year_is_told_line_by_line_as_of_a_day(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    go_to(desk, "2023-07-10")
    letter: Json = {"number": "ชร 0118/99", "dated": "2023-07-10"}
    sent: Json = {"result": "sent", "paper": letter}
    path = "year/money/needs/need-1/proposal_sent"
    desk.decide(year, path, "focal_point", "2023-07-10", sent)
    prasan, of_year = Terminal(sqlite_url), ("--year", str(YEAR), "--on", "2023-07-10")
    local, donor = prasan("money", D, *of_year, "--json").json["lines"]
    assert (local["standing"], len(local["steps"])) == ("under_way", 1)
    assert (donor["standing"], donor["steps"]) == ("not_proposed", [])
    printed = prasan("money", "แม่ฟ้าหลวง", *of_year, "--lang", "en").out
    assert "Asked from: President of Sommut SAO" in printed
    assert "- sent 2023-07-10 · Letter no. ชร 0118/99 2023-07-10" in printed
    earlier = prasan("money", D, "--year", str(YEAR), "--on", "2023-07-09", "--json").json
    assert [one["steps"] for one in earlier["lines"]] == [[], []]
    assert prasan.refused("money", D, "--year", "2560") == ("year_not_begun", "--year")
    assert prasan.refused("money", "9999", "--year", "2567")[0] == "district_unknown"


def test_a_form_proposes_what_stands_today_and_not_what_stood_when_its_gate_opened(
    prasan: Terminal, sqlite_url: str
) -> None:
    desk, first = a_year(sqlite_url)
    needing(desk, first)
    on = desk.on("2024-04-01")
    second = start_year(desk.office, D, YEAR + 1, on=on, recorded_by="coord").instance
    assert prasan("form", str(second), "budget_needs").json["proposal"] is None
    line, sent = "year/money/needs/need-1", {"result": "sent"}
    granted: Json = {"result": "granted", "amount": "20000", "page": "45"}
    desk.decide(first, f"{line}/proposal_sent", "focal_point", "2024-05-02", sent)
    desk.decide(first, f"{line}/money#1", "focal_point", "2024-05-02", granted)
    proposed = prasan("form", str(second), "budget_needs").json["proposal"]
    assert [one["key"] for one in proposed["rows"]] == ["need-1"]


def test_the_form_of_a_gate_whose_last_day_has_passed_is_given_while_late_paper_is_taken(
    prasan: Terminal, sqlite_url: str
) -> None:
    desk, year = a_year(sqlite_url)
    go_to(desk, "2023-08-22")
    gate = "year/money/budget_needs"
    assert prasan("form", str(year), gate).json["gate"] == gate
    desk.decide(year, gate, "focal_point", "2023-08-22", {"result": "none"})
    assert prasan.refused("form", str(year), "budget_needs") == ("no_gate_open", "gate")
