"""What a publication hides, so that what leaves the house tells of no few victims.

Counts of 1 to k-1 are hidden and zeros shown. Then as much more as it takes: after everything
published, at least three whole numbers fit each hidden count and each count of few, whether it
stands in a table or not, and no published totals, added and subtracted, come to a few. Hidden once
is hidden always. Where the search runs into its limit, more is hidden. Sources: privacy.md,
year.md D, decisions 0034 and 0052.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from config.indicators import TOTAL, Breakdown
from registry.rules.attacker import (
    HIDDEN,
    Attacker,
    Count,
    Disclosure,
    Mark,
    NamedCount,
    Release,
    Truth,
)

KEPT = HIDDEN | {Mark.WITHHELD}  # once hidden, hidden always
EFFORT = 600  # trials of the search for one number that fits


class Reader(NamedTuple):
    """Somebody who reads: which releases they have seen, from which number on one is not small.

    `keeps` are those of the releases whose hidden counts they must not find out.
    """

    seen: tuple[Release, ...]
    keeps: tuple[Release, ...]
    threshold: int

    def kept(self, new: Release) -> list[int]:
        """Which of the releases that they will have seen keep something from them."""
        kept = (*self.keeps, new)
        seen = (*self.seen, new)
        return [number for number, one in enumerate(seen) if any(one is own for own in kept)]

    def near(self, count: Count, value: int) -> list[Release]:
        """The releases that show them a count which this one lies a few from."""
        return [
            release
            for release in self.seen
            if any(
                (count.holds(shown) or shown.holds(count))
                and 1 <= abs(value - release.value(shown)) < self.threshold
                for shown in release.shown
            )
        ]


@dataclass(frozen=True)
class Table:
    """A table of one indicator that is to be published: its counts, and the truth of them."""

    counts: tuple[Count, ...]
    truth: Truth
    threshold: int

    def value(self, count: Count) -> int:
        """The true number of a count."""
        return sum(self.truth[place, count.part] for place in count.places)

    def released(self, marks: Mapping[Count, Mark]) -> Release:
        """The table as it would leave the house."""
        return Release(self.truth, dict(marks), self.threshold)


@dataclass(frozen=True)
class Concealment:
    """What each count of a table is to be: shown, or hidden and why.

    `given_away_by`: of a count that is hidden for what else it would tell, and of one that is
    withheld, the releases that tell it together with the table; none where the table does alone.
    """

    marks: Mapping[Count, Mark]
    given_away_by: Mapping[Count, tuple[Release, ...]]


def concealed(
    table: Table,
    readers: Sequence[Reader],
    breakdowns: Sequence[Breakdown],
    *,
    effort: int = EFFORT,
) -> Concealment:
    """What of a table is hidden from `readers`, who are all that will read it.

    Where even a table that hides all but its zeros would tell, it is withheld whole.
    """
    return Guard.of(table, readers, breakdowns, effort).concealment()


class Leak(NamedTuple):
    """What a table gives away: by which of its counts, and which releases together with it.

    `beside`: counts of the table that stand in sums with what is given away.
    """

    why: Mark
    counts: tuple[Count, ...]
    beside: tuple[Count, ...]
    releases: tuple[Release, ...]


@dataclass
class Guard:
    """A table of which more and more is hidden, until nobody works out a few."""

    table: Table
    readers: Sequence[Reader]
    attackers: Sequence[Attacker]
    marks: dict[Count, Mark]
    given_away_by: dict[Count, tuple[Release, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        table: Table,
        readers: Sequence[Reader],
        breakdowns: Sequence[Breakdown],
        effort: int = EFFORT,
    ) -> "Guard":
        """The table with what is hidden for its own sake, before all who will read it."""
        whole = table.released({one: Mark.SHOWN for one in table.counts if one.places})
        attackers = [
            Attacker((*one.seen, whole), one.kept(whole), breakdowns, one.threshold, effort)
            for one in readers
        ]
        return cls(table, readers, attackers, _marked(table, readers))

    def concealment(self) -> Concealment:
        """Hides what it takes, then shows again what was hidden in vain."""
        hidden: list[Count] = []
        while (given := self.given_away()) is not None:
            count = self._to_hide(given)
            if count is None:
                return self._withheld(given)
            self._hide(count, given)
            hidden.append(count)
        for count in reversed(hidden):
            self._show_if_safe(count)
        return Concealment(self.marks, self.given_away_by)

    def _withheld(self, given: Leak) -> Concealment:
        told = [one for one in self.table.counts if one.places]
        marks = self.marks | dict.fromkeys(told, Mark.WITHHELD)
        return Concealment(marks, dict.fromkeys(told, given.releases))

    def _hide(self, count: Count, given: Leak) -> None:
        self.marks[count] = given.why
        self.given_away_by[count] = given.releases

    def _show_if_safe(self, count: Count) -> None:
        self.marks[count] = Mark.SHOWN
        given = self.given_away()
        if given is None:
            del self.given_away_by[count]
        else:
            self._hide(count, given)

    # What it gives away.

    def given_away(self) -> Leak | None:
        """What the table, as it is marked now, gives away; None: nothing."""
        for near in self._near:
            if all(self.marks[one] is Mark.SHOWN for one in near.counts) and self._free(
                near.counts
            ):
                return near
        for reader, attacker in zip(self.readers, self.attackers, strict=True):
            told = attacker.told(self.marks)
            if told is not None:
                return self._worked_out(reader, attacker, told)
        return None

    @cached_property
    def _near(self) -> list[Leak]:
        """The counts that lie a few from another that they hold, or that holds them."""
        told = [(one, self.table.value(one)) for one in self.table.counts if one.places]
        least = max([self.table.threshold, *(one.threshold for one in self.readers)])
        return [
            *(
                Leak(Mark.DIFFERENCE, (count, other), (), ())
                for count, value in told
                for other, less in told
                if count.holds(other) and 1 <= value - less < least
            ),
            *(
                Leak(Mark.DIFFERENCE, (count,), (), (release,))
                for count, value in told
                for reader in self.readers
                for release in reader.near(count, value)
            ),
        ]

    def _worked_out(self, reader: Reader, attacker: Attacker, told: Disclosure) -> Leak:
        by, last = told.by or (), len(reader.seen)
        releases = dict.fromkeys(number for number, _ in by if number < last)
        return Leak(
            Mark.COMPLEMENT,
            tuple(count for number, count in by if number == last),
            self._beside(attacker, attacker.beside({one for one, _ in told.terms})),
            tuple(reader.seen[one] for one in releases),
        )

    def _beside(self, attacker: Attacker, unknowns: Collection[int]) -> tuple[Count, ...]:
        """The counts that hold some of the unknowns, or stand in a sum with them."""
        last = len(attacker.releases) - 1
        holding = [
            one
            for one in self.table.counts
            if one.places and any(own in unknowns for own, _ in attacker.sums(last, one))
        ]
        wholes = [one for one in holding if self.marks[one] is Mark.SHOWN]
        return tuple(
            one
            for one in self.table.counts
            if one in holding or any(whole.holds(one) for whole in wholes)
        )

    # What is hidden next.

    def _to_hide(self, given: Leak) -> Count | None:
        """Of the counts that give it away, or else stand beside it, or else of all, the one that
        leaves the fewest sums with a single hidden count; None where nothing is left.
        """
        for counts in (given.counts, given.beside, self.table.counts):
            free = self._free(counts)
            if free:
                alone = self._alone
                return min(
                    free,
                    key=lambda one: (
                        any(one.holds(other) for other in free if other is not one),
                        _gain(one, alone),
                        _rank(self.table, one),
                    ),
                )
        return None

    def _free(self, counts: Collection[Count]) -> list[Count]:
        """Those that are shown, are no zeros, and that not everybody knows already."""
        return [
            one
            for one in counts
            if self.marks[one] is Mark.SHOWN and self.table.value(one) and one not in self._known
        ]

    @cached_property
    def _known(self) -> frozenset[Count]:
        return frozenset(
            one
            for one in self.table.counts
            if all(_has_seen(self.table, one, own) for own in self.readers)
        )

    @property
    def _alone(self) -> Mapping[Count, tuple[Count, ...]]:
        """Of each sum that is shown, its hidden counts, the finest; of several two will do."""
        hidden = [one for one, mark in self.marks.items() if mark in HIDDEN]
        return {
            whole: _finest(whole, hidden)[:2]
            for whole, mark in self.marks.items()
            if mark is Mark.SHOWN and self.table.value(whole)
        }


def _gain(count: Count, alone: Mapping[Count, tuple[Count, ...]]) -> int:
    """By how many more sums hold a single hidden count once this one is hidden too."""
    change = 0
    for whole, hidden in alone.items():
        if whole == count:
            change -= len(hidden) == 1
        elif whole.holds(count):
            beside = not any(count.holds(one) or one.holds(count) for one in hidden)
            change += (not hidden) - (len(hidden) == 1 and beside)
    return change


def _marked(table: Table, readers: Sequence[Reader]) -> dict[Count, Mark]:
    """What is hidden for its own sake: small, or hidden before."""
    before: set[NamedCount] = {
        count.name
        for reader in readers
        for one in reader.keeps
        for count, mark in one.marks.items()
        if mark in KEPT
    }

    def mark(count: Count) -> Mark:
        if not count.places:
            return Mark.NOT_REPORTED
        if count.name in before:
            return Mark.EARLIER
        return Mark.SMALL if 1 <= table.value(count) < table.threshold else Mark.SHOWN

    return {count: mark(count) for count in table.counts}


def _has_seen(table: Table, count: Count, reader: Reader) -> bool:
    """Whether the reader knows it as it is: hiding it now would keep nothing from them."""
    return any(
        shown == count
        and all(release.truth[p, count.part] == table.truth[p, count.part] for p in count.places)
        for release in reader.seen
        for shown in release.shown
    )


def _rank(table: Table, count: Count) -> tuple[int, bool, int, NamedCount]:
    """What is hidden first: the finest count, then the smallest."""
    value = table.value(count)
    return len(count.places), count.part == TOTAL, value, (count.area, 0, count.part)


def _finest(whole: Count, hidden: Sequence[Count]) -> tuple[Count, ...]:
    """The hidden counts within a sum, without those that hold another of them."""
    within = [one for one in hidden if whole.holds(one)]
    return tuple(
        one for one in within if not any(one.holds(other) for other in within if other is not one)
    )
