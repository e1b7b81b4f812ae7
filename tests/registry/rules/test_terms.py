from datetime import date

import pytest

from registry.rules.terms import OfficeTerm, a_day_short, clash, member_since

FIRST, SECOND, THIRD = date(2018, 10, 1), date(2020, 10, 1), date(2022, 10, 1)


def test_a_successor_meets_a_term_whose_end_nobody_recorded() -> None:
    assert clash(OfficeTerm("new", "own", SECOND), [OfficeTerm("old", "own", FIRST)]) is None


def test_a_term_that_ends_where_the_next_begins_is_no_clash() -> None:
    assert (
        clash(OfficeTerm("new", "own", SECOND), [OfficeTerm("old", "own", FIRST, SECOND)]) is None
    )


def test_a_predecessor_recorded_late_ends_where_the_successor_begins() -> None:
    assert clash(OfficeTerm("old", "own", FIRST), [OfficeTerm("new", "own", SECOND)]) is None


@pytest.mark.parametrize(
    ("new", "stands"),
    [
        (OfficeTerm("b", "own", FIRST), OfficeTerm("a", "own", FIRST)),
        (OfficeTerm("b", "own", SECOND), OfficeTerm("a", "own", FIRST, THIRD)),
        (OfficeTerm("b", "own", FIRST, THIRD), OfficeTerm("a", "own", SECOND)),
        (OfficeTerm("b", "acting", SECOND), OfficeTerm("a", "acting", FIRST, THIRD)),
        (OfficeTerm("b", "on_behalf", SECOND), OfficeTerm("a", "acting", FIRST)),
        (OfficeTerm("a", "on_behalf", SECOND), OfficeTerm("a", "acting", FIRST)),
    ],
)
def test_two_people_for_the_same_time_clash(new: OfficeTerm, stands: OfficeTerm) -> None:
    assert clash(new, [stands]) == stands


def test_who_acts_stands_beside_the_holder() -> None:
    assert clash(OfficeTerm("b", "acting", SECOND, THIRD), [OfficeTerm("a", "own", FIRST)]) is None


def test_a_person_extends_a_term_of_their_own() -> None:
    assert (
        clash(OfficeTerm("a", "own", FIRST, THIRD), [OfficeTerm("a", "own", FIRST, SECOND)]) is None
    )


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
    one = OfficeTerm("a", "own", FIRST, stop)
    after = [OfficeTerm("b", "own", follows)] if follows else []
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
