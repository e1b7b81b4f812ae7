"""The year is closed on 30 November; reports of its quarters are still found in a drawer."""

from datetime import date

import pytest

from flows.decisions.refusals import GateNotOpen, LastDayPassed
from flows.verification import verify_all
from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.flows.year.test_quarters import a_year, on

NOTHING: Json = {"result": "nil", "reason": "ไม่มีกิจกรรมในไตรมาสนี้"}


def progress(quarter: int) -> str:
    return f"year/q{quarter}/quarter/report/progress#1"


def after_the_close(url: str) -> tuple[Desk, int]:
    """Nobody reported anything by 2 December 2023."""
    desk, year = a_year(url)
    on(desk, "2023-10-05")
    on(desk, "2023-12-02")
    return desk, year


def test_paper_dated_before_the_close_is_taken_and_later_paper_is_told_the_last_day(
    made_registry_url: str,
) -> None:
    desk, year = after_the_close(made_registry_url)
    with pytest.raises(LastDayPassed, match="30 November 2023"):
        desk.decide(year, progress(2), "focal_point", "2023-12-02", NOTHING)
    desk.decide(year, progress(2), "focal_point", "2023-11-29", NOTHING)
    (gate,) = [one for one in desk.gates(year) if one.gate == "report_sent"]
    assert gate.opened_on == date(2023, 11, 29)
    assert verify_all(desk.office) == ()


def test_where_several_quarters_wait_at_one_step_each_is_named_as_it_is_typed(
    sqlite_url: str,
) -> None:
    desk, year = after_the_close(sqlite_url)
    for quarter in (2, 4):
        desk.decide(year, progress(quarter), "focal_point", "2023-11-29", NOTHING)
    with pytest.raises(GateNotOpen) as refused:
        desk.decide(year, "report_received", "focal_point", "2023-12-02", {"result": "received"})
    for path in desk.waits_at(year):
        assert ("report_sent" in path) is (path in refused.value.sentence.en)
