"""What follows from what is known of whole numbers: which of them fit, and what tells a sum."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from registry.rules.integer_search import IntegerSystem, Row, Undecided, another_solution
from registry.rules.linear_sums import Span, Sum

Solution: TypeAlias = tuple[int, ...]


@dataclass
class Knowledge:
    """A system of whole numbers, the sums of it that are known, the solutions that were found.

    `effort`: how many trials one search may take.
    """

    system: IntegerSystem
    sums: Sequence[Sum]
    effort: int
    found: list[Solution] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Of the solutions that were found elsewhere, those count that fit here."""
        solution = self.system.solution
        self.found = [one for one in self.found if self.system.holds(one)] or [solution]

    def fit(self, terms: Sum, enough: int) -> bool:
        """Whether so many whole numbers fit the sum. Raises Undecided."""
        row = Row(terms, None, None)
        values = {row.value(one) for one in self.found}
        if len(values) == 1 and self.made_of(terms) is not None:
            return False
        while len(values) < enough:
            other = self._other(terms, values)
            if other is None:
                return False
            self.found.append(other)
            values.add(row.value(other))
        return True

    def made_of(self, terms: Sum) -> tuple[int, ...] | None:
        """Which of the known sums make it up, by their places; None where none do."""
        return self._span.made_of(terms)

    @cached_property
    def _span(self) -> Span:
        return Span.of(self.sums)

    def _other(self, terms: Sum, values: Collection[int]) -> Solution | None:
        """A solution in which the sum is none of the values: above, below, or between them.

        None where there is none. Raises Undecided.
        """
        ordered, undecided = sorted(values), False
        between = [(one + 1, other - 1) for one, other in pairwise(ordered) if one + 1 < other]
        for low, high in ((ordered[-1] + 1, None), (None, ordered[0] - 1), *between):
            try:
                found = another_solution(self.system, Row(terms, low, high), most=self.effort)
            except Undecided:
                undecided = True
                continue
            if found is not None:
                return found
        if undecided:
            raise Undecided
        return None
