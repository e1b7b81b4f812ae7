"""An attacker who tries out every number of published tables: it shares no line with the rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

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
        marks = concealed(table, [Reader(seen, seen, K)], self.breakdowns).marks
        self.releases.append(table.released(marks))
        return [
            table.value(count) if marks[count] is Mark.SHOWN else None for count in table.counts
        ]


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
    if len(world) == len(atoms):
        yield dict(world)
        return
    atom = atoms[len(world)]
    for number in _left_open(world, atom, known, wholes, most):
        world[atom] = number
        yield from _extended(world, atoms, known, wholes, most)
        del world[atom]


def _left_open(
    world: Mapping[Atom, int],
    atom: Atom,
    known: Sequence[Known],
    wholes: set[tuple[Atom, frozenset[Atom]]],
    most: int,
) -> range:
    """The numbers that the unknown may be, as far as the others are chosen."""
    low, high = 0, most
    sums = [one for one in known if atom in one[0]]
    sums += [(parts, world[total], world[total]) for total, parts in wholes if total in world]
    for of, least, limit in sums:
        if atom in of:
            given = sum(world.get(one, 0) for one in of)
            high = high if limit is None else min(high, limit - given)
            low = max(low, least - given) if of - {atom} <= world.keys() else low
    for total, parts in wholes:
        if atom == total:
            given = sum(world.get(one, 0) for one in parts)
            low = max(low, given)
            high = min(high, given) if parts <= world.keys() else high
    return range(low, high + 1)


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


def by_sex(women: int, men: int, not_stated: int) -> Table:
    truth = {
        ("0", ""): women + men + not_stated,
        ("0", "sex.women"): women,
        ("0", "sex.men"): men,
        ("0", "sex.not_stated"): not_stated,
    }
    counts = tuple(Count("0", None, part, frozenset({"0"})) for _, part in truth)
    return Table(counts, truth, K)
