"""Shares of districts in what was due of a year."""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.rules.year_board import YearCell, YearMark

PLAN_DUE = frozenset({YearMark.DONE, YearMark.DONE_LATE, YearMark.LATE, YearMark.NOT_MADE})
# What has passed its day, or came back: what is only under way is due to nobody yet.
MISSED = frozenset(
    {YearMark.LATE, YearMark.NOT_MADE, YearMark.NOT_COSTED, YearMark.UNFUNDED, YearMark.ADJUST}
)


@dataclass(frozen=True)
class Share:
    """How many of those to whom something was due; where nothing was, there is no share."""

    count: int
    due: int

    @property
    def percent(self) -> float | None:
        """Of a hundred, one decimal; None where nothing was due."""
        return round(100 * self.count / self.due, 1) if self.due else None

    @property
    def colour(self) -> str:
        """The class of its colour: all, some or none of what was due; grey where nothing was."""
        if not self.due:
            return "none"
        if self.count == self.due:
            return "good"
        return "warn" if self.count else "bad"


def share_in_time(found: Iterable[YearCell]) -> Share:
    """Plans that were submitted in time, of those that are in or were due."""
    due = [one for one in found if one.mark in PLAN_DUE]
    return Share(sum(one.mark is YearMark.DONE for one in due), len(due))


def share_of(found: Iterable[YearCell], *marks: YearMark) -> Share:
    """How many cells bear one of the marks, of these and those that missed what was due."""
    due = [one.mark for one in found if one.mark in MISSED.union(marks)]
    return Share(sum(one in marks for one in due), len(due))
