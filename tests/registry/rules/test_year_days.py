"""The days of a fiscal year: none is due before it can open, and who joins late is not late."""

from datetime import date, timedelta

import pytest

from config.defaults import policy
from registry.rules.calendar import fiscal_quarter, fiscal_year, quarter_ends, quarter_starts
from registry.rules.year_days import YearDays, joins_from, newest_open, opens_on, year_days

YEAR = policy().year
ORDER = ("opens", "planning", "drafted", "resolved", "endorsed", "signed", "sent")
MONEY = ("opens", "costed", "proposals", "tabled", "passed")


def in_order(days: YearDays, names: tuple[str, ...]) -> bool:
    found = [getattr(days, name) for name in names]
    return found == sorted(found)


@pytest.mark.parametrize("year", range(2566, 2576))
def test_no_gate_is_due_before_the_one_that_opens_it(year: int) -> None:
    days = year_days(YEAR, year)
    assert in_order(days, ORDER)
    assert in_order(days, MONEY)
    assert in_order(days, ("starts", "reflect", "lessons", "ends", "carry", "closing"))
    assert days.sent < days.starts


@pytest.mark.parametrize("day", range(0, 365, 7))
def test_whoever_joins_on_whatever_day_has_nothing_due_before_it(day: int) -> None:
    joined = date(2022, 4, 1) + timedelta(days=day)
    days = year_days(YEAR, 2566, joined=joined)
    assert in_order(days, ORDER)
    assert days.opens == joined
    assert all(getattr(days, name) >= joined for name in ORDER)
    assert not days.roads or all(getattr(days, name) >= joined for name in ("proposals", "tabled"))
    assert all(one.starts >= joined for one in days.quarters)


@pytest.mark.parametrize("day", range(365))
def test_whoever_joins_is_late_with_nothing_for_a_week(day: int) -> None:
    joined = date(2022, 4, 1) + timedelta(days=day)
    days = year_days(YEAR, 2566, joined=joined)
    asked = [*ORDER[2:], "lessons", *(MONEY[1:] if days.roads else ())]
    assert min(getattr(days, name) for name in asked) > joined + timedelta(days=7)


def test_who_joins_in_the_year_has_sixty_days_for_the_plan_and_no_road() -> None:
    joined = date(2022, 11, 10)
    days = year_days(YEAR, 2566, joined=joined)
    assert (days.sent - joined).days == 60
    assert days.roads is False
    assert [one.number for one in days.quarters] == [2, 3, 4]


@pytest.mark.parametrize(
    ("since", "year"),
    [
        ("2022-10-01", 2566), ("2023-03-31", 2566), ("2023-04-01", 2567), ("2023-09-30", 2567),
        ("2023-10-01", 2567),
    ],
)  # fmt: skip
def test_an_order_of_october_to_march_joins_the_running_year_later_ones_the_next(
    since: str, year: int
) -> None:
    assert joins_from(YEAR, date.fromisoformat(since)) == year


def test_a_committee_taken_in_with_a_plan_of_the_running_year_joins_it_whenever() -> None:
    assert joins_from(YEAR, date(2023, 6, 1), planned=frozenset({2566})) == 2566


def test_the_next_year_opens_on_the_first_of_april() -> None:
    assert opens_on(YEAR, 2567) == date(2023, 4, 1)
    assert newest_open(YEAR, date(2023, 3, 31)) == 2566
    assert newest_open(YEAR, date(2023, 4, 1)) == 2567
    assert newest_open(YEAR, date(2023, 10, 1)) == 2567


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        ("2021-09-30", 2564, 4), ("2021-10-01", 2565, 1), ("2022-01-01", 2565, 2),
        ("2022-07-01", 2565, 4),
    ],
)  # fmt: skip
def test_quarters_begin_in_october(day: str, year: int, quarter: int) -> None:
    on = date.fromisoformat(day)
    assert (fiscal_year(on), fiscal_quarter(on)) == (year, quarter)
    assert quarter_starts(year, quarter) <= on <= quarter_ends(year, quarter)
