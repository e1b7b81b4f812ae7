"""Rotations of an office, told from its terms."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from registry.rules.rotations import Rotation, changes, rotations

OCT, DEC, MAY = date(2022, 10, 1), date(2022, 12, 1), date(2023, 5, 2)


@dataclass(frozen=True)
class Held:
    person: int
    start: date
    stop: date | None = None
    capacity: str = "own"


FIRST = Held(1, date(2020, 10, 1), OCT)


def test_whoever_is_first_known_in_an_office_is_no_rotation() -> None:
    assert rotations([]) == rotations([Held(1, OCT)]) == ()


def test_a_successor_is_a_rotation_on_the_first_day() -> None:
    assert rotations([FIRST, Held(2, OCT)]) == (Rotation(OCT, 1, 2),)


def test_a_vacancy_is_a_rotation_and_so_is_its_end() -> None:
    assert rotations([FIRST, Held(2, DEC)]) == (Rotation(OCT, 1, None), Rotation(DEC, 1, 2))


def test_who_acts_in_a_vacancy_comes_and_who_acts_beside_a_holder_does_not() -> None:
    acting = Held(3, OCT, DEC, "acting_vacant")
    assert rotations([FIRST, acting, Held(2, DEC)]) == (Rotation(OCT, 1, 3), Rotation(DEC, 3, 2))
    assert rotations([Held(1, OCT), Held(3, DEC, MAY, "acting")]) == ()
    assert rotations([FIRST, Held(3, OCT, None, "on_behalf")]) == (Rotation(OCT, 1, None),)


def test_two_terms_of_one_person_are_no_rotation() -> None:
    assert rotations([FIRST, Held(1, OCT)]) == ()


def test_a_successor_who_becomes_known_changes_nothing_of_the_day() -> None:
    before, after = rotations([FIRST]), rotations([FIRST, Held(2, OCT)])
    assert (before, after) == ((Rotation(OCT, 1, None),), (Rotation(OCT, 1, 2),))
    assert changes(before, after).new == changes(before, after).gone == ()


def test_the_same_two_on_another_day_moved() -> None:
    before = rotations([FIRST, Held(2, OCT)])
    after = rotations([Held(1, date(2020, 10, 1), DEC), Held(2, DEC)])
    assert changes(before, after).moved == ((Rotation(OCT, 1, 2), Rotation(DEC, 1, 2)),)
    assert changes(after, ()).gone == after
    assert changes((), after).new == after


days = st.dates(date(2020, 1, 1), date(2020, 2, 10))


@given(st.lists(st.tuples(st.integers(1, 4), days, days), max_size=6))
def test_the_holder_of_a_day_is_who_came_by_the_last_rotation(
    spans: list[tuple[int, date, date]],
) -> None:
    terms = [Held(who, start, stop) for who, start, stop in spans if start < stop]
    found = rotations(terms)
    for one in found:
        held = {t.person for t in terms if t.start <= one.on < (t.stop or date.max)}
        assert one.coming in held if held else one.coming is None
    for one, following in pairwise(found):
        assert following.leaving == (one.leaving if one.coming is None else one.coming)


@pytest.mark.parametrize("same", [(), (Rotation(OCT, 1, 2),)])
def test_nothing_changes_where_the_terms_are_the_same(same: tuple[Rotation, ...]) -> None:
    found = changes(same, same)
    assert (found.new, found.moved, found.gone) == ((), (), ())
