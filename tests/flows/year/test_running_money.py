"""The money of a committee that joined the year after the council's days."""

from datetime import date
from decimal import Decimal

from flows.engine.days import sweep
from registry.journal import GateRow
from registry.rules.money_lines import LineStanding
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.year.at_openings import NEEDS, a_committee, joined, opened, years

LANE = "year/money/needs/watch"
ENDS = date(2023, 9, 30)


def of_money(desk: Desk) -> GateRow:
    """The one question about money that waits."""
    (year,) = years(desk)
    (gate,) = [one for one in desk.gates(year.id) if one.path.startswith("year/money")]
    return gate


def told(desk: Desk) -> Terminal:
    return Terminal(str(desk.office.registry.url))


def test_it_is_asked_in_the_running_year_and_is_late_by_no_day_that_was_before_it(
    made_registry_url: str,
) -> None:
    asked = of_money(joined(made_registry_url))
    assert asked.gate == "budget_needs"
    assert asked.due_on is not None
    assert asked.due_on > date(2022, 12, 10)
    assert asked.until_on == ENDS


def test_a_line_comes_by_a_supplementary_budget_until_the_year_ends(made_registry_url: str) -> None:
    desk = joined(made_registry_url)
    (year,) = years(desk)
    desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-11-15", NEEDS)
    sent: Json = {"result": "sent", "paper": {"number": "ชร 1518/60", "dated": "2022-12-01"}}
    assert of_money(desk).until_on == ENDS
    desk.decide(year.id, f"{LANE}/proposal_sent", "focal_point", "2022-12-01", sent)
    assert of_money(desk).due_on == ENDS
    desk.on("2023-03-01")
    prasan = told(desk)
    asked = ("money", MAE_FAH_LUANG, "--year", "2566", "--on", "2023-04-03", "--json")
    (line,) = prasan(*asked).json["lines"]
    assert line["standing"] == LineStanding.UNDER_WAY
    granted: Json = {"result": "granted", "amount": "25000", "page": "งบเพิ่มเติม หน้า 3"}
    desk.decide(year.id, f"{LANE}/money#1", "focal_point", "2023-04-03", granted)
    found = prasan(*asked).json
    assert found["lines"][0]["standing"] == LineStanding.SECURED
    assert Decimal(found["sums"]["safe"]) == Decimal(25000)


def test_no_day_of_a_council_is_told_of_a_year_that_it_joined_after_these(sqlite_url: str) -> None:
    desk = joined(sqlite_url)
    said = told(desk)("money", MAE_FAH_LUANG, "--year", "2566").out
    page = visitor(desk, "coord").get(f"/districts/{MAE_FAH_LUANG}/years/2566/money", "th").main
    for one in (said, page):
        assert "งบประมาณเพิ่มเติม" in one
        assert "ผ่านสภาภายใน" not in one


def test_needs_that_nobody_told_lapse_with_the_year(sqlite_url: str) -> None:
    desk = joined(sqlite_url)
    (year,) = years(desk)
    desk.on("2023-10-02")
    sweep(desk.office)
    assert not [one for one in desk.gates(year.id) if one.path.startswith("year/money")]


def test_whoever_joined_in_time_has_the_days_of_the_council(sqlite_url: str) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-06-28")
    opened(desk)
    assert of_money(desk).until_on == date(2022, 8, 15)
