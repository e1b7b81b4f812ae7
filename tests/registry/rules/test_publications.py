"""Against an attacker who tries out every number: it shares no line with the rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

import pytest
from hypothesis import example, given, settings, strategies as st

from config.indicators import Breakdown, indicators
from registry.rules.attacker import HIDDEN, Count, Mark, Release
from registry.rules.publications import Reader, Table, concealed

SEX = tuple(one for one in indicators().breakdowns if one.key == "sex")
K = 5


def cells(grid: Sequence[Sequence[int]], *, margins: bool = True) -> Table:
    """Districts by quarters, with their totals."""
    truth = {
        (f"{d}/{q}", ""): value for d, row in enumerate(grid) for q, value in enumerate(row, 1)
    }
    districts, quarters = range(len(grid)), range(1, len(grid[0]) + 1)
    counts = [
        Count(str(d), q, "", frozenset({f"{d}/{q}"})) for d, q in product(districts, quarters)
    ]
    if margins:
        counts += [
            Count(str(d), None, "", frozenset(f"{d}/{q}" for q in quarters)) for d in districts
        ]
        counts += [Count("all", q, "", frozenset(f"{d}/{q}" for d in districts)) for q in quarters]
        everything = frozenset(f"{d}/{q}" for d, q in product(districts, quarters))
        counts.append(Count("all", None, "", everything))
    return Table(tuple(dict.fromkeys(counts)), truth, K)


def row(*values: int) -> Table:
    """Districts of a year with their total."""
    truth = {(str(d), ""): value for d, value in enumerate(values)}
    own = [Count(str(d), None, "", frozenset({str(d)})) for d in range(len(values))]
    whole = Count("all", None, "", frozenset(str(d) for d in range(len(values))))
    return Table((*own, whole), truth, K)


@dataclass
class House:
    """Tables as they leave it, one after another, to one reader."""

    breakdowns: tuple[Breakdown, ...] = ()
    releases: list[Release] = field(default_factory=list)

    def publish(self, table: Table) -> list[int | None]:
        """The table as people read it: None for what is hidden."""
        seen = tuple(self.releases)
        marks = concealed(table, [Reader(seen, seen, K)], self.breakdowns)
        self.releases.append(table.released(marks))
        return [
            table.value(count) if marks[count] is Mark.SHOWN else None for count in table.counts
        ]


# What the attacker does: every whole number for every unknown, and what is known of them.

Atom = tuple[str, str, int]


def unknowns(releases: Sequence[Release]) -> list[dict[tuple[str, str], Atom]]:
    """Of each release its numbers as unknowns: another one from its correction on."""
    latest: dict[tuple[str, str], tuple[int, int]] = {}
    found = []
    for release in releases:
        here = {}
        for (place, part), value in release.truth.items():
            version, before = latest.get((place, part), (0, value))
            version += before != value
            latest[place, part] = version, value
            here[place, part] = (place, part, version)
        found.append(here)
    return found


Named = Mapping[tuple[str, str], Atom]
Known = tuple[frozenset[Atom], int, int | None]  # a sum, at least, at most


def sum_of(count: Count, atoms: Named) -> frozenset[Atom]:
    return frozenset(atoms[place, count.part] for place in count.places)


def knowledge(releases: Sequence[Release], named: Sequence[Named]) -> list[Known]:
    found: list[Known] = []
    for release, atoms in zip(releases, named, strict=True):
        for count, mark in release.marks.items():
            value = sum(release.truth[place, count.part] for place in count.places)
            if mark is Mark.SHOWN:
                found.append((sum_of(count, atoms), value, value))
            elif mark in HIDDEN and value:
                found.append((sum_of(count, atoms), 1, None))
    return found


def reasons(releases: Sequence[Release], named: Sequence[Named]) -> list[list[Known]]:
    """Of each table that hides something new: one of these is so, for why else would it."""
    found, before = [], set[object]()
    for number, release in enumerate(releases):
        new = [one for one in release.hidden if one.name not in before]
        before |= {one.name for one in new}
        why: list[Known] = [(sum_of(one, named[number]), 1, K - 1) for one in new]
        for count in new:
            own = sum_of(count, named[number])
            for earlier in releases[: number + 1]:
                for shown in earlier.shown:
                    if shown.places >= count.places or shown.places <= count.places:
                        value = earlier.value(shown)
                        why += [(own, value + 1, value + K - 1), (own, value - K + 1, value - 1)]
        truth = {atom: release.truth[key] for key, atom in named[number].items()}
        if any(holds(truth, one) for one in why):
            found.append(why)
    return found


def holds(world: Mapping[Atom, int], known: Known) -> bool:
    of, least, limit = known
    value = sum(world[one] for one in of)
    return least <= value and (limit is None or value <= limit)


def may_be(
    releases: Sequence[Release],
    breakdowns: Sequence[Breakdown],
    of: frozenset[Atom],
    number: int,
    most: int,
) -> bool:
    """Whether the sum may be that number, each unknown from 0 to `most`."""
    named = unknowns(releases)
    known, why = knowledge(releases, named), reasons(releases, named)
    told = [of, *sorted((one for one, _, _ in known), key=len)]
    told += [frozenset({total, *parts}) for total, parts in totals(named, breakdowns)]
    ordered = list(dict.fromkeys(one for each in told for one in each))  # untold ones tell nothing
    wholes = totals(named, breakdowns)
    return any(
        all(any(holds(world, one) for one in each) for each in why)
        for world in _extended({}, ordered, [(of, number, number), *known], wholes, most)
    )


def totals(
    named: Sequence[Named], breakdowns: Sequence[Breakdown]
) -> set[tuple[Atom, frozenset[Atom]]]:
    """Each total and the parts that it is the sum of."""
    return {
        (here[place, ""], frozenset(here[place, key] for key in breakdown.keys))
        for here in named
        for place in {place for place, _ in here}
        for breakdown in breakdowns
        if all((place, key) in here for key in breakdown.keys)
    }


def _extended(
    world: dict[Atom, int],
    atoms: Sequence[Atom],
    known: Sequence[Known],
    wholes: set[tuple[Atom, frozenset[Atom]]],
    most: int,
) -> Iterator[dict[Atom, int]]:
    for of, least, limit in known:
        given = sum(world[one] for one in of if one in world)
        whole = all(one in world for one in of)
        if (limit is not None and given > limit) or (whole and given < least):
            return
    for total, parts in wholes:
        if total in world:
            given = sum(world[one] for one in parts if one in world)
            whole = all(one in world for one in parts)
            if given > world[total] or (whole and given < world[total]):
                return
    if len(world) == len(atoms):
        yield dict(world)
        return
    atom = atoms[len(world)]
    for number in range(most + 1):
        world[atom] = number
        yield from _extended(world, atoms, known, wholes, most)
        del world[atom]


def assert_safe(
    releases: Sequence[Release], breakdowns: Sequence[Breakdown] = (), most: int = 45
) -> None:
    named = unknowns(releases)
    hidden = {
        sum_of(count, atoms): release.value(count)
        for release, atoms in zip(releases, named, strict=True)
        for count in release.hidden
    }
    published = {  # a table that was withheld whole keeps nothing that others had shown
        sum_of(count, atoms)
        for release, atoms in zip(releases, named, strict=True)
        for count in release.shown
    }
    for of in hidden.keys() - published:
        truth = hidden[of]
        near = sorted(range(most * len(of) + 1), key=lambda one: abs(one - truth))
        fits = list(islice((n for n in near if may_be(releases, breakdowns, of, n, most)), 3))
        assert len(fits) >= 3, f"worked out: {of} is one of {fits}"


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


def by_sex(women: int, men: int, not_stated: int) -> Table:
    truth = {
        ("0", ""): women + men + not_stated,
        ("0", "sex.women"): women,
        ("0", "sex.men"): men,
        ("0", "sex.not_stated"): not_stated,
    }
    counts = tuple(Count("0", None, part, frozenset({"0"})) for _, part in truth)
    return Table(counts, truth, K)


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
    marks = concealed(table, [Reader((), (), K)], (), effort=0)
    assert set(marks.values()) == {Mark.WITHHELD}


def test_nothing_reported_is_not_hidden_and_not_zero() -> None:
    count = Count("0", None, "", frozenset())
    marks = concealed(Table((count,), {}, K), [Reader((), (), K)], ())
    assert marks == {count: Mark.NOT_REPORTED}


def test_the_public_sees_no_number_below_eleven_though_offices_did() -> None:
    offices = row(7, 30, 40)
    seen = offices.released(concealed(offices, [Reader((), (), K)], ()))
    assert set(seen.marks.values()) == {Mark.SHOWN}
    table = Table(offices.counts, offices.truth, 11)
    readers = [Reader((seen,), (seen,), K), Reader((), (), 11)]
    marks = concealed(table, readers, ())
    assert marks[table.counts[0]] is Mark.SMALL
    assert_safe([table.released(marks)], most=77)


# What holds for any tables.

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
