"""How long an office is expected to be held yet, and when that is told."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from registry.rules.term_clock import Held, Stage, TermClock, term_clock

START, END = date(2022, 10, 1), date(2024, 10, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holds:
    person: int
    start: date
    stop: date | None = None
    capacity: str = "own"


CHIEF = Holds(1, START)


def clock(on: date, *terms: Holds, announced: date | None = None) -> TermClock:
    return term_clock(terms or (CHIEF,), on, months=24, announced=announced)


@pytest.mark.parametrize(
    ("on", "left"),
    [
        ("2022-10-01", 24), ("2022-10-02", 23), ("2023-10-01", 12), ("2024-04-01", 6),
        ("2024-08-31", 1), ("2024-09-01", 1), ("2024-09-02", 0), ("2024-10-01", 0),
        ("2025-01-01", 0),
    ],
)  # fmt: skip
def test_a_term_is_expected_to_last_so_many_months_of_which_whole_ones_are_left(
    on: str, left: int
) -> None:
    found = clock(date.fromisoformat(on))
    assert (found.held, found.since, found.expected) == (Held.OWN, START, END)
    assert found.months_left == left


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2024-02-29", "2026-03-01"), ("2024-02-28", "2026-02-28"), ("2022-03-01", "2024-03-01"),
        ("2022-02-28", "2024-02-28"),
    ],
)  # fmt: skip
def test_a_term_from_a_day_that_its_last_month_lacks_ends_with_that_month(
    since: str, expected: str
) -> None:
    begun = date.fromisoformat(since)
    assert clock(begun, Holds(1, begun)).expected == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("2024-03-31", None),
        ("2024-04-01", Stage(6, date(2024, 4, 1))),
        ("2024-06-30", Stage(6, date(2024, 4, 1))),
        ("2024-07-01", Stage(3, date(2024, 7, 1))),
        ("2024-09-01", Stage(1, date(2024, 9, 1))),
        ("2026-01-01", Stage(1, date(2024, 9, 1))),
    ],
)
def test_it_is_told_six_three_and_one_months_before(on: str, stage: Stage | None) -> None:
    assert clock(date.fromisoformat(on)).stage == stage


def test_an_announced_rotation_takes_the_place_of_the_expectation() -> None:
    found = clock(date(2024, 9, 2), announced=date(2025, 2, 2))
    assert (found.announced, found.expected, found.stage) == (date(2025, 2, 2), None, None)
    assert found.months_left == 5


def test_a_last_day_that_is_recorded_is_an_end_that_is_known() -> None:
    found = clock(date(2024, 9, 2), Holds(1, START, date(2024, 12, 1)))
    assert (found.announced, found.expected, found.stage) == (date(2024, 12, 1), None, None)


def test_a_term_that_stands_in_several_rows_is_one() -> None:
    parted = (Holds(1, START, END), Holds(1, END, date(2025, 4, 1)), Holds(1, date(2025, 4, 1)))
    found = clock(END, *parted)
    assert (found.since, found.announced, found.expected) == (START, None, END)


def test_who_comes_back_after_another_begins_anew() -> None:
    other, again = Holds(2, END, date(2024, 12, 1)), Holds(1, date(2024, 12, 1))
    assert clock(date(2025, 1, 1), Holds(1, START, END), other, again).since == again.start


def test_who_acts_in_a_vacant_office_has_a_day_and_no_expectation() -> None:
    acts = Holds(2, END, capacity="acting_vacant")
    found = clock(END, Holds(1, START, END), acts, announced=date(2024, 12, 1))
    assert (found.held, found.capacity, found.since) == (Held.ACTING, "acting_vacant", END)
    assert (found.announced, found.expected, found.stage) == (date(2024, 12, 1), None, None)


def test_who_acts_beside_the_chief_does_not_stop_the_chiefs_clock() -> None:
    found = clock(date(2024, 9, 2), CHIEF, Holds(2, date(2024, 9, 1), capacity="acting"))
    assert (found.held, found.person, found.expected) == (Held.OWN, 1, END)


def test_who_signs_on_behalf_holds_nothing() -> None:
    found = clock(END, Holds(1, START, END), Holds(2, START, capacity="on_behalf"))
    assert (found.held, found.person, found.since) == (Held.VACANT, None, END)


def test_nothing_recorded_is_not_vacant() -> None:
    before = START - DAY
    assert clock(before).held is Held.NOT_RECORDED
    assert clock(END, Holds(1, START, END)).held is Held.VACANT


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 60), st.integers(0, 4000))
def test_months_left_never_grow_and_stages_only_come_nearer(
    start: date, months: int, after: int
) -> None:
    on = start + timedelta(days=after)
    today, tomorrow = (term_clock((Holds(1, start),), day, months=months) for day in (on, on + DAY))
    assert today.months_left is not None
    assert tomorrow.months_left is not None
    assert today.months_left >= tomorrow.months_left >= 0
    if today.stage is not None:
        assert tomorrow.stage is not None
        assert tomorrow.stage.months <= today.stage.months
