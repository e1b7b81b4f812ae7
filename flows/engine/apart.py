"""How a step of a sweep goes through districts and other things that have nothing to do with one
another: here one after the other, and an error ends it. A sweep fences each by itself.
"""

from collections.abc import Callable, Iterable
from itertools import islice


class OneAfterAnother:
    """Does the work of each; an error in one is the step's."""

    def each(
        self, areas: Iterable[str], work: Callable[[str], int], most: int | None = None
    ) -> int:
        """Do the work in each area, of all that are due in `most`; answers how much was done."""
        return sum(work(one) for one in islice(areas, most))

    def items(self, names: Iterable[str], work: Callable[[str], int]) -> int:
        """Do the work for each of these things, which lie in no area of their own."""
        return sum(work(one) for one in names)

    def end_all_but(self, due: Iterable[tuple[str, str]]) -> None:
        """Say which areas and items are still due: nothing else stands failed any more."""


ONE_AFTER_ANOTHER = OneAfterAnother()
