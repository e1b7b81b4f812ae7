from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from registry.rules.calendar import FiscalYear, Quarter, WorkingCalendar

SONGKRAN = frozenset({date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)})
OFFICE = WorkingCalendar(lambda year: {day for day in SONGKRAN if day.year == year})
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2021, 9, 30), 2564, 4),
        (date(2021, 10, 1), 2565, 1),
        (date(2021, 12, 31), 2565, 1),
        (date(2022, 1, 1), 2565, 2),
        (date(2022, 7, 1), 2565, 4),
    ],
)
def test_the_fiscal_year_begins_in_october(day: date, year: int, quarter: int) -> None:
    assert FiscalYear.of(day) == FiscalYear(year)
    assert FiscalYear(year).quarter_of(day) == Quarter(FiscalYear(year), quarter)


def test_a_fiscal_year_has_its_first_and_last_day() -> None:
    year = FiscalYear(2567)
    assert (year.start, year.end) == (date(2023, 10, 1), date(2024, 9, 30))
    assert year + 1 == FiscalYear(2568)
    assert str(year) == "2567"


@given(DAYS)
def test_every_day_lies_in_one_quarter_of_its_year(day: date) -> None:
    year = FiscalYear.of(day)
    assert [q for q in year.quarters if q.start <= day <= q.end] == [Quarter.of(day)]
    assert (year.quarters[0].start, year.quarters[3].end) == (year.start, year.end)


def test_numbers_that_are_no_fiscal_year_or_quarter_are_errors() -> None:
    with pytest.raises(ValueError, match="Buddhist"):
        FiscalYear(2026)
    with pytest.raises(ValueError, match="no quarter 5"):
        Quarter(FiscalYear(2569), 5)
    with pytest.raises(ValueError, match="outside"):
        FiscalYear(2565).quarter_of(date(2021, 9, 30))


def test_weekends_and_holidays_are_no_working_days() -> None:
    week = [date(2026, 4, 12) + timedelta(days=n) for n in range(7)]
    assert [day.day for day in week if OFFICE.is_working_day(day)] == [16, 17]


def test_working_days_are_added_over_weekends_and_holidays() -> None:
    assert OFFICE.add_working_days(date(2026, 4, 10), 1) == date(2026, 4, 16)
    assert OFFICE.add_working_days(date(2026, 4, 11), 3) == date(2026, 4, 20)
    assert OFFICE.add_working_days(date(2026, 4, 16), -1) == date(2026, 4, 10)
    assert OFFICE.add_working_days(date(2026, 4, 11), 0) == date(2026, 4, 11)


def test_days_late_are_counted_in_working_days() -> None:
    assert OFFICE.working_days_between(date(2026, 4, 10), date(2026, 4, 17)) == 2
    assert OFFICE.working_days_between(date(2026, 4, 10), date(2026, 4, 15)) == 0
    assert OFFICE.working_days_between(date(2026, 4, 17), date(2026, 4, 10)) == 0


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(day: date, days: int) -> None:
    assert OFFICE.working_days_between(day, OFFICE.add_working_days(day, days)) == days
