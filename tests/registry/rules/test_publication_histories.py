"""No history of published tables tells of a few, whatever was reported and corrected."""

import pytest
from hypothesis import example, given, settings, strategies as st

from registry.rules.attacker import Mark
from registry.rules.publications import Table
from tests.registry.rules.published_tables import SEX, House, K, assert_safe, by_sex, cells, row


def assert_hides_what_is_small(house: House) -> None:
    before: set[object] = set()
    for release in house.releases:
        for count, mark in release.marks.items():
            value = sum(release.truth[place, count.part] for place in count.places)
            if 1 <= value < K or count.name in before:
                assert mark is not Mark.SHOWN
            if value == 0 and count.name not in before:
                assert mark in {Mark.SHOWN, Mark.WITHHELD}
            if mark is not Mark.SHOWN:
                before.add(count.name)


def assert_no_small_difference(house: House) -> None:
    shown = [(count, one.value(count)) for one in house.releases for count in one.shown]
    for count, value in shown:
        for other, less in shown:
            nested = other.places <= count.places and count.part in ("", other.part)
            assert not (nested and 1 <= abs(value - less) < K), (count, other)


numbers = st.one_of(st.integers(0, 6), st.integers(0, 14))  # a few more often than many


@st.composite
def histories(
    draw: st.DrawFn, districts: int, tables: int, counted: st.SearchStrategy[int] = numbers
) -> list[Table]:
    """Tables of the same districts with some corrected, each over some of them."""
    values = [draw(counted) for _ in range(districts)]
    found = []
    for _ in range(draw(st.integers(1, tables))):
        for place in range(districts):
            if draw(st.integers(0, 4)) == 0:
                values[place] = draw(counted)
        whole = row(*values)
        counts = draw(st.lists(st.sampled_from(whole.counts), min_size=1, unique=True))
        found.append(Table(tuple(counts), whole.truth, K))
    return found


@given(tables=histories(3, 2))
@settings(max_examples=60, deadline=None)
def test_no_history_of_tables_tells_of_a_few(tables: list[Table]) -> None:
    house = House()
    for table in tables:
        house.publish(table)
    assert_hides_what_is_small(house)
    assert_no_small_difference(house)
    assert_safe(house.releases)


@given(values=st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=2, max_size=2))
@settings(max_examples=60, deadline=None)
def test_no_table_with_both_margins_tells_of_a_few(values: list[list[int]]) -> None:
    house = House()
    house.publish(cells(values))
    assert_hides_what_is_small(house)
    assert_no_small_difference(house)
    assert_safe(house.releases, most=30)


@given(st.lists(st.tuples(numbers, numbers, st.integers(0, 3)), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_no_table_by_sex_and_no_correction_of_it_tells_of_a_few(
    versions: list[tuple[int, int, int]],
) -> None:
    house = House(SEX)
    for one in versions:
        house.publish(by_sex(*one))
    assert_hides_what_is_small(house)
    assert_no_small_difference(house)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_no_table_by_sex_tells_of_a_few(women: int, men: int, not_stated: int) -> None:
    house = House(SEX)
    house.publish(by_sex(women, men, not_stated))
    assert_safe(house.releases, SEX, most=21)


@pytest.mark.slow
@given(tables=histories(4, 4, st.integers(0, 8)))
@settings(max_examples=120, deadline=None)
def test_no_longer_history_of_tables_tells_of_a_few(tables: list[Table]) -> None:
    house = House()
    for table in tables:
        house.publish(table)
    assert_hides_what_is_small(house)
    assert_no_small_difference(house)
    assert_safe(house.releases, most=33)


@pytest.mark.slow
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 9)), max_size=2),
)
@settings(max_examples=150, deadline=None)
def test_no_table_with_both_margins_and_no_correction_of_it_tells_of_a_few(
    values: list[list[int]], corrections: list[tuple[int, int, int]]
) -> None:
    house = House()
    house.publish(cells(values))
    for district, quarter, value in corrections:
        values[district][quarter] = value
        house.publish(cells(values))
    assert_hides_what_is_small(house)
    assert_no_small_difference(house)
    assert_safe(house.releases, most=30)


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 1)), min_size=1, max_size=3
    )
)
@example([(5, 6, 0), (5, 6, 1)])
@settings(max_examples=150, deadline=None)
def test_no_history_of_tables_by_sex_tells_of_a_few(versions: list[tuple[int, int, int]]) -> None:
    house = House(SEX)
    for one in versions:
        house.publish(by_sex(*one))
    assert_safe(house.releases, SEX, most=16)  # the largest total, and three numbers more
