"""What a publication hides, so that what leaves the house tells of no few victims.

Counts of 1 to k-1 are hidden and zeros shown. Then as much more as it takes: after everything
published, at least three whole numbers fit each hidden count, and no two published totals of
which one holds the other lie 1 to k-1 apart. Hidden once is hidden always. Where the search runs
into its limit, more is hidden. Sources: privacy.md, year.md D.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from config.indicators import FITS, TOTAL, Breakdown
from registry.rules.attacker import HIDDEN, Attacker, Count, Mark, NamedCount, Release, Truth

KEPT = HIDDEN | {Mark.WITHHELD}  # once hidden, hidden always
EFFORT = 600  # trials of the search for one number that fits


class Reader(NamedTuple):
    """Somebody who reads: which releases they have seen, from which number on one is not small.

    `keeps` are those of the releases whose hidden counts they must not find out.
    """

    seen: tuple[Release, ...]
    keeps: tuple[Release, ...]
    threshold: int


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


def concealed(
    table: Table,
    readers: Sequence[Reader],
    breakdowns: Sequence[Breakdown],
    *,
    effort: int = EFFORT,
) -> dict[Count, Mark]:
    """What each count of the table is to be: shown, or hidden and why.

    `readers` are all who will read it. Where even a table that hides all but its zeros would
    tell, it is withheld whole.
    """
    marks = _marked(table, readers)
    near = _near_each_other(table, readers)
    known = [one for one in table.counts if all(_has_seen(table, one, own) for own in readers)]
    while True:
        told = _told_apart(table, marks, near, known)
        why = Mark.DIFFERENCE
        if told is None:
            worked_out = _worked_out(table, marks, readers, breakdowns, effort)
            if worked_out is None:
                return marks
            open_ones = [one for one in table.counts if one not in known]
            told, why = _to_hide(table, marks, worked_out, open_ones), Mark.COMPLEMENT
        if told is None:
            return dict.fromkeys(table.counts, Mark.WITHHELD)
        marks[told] = why


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


def _near_each_other(table: Table, readers: Sequence[Reader]) -> list[tuple[Count, Count | None]]:
    """The counts that lie a few from another that they hold, or that holds them.

    The other is None where an earlier release showed it.
    """
    told = [(one, table.value(one)) for one in table.counts if one.places]
    own = min(reader.threshold for reader in readers) if readers else table.threshold
    found: list[tuple[Count, Count | None]] = []
    for count, value in told:
        for other, less in told:
            if count.holds(other) and 1 <= value - less < max(own, table.threshold):
                found.append((count, other))
        if any(_is_near(count, value, reader) for reader in readers):
            found.append((count, None))
    return found


def _is_near(count: Count, value: int, reader: Reader) -> bool:
    """Whether the reader has seen a count that it lies a few from."""
    return any(
        (count.holds(shown) or shown.holds(count))
        and 1 <= abs(value - release.value(shown)) < reader.threshold
        for release in reader.seen
        for shown in release.shown
    )


def _told_apart(
    table: Table,
    marks: Mapping[Count, Mark],
    near: Sequence[tuple[Count, Count | None]],
    known: Collection[Count],
) -> Count | None:
    """What to hide of two published counts that lie a few apart: the finer one that is no zero."""
    for count, other in near:
        pair = [one for one in (count, other) if one is not None]
        if all(marks[one] is Mark.SHOWN for one in pair):
            told = [one for one in pair if table.value(one) and one not in known]
            if told:
                return min(told, key=lambda one: _rank(table, one))
    return None


def _rank(table: Table, count: Count) -> tuple[int, bool, int, NamedCount]:
    """What is hidden first: the finest count, then the smallest."""
    value = table.value(count)
    return len(count.places), count.part == TOTAL, value, (count.area, 0, count.part)


def _worked_out(
    table: Table,
    marks: Mapping[Count, Mark],
    readers: Sequence[Reader],
    breakdowns: Sequence[Breakdown],
    effort: int,
) -> Count | None:
    """A hidden count that a reader could work out."""
    new = table.released(marks)
    for reader in readers:
        attacker = Attacker((*reader.seen, new), breakdowns, effort)
        asked = [
            (number, count)
            for number, release in enumerate(attacker.releases)
            for count in release.hidden
            if _is_secret(reader, attacker, number, count, new)
        ]
        found = attacker.fits(asked, FITS)
        if found is not None:
            return found[1]
    return None


def _is_secret(reader: Reader, attacker: Attacker, number: int, count: Count, new: Release) -> bool:
    """Whether the reader must not find it out: not what another table shows them."""
    release = attacker.releases[number]
    kept = release is new or any(release is one for one in reader.keeps)
    if not kept and not 1 <= release.value(count) < reader.threshold:
        return False
    own = attacker.sums(number, count)
    return not any(
        attacker.sums(other, shown) == own
        for other, one in enumerate(attacker.releases)
        for shown in one.shown
        if shown.name == count.name
    )


def _to_hide(
    table: Table, marks: Mapping[Count, Mark], secret: Count, open_ones: Sequence[Count]
) -> Count | None:
    """What to hide next; None where nothing is left.

    Another addend of a sum in which the secret stands alone, or of any sum in which a hidden
    count does, best of several of them at once; then of a sum that holds the secret; then the
    sum itself.
    """
    shown = [one for one, mark in marks.items() if mark is Mark.SHOWN and table.value(one)]
    free = [one for one in shown if one in open_ones]
    hidden = [one for one, mark in marks.items() if mark in HIDDEN]
    sums = {whole: _finest(whole, hidden) for whole in shown}
    tight = [whole for whole, within in sums.items() if len(within) == 1]
    around = [whole for whole in shown if whole.holds(secret)]
    for wholes in ([one for one in tight if one in around], tight, around):
        addends = Counter(
            one for whole in wholes for one in free if _adds(one, whole, [*sums[whole], secret])
        )
        if addends:
            return min(addends, key=lambda one: (-addends[one], _rank(table, one)))
    left = [one for one in around if one in free] or free
    return min(left, key=lambda one: _rank(table, one), default=None)


def _finest(whole: Count, hidden: Sequence[Count]) -> list[Count]:
    """The hidden counts within a sum, without those that hold another of them."""
    within = [one for one in hidden if whole.holds(one)]
    return [
        one for one in within if not any(one.holds(other) for other in within if other is not one)
    ]


def _adds(one: Count, whole: Count, hidden: Sequence[Count]) -> bool:
    """Whether it is another addend of the sum than what is hidden there."""
    return (
        one is not whole
        and whole.holds(one)
        and not any(one.holds(other) or other.holds(one) for other in hidden)
    )
