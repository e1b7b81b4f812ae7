"""Somebody who solves what left the house by exact integer programs. Shares no line with the guard.

They know every number that was read, that a hidden one is whole and at least 1, that the channels
are together the total, that a year's own figure is what its quarters come to, and which figures
were corrected.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.registry.records.published_worlds import OF_YEAR, Figure, Line, World

FIT = 3  # so many whole numbers have to fit
MOST = 400  # more than any number of a world
Weights = Mapping[Figure, int]  # a sum of figures, each with its factor


@dataclass
class Attacker:
    """What somebody knows of the figures of a world, who read these lines."""

    true: Mapping[Figure, int]
    figures: Sequence[Figure]
    rows: list[tuple[Weights, int, float]]  # a sum, at least, at most
    solutions: list[Mapping[Figure, int]]

    def values(self, of: Weights, enough: int) -> set[int]:
        """Up to so many whole numbers that the sum may be: every solver's answer is one."""
        found = {sum(n * one[f] for f, n in of.items()) for one in self.solutions}
        while len(found) < enough:
            low, high = min(found), max(found)
            between = [(one + 1, two - 1) for one, two in pairwise(sorted(found)) if two - one > 1]
            for least, most in ((high + 1, np.inf), (-np.inf, low - 1), *between):
                other = self._solved(of, least, most)
                if other is not None:
                    self.solutions.append(other)
                    found.add(sum(n * other[f] for f, n in of.items()))
                    break
            else:
                break
        return found

    def _solved(self, of: Weights, least: float, most: float) -> Mapping[Figure, int] | None:
        rows = [*self.rows, (of, least, most)]
        answer = milp(
            np.zeros(len(self.figures)),
            integrality=np.ones(len(self.figures)),
            bounds=Bounds(0, MOST),
            constraints=LinearConstraint(
                self._matrix([one for one, _, _ in rows]),
                np.array([one for _, one, _ in rows], float),
                np.array([one for _, _, one in rows], float),
            ),
        )
        if answer.status not in (0, 2):
            raise RuntimeError(answer.message)
        if answer.x is None:
            return None
        found = dict(zip(self.figures, (round(one) for one in answer.x), strict=True))
        for one, low, high in rows:
            assert low <= sum(n * found[f] for f, n in one.items()) <= high
        return found

    def _matrix(self, sums: Sequence[Weights]) -> Any:
        place = {one: number for number, one in enumerate(self.figures)}
        entries = [(r, place[f], float(n)) for r, one in enumerate(sums) for f, n in one.items()]
        rows, columns, factors = zip(*entries, strict=True)
        return csr_array((factors, (rows, columns)), shape=(len(sums), len(self.figures)))

    def a_few_by_sums(self, part: str, most: int, corrected: int) -> Weights | None:
        """Figures of few that the shown numbers come to, added and subtracted at will.

        With `corrected` 1 or -1: figures less an older version of them, by so many more or less.
        """
        sums = [one for one, low, high in self.rows if low == high]
        if not sums:
            return None
        own = [n for n, one in enumerate(self.figures) if one.part.partition(".")[0] == part]
        count, all_of = len(sums), len(self.figures)
        shown = self._matrix(sums).toarray().T
        chosen = np.eye(all_of)[:, own]
        value = np.array([self.true[self.figures[n]] for n in own], float)
        versions: dict[tuple[object, ...], list[int]] = {}
        for column, n in enumerate(own):
            versions.setdefault(self.figures[n][:3], []).append(column)
        one_each = np.zeros((len(versions), count + len(own)))
        for row, columns in enumerate(versions.values()):
            one_each[row, [count + one for one in columns]] = 1
        few = np.concatenate([np.zeros(count), value * (corrected or 1)])
        answer = milp(
            np.zeros(count + len(own)),
            integrality=np.concatenate([np.zeros(count), np.ones(len(own))]),
            bounds=Bounds(
                np.concatenate(
                    [np.full(count, -6.0), np.full(len(own), -1.0 if corrected else 0.0)]
                ),
                np.concatenate([np.full(count, 6.0), np.ones(len(own))]),
            ),
            constraints=[
                LinearConstraint(np.hstack([shown, -chosen]), 0, 0),
                LinearConstraint(one_each, 0, 0 if corrected else 1),
                LinearConstraint(few[None, :], 1, most),
            ],
        )
        if answer.x is None:
            return None
        factors = [round(one) for one in answer.x[count:]]
        return {self.figures[n]: one for n, one in zip(own, factors, strict=True) if one}


def reader_of(world: World, *, public: bool) -> Attacker:
    """Everybody reads what is public; other offices read all that left."""
    lines = [one for leaf in world.left if leaf.public or not public for one in leaf.lines]
    seen = {one for line in lines for one in line.of}
    wholes = [one for one in world.wholes if {one[0], *one[1]} & seen]
    wholes += [one for one in world.years if one[0] in seen and {*one[1]} & seen]
    figures = sorted(seen | {one for whole, own in wholes for one in (whole, *own)})
    rows: list[tuple[Weights, int, float]] = [_row(world, one) for one in lines]
    rows += [({whole: 1, **dict.fromkeys(own, -1)}, 0, 0) for whole, own in wholes]
    once = {(tuple(sorted(of.items())), low, high): (of, low, high) for of, low, high in rows}
    return Attacker(world.true, figures, list(once.values()), solutions=[world.true])


def _row(world: World, line: Line) -> tuple[Weights, int, float]:
    weights = dict.fromkeys(line.of, 1)
    if line.value is not None:
        return weights, line.value, line.value
    true = sum(world.true[one] for one in line.of)
    return weights, min(1, true), np.inf  # one that was corrected to zero stays hidden


def solved(world: World, *, public: bool, least: int) -> list[tuple[Weights, set[int]]]:
    """The counts of few that fewer than three whole numbers fit, and known sums of few."""
    attacker = reader_of(world, public=public)
    found = []
    for of in _secrets(world, attacker.figures, least):
        fits = attacker.values(of, FIT)
        if len(fits) < FIT:
            found.append((of, fits))
    for part in ("", "channel"):
        for corrected in (0, 1, -1):
            few = attacker.a_few_by_sums(part, least - 1, corrected)
            if few is not None and len(fits := attacker.values(few, 2)) < 2:
                found.append((few, fits))
    return found


def _secrets(world: World, figures: Sequence[Figure], least: int) -> Iterable[Weights]:
    """Each figure of few; each district's year and each quarter of all that is few."""
    known = set(figures)
    newest = [one for one in world.newest.values() if one in known]
    counts: dict[object, dict[Figure, int]] = {one: {one: 1} for one in figures}
    for one in newest:
        if one.quarter != OF_YEAR:
            counts.setdefault(("year", one.district, one.part), {})[one] = 1
        counts.setdefault(("quarter", one.quarter, one.part), {})[one] = 1
    for of in counts.values():
        if 1 <= sum(n * world.true[one] for one, n in of.items()) < least:
            yield of
