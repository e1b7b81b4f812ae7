"""What somebody can work out of published tables about victims, who knows every rule of ours.

They know each number that was shown, every margin, every earlier table and which figures were
corrected since; that what is hidden is whole and at least 1; and that of a table that hides
something new, something was small. Numbers of districts' periods that always stand together are
one unknown to them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from config.indicators import TOTAL, Breakdown
from registry.rules.integer_search import IntegerSystem, Row, another_solution

REACH = 40  # how far from the truth a number is looked for: three that fit lie nearer
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

    `threshold`: from which number on it showed.
    """

    truth: Truth
    marks: Mapping[Count, Mark]
    threshold: int

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


Unknown: TypeAlias = tuple[int, str, int]  # a class of places, a part, a version of its truth


@dataclass
class Attacker:
    """Somebody who has read the releases, the oldest first, of one indicator in one year."""

    releases: Sequence[Release]
    breakdowns: Sequence[Breakdown]
    effort: int
    unknowns: dict[Unknown, int] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)

    def sums(self, release: int, count: Count) -> tuple[tuple[int, int], ...]:
        """A count of a release as a sum of unknowns."""
        classes, versions = self._classes, self._versions
        found = {
            self._unknown(classes[place], count.part, versions[release][place, count.part])
            for place in count.places
        }
        return tuple((one, 1) for one in sorted(found))

    def fits(self, asked: Iterable[tuple[int, Count]], enough: int) -> tuple[int, Count] | None:
        """The first of the hidden counts for which fewer whole numbers fit; None: all are safe."""
        wanted = {(release, count): self.sums(release, count) for release, count in asked}
        system = self._system
        seen = [system.solution]
        for of, terms in wanted.items():
            row = Row(terms, None, None)
            values = {row.value(one) for one in seen}
            while len(values) < enough:
                found = self._other_value(terms, values)
                if found is None:
                    return of
                seen.append(found)
                values.add(row.value(found))
        return None

    def _other_value(
        self, terms: tuple[tuple[int, int], ...], values: Collection[int]
    ) -> tuple[int, ...] | None:
        """A solution in which the sum is none of the values: above, below, or between them."""
        ordered = sorted(values)
        between = [(one + 1, other - 1) for one, other in pairwise(ordered)]
        for low, high in ((ordered[-1] + 1, None), (0, ordered[0] - 1), *between):
            if high is not None and low > high:
                continue
            found = another_solution(self._system, Row(terms, low, high), most=self.effort)
            if found is not None:
                return found
        return None

    @cached_property
    def _system(self) -> IntegerSystem:
        rows: dict[Row, None] = {}
        choices: list[tuple[Row, ...]] = []
        hidden_before: set[NamedCount] = set()
        for number, release in enumerate(self.releases):
            for count in release.shown:
                value = release.value(count)
                rows[Row(self.sums(number, count), value, value)] = None
            for count in release.hidden:  # one that was corrected to zero stays hidden
                rows[Row(self.sums(number, count), min(1, release.value(count)), None)] = None
            new = [one for one in release.hidden if one.name not in hidden_before]
            hidden_before |= {one.name for one in new}
            reasons = tuple(self._reasons(number, new))
            if any(not one.lacks(self.numbers) for one in reasons):
                choices.append(reasons)
            rows.update(dict.fromkeys(self._parts_and_totals(number)))
        return IntegerSystem(tuple(self.numbers), tuple(rows), tuple(choices), REACH)

    def _reasons(self, number: int, new: Sequence[Count]) -> Iterable[Row]:
        """What a table that hides something new says by that: one of these is small."""
        release = self.releases[number]
        most = release.threshold - 1
        for count in new:
            own = self.sums(number, count)
            yield Row(own, 1, most)
            for by_then in range(number + 1):
                for shown in self.releases[by_then].shown:
                    if shown.holds(count) or count.holds(shown):
                        apart = _minus(own, self.sums(by_then, shown))
                        if apart:
                            yield from (Row(apart, 1, most), Row(apart, -most, -1))

    def _parts_and_totals(self, number: int) -> Iterable[Row]:
        """The parts of a breakdown are together their total, where all were reported."""
        release, classes, versions = self.releases[number], self._classes, self._versions[number]
        used = {count.part for count in (*release.shown, *release.hidden)}
        for place in {classes[one]: one for one in sorted(release.places)}.values():
            for breakdown in self.breakdowns:
                if not used & {*breakdown.keys} or (place, TOTAL) not in release.truth:
                    continue
                known = [key for key in breakdown.keys if (place, key) in release.truth]
                parts = [
                    (self._unknown(classes[place], key, versions[place, key]), -1) for key in known
                ]
                total = self._unknown(classes[place], TOTAL, versions[place, TOTAL])
                whole = len(known) == len(breakdown.keys)
                yield Row(((total, 1), *parts), 0, 0 if whole else None)

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

    @cached_property
    def _classes(self) -> dict[str, int]:
        """Places that stand in the same counts, and were corrected at the same times, are one."""
        signs: dict[str, list[object]] = {}
        for number, release in enumerate(self.releases):
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
                signs.setdefault(place, []).append(sign)
        numbers: dict[tuple[object, ...], int] = {}
        return {
            place: numbers.setdefault(tuple(sign), len(numbers)) for place, sign in signs.items()
        }


def _minus(
    one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """The difference of two sums, without what stands in both."""
    factors = dict(one)
    for place, factor in other:
        factors[place] = factors.get(place, 0) - factor
    return tuple((place, factor) for place, factor in factors.items() if factor)
