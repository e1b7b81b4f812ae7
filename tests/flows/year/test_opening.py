"""Years open once, on the day on which they should, whatever ticks were missed."""

from datetime import date

import pytest

from flows.decisions.refusals import AlreadyStarted
from flows.decisions.stop import stop
from flows.year.opening import NoCommitteeAtWork, YearNotOpen, start_year
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.flows.order.at_amendments import at_work
from tests.flows.year.at_openings import (
    NEEDS,
    a_committee,
    joined,
    opened,
    opens_from,
    years,
)


def test_a_year_opens_on_its_first_of_april_and_once(made_registry_url: str) -> None:
    desk = a_committee(made_registry_url)
    desk.on("2023-03-31")
    assert [one.period for one in opened(desk)] == ["2566"]
    desk.on("2023-04-01")
    assert [one.period for one in opened(desk)] == ["2566", "2567"]
    assert [one.period for one in opened(desk)] == ["2566", "2567"]
    assert [one.started_on for one in years(desk)] == [date(2022, 6, 24), date(2023, 4, 1)]


def test_ticks_missed_for_a_month_change_nothing(made_registry_url: str) -> None:
    desk = a_committee(made_registry_url)
    desk.on("2022-08-01")
    opened(desk)
    desk.on("2023-05-02")
    (_, late) = opened(desk)
    assert late.started_on == date(2023, 4, 1)
    (gate,) = [one for one in desk.gates(late.id) if one.gate == "budget_needs"]
    assert (gate.opened_on, gate.due_on) == (date(2023, 4, 1), date(2023, 6, 30))


def test_the_plan_begins_in_the_same_transaction_where_its_day_has_come(
    made_registry_url: str,
) -> None:
    desk = a_committee(made_registry_url)
    desk.on("2022-07-05")
    opened(desk)
    (plan,) = [one for one in desk.instances() if one.process == "plan"]
    assert (plan.period, plan.started_on) == ("2566", date(2022, 7, 1))


def test_no_year_opens_before_the_first_that_the_province_chose(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    opens_from(desk, 2568)
    desk.on("2023-06-01")
    assert opened(desk) == []


def test_none_opens_by_itself_before_the_first_that_is_shipped(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    desk.on("2023-06-01")
    assert opened(desk) == []


def test_a_province_that_begins_within_a_year_joins_it_on_the_day_of_its_choice(
    sqlite_url: str,
) -> None:
    desk = joined(sqlite_url)
    (year,) = years(desk)
    assert year.started_on == date(2022, 11, 10)
    (plan,) = [one for one in desk.instances() if one.process == "plan"]
    (gate,) = desk.gates(plan.id)
    assert gate.due_on == date(2022, 12, 10)


def test_a_year_that_has_ended_is_not_opened_though_the_province_begins_with_it(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    opens_from(desk, 2560)
    desk.on("2023-10-02")
    assert [one.period for one in opened(desk)] == ["2567"]


def test_a_year_that_was_stopped_is_not_opened_again(sqlite_url: str) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-08-01")
    (year,) = opened(desk)
    stop(desk.office, year.id, reason="อำเภอยุบรวม", on=desk.on("2022-08-01"), recorded_by="coord")
    assert [one.status for one in opened(desk)] == ["stopped"]


def test_a_district_without_an_order_in_force_has_no_year(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    opens_from(desk, 2565)
    assert opened(desk) == []
    with pytest.raises(NoCommitteeAtWork):
        start_year(desk.office, MAE_FAH_LUANG, 2565, on=desk.on("2022-06-02"), recorded_by="coord")


def test_by_hand_the_running_and_the_next_year_open_and_no_other(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    today = desk.on("2022-11-10")
    for other in (2565, 2567):
        with pytest.raises(YearNotOpen) as told:
            start_year(desk.office, MAE_FAH_LUANG, other, on=today, recorded_by="coord")
        assert told.value.sentence.en.endswith("only 2566 can.")
    start_year(desk.office, MAE_FAH_LUANG, 2566, on=today, recorded_by="coord")
    with pytest.raises(AlreadyStarted):
        start_year(desk.office, MAE_FAH_LUANG, 2566, on=today, recorded_by="coord")


def test_needs_that_nobody_told_before_the_council_lapse_and_the_plan_goes_on(
    sqlite_url: str,
) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-08-15")
    (year,) = opened(desk)
    assert "year/money/budget_needs" in desk.waits_at(year.id)
    desk.on("2022-08-16")
    opened(desk)
    desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-08-10", NEEDS)
    asked = [one for one in desk.waits_at(year.id) if one.startswith("year/money")]
    assert asked == ["year/money/needs/watch/proposal_sent"]
