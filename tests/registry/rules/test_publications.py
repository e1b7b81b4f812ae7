"""Published tables hide what is small from whoever reads several of them."""

from registry.rules.attacker import Count, Mark
from registry.rules.publications import Reader, Table, concealed
from tests.registry.rules.published_tables import SEX, House, K, assert_safe, by_sex, cells, row

# What the attacker does: every whole number for every unknown, and what is known of them.


# What is known to be right.


def test_two_ones_of_eleven_hide_more_than_themselves() -> None:
    house = House()
    seen = house.publish(row(1, 1, 9, 0))
    assert seen[:2] == [None, None]
    assert seen[3] == 0
    assert seen.count(None) >= 3
    assert_safe(house.releases)


def test_the_table_of_the_privacy_page_hides_a_block_of_four() -> None:
    house = House()
    seen = house.publish(cells([[3, 12, 9], [14, 8, 7], [20, 6, 11]]))
    grid = [seen[0:3], seen[3:6], seen[6:9]]
    assert grid == [[None, 12, None], [None, 8, None], [20, 6, 11]]
    assert seen[9:] == [24, 29, 37, 37, 26, 27, 90]


def test_zeros_are_shown_and_what_is_large_enough_alone_is_too() -> None:
    assert House().publish(row(0, 7, 12)) == [0, 7, 12, 19]


def test_a_total_is_not_published_a_few_beside_its_only_large_part() -> None:
    seen = House().publish(row(30, 3))
    assert seen[1] is None
    assert not (seen[0] == 30 and seen[2] == 33)


def test_the_year_to_date_minus_the_quarter_before_tells_nothing_small() -> None:
    house = House()
    assert house.publish(cells([[20]], margins=False)) == [20]
    later = cells([[20, 3]])
    year = Count("0", None, "", frozenset({"0/1", "0/2"}))
    assert house.publish(Table((year,), later.truth, K)) == [None]


def test_a_small_correction_is_not_published() -> None:
    house = House()
    assert house.publish(row(50, 60)) == [50, 60, 110]
    assert house.publish(row(48, 60)) == [None, 60, None]
    assert house.publish(row(48, 60)) == [None, 60, None]


def test_what_was_hidden_once_stays_hidden_though_it_grows_or_goes() -> None:
    house = House()
    house.publish(row(3, 9, 8))
    assert house.publish(row(7, 9, 8))[0] is None
    assert house.publish(row(0, 9, 8))[0] is None
    assert_safe(house.releases)


def test_what_was_published_as_it_is_is_not_hidden_in_vain() -> None:
    house = House()
    five = row(5, 0, 1)
    assert house.publish(Table(five.counts[:1], five.truth, K)) == [5]
    assert house.publish(Table((five.counts[0], five.counts[-1]), five.truth, K)) == [5, None]


def test_a_late_report_of_a_few_is_not_told_by_the_new_total() -> None:
    house = House()
    early = Table(
        (Count("all", None, "", frozenset({"0", "1"})),), {("0", ""): 20, ("1", ""): 30}, K
    )
    assert house.publish(early) == [50]
    late = Table(
        (Count("all", None, "", frozenset({"0", "1", "2"})),),
        {("0", ""): 20, ("1", ""): 30, ("2", ""): 2},
        K,
    )
    assert house.publish(late) == [None]


def test_a_few_men_are_not_the_total_less_the_women() -> None:
    house = House(SEX)
    seen = house.publish(by_sex(20, 3, 0))
    assert seen[2] is None
    assert not (seen[0] == 23 and seen[1] == 20)
    assert_safe(house.releases, SEX, most=25)


def test_where_even_hiding_all_would_tell_the_table_is_withheld() -> None:
    house = House()
    assert house.publish(Table(row(1, 1, 1, 2).counts[-1:], row(1, 1, 1, 2).truth, K)) == [5]
    quarters = row(1, 1, 1, 2)
    assert house.publish(Table(quarters.counts[:4], quarters.truth, K)) == [None] * 4
    assert set(house.releases[-1].marks.values()) == {Mark.WITHHELD}


def test_a_count_that_is_hidden_alone_says_that_it_is_small() -> None:
    house = House()
    quarters = cells([[1, 1, 1, 0]])
    year = Count("0", None, "", frozenset({"0/1", "0/2", "0/3", "0/4"}))
    assert house.publish(Table((year,), quarters.truth, K)) == [None]
    # Three numbers of at least 1 that are together no more than 4: each is 1 or 2.
    house.publish(Table(quarters.counts[:4], quarters.truth, K))
    assert set(house.releases[-1].marks.values()) == {Mark.WITHHELD}


def test_where_the_search_may_try_nothing_more_is_hidden() -> None:
    table = cells([[3, 12, 9], [14, 8, 7], [20, 6, 11]])
    marks = concealed(table, [Reader((), (), K)], (), effort=0).marks
    assert set(marks.values()) == {Mark.WITHHELD}


def test_nothing_reported_is_not_hidden_and_not_zero() -> None:
    count = Count("0", None, "", frozenset())
    marks = concealed(Table((count,), {}, K), [Reader((), (), K)], ()).marks
    assert marks == {count: Mark.NOT_REPORTED}


def test_the_public_sees_no_number_below_eleven_though_offices_did() -> None:
    offices = row(7, 30, 40)
    seen = offices.released(concealed(offices, [Reader((), (), K)], ()).marks)
    assert set(seen.marks.values()) == {Mark.SHOWN}
    table = Table(offices.counts, offices.truth, 11)
    readers = [Reader((seen,), (seen,), K), Reader((), (), 11)]
    marks = concealed(table, readers, ()).marks
    assert marks[table.counts[0]] is Mark.SMALL
    assert_safe([table.released(marks)], most=77)


# What holds for any tables.
