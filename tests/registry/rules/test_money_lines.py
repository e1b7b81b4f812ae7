"""How lines of money stand: known answers, and what they come to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from config.defaults import policy
from registry.rules.money_lines import LineStanding, MoneyLine, standing_of_line, sums
from registry.rules.year_days import year_days

DAYS = year_days(policy().year, 2566)
LINE = MoneyLine("need-1", "ordinance", Decimal(30000), local_plan="yes")


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("step", "page", "day", "stands"),
    [
        (None, "", "2022-07-20", LineStanding.NOT_PROPOSED),
        (None, "", "2022-08-15", LineStanding.NOT_PROPOSED),
        (None, "", "2022-08-16", LineStanding.UNFUNDED),
        ("not_sent", "", "2022-07-20", LineStanding.UNFUNDED),
        ("proposed", "", "2022-08-15", LineStanding.UNDER_WAY),
        ("proposed", "", "2022-08-16", LineStanding.AT_RISK),
        ("proposed", "", "2022-09-16", LineStanding.UNFUNDED),
        ("tabled", "", "2022-09-15", LineStanding.UNDER_WAY),
        ("tabled", "", "2022-09-16", LineStanding.UNFUNDED),
        ("passed", "", "2022-09-16", LineStanding.PAGE_MISSING),
        ("passed", "12", "2022-09-16", LineStanding.SECURED),
        ("transferred", "", "2022-12-01", LineStanding.LOST),
        ("supplementary", "", "2022-12-01", LineStanding.SUPPLEMENTARY),
        ("spent", "", "2022-12-01", LineStanding.SPENT),
        ("dropped", "", "2022-12-01", LineStanding.DROPPED),
    ],
)
def test_local_money_is_secured_by_its_page_and_missed_after_the_councils_days(
    step: str | None, page: str, day: str, stands: LineStanding
) -> None:
    line = replace(LINE, step=step, secured=bool(page))
    assert standing_of_line(line, DAYS, on(day)) is stands


def test_a_donor_meets_no_day_of_a_council_and_prints_no_page() -> None:
    donor = replace(LINE, road="donor")
    assert standing_of_line(donor, DAYS, on("2022-12-01")) is LineStanding.NOT_PROPOSED
    granted = replace(donor, step="granted")
    assert standing_of_line(granted, DAYS, on("2022-12-01")) is LineStanding.SECURED


@pytest.mark.parametrize(
    ("step", "day", "stands"),
    [
        (None, "2023-09-30", LineStanding.NOT_PROPOSED),
        (None, "2023-10-01", LineStanding.UNFUNDED),
        ("not_sent", "2022-07-20", LineStanding.UNFUNDED),
        ("proposed", "2023-11-30", LineStanding.UNDER_WAY),
        ("proposed", "2023-12-01", LineStanding.UNFUNDED),
    ],
)
def test_a_donors_line_that_is_not_proposed_or_outlasts_its_year_is_awaited_no_more(
    step: str | None, day: str, stands: LineStanding
) -> None:
    donor = replace(LINE, road="donor", step=step)
    assert standing_of_line(donor, DAYS, on(day)) is stands


def test_an_activity_for_local_money_without_a_line_is_unfunded_after_the_councils_day() -> None:
    row = replace(LINE, asked=False)
    assert standing_of_line(row, DAYS, on("2022-08-01")) is LineStanding.NOT_ASKED
    assert standing_of_line(row, DAYS, on("2022-10-18")) is LineStanding.UNFUNDED


def test_money_that_was_given_up_is_neither_safe_nor_open() -> None:
    lines = [
        (LINE, LineStanding.SECURED), (replace(LINE, amount=Decimal(500)), LineStanding.LOST),
        (replace(LINE, amount=None), LineStanding.UNDER_WAY), (LINE, LineStanding.DROPPED),
    ]  # fmt: skip
    assert (sums(lines).safe, sums(lines).open) == (Decimal(30000), Decimal(500))


def test_money_counts_as_much_as_was_given_whatever_was_asked() -> None:
    granted = replace(LINE, given=Decimal(20000))
    assert sums([(granted, LineStanding.SECURED)]).safe == Decimal(20000)


def test_what_was_asked_and_not_given_is_told_beside_what_was_given() -> None:
    less, more = replace(LINE, given=Decimal(20000)), replace(LINE, given=Decimal(40000))
    found = sums([(less, LineStanding.SECURED), (more, LineStanding.SECURED)])
    assert (found.safe, found.short, found.asked) == (
        Decimal(60000),
        Decimal(10000),
        Decimal(70000),
    )
