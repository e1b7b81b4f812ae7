"""Decisions where the registry is full, beside one that is not: of many instances and of few.

`python -m benchmarks.crowd FOLDER [INSTANCES …]` brings so many instances half-way (300 and 20,000:
some ten minutes and 0.9 GB), then takes one decision more at each of a sample of them, and another,
in turns with plain sqlite3 that writes the same rows into a copy, and with the other registries:
all are measured in the same minutes. Prints a line of JSON for each. What was brought half-way
stays in the folder for the next run.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from sqlite3 import Connection

from benchmarks.deciding import (
    breadth_first,
    make_empty,
    make_started,
    open_bench,
    started,
    take,
    warm_up,
)
from benchmarks.files import fresh_copy
from benchmarks.spreads import Spread, spread
from benchmarks.tape import Transaction, connected, play, written
from benchmarks.workload import DECISIONS
from flows.engine.installation import Installation

INSTANCES, SAMPLE, CHUNK = (300, 20_000), 5_000, 250
HALF = DECISIONS // 2


@dataclass(frozen=True)
class Crowd:
    """Decisions a second over `instances`, ours and the floor, chunk by chunk of the sample."""

    instances: int
    decisions_per_second: Spread
    floor_per_second: Spread
    of_floor: Spread


@dataclass(frozen=True)
class _Half:
    """A registry half-way, twice: for our decisions, and for the rows that they write."""

    instances: int
    office: Installation
    floor: Connection
    decisions: Sequence[tuple[tuple[int, str], int]]
    transactions: Sequence[Transaction]

    def seconds(self, place: int) -> tuple[float, float]:
        """How long each decision of the chunk at that place takes, ours and the floor's."""
        chunk = slice(place, place + CHUNK)
        begun = time.perf_counter()
        for one, turn in self.decisions[chunk]:
            take(self.office, one, turn)
        between = time.perf_counter()
        play(self.floor, self.transactions[chunk])
        taken = len(self.decisions[chunk])
        return (between - begun) / taken, (time.perf_counter() - between) / taken

    def close(self) -> None:
        """Close both."""
        self.office.registry.dispose()
        self.floor.close()


def measure_crowds(folder: Path, counts: Sequence[int]) -> list[Crowd]:
    """Bring all half-way, then take chunk by chunk, one of each registry in turns."""
    halves = [_opened(folder, count) for count in counts]
    seconds: list[list[tuple[float, float]]] = [[] for _ in halves]
    for place in range(0, SAMPLE, CHUNK):
        for half, found in zip(halves, seconds, strict=True):
            if place < len(half.decisions):
                found.append(half.seconds(place))
    for half in halves:
        half.close()
    return [_crowd(half.instances, found) for half, found in zip(halves, seconds, strict=True)]


def _crowd(instances: int, seconds: Sequence[tuple[float, float]]) -> Crowd:
    ours, floor = zip(*seconds, strict=True)
    return Crowd(
        instances,
        spread([1 / one for one in ours], 0),
        spread([1 / one for one in floor], 0),
        spread([theirs / own for own, theirs in seconds]),
    )


def _opened(folder: Path, count: int) -> _Half:
    """The registry with the decisions of the sample and what they write, which a copy records."""
    full = half_way(folder, count)
    office = open_bench(fresh_copy(full, folder / f"{count}.tape.db"))
    measured, _ = started(office)
    chosen = random.Random(count).sample(measured, min(SAMPLE, count))  # noqa: S311 — the same choice in every run, no secret
    decisions = [*islice(breadth_first(chosen, range(HALF + 1, DECISIONS + 1)), SAMPLE)]
    transactions = written(office, decisions)
    office.registry.dispose()

    office = open_bench(fresh_copy(full, folder / f"{count}.ours.db"))
    warm_up(office, started(office)[1])
    floor = connected(fresh_copy(full, folder / f"{count}.floor.db"))
    play(floor, transactions[:DECISIONS])
    return _Half(count, office, floor, decisions, transactions[DECISIONS:])


def half_way(folder: Path, count: int) -> Path:
    """A registry in which every instance has taken half of its decisions, made once."""
    full = folder / f"{count}.db"
    if full.exists():
        return full
    empty, begun = folder / "empty.db", folder / f"{count}.begun.db"
    empty.unlink(missing_ok=True)
    make_empty(empty)
    make_started(empty, begun, count)
    office = open_bench(begun)
    measured, _ = started(office)
    for turn in range(1, HALF + 1):
        print(f"{count:,} instances, decision {turn} of {HALF}", file=sys.stderr, flush=True)
        for one, _ in breadth_first(measured, (turn,)):
            take(office, one, turn)
    office.registry.dispose()
    return begun.rename(full)


if __name__ == "__main__":
    asked = tuple(int(one) for one in sys.argv[2:]) or INSTANCES
    for one in measure_crowds(Path(sys.argv[1]), asked):
        print(json.dumps(asdict(one)))
