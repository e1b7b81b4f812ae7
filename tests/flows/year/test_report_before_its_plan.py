"""A quarter is reported while the plan still lies with the province, and told again after that."""

from datetime import date

import pytest

from config.words import both
from flows.year.plan_activities import PlanAwaited
from registry.queries.monitoring import progress
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG
from tests.desk.years import YEAR, a_year, go_to, sent
from tests.flows.year.at_quarters import asked

BRANCH = "year/q1/quarter/report/"
NIL: Json = {
    "result": "nil", "reason": "จังหวัดยังไม่ได้รับแผน",
    "figures": [{"indicator": "community_plans", "value": "2"}],
}  # fmt: skip
TOLD: Json = {"result": "reported", "rows": [{"row": "row-1", "state": "done"}]}


def test_activities_are_told_once_the_plan_was_received_though_the_quarter_was_told_before(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    plan = sent(desk)
    go_to(desk, "2024-01-03")
    with pytest.raises(PlanAwaited) as refused:
        desk.decide(year, f"{BRANCH}progress#1", "focal_point", "2024-01-05", TOLD)
    assert refused.value.field == "rows.0.row"
    desk.decide(year, f"{BRANCH}progress#1", "focal_point", "2024-01-05", NIL)
    desk.decide(year, f"{BRANCH}report_sent#1", "focal_point", "2024-01-08", {})
    desk.decide(plan, "plan_received#1", COORDINATOR, "2024-01-20", {"result": "received"})
    asked: Json = {"result": "questions", "remarks": [{"row": "row-1", "asked": "ผลเป็นอย่างไร"}]}
    desk.decide(year, f"{BRANCH}report_received#1", COORDINATOR, "2024-01-22", asked)
    desk.decide(year, f"{BRANCH}progress#2", "focal_point", "2024-01-24", TOLD)
    with desk.office.registry.reading() as connection:
        (line,) = progress(connection, (MAE_FAH_LUANG,), YEAR, date(2024, 1, 24))
    assert (line.row, line.state) == ("row-1", "done")


def test_nothing_is_chosen_for_whoever_reports_and_the_form_says_why_it_has_no_activity(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    plan = sent(desk)
    go_to(desk, "2024-01-03")
    before = asked(desk, year, f"{BRANCH}progress#1")
    assert isinstance(before.proposal, dict)
    assert "result" not in before.proposal
    assert before.beforehand == (both("year.no_activities"),)
    desk.decide(plan, "plan_received#1", COORDINATOR, "2024-01-03", {"result": "received"})
    after = asked(desk, year, f"{BRANCH}progress#1")
    assert isinstance(after.proposal, dict)
    assert after.proposal["result"] == "reported"
    assert after.beforehand == ()
