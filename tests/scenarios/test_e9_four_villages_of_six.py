"""E9: watch-dog groups in six villages, four done; two are carried, and nothing counts twice."""

from datetime import date
from decimal import Decimal

import pytest

from flows.plan.offers import unfinished_rows
from flows.plan.remains import remains
from registry.queries.monitoring import carried
from registry.queries.plans import plan_rows
from registry.rules.amounts import AmountUnreadable, parse_amount
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.year.test_quarters import a_year, on

WATCH = "row-1"


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
    with desk.office.registry.reading() as session:
        (watch, _) = remains(session.connection(), MAE_FAH_LUANG, 2566, date(2023, 4, 3))
    assert (watch.reached, watch.left) == (Decimal(4), Decimal(2))
    on(desk, "2023-10-02")
    settled: Json = {
        "rows": [
            {"row": WATCH, "fate": "carried", "left": "2"},
            {"row": "row-2", "fate": "dropped", "reason": "ไม่ได้รับงบประมาณ"},
        ]
    }
    desk.decide(year, "year/closing/carry", "focal_point", "2023-10-02", settled)
    with desk.office.registry.reading() as session:
        connection, day = session.connection(), date(2023, 10, 2)
        (kept, _) = carried(connection, (MAE_FAH_LUANG,), 2566, day)
        (own, _) = plan_rows(connection, MAE_FAH_LUANG, 2566, 1, day)
        next_rows = unfinished_rows(connection, MAE_FAH_LUANG, 2566, day)
    assert (kept.state, kept.left) == ("carried", Decimal(2))
    assert own.target == Decimal(6)
    assert [(one["carried_from"], one["target"]) for one in next_rows] == [("2566/row-1", "2")]


@pytest.mark.parametrize("typed", ["สามหมื่น", "-5", "1e9", "", "30000.005"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountUnreadable):
        parse_amount(typed, field="amount")


@pytest.mark.parametrize("typed", ["๓๐,๐๐๐", "30000", "30,000 บาท"])
def test_thai_figures_are_read(typed: str) -> None:
    assert parse_amount(typed, field="amount") == Decimal(30000)
