"""What waits for somebody, in as few lines as can be read: nothing is hidden, like things open."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

MOST_LINES = 40


@dataclass(frozen=True)
class GateGroup:
    """Open gates of one key, district and due day: how many, and the longest open of them.

    `alone`: it is one gate that is never put together with others (a failure of the machine).
    """

    district: str
    gate: str
    due_on: date | None
    count: int
    first: int
    opened_on: date
    alone: bool = False


@dataclass(frozen=True)
class GroupLine:
    """A line of the list: the groups that it holds, the most urgent first."""

    groups: tuple[GateGroup, ...]

    @property
    def first(self) -> GateGroup:
        """The most urgent of them."""
        return self.groups[0]

    @property
    def count(self) -> int:
        """How many gates it holds."""
        return sum(one.count for one in self.groups)

    @property
    def opened_on(self) -> date:
        """Since when the longest open of them waits."""
        return min(one.opened_on for one in self.groups)

    @property
    def kinds(self) -> dict[str, int]:
        """How many there are of each gate, the most urgent first."""
        found: dict[str, int] = {}
        for one in self.groups:
            found[one.gate] = found.get(one.gate, 0) + one.count
        return found

    @property
    def days(self) -> int:
        """How many due days there are among them."""
        return len({one.due_on for one in self.groups})


def lines_of(groups: Sequence[GateGroup], most: int = MOST_LINES) -> tuple[GroupLine, ...]:
    """The groups as lines: the finest way of putting like things together that keeps within `most`.

    By gate, district and day; else by gate and district; else by district. Each line stands where
    the most urgent of it stood.
    """
    by_day, by_gate, by_district = (
        _together(groups, lambda one: (one.district, one.gate, one.due_on)),
        _together(groups, lambda one: (one.district, one.gate)),
        _together(groups, lambda one: one.district),
    )
    return next((one for one in (by_day, by_gate) if len(one) <= most), by_district)


def _together(
    groups: Sequence[GateGroup], same: Callable[[GateGroup], Hashable]
) -> tuple[GroupLine, ...]:
    found: dict[Hashable, list[GateGroup]] = {}
    for one in groups:
        found.setdefault(("alone", one.first) if one.alone else same(one), []).append(one)
    return tuple(GroupLine(tuple(held)) for held in found.values())
