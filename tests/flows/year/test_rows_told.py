"""Figures about people who were trafficked are told only where none of them tells of few."""

from dataclasses import replace
from decimal import Decimal

import pytest

from config.words import say
from flows.year.annual_report import carried_told, groups_told, summary_of
from flows.year.monitoring_gates import ActivityProgress, ActivityState, CarryV1, Fate
from flows.year.report_rows import (
    PlannedRow,
    percent,
    reported_in_quarter,
    reported_in_year,
)
from registry.queries.plans import PlanRowRow

LEAST = 5


def a_row(target: int | None = 60, *, survivors: bool = True) -> PlannedRow:
    fact = PlanRowRow(
        "5715", 2566, 1, "row-1", "protection", "life_skills", "q1", "within_mandate", None, None,
        "executive.district_chief", None, None if target is None else Decimal(target), survivors,
        None, 1,
    )  # fmt: skip
    return PlannedRow(1, fact, "ฝึกอาชีพ", "คน")


def line(reached: int | None) -> ActivityProgress:
    figure = None if reached is None else Decimal(reached)
    return ActivityProgress(row="row-1", state=ActivityState.ONGOING, reached=figure)


def test_a_small_quarter_hides_the_row_in_every_later_report_of_the_year() -> None:
    small = reported_in_quarter(a_row(), [line(10)], line(2), LEAST)
    later = reported_in_quarter(a_row(), [line(10), line(2)], line(20), LEAST)
    for row in (small, later, reported_in_year(a_row(), [line(10), line(2)], LEAST)):
        assert row.hidden
        assert {row.target, row.reached, row.so_far, row.percent} == {None}


def test_what_counts_no_survivors_is_never_hidden() -> None:
    row = reported_in_quarter(a_row(survivors=False), [], line(2), LEAST)
    assert (row.reached, row.percent, row.hidden) == ("2 คน", "3.3", False)


def test_a_percentage_needs_a_target_that_is_counted_and_a_figure_that_was_told() -> None:
    assert percent(Decimal(3), None) is None
    assert percent(Decimal(3), Decimal(0)) is None
    assert percent(None, Decimal(6)) is None
    assert reported_in_quarter(a_row(), [line(10)], None, LEAST).reached is None


@pytest.mark.parametrize("reached", [0, 10])
def test_zero_that_was_told_is_zero_and_nothing_told_is_nothing(reached: int) -> None:
    assert reported_in_year(a_row(), [line(reached), line(None)], LEAST).so_far == f"{reached} คน"
    assert reported_in_year(a_row(), [line(None)], LEAST).so_far is None


def test_a_row_that_was_settled_as_done_is_told_as_done_and_not_among_what_is_unfinished() -> None:
    told = reported_in_year(a_row(), [line(10)], LEAST, Fate.DONE)
    assert told.state_th == say(f"choice.activity_state.{ActivityState.DONE}", "th")
    settled = CarryV1.model_validate({"rows": [{"row": "row-1", "fate": "done"}]})
    assert carried_told(settled, [a_row()], {"row-1": [line(10)]}) == ()


@pytest.mark.parametrize(("quarter", "spent"), [(None, "14,000"), ("9000", "9,000")])
def test_what_no_quarter_tells_as_spent_is_told_from_the_rows_line_of_money(
    quarter: str | None, spent: str
) -> None:
    plain = a_row()
    rows = [plain._replace(fact=replace(plain.fact, need="watch"))]
    figure = None if quarter is None else Decimal(quarter)
    lines = {"row-1": [line(10).model_copy(update={"spent": figure})]}
    paid = {"watch": Decimal(14_000), "media": Decimal(500)}
    assert summary_of(rows, lines, (), {}, paid, None).spent == spent
    told = [row.spent for one in groups_told(rows, lines, {}, paid) for row in one.rows]
    assert told == [spent]
