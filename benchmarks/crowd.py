"""Decisions where the registry is full: of many instances, each at its twelfth.

`python -m benchmarks.crowd FOLDER [INSTANCES]` brings so many instances half-way (20,000: some five
minutes and 0.3 GB, three times), then takes one more decision at each of a sample of them, in turns
with plain sqlite3 that writes the same rows into a copy. Prints one line of JSON.
"""

import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

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
from benchmarks.tape import connected, play, written
from benchmarks.workload import DECISIONS

INSTANCES, SAMPLE, CHUNK = 20_000, 5_000, 250
HALF = DECISIONS // 2
NAMED = 2


@dataclass(frozen=True)
class Crowd:
    """Decisions a second over `instances`, ours and the floor, chunk by chunk of the sample."""

    instances: int
    decisions_per_second: Spread
    floor_per_second: Spread
    of_floor: Spread


def measure_crowd(folder: Path, count: int) -> Crowd:
    """Bring all half-way, then one decision more at those of the sample."""
    full = half_way(folder, count)
    office = open_bench(fresh_copy(full, folder / "tape.db"))
    measured, _ = started(office)
    chosen = random.Random(count).sample(measured, min(SAMPLE, count))  # noqa: S311 — the same choice in every run, no secret
    one_more = [*breadth_first(chosen, (HALF + 1,))]
    transactions = written(office, one_more)
    office.registry.dispose()

    office = open_bench(fresh_copy(full, folder / "ours.db"))
    warm_up(office, started(office)[1])
    floor = connected(fresh_copy(full, folder / "floor.db"))
    play(floor, transactions[:DECISIONS])
    of_ours, of_floor = [], []
    for place in range(0, len(one_more), CHUNK):
        begun = time.perf_counter()
        for one, turn in one_more[place : place + CHUNK]:
            take(office, one, turn)
        between = time.perf_counter()
        play(floor, transactions[DECISIONS + place : DECISIONS + place + CHUNK])
        taken = len(one_more[place : place + CHUNK])
        of_ours.append(taken / (between - begun))
        of_floor.append(taken / (time.perf_counter() - between))
    office.registry.dispose()
    floor.close()
    pairs = [ours / floor for ours, floor in zip(of_ours, of_floor, strict=True)]
    return Crowd(count, spread(of_ours, 0), spread(of_floor, 0), spread(pairs))


def half_way(folder: Path, count: int) -> Path:
    """A registry in which every instance has taken half of its decisions."""
    empty, full = folder / "empty.db", folder / "full.db"
    make_empty(empty)
    make_started(empty, full, count)
    office = open_bench(full)
    measured, _ = started(office)
    for turn in range(1, HALF + 1):
        print(f"{count:,} instances, decision {turn} of {HALF}", file=sys.stderr, flush=True)
        for one, _ in breadth_first(measured, (turn,)):
            take(office, one, turn)
    office.registry.dispose()
    return full


if __name__ == "__main__":
    asked = int(sys.argv[2]) if len(sys.argv) > NAMED else INSTANCES
    print(json.dumps(asdict(measure_crowd(Path(sys.argv[1]), asked))))
