"""E9: watch-dog groups in six villages, four done; two are carried, and nothing counts twice."""

from datetime import date
from decimal import Decimal

import pytest

from desk.views.district_figures import district_figures
from flows.plan.beginning import unfinished_rows
from flows.plan.remains import remains
from flows.plan.rows import EndsBeforeItStarts, PlanRow
from registry.queries.monitoring import carried
from registry.queries.plans import money, needs, plan_rows
from registry.records.figures import NewFigure, NewTarget, record_figures, record_targets
from registry.rules.amounts import AmountUnreadable, parse_amount
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.plan.planning import TRAINING
from tests.flows.year.at_money import WATCH as NEED, proposed
from tests.flows.year.at_quarters import a_year, on

WATCH, GROUPS = "row-1", "watchdog_groups_formed"


def told(desk: Desk, year: int, quarter: int, day: str, state: str, reached: str) -> None:
    sheet: Json = {
        "result": "reported", "rows": [{"row": WATCH, "state": state, "reached": reached}],
    }  # fmt: skip
    path = f"year/q{quarter}/quarter/report/progress#1"
    desk.decide(year, path, "focal_point", day, sheet)


def test_two_are_carried_with_a_link_and_the_target_stays(made_registry_url: str) -> None:
    desk, year = a_year(made_registry_url)
    on(desk, "2023-01-03")
    told(desk, year, 1, "2023-01-03", "ongoing", "3")
    on(desk, "2023-04-03")
    told(desk, year, 2, "2023-04-03", "ongoing", "1")
    with desk.office.registry.reading() as connection:
        (watch, _) = remains(connection, MAE_FAH_LUANG, 2566, 1, date(2023, 4, 3))
    assert (watch.reached, watch.left) == (Decimal(4), Decimal(2))
    on(desk, "2023-10-02")
    settled: Json = {
        "rows": [
            {"row": WATCH, "fate": "carried", "left": "2"},
            {"row": "row-2", "fate": "dropped", "reason": "ไม่ได้รับงบประมาณ"},
        ]
    }
    desk.decide(year, "year/closing/carry", "focal_point", "2023-10-02", settled)
    with desk.office.registry.reading() as connection:
        day = date(2023, 10, 2)
        (kept, _) = carried(connection, (MAE_FAH_LUANG,), 2566, day)
        (own, _) = plan_rows(connection, MAE_FAH_LUANG, 2566, 1, day)
        next_rows = unfinished_rows(connection, MAE_FAH_LUANG, 2566, day)
    assert (kept.state, kept.left) == ("carried", Decimal(2))
    assert own.target == Decimal(6)
    assert [(one["carried_from"], one["target"]) for one in next_rows] == [("2566/row-1", "2")]


def test_thirty_thousand_baht_were_asked_for_and_the_municipality_granted_twenty(
    sqlite_url: str,
) -> None:
    desk, year = proposed(sqlite_url)
    steps: list[tuple[str, str, Json]] = [
        ("1", "2022-08-12", {"result": "tabled"}),
        ("2", "2022-09-12", {"result": "passed"}),
        ("3", "2022-10-05", {"result": "granted", "amount": "๒๐,๐๐๐", "page": "45"}),
    ]
    for turn, day, answer in steps:
        desk.decide(year, f"{NEED}/money#{turn}", "focal_point", day, answer)
    of = ((MAE_FAH_LUANG,), 2566, date(2022, 10, 5))
    with desk.office.registry.reading() as connection:
        (asked,), (line,) = needs(connection, *of), money(connection, *of)
    assert (asked.amount, line.amount, line.secured) == (Decimal(30000), Decimal(20000), True)


def test_an_activity_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(EndsBeforeItStarts) as refused:
        PlanRow.model_validate({**TRAINING, "starts": "2023-06-30", "ends": "2022-10-12"})
    assert refused.value.field == "ends"


@pytest.mark.parametrize(
    "typed", ["สามหมื่น", "-5", "1e9", "", "30000.005", "๓๐,๐๐", "3,0000", "1,5 บาท"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountUnreadable):
        parse_amount(typed, field="amount")


@pytest.mark.parametrize("typed", ["๓๐,๐๐๐", "30000", "30,000 บาท"])
def test_thai_figures_are_read(typed: str) -> None:
    assert parse_amount(typed, field="amount") == Decimal(30000)


def test_over_both_years_six_groups_were_formed_not_ten_and_no_target_moved(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2024-01-10")
    formed = {(2566, 1): 3, (2566, 2): 1, (2567, 1): 2}
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        for (year, quarter), count in formed.items():
            said = NewFigure(GROUPS, "", Decimal(count), "quarterly_reports")
            record_figures(write, MAE_FAH_LUANG, year, quarter, [said], entry_id=None)
        for year, aim in ((2566, 6), (2567, 2)):
            aims = [NewTarget(GROUPS, Decimal(aim))]
            record_targets(write, MAE_FAH_LUANG, year, aims, on=date(year - 544, 10, 1))
    with desk.office.registry.reading() as connection:
        years = [
            district_figures(
                connection, MAE_FAH_LUANG, year, quarter, date(2024, 1, 10), exact=False
            )
            for year, quarter in ((2566, 4), (2567, 1))
        ]  # fmt: skip
    seen = [next(f for f in one.figures if f.indicator.key == GROUPS) for one in years]
    assert [one.target for one in seen] == [Decimal(6), Decimal(2)]
    assert [one.reached.words.en for one in seen] == [
        "4 of a target of 6 (66.7 %)", "2 of a target of 2 (100 %)",
    ]  # fmt: skip
