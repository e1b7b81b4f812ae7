from datetime import date

import pytest

from registry.rules.terms import Term, a_day_short, clash, member_since

FIRST, SECOND, THIRD = date(2018, 10, 1), date(2020, 10, 1), date(2022, 10, 1)


def test_a_successor_meets_a_term_whose_end_nobody_recorded() -> None:
    assert clash(Term("new", "own", SECOND), [Term("old", "own", FIRST)]) is None


def test_a_term_that_ends_where_the_next_begins_is_no_clash() -> None:
    assert clash(Term("new", "own", SECOND), [Term("old", "own", FIRST, SECOND)]) is None


def test_a_predecessor_recorded_late_ends_where_the_successor_begins() -> None:
    assert clash(Term("old", "own", FIRST), [Term("new", "own", SECOND)]) is None


@pytest.mark.parametrize(
    ("new", "stands"),
    [
        (Term("b", "own", FIRST), Term("a", "own", FIRST)),
        (Term("b", "own", SECOND), Term("a", "own", FIRST, THIRD)),
        (Term("b", "own", FIRST, THIRD), Term("a", "own", SECOND)),
        (Term("b", "acting", SECOND), Term("a", "acting", FIRST, THIRD)),
        (Term("b", "on_behalf", SECOND), Term("a", "acting", FIRST)),
        (Term("a", "on_behalf", SECOND), Term("a", "acting", FIRST)),
    ],
)
def test_two_people_for_the_same_time_clash(new: Term, stands: Term) -> None:
    assert clash(new, [stands]) == stands


def test_who_acts_stands_beside_the_holder() -> None:
    assert clash(Term("b", "acting", SECOND, THIRD), [Term("a", "own", FIRST)]) is None


def test_a_person_extends_a_term_of_their_own() -> None:
    assert clash(Term("a", "own", FIRST, THIRD), [Term("a", "own", FIRST, SECOND)]) is None


@pytest.mark.parametrize(
    ("stop", "follows", "short"),
    [
        (date(2026, 9, 30), None, True),
        (date(2026, 10, 1), None, False),
        (date(2026, 9, 30), date(2026, 10, 1), True),
        (date(2026, 5, 1), date(2026, 5, 2), True),
        (date(2026, 5, 1), date(2026, 5, 1), False),
        (date(2026, 9, 30), date(2026, 9, 30), False),
        (date(2026, 5, 1), date(2026, 6, 1), False),
        (None, date(2026, 5, 2), False),
    ],
)
def test_a_term_that_leaves_one_day_or_the_last_of_the_year_is_likely_a_day_short(
    stop: date | None, follows: date | None, *, short: bool
) -> None:
    one = Term("a", "own", FIRST, stop)
    after = [Term("b", "own", follows)] if follows else []
    assert a_day_short([one, *after]) == ([one] if short else [])


@pytest.mark.parametrize(
    ("named", "by_order", "since"),
    [
        (FIRST, True, SECOND),
        (SECOND, True, SECOND),
        (date(2021, 1, 1), False, date(2021, 1, 1)),
        (date(2021, 1, 1), True, THIRD),
        (FIRST, False, SECOND),
        (date(2023, 1, 1), True, date(2023, 1, 1)),
    ],
)
def test_a_member_begins_with_an_order_and_never_before_it(
    named: date, since: date, *, by_order: bool
) -> None:
    orders = [(SECOND, THIRD), (THIRD, None)]
    assert member_since(named, orders, by_order=by_order) == since
    assert member_since(named, [], by_order=by_order) is None
