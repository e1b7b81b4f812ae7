"""Whole numbers that fit what is known: found by search from a solution that is known.

Linear algebra would say of a row [1, 1, 9, 0] with its total 11 that the two ones are unknown;
only whole numbers of at least 1 show that they are not. What is found is a solution: the search
may miss one where it runs into its limit, and never names one that does not fit.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Row(NamedTuple):
    """A sum of unknowns, each with its factor, that lies between two whole numbers.

    None: without that limit.
    """

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None

    def value(self, numbers: Sequence[int]) -> int:
        """What the sum is of those numbers."""
        return sum(factor * numbers[place] for place, factor in self.terms)

    def lacks(self, numbers: Sequence[int]) -> int:
        """By how much the sum has to change until it fits; 0 where it does."""
        value = self.value(numbers)
        if self.low is not None and value < self.low:
            return self.low - value
        return self.high - value if self.high is not None and value > self.high else 0


@dataclass(frozen=True)
class IntegerSystem:
    """What is known of whole numbers from 0 up: `solution` is one that fits it all.

    Of `choices`, at least one row of each holds. `reach`: how far from the solution's a number
    is looked for.
    """

    solution: tuple[int, ...]
    rows: tuple[Row, ...]
    choices: tuple[tuple[Row, ...], ...]
    reach: int

    def holds(self, numbers: Sequence[int]) -> bool:
        """Whether the numbers fit all that is known."""
        return not any(row.lacks(numbers) for row in self.rows) and all(
            any(not row.lacks(numbers) for row in choice) for choice in self.choices
        )

    @cached_property
    def rows_of(self) -> list[list[int]]:
        """Of each number the rows that it stands in."""
        found: list[list[int]] = [[] for _ in self.solution]
        for number, row in enumerate(self.rows):
            for place, _ in row.terms:
                found[place].append(number)
        return found


class Undecided(Exception):
    """Whether there is a solution is not known after as many trials as were allowed."""


def another_solution(system: IntegerSystem, asked: Row, *, most: int) -> tuple[int, ...] | None:
    """A solution in which `asked` holds too; None where there is none.

    Raises Undecided after so many trials.
    """
    return _Search(system, [*system.rows, asked], most).run()


@dataclass
class _Search:
    system: IntegerSystem
    rows: list[Row]
    left: int

    def run(self) -> tuple[int, ...] | None:
        count = len(self.system.solution)
        reach = self.system.reach
        low = [max(0, one - reach) for one in self.system.solution]
        high = [one + reach for one in self.system.solution]
        return self._from(low, high, range(len(self.rows)), ()) if count else None

    def _from(
        self,
        low: list[int],
        high: list[int],
        changed: Iterable[int],
        chosen: tuple[Row, ...],
    ) -> tuple[int, ...] | None:
        """A solution between `low` and `high`, looked for as near to the known one as may be.

        `changed`: the rows that a bound has moved of; `chosen`: a row of each choice made so far.
        """
        self.left -= 1
        if self.left < 0:
            raise Undecided
        if not self._narrow(low, high, changed, chosen):
            return None
        near = [
            min(max(one, least), most)
            for one, least, most in zip(self.system.solution, low, high, strict=True)
        ]
        for row in (*self.rows, *chosen):
            if lack := row.lacks(near):
                return self._branch(low, high, row, lack, near, chosen)
        for choice in self.system.choices:
            if all(row.lacks(near) for row in choice):
                return self._choose(low, high, choice, chosen)
        return tuple(near)

    def _branch(
        self,
        low: list[int],
        high: list[int],
        row: Row,
        lack: int,
        near: list[int],
        chosen: tuple[Row, ...],
    ) -> tuple[int, ...] | None:
        """Move one number of a row that does not fit, by as much as it lacks where it can."""
        place, number = self._moved(low, high, row, lack, near)
        beyond = [(number + 1, high[place]), (low[place], number - 1)]
        if number < near[place]:
            beyond.reverse()
        for least, most in ((number, number), *beyond):
            if least > most:
                continue
            narrowed, widest = [*low], [*high]
            narrowed[place], widest[place] = least, most
            found = self._from(narrowed, widest, self._rows_of(place), chosen)
            if found is not None:
                return found
        return None

    def _moved(
        self, low: list[int], high: list[int], row: Row, lack: int, near: list[int]
    ) -> tuple[int, int]:
        """Which number, and to what: the one that takes up most and meets the fewest rows."""
        moves = []
        for place, factor in row.terms:
            if low[place] == high[place]:
                continue
            number = min(max(near[place] + lack * factor, low[place]), high[place])
            rest = abs(lack - factor * (number - near[place]))
            moves.append((rest, len(self.system.rows_of[place]), place, number))
        *_, place, number = min(moves)
        return place, number

    def _choose(
        self, low: list[int], high: list[int], choice: tuple[Row, ...], chosen: tuple[Row, ...]
    ) -> tuple[int, ...] | None:
        """Of a choice one row has to hold: each is tried in turn."""
        for row in choice:
            every = range(len(self.rows))
            found = self._from([*low], [*high], every, (*chosen, row))
            if found is not None:
                return found
        return None

    def _rows_of(self, place: int) -> list[int]:
        """The rows that a number stands in, and the row that is asked about, which comes last."""
        return [*self.system.rows_of[place], len(self.rows) - 1]

    def _narrow(
        self, low: list[int], high: list[int], changed: Iterable[int], chosen: tuple[Row, ...]
    ) -> bool:
        """Take away the numbers that fit no row; False where a number has none left."""
        waiting = deque(changed)
        queued = set(waiting)
        while True:
            while waiting:
                number = waiting.popleft()
                queued.discard(number)
                moved = _narrow_by(self.rows[number], low, high)
                if moved is None:
                    return False
                for place in moved:
                    for one in self._rows_of(place):
                        if one not in queued:
                            queued.add(one)
                            waiting.append(one)
            for row in chosen:
                moved = _narrow_by(row, low, high)
                if moved is None:
                    return False
                waiting.extend(one for place in moved for one in self._rows_of(place))
            if not waiting:
                return True
            queued = set(waiting)


def _narrow_by(row: Row, low: list[int], high: list[int]) -> list[int] | None:
    """The places whose numbers it narrowed; None where nothing fits."""
    # `over`: how far the sum may rise above its least; `under`: how far it may fall below its most.
    ends = [(f * low[p], f * high[p]) if f > 0 else (f * high[p], f * low[p]) for p, f in row.terms]
    least, most = sum(one for one, _ in ends), sum(one for _, one in ends)
    over = None if row.high is None else row.high - least
    under = None if row.low is None else most - row.low
    if (over is not None and over < 0) or (under is not None and under < 0):
        return None
    moved = []
    for place, factor in row.terms:
        room = high[place] - low[place]
        if not room:
            continue
        rising = (over, under) if factor > 0 else (under, over)
        up, down = rising
        if up is not None and room * abs(factor) > up:
            high[place] = low[place] + up // abs(factor)
            moved.append(place)
        if down is not None and room * abs(factor) > down:
            low[place] = max(low[place], low[place] + room - down // abs(factor))
            moved.append(place)
        if low[place] > high[place]:
            return None
    return moved
