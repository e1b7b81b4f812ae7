from datetime import date
from decimal import Decimal

import pytest

from config.indicators import indicators
from registry.refusals import Refusal
from registry.rules.figure_checks import (
    EnteredFigure,
    FigureUnreadable,
    PeriodFuture,
    PeriodOpen,
    QuarterUnknown,
    figure_problems,
    parse_figure,
    refuse_period,
)

LARGEST = indicators().limits.largest


def entered(indicator: str, **parts: str) -> list[EnteredFigure]:
    return [
        EnteredFigure(f"figures.{number}.value", indicator, part.replace("__", "."), value)
        for number, (part, value) in enumerate(parts.items())
    ]


def whole(indicator: str, value: str, *, nil: bool = False) -> list[EnteredFigure]:
    return [EnteredFigure("figures.0.value", indicator, "", value, nil)]


def assisted(total: str = "", **parts: str) -> list[EnteredFigure]:
    of_all = whole("persons_assisted", total) if total else []
    return [*of_all, *entered("persons_assisted", **parts)]


def codes(figures: list[EnteredFigure]) -> list[str]:
    return [one.code for one in figure_problems(figures, indicators())]


def test_thai_digits_and_commas_are_read() -> None:
    assert parse_figure("๑,๒๓๔", field="value", largest=LARGEST) == Decimal(1234)


def test_nothing_typed_was_not_reported_and_is_no_zero() -> None:
    assert parse_figure("  ", field="value", largest=LARGEST) is None
    assert parse_figure("0", field="value", largest=LARGEST) == Decimal(0)


@pytest.mark.parametrize(
    "typed", ["-5", "1e9", "2.5", "NaN", "Infinity", "สามสิบ", "12 คน", "1/2", "1,2", "๑,๒๓,๔๕๖"]
)
def test_what_no_district_counts_or_nobody_can_read_is_refused_with_the_field(typed: str) -> None:
    with pytest.raises(FigureUnreadable) as told:
        parse_figure(typed, field="value", largest=LARGEST)
    assert typed in told.value.sentence.th
    assert typed in told.value.sentence.en


def test_women_and_men_that_are_not_the_total_are_refused() -> None:
    parts = {"sex__women": "239", "sex__men": "71", "sex__not_stated": "0"}
    assert codes(assisted("311", **parts)) == ["parts_not_total"]
    assert codes(assisted("311", **{**parts, "sex__men": "72"})) == []


def test_parts_over_the_total_are_refused_though_one_is_missing() -> None:
    assert codes(assisted("10", sex__women="8", sex__men="3")) == ["parts_over_total"]
    assert codes(assisted("10", sex__women="8")) == []


def test_parts_without_a_total_are_refused() -> None:
    assert codes(assisted(sex__women="8", sex__men="3")) == ["total_missing"]


def test_over_a_hundred_percent_is_refused() -> None:
    over = entered("activities_done", numerator="7", denominator="6")
    assert codes(over) == ["share_over_whole"]


def test_a_share_is_told_whole() -> None:
    assert codes(entered("activities_done", numerator="7")) == ["share_half_told"]
    assert codes(entered("activities_done", numerator="0", denominator="0")) == []


def test_services_may_exceed_persons() -> None:
    services = entered("services_given", service__health="30", service__repatriation="12")
    assert codes([*assisted("5"), *services]) == []


def test_an_unknown_indicator_is_refused_with_those_that_are_known() -> None:
    (problem,) = figure_problems(whole("victims_saved", "3"), indicators())
    assert problem.code == "indicator_unknown"
    assert "persons_assisted" in problem.sentence.en


def test_an_unknown_part_and_a_computed_indicator_are_refused() -> None:
    assert codes(entered("persons_assisted", colour__red="3")) == ["part_unknown"]
    assert codes(entered("seats_filled", numerator="3")) == ["indicator_computed"]


def test_nil_with_a_number_and_a_part_that_stands_twice_are_refused() -> None:
    assert codes(whole("community_plans", "3", nil=True)) == ["nil_not_zero"]
    assert codes(whole("community_plans", "", nil=True)) == []
    assert codes([*assisted("5"), *assisted("6")]) == ["figure_twice"]


def test_every_problem_of_a_sheet_is_told_at_once() -> None:
    wrong = [*whole("community_plans", "-1"), *assisted("3", sex__women="4")]
    assert codes(wrong) == ["figure_unreadable", "parts_over_total"]


@pytest.mark.parametrize(
    ("quarter", "refusal"),
    [(1, None), (2, PeriodOpen), (3, PeriodFuture), (5, QuarterUnknown), (None, PeriodOpen)],
)
def test_only_a_period_that_is_over_has_figures(
    quarter: int | None, refusal: type[Refusal] | None
) -> None:
    today = date(2022, 3, 31)
    if refusal is None:
        refuse_period(2565, quarter, today, field="quarter")
        return
    with pytest.raises(refusal):
        refuse_period(2565, quarter, today, field="quarter")
