from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from registry.rules.calendar import WorkingCalendar, fiscal_year

SONGKRAN = frozenset({date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)})
OFFICE = WorkingCalendar(lambda year: {day for day in SONGKRAN if day.year == year})
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2021, 9, 30), 2564),
        (date(2021, 10, 1), 2565),
        (date(2021, 12, 31), 2565),
        (date(2022, 1, 1), 2565),
        (date(2022, 7, 1), 2565),
    ],
)
def test_the_fiscal_year_begins_in_october(day: date, year: int) -> None:
    assert fiscal_year(day) == year


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


def test_lateness_in_calendar_days_begins_with_the_first_working_day_behind() -> None:
    assert OFFICE.days_late(date(2026, 4, 10), date(2026, 4, 15)) == 0
    assert OFFICE.days_late(date(2026, 4, 10), date(2026, 4, 17)) == 7
    assert OFFICE.days_late(date(2026, 4, 17), date(2026, 4, 10)) == 0
    assert OFFICE.days_late(None, date(2026, 4, 10)) == 0


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(day: date, days: int) -> None:
    assert OFFICE.working_days_between(day, OFFICE.add_working_days(day, days)) == days
