"""`python -m benchmarks.hiding`: what publications hide, beside the least that they must; how long.

Random histories of small tables: four districts and their province, by quarter and year, with
corrections between. Of each table every choice of hidden numbers is tried by the same guard, the
fewest first; the next table knows what the guard published. Then tables of 18 districts are timed.
"""

import random
import time
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from config.indicators import TOTAL, indicators
from registry.rules.attacker import HIDDEN, Count, Mark, Release
from registry.rules.publications import Guard, Reader, Table, concealed

HISTORIES, DISTRICTS, QUARTERS, LARGE = 40, 4, (1, 2, 3, 4), 18
FEW = indicators().small_counts.shared
Truth = dict[tuple[str, str], int]


def table_of(truth: Truth, districts: int, quarter: int | None) -> Table:
    """The districts' totals of a quarter or of the year, and their sum."""
    quarters = QUARTERS if quarter is None else (quarter,)
    own = [frozenset(f"{d}/{q}" for q in quarters) for d in range(districts)]
    counts = [Count(str(d), quarter, TOTAL, places) for d, places in enumerate(own)]
    whole = Count("all", quarter, TOTAL, frozenset().union(*own))
    return Table((*counts, whole), truth, FEW)


def least(table: Table, reader: Reader) -> int | None:
    """The fewest numbers that must be hidden; None where the table must be withheld."""
    guard = Guard.of(table, [reader], ())
    first = dict(guard.marks)
    open_ones = [one for one, mark in first.items() if mark is Mark.SHOWN and table.value(one)]
    for more in range(len(open_ones) + 1):
        for chosen in combinations(open_ones, more):
            guard.marks = first | dict.fromkeys(chosen, Mark.COMPLEMENT)
            if guard.given_away() is None:
                return sum(mark in HIDDEN for mark in guard.marks.values())
    return None


def histories(seed: int, districts: int) -> Iterator[Table]:
    """Quarters but one, the year, and the year again after a correction."""
    drawn = random.Random(seed)  # noqa: S311 — the same in every run, no secret
    most = drawn.choice((4, 10, 30))
    truth = {
        (f"{d}/{q}", TOTAL): drawn.choice((0, 1, 2, drawn.randint(0, most), drawn.randint(0, most)))
        for d, q in product(range(districts), QUARTERS)
    }
    left_out = drawn.choice(QUARTERS)
    for quarter in (*(one for one in QUARTERS if one != left_out), None):
        yield table_of(dict(truth), districts, quarter)
    truth[drawn.choice(sorted(truth))] = drawn.randint(0, most)
    yield table_of(dict(truth), districts, None)


def measured(tables: Iterator[Table]) -> Iterator[tuple[int, int, int | None]]:
    """Of each table: its numbers, how many are hidden, how many must be."""
    seen: tuple[Release, ...] = ()
    for table in tables:
        reader = Reader(seen, seen, FEW)
        marks = concealed(table, [reader], ()).marks
        kept = sum(mark is not Mark.SHOWN for mark in marks.values())
        yield len(marks), kept, least(table, reader)
        seen = (*seen, table.released(marks))


def in_parts(seed: int) -> Table:
    """A year of 18 districts by channel."""
    drawn = random.Random(seed)  # noqa: S311 — the same in every run, no secret
    (channel,) = (one for one in indicators().breakdowns if one.key == "channel")
    places = [f"{d:02}/0" for d in range(LARGE)]
    truth = {
        (place, part): drawn.choice((0, 0, 1, 2, 3, 5, 8, 12, 20))
        for place, part in product(places, channel.keys)
    }
    truth |= {(place, TOTAL): sum(truth[place, part] for part in channel.keys) for place in places}
    counts = [
        Count(area, None, part, frozenset(of))
        for part in (TOTAL, *channel.keys)
        for area, of in (*((one[:2], [one]) for one in places), ("all", places))
    ]
    return Table(tuple(counts), truth, FEW)


def seconds(tables: Sequence[Table]) -> list[float]:
    """How long each takes after the ones before."""
    breakdowns = tuple(one for one in indicators().breakdowns if one.key == "channel")
    seen: tuple[Release, ...] = ()
    found = []
    for table in tables:
        start = time.perf_counter()
        marks = concealed(table, [Reader(seen, seen, FEW)], breakdowns).marks
        found.append(time.perf_counter() - start)
        seen = (*seen, table.released(marks))
    return found


def main() -> None:
    """Measure and print."""
    told = hidden = must = more = withheld = tables = 0
    for seed in range(HISTORIES):
        for numbers, kept, fewest in measured(histories(seed, DISTRICTS)):
            tables += 1
            told, hidden = told + numbers, hidden + kept
            must += numbers if fewest is None else fewest
            withheld += fewest is None
            more += kept > (numbers if fewest is None else fewest)
    print(f"{tables} tables, {told} numbers: hidden {hidden / told:.1%}, must be {must / told:.1%}")
    print(f"more than must be in {more} tables; nothing can be shown of {withheld}")
    years = [one for seed in range(10) for one in seconds(list(histories(seed, LARGE)))]
    print(
        f"18 districts, ten years of quarters and years: {sum(years):.1f} s, worst {max(years):.1f}"
    )
    parts = [one for seed in range(10) for one in seconds([in_parts(seed)])]
    print(f"18 districts by channel, ten years: {sum(parts):.1f} s, worst {max(parts):.1f} s")


if __name__ == "__main__":
    main()
