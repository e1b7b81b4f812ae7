"""Sums of few that are the same in every solution: somebody knows them though each part is open.

Of a row of three hidden counts one less the other two may be known as a sum: four people in two
districts are no less few than four in one.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from registry.rules.integer_search import Undecided


class Part(NamedTuple):
    """What may be part of a sum: what it is of, its number, by how much solutions move it.

    Of the parts of one `of` a sum holds one at most.
    """

    of: Hashable
    value: int
    moves: tuple[int, ...]


@dataclass
class SteadySums:
    """The sums of parts that no solution moves and that come to a few: 1 to `most`, or as little.

    Raises Undecided after so many `trials`.
    """

    parts: Sequence[Part]
    most: int
    trials: int
    _seen: set[frozenset[int]] = field(default_factory=set)

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Each as the places of its parts."""
        self._least = sum(one.value for one in self.parts if one.value < 0)
        solutions = range(len(self.parts[0].moves)) if self.parts else range(0)
        self._rising = [self._that_move(one, 1) for one in solutions]
        self._falling = [self._that_move(one, -1) for one in solutions]
        tried: set[int] = set()
        for start, one in enumerate(self.parts):
            if one.value and self._fits(one.value):
                yield from self._from((start,), one.value, list(one.moves), tried)
                tried.add(start)

    def _that_move(self, solution: int, sign: int) -> list[int]:
        return [n for n, one in enumerate(self.parts) if one.moves[solution] * sign > 0]

    def _fits(self, value: int) -> bool:
        """Whether what may be added still brings it to a few."""
        return value <= self.most - self._least

    def _from(
        self, chosen: tuple[int, ...], value: int, moves: list[int], tried: set[int]
    ) -> Iterator[tuple[int, ...]]:
        self.trials -= 1
        if self.trials < 0:
            raise Undecided
        moved = [number for number, by in enumerate(moves) if by]
        if not moved:
            if 1 <= abs(value) <= self.most:
                yield chosen
            return
        against = min((self._against(one, moves[one]) for one in moved), key=len)
        taken = {self.parts[one].of for one in chosen}
        for number in against:
            part, together = self.parts[number], frozenset((*chosen, number))
            if number in tried or part.of in taken or together in self._seen:
                continue
            if self._fits(value + part.value):
                self._seen.add(together)
                further = [one + other for one, other in zip(moves, part.moves, strict=True)]
                yield from self._from((*chosen, number), value + part.value, further, tried)

    def _against(self, solution: int, by: int) -> list[int]:
        """What would undo it in that solution."""
        return self._falling[solution] if by > 0 else self._rising[solution]
