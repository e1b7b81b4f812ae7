"""What somebody can work out of published tables about victims, who knows every rule of ours.

They know each number that was shown, every margin, every earlier table and which figures were
corrected since; that what is hidden is whole and at least 1; that a year which a district told of
itself is what its quarters come to; and that of a table that hides something new, something was
small. Numbers of districts' periods that always stand together are one unknown to them. They add
and subtract whatever was published, and they do not ask whether what they find stood in a table.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import NamedTuple, TypeAlias

from config.indicators import FITS, TOTAL, Breakdown
from registry.rules.calendar import QUARTERS
from registry.rules.integer_search import IntegerSystem, Row, Undecided
from registry.rules.knowledge import Knowledge, Solution
from registry.rules.linear_sums import Sum
from registry.rules.small_sums import Part, SteadySums

OF_YEAR = "0"  # a district's year as it told of it itself ("5704/0"), in place of a quarter
REACH = 40  # how far from the truth a number is looked for: three that fit lie nearer
PATIENCE = 50  # how many sums are tried for one trial of the search for whole numbers
NamedCount: TypeAlias = tuple[str, int | None, str]


class Mark(StrEnum):
    """Why a number of a publication is shown or hidden."""

    SHOWN = "shown"
    NOT_REPORTED = "not_reported"
    SMALL = "small"
    EARLIER = "earlier"
    DIFFERENCE = "difference"
    COMPLEMENT = "complement"
    WITHHELD = "withheld"


HIDDEN = frozenset({Mark.SMALL, Mark.EARLIER, Mark.DIFFERENCE, Mark.COMPLEMENT})


class Count(NamedTuple):
    """A number of a table: what is counted where, and over which districts' periods.

    `places` are those that had reported ("5704/1": the first quarter); a count of the same area,
    quarter and part is the same count, whichever had.
    """

    area: str
    quarter: int | None
    part: str
    places: frozenset[str]

    @property
    def name(self) -> NamedCount:
        """By what people know it."""
        return self.area, self.quarter, self.part

    def holds(self, other: "Count") -> bool:
        """Whether all that the other counts is counted here too."""
        return other.places <= self.places and self.part in (TOTAL, other.part)


Truth: TypeAlias = Mapping[tuple[str, str], int]  # by place and part, as known at the release


@dataclass(frozen=True)
class Release:
    """A table of one indicator as it left the house: the truth of then, what it showed of it.

    `threshold`: from which number on it showed; `publication`: its number, 0 of one not yet made.
    """

    truth: Truth
    marks: Mapping[Count, Mark]
    threshold: int
    publication: int = 0

    def value(self, count: Count) -> int:
        """The true number of a count."""
        return sum(self.truth[place, count.part] for place in count.places)

    @cached_property
    def shown(self) -> tuple[Count, ...]:
        """The counts that it showed."""
        return tuple(count for count, mark in self.marks.items() if mark is Mark.SHOWN)

    @cached_property
    def hidden(self) -> tuple[Count, ...]:
        """The counts that it hid."""
        return tuple(count for count, mark in self.marks.items() if mark in HIDDEN)

    @cached_property
    def places(self) -> frozenset[str]:
        """All places that it tells of."""
        counts = (*self.shown, *self.hidden)
        return frozenset(place for count in counts for place in count.places)


# A class of places, a part, a version of its truth; of a year's rest below 0, by its number.
Unknown: TypeAlias = tuple[int, str, int]
Marks: TypeAlias = Mapping[Count, Mark]


class Disclosure(NamedTuple):
    """What somebody can work out though they must not: a sum of unknowns.

    `by`: the published counts that tell it by their sums and differences alone, each with the
    number of its release; None where only whole numbers that fit tell it.
    """

    terms: Sum
    by: tuple[tuple[int, Count], ...] | None


@dataclass
class Attacker:
    """Somebody who has read the releases, the oldest first, of one indicator in one year.

    The last release is about to leave: what it would tell is asked for one choice of marks after
    another. `keeps` are the numbers of the releases whose hidden counts they must not find out;
    below `threshold` a count is small to them. What they can work out without the last release is
    told already, and asked no more.
    """

    releases: Sequence[Release]
    keeps: Collection[int]
    breakdowns: Sequence[Breakdown]
    threshold: int
    effort: int
    unknowns: dict[Unknown, int] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    _found: list[Solution] = field(default_factory=list)
    _old: dict[tuple[Sum, int], bool] = field(default_factory=dict)
    _rest_numbers: dict[tuple[int, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number every unknown, so that each system knows them all."""
        for number, release in enumerate(self.releases):
            for count in (*release.shown, *release.hidden):
                self.sums(number, count)
        self._tableless, self._sums_of_all  # noqa: B018 — numbers those that no count tells

    def told(self, marks: Marks) -> Disclosure | None:
        """A few that the last release, so marked, would tell; None: it is safe."""
        known = self._knowing(marks)
        self._found = known.found
        for terms in self._secrets(marks):
            if not _is_open(known, terms, FITS) and not self._is_old(terms, FITS):
                return self._told(marks, known, terms)
        for family in self._families:
            few = self._known_sum(known, family, _numbers) or self._known_sum(
                known, family, _corrections
            )
            if few is not None:
                return self._told(marks, known, few)
        return None

    def sums(self, release: int, count: Count) -> Sum:
        """A count of a release as a sum of unknowns."""
        classes, versions = self._classes, self._versions[release]
        found = {
            self._unknown(classes[place], count.part, versions[place, count.part])
            for place in count.places
        }
        return tuple((one, 1) for one in sorted(found))

    def beside(self, unknowns: Collection[int]) -> set[int]:
        """The unknowns, and what a year's rest among them is reckoned from."""
        rows = [{one for one, _ in row.terms} for row in self._rests]
        return set(unknowns).union(*(row for row in rows if row & set(unknowns) & self._left))

    @cached_property
    def _rests(self) -> tuple[Row, ...]:
        """That quarters are together their year, of each year that was told beside some of them."""
        found: dict[Row, None] = {}
        for number in range(len(self.releases)):
            found |= dict.fromkeys(self._of_years(number))
        return tuple(found)

    @cached_property
    def _left(self) -> frozenset[int]:
        """The unknowns that are no places': the rests of years."""
        return frozenset(own for (of, _, _), own in self.unknowns.items() if of < 0)

    def _value(self, terms: Sum) -> int:
        return sum(factor * self.numbers[one] for one, factor in terms)

    # What they must not know.

    def _secrets(self, marks: Marks) -> Iterable[Sum]:
        """Each number of few, each count of few of an area and period, each hidden count.

        In this order: that a hidden count would be told is said where nothing worse is.
        """
        few = range(1, self.threshold)
        found: dict[Sum, None] = {
            ((one, 1),): None for one, number in enumerate(self.numbers) if number in few
        }
        found |= {one: None for one in self._tableless if self._value(one) in few}
        return found | dict.fromkeys(self._to_keep(marks))

    def _to_keep(self, marks: Marks) -> Iterator[Sum]:
        """The hidden counts, but for what another table shows them."""
        shown = {
            (count.name, self.sums(number, count))
            for number in range(len(self.releases))
            for count in self._shown(number, marks)
        }
        for number, release in enumerate(self.releases):
            for count in self._hidden(number, marks):
                small = 1 <= release.value(count) < self.threshold
                own = self.sums(number, count)
                if (number in self.keeps or small) and (count.name, own) not in shown:
                    yield own

    @cached_property
    def _tableless(self) -> tuple[Sum, ...]:
        """The counts of a district's year and of all districts' quarter, in a table or not."""
        newest: dict[tuple[str, str], int] = {}
        for number, release in enumerate(self.releases):
            told = {count.part for count in (*release.shown, *release.hidden)}
            newest |= {
                (place, part): number
                for place, part in release.truth
                if place in self._classes and part in told
            }
        together: dict[tuple[int, str, str], set[int]] = {}
        for (place, part), number in newest.items():
            version = self._versions[number][place, part]
            own = self._unknown(self._classes[place], part, version)
            district, _, quarter = place.partition("/")
            if quarter != OF_YEAR or district not in self._told_twice:
                together.setdefault((0, district, part), set()).add(own)
            together.setdefault((1, quarter, part), set()).add(own)
        found = (tuple((one, 1) for one in sorted(each)) for each in together.values())
        return tuple(dict.fromkeys(one for one in found if len(one) > 1))

    # Whether they know it.

    def _is_old(self, terms: Sum, enough: int) -> bool:
        """Whether it is told without the last release: hiding keeps nothing of it any more."""
        if len(self.releases) == 1:
            return False
        key = terms, enough
        if key not in self._old:
            try:
                self._old[key] = not self._before.fit(terms, enough)
            except Undecided:
                self._old[key] = False
        return self._old[key]

    def _known_sum(self, known: Knowledge, family: str, kind: "_Kind") -> Sum | None:
        """A sum of few of the kind that is the same whatever else may be."""
        while True:
            parts = dict(self._parts(known, family, kind))
            sums = tuple(parts)
            try:
                for places in SteadySums(
                    tuple(parts.values()), self.threshold - 1, self.effort * PATIENCE
                ):
                    terms = _together([sums[place] for place in places])
                    if self._is_old(terms, 2):
                        continue
                    if not _is_open(known, terms, 2):
                        return terms
                    break  # one more solution: there are fewer such sums than it seemed
                else:
                    return None
            except Undecided:
                return sums[0]

    @property
    def _families(self) -> tuple[str, ...]:
        """What adds up to people: the totals, and the parts of each breakdown."""
        return tuple(dict.fromkeys(_family(part) for _, part, _ in self.unknowns))

    def _parts(self, known: Knowledge, family: str, kind: "_Kind") -> Iterator[tuple[Sum, Part]]:
        """What of a family may be part of a known sum of the kind."""
        versions: dict[tuple[int, str], list[int]] = {}
        for (of, part, _), number in self.unknowns.items():
            if _family(part) == family:
                versions.setdefault((of, part), []).append(number)
        for key, numbers in versions.items():
            for terms in kind(numbers):
                value = self._value(terms)
                moves = tuple(Row(terms, None, None).value(one) - value for one in known.found)
                if any(moves) or 1 <= abs(value) < self.threshold:
                    yield terms, Part(key, value, moves)

    def _told(self, marks: Marks, known: Knowledge, terms: Sum) -> Disclosure:
        places = known.made_of(terms)
        if places is None:
            return Disclosure(terms, None)
        counts = [count for _, count in self._told_sums(marks)]
        return Disclosure(
            terms, tuple(one for place in places if (one := counts[place]) is not None)
        )

    # What they know.

    def _shown(self, number: int, marks: Marks) -> Iterable[Count]:
        if number < len(self.releases) - 1:
            return self.releases[number].shown
        return [count for count, mark in marks.items() if mark is Mark.SHOWN]

    def _hidden(self, number: int, marks: Marks) -> Iterable[Count]:
        if number < len(self.releases) - 1:
            return self.releases[number].hidden
        return [count for count, mark in marks.items() if mark in HIDDEN]

    def _knowing(self, marks: Marks) -> Knowledge:
        """What they know after all releases, the last of them so marked."""
        before, last = self._before.system, len(self.releases) - 1
        rows = (*before.rows, *self._rows(last, marks), *self._sums_of_all[last])
        choices = (*before.choices, *self._choice(last, marks))
        system = IntegerSystem(before.solution, tuple(dict.fromkeys(rows)), choices, REACH)
        sums = [one for one, _ in self._told_sums(marks)]
        return Knowledge(system, sums, self.effort, self._found)

    @cached_property
    def _before(self) -> Knowledge:
        """What they know without the last release."""
        rows: dict[Row, None] = {}
        choices: list[tuple[Row, ...]] = []
        for number in range(len(self.releases) - 1):
            rows |= dict.fromkeys((*self._rows(number, {}), *self._sums_of_all[number]))
            choices += self._choice(number, {})
        system = IntegerSystem(tuple(self.numbers), tuple(rows), tuple(choices), REACH)
        return Knowledge(system, [one.terms for one in rows if one.low == one.high], self.effort)

    def _told_sums(self, marks: Marks) -> list[tuple[Sum, tuple[int, Count] | None]]:
        """The sums that they know, the older first; of which release and count, None: a total."""
        wholes = (row for rows in self._sums_of_all for row in rows if row.high is not None)
        return [
            *((row.terms, None) for row in wholes),
            *(
                (self.sums(number, count), (number, count))
                for number in range(len(self.releases))
                for count in self._shown(number, marks)
            ),
        ]

    def _rows(self, number: int, marks: Marks) -> Iterator[Row]:
        """The numbers that a release shows; that what it hides is something."""
        release = self.releases[number]
        for count in self._shown(number, marks):
            value = release.value(count)
            yield Row(self.sums(number, count), value, value)
        for count in self._hidden(number, marks):  # one that was corrected to zero stays hidden
            yield Row(self.sums(number, count), min(1, release.value(count)), None)

    def _choice(self, number: int, marks: Marks) -> Iterator[tuple[Row, ...]]:
        """What a table that hides something new says by that: one of these is small."""
        before = {one.name for release in self.releases[:number] for one in release.hidden}
        new = [one for one in self._hidden(number, marks) if one.name not in before]
        reasons = tuple(dict.fromkeys(self._reasons(number, new, marks)))
        if any(not one.lacks(self.numbers) for one in reasons):
            yield reasons

    def _reasons(self, number: int, new: Sequence[Count], marks: Marks) -> Iterator[Row]:
        """A count is small, or a number of it is that the tables told apart by then, or it lies
        a few from another count that was shown.
        """
        most = self.releases[number].threshold - 1
        for count in new:
            yield Row(self.sums(number, count), 1, most)
            for terms in self._told_apart_by(number, count):
                yield Row(terms, 1, most)
            for by_then in range(number + 1):
                for shown in self._shown(by_then, marks):
                    for apart in self._between(number, count, by_then, shown):
                        yield from (Row(apart, 1, most), Row(apart, -most, -1))

    def _told_apart_by(self, number: int, count: Count) -> Iterable[Sum]:
        """The numbers within a count that the tables up to a release told apart."""
        alike = self._alike[number]
        groups: dict[int, set[str]] = {}
        for place in count.places:
            groups.setdefault(alike[place], set()).add(place)
        for places in groups.values():
            yield self.sums(number, count._replace(places=frozenset(places)))

    def _between(self, number: int, count: Count, by_then: int, shown: Count) -> Iterable[Sum]:
        if shown.holds(count) or count.holds(shown):
            own, other = self.sums(number, count), self.sums(by_then, shown)
            apart = _together([own, tuple((one, -factor) for one, factor in other)])
            return [apart] if apart else []
        return []

    @cached_property
    def _sums_of_all(self) -> list[tuple[Row, ...]]:
        """Of each release: parts of a breakdown are together their total, if all were reported;
        quarters are together the year that a district told of itself.
        """
        return [
            (*self._of_breakdowns(number), *self._of_years(number))
            for number in range(len(self.releases))
        ]

    @cached_property
    def _parts_told(self) -> frozenset[str]:
        """Those of which a release tells: of what it tells in parts, others told the total."""
        return frozenset(count.part for one in self.releases for count in (*one.shown, *one.hidden))

    def _of_breakdowns(self, number: int) -> Iterator[Row]:
        release, classes, versions = self.releases[number], self._classes, self._versions[number]
        for place in {classes[one]: one for one in sorted(release.places)}.values():
            for breakdown in self.breakdowns:
                if not self._parts_told & {*breakdown.keys} or (place, TOTAL) not in release.truth:
                    continue
                known = [key for key in breakdown.keys if (place, key) in release.truth]
                parts = [
                    (self._unknown(classes[place], key, versions[place, key]), -1) for key in known
                ]
                total = self._unknown(classes[place], TOTAL, versions[place, TOTAL])
                whole = len(known) == len(breakdown.keys)
                yield Row(((total, 1), *parts), 0, 0 if whole else None)

    def _of_years(self, number: int) -> Iterator[Row]:
        """What was told by then of a year of its own is what was told of its quarters, and a rest.

        The rest is what nobody has told yet. Where quarters come to more than their year, or all
        four to less, it is what one of them was corrected by.
        """
        newest = self._newest[number]
        for (place, part), year in newest.items():
            district, _, quarter = place.partition("/")
            if quarter != OF_YEAR:
                continue
            own = [one for each in QUARTERS if (one := newest.get((f"{district}/{each}", part)))]
            if own:
                yield self._of_year(
                    year, tuple(dict.fromkeys(own)), whole=len(own) == len(QUARTERS)
                )

    def _of_year(self, year: Unknown, quarters: Sequence[Unknown], *, whole: bool) -> Row:
        terms = {self._unknown(*year): 1} | {self._unknown(*one): -1 for one in quarters}
        rest = sum(factor * self.numbers[one] for one, factor in terms.items())
        if rest or not whole:
            terms[self._rest(year[1], tuple(terms), abs(rest))] = 1 if rest < 0 else -1
        return Row(tuple(sorted(terms.items())), 0, 0)

    def _rest(self, part: str, of: tuple[int, ...], value: int) -> int:
        """The unknown that is left of a year when what was told of it is taken away."""
        number = self._rest_numbers.setdefault(of, -1 - len(self._rest_numbers))
        key = number, part, 0
        if key not in self.unknowns:
            self.unknowns[key] = len(self.numbers)
            self.numbers.append(value)
        return self.unknowns[key]

    @cached_property
    def _newest(self) -> list[dict[tuple[str, str], Unknown]]:
        """Of each release what districts that tell of their year and of quarters told by then."""
        latest: dict[tuple[str, str], Unknown] = {}
        found = []
        for number, release in enumerate(self.releases):
            latest |= {
                (place, part): (self._classes[place], part, self._versions[number][place, part])
                for place, part in release.truth
                if part in self._parts_told
                and place.partition("/")[0] in self._told_twice
                and place in release.places
            }
            found.append(dict(latest))
        return found

    @cached_property
    def _told_twice(self) -> frozenset[str]:
        """The districts that told of their year, and of quarters of it."""
        told = [one.partition("/") for release in self.releases for one in release.places]
        years = {district for district, _, quarter in told if quarter == OF_YEAR}
        return frozenset(years & {district for district, _, quarter in told if quarter != OF_YEAR})

    # Unknowns.

    def _unknown(self, of_class: int, part: str, version: int) -> int:
        key = of_class, part, version
        if key not in self.unknowns:
            self.unknowns[key] = len(self.numbers)
            self.numbers.append(self._truth[key])
        return self.unknowns[key]

    @cached_property
    def _truth(self) -> dict[Unknown, int]:
        found: dict[Unknown, dict[str, int]] = {}
        for number, release in enumerate(self.releases):
            for (place, part), value in release.truth.items():
                if place in self._classes:
                    key = self._classes[place], part, self._versions[number][place, part]
                    found.setdefault(key, {})[place] = value
        return {key: sum(values.values()) for key, values in found.items()}

    @cached_property
    def _versions(self) -> list[dict[tuple[str, str], int]]:
        """Of each release the version of each number: one more where it was corrected."""
        latest: dict[tuple[str, str], tuple[int, int]] = {}
        found = []
        for release in self.releases:
            for key, value in release.truth.items():
                version, before = latest.get(key, (0, value))
                latest[key] = (version if before == value else version + 1, value)
            found.append({key: latest[key][0] for key in release.truth})
        return found

    @property
    def _classes(self) -> dict[str, int]:
        """Places that stand in the same counts, and were corrected at the same times, are one."""
        return self._alike[-1]

    @cached_property
    def _alike(self) -> list[dict[str, int]]:
        """The classes of places by what each release and those before it tell apart."""
        signs: dict[str, list[object]] = {}
        found = []
        for number, release in enumerate(self.releases):
            for place in release.places:
                district = place.partition("/")[0]
                signs.setdefault(place, [district] if district in self._told_twice else [])
            parts: dict[str, list[tuple[str, int]]] = {}
            for place, part in sorted(release.truth):
                version = self._versions[number][place, part]
                parts.setdefault(place, []).append((part, version))
            told: dict[str, set[int]] = {}
            for index, (count, mark) in enumerate(release.marks.items()):
                for place in count.places if mark in {*HIDDEN, Mark.SHOWN} else ():
                    told.setdefault(place, set()).add(index)
            for place, indexes in told.items():
                sign = number, frozenset(indexes), tuple(parts.get(place, ()))
                signs[place].append(sign)
            numbers: dict[tuple[object, ...], int] = {}
            found.append(
                {
                    place: numbers.setdefault(tuple(sign), len(numbers))
                    for place, sign in signs.items()
                }
            )
        return found


def _is_open(known: Knowledge, terms: Sum, enough: int) -> bool:
    """Whether so many whole numbers fit. Where the search cannot tell, they do not."""
    try:
        return known.fit(terms, enough)
    except Undecided:
        return False


_Kind: TypeAlias = Callable[[Sequence[int]], Iterable[Sum]]


def _numbers(versions: Sequence[int]) -> Iterable[Sum]:
    """A number in each of its versions: so many were counted."""
    return [((one, 1),) for one in versions]


def _corrections(versions: Sequence[int]) -> Iterable[Sum]:
    """A number less an older version of it: by so many it was corrected."""
    return [((new, 1), (old, -1)) for old, new in combinations(versions, 2)]


def _family(part: str) -> str:
    """The breakdown that a part is of; "" for a total."""
    return part.partition(".")[0]


def _together(sums: Iterable[Sum]) -> Sum:
    """Sums added, without what they take from each other."""
    factors: dict[int, int] = {}
    for terms in sums:
        for one, factor in terms:
            factors[one] = factors.get(one, 0) + factor
    return tuple((one, factor) for one, factor in sorted(factors.items()) if factor)
