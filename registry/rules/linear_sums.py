"""Which published sums, added and subtracted, make up another one.

Reckoned modulo a large prime: what fits there and nowhere else is not met in practice, and the
search for whole numbers has the last word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Sum: TypeAlias = tuple[tuple[int, int], ...]  # unknowns, each once, and their factors
PRIME = 2**61 - 1


@dataclass
class Span:
    """All that given sums make up. Of each base sum: its unknowns, and what it is made of."""

    by_unknown: dict[int, tuple[dict[int, int], dict[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, sums: Sequence[Sum]) -> "Span":
        """The span of sums that are told apart by their places among them."""
        found = cls()
        for number, one in enumerate(sums):
            found.take(number, one)
        return found

    def made_of(self, wanted: Sum) -> tuple[int, ...] | None:
        """The places of the sums that make it up, the earliest that do; None where none do."""
        left, parts = self.reduced(dict(wanted), {})
        return None if left else tuple(sorted(parts))

    def take(self, number: int, one: Sum) -> None:
        """Add a sum, unless the others make it up."""
        left, parts = self.reduced(dict(one), {number: 1})
        if not left:
            return
        own = next(iter(left))
        inverse = pow(left[own], -1, PRIME)
        self.by_unknown[own] = (
            {place: factor * inverse % PRIME for place, factor in left.items()},
            {place: factor * inverse % PRIME for place, factor in parts.items()},
        )

    def reduced(
        self, left: dict[int, int], parts: dict[int, int]
    ) -> tuple[dict[int, int], dict[int, int]]:
        """What is left of a sum after all that is made up here; and what that was made of."""
        waiting = [one for one in left if one in self.by_unknown]
        while waiting:
            own = waiting.pop()
            factor = left.get(own)
            if factor is None:
                continue
            row, made = self.by_unknown[own]
            _subtract(left, row, factor)
            _subtract(parts, made, factor)
            waiting += [one for one in row if one in left and one in self.by_unknown]
        return left, parts


def _subtract(from_: dict[int, int], row: Mapping[int, int], times: int) -> None:
    for place, factor in row.items():
        value = (from_.get(place, 0) - factor * times) % PRIME
        if value:
            from_[place] = value
        else:
            from_.pop(place, None)
