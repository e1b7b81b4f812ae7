"""One measurement in a process of its own: `python -m benchmarks.worker WHAT FOLDER COUNT`.

Prints one line of JSON. Nothing of one measurement stays in the memory of the next.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from benchmarks.batch import batches
from benchmarks.deciding import latencies, make_empty, make_started, seconds_for_all
from benchmarks.files import fresh_copy
from benchmarks.rendering import both
from benchmarks.tape import play_half, record, seconds_for_tape
from benchmarks.waiting import drafts_after_decisions
from benchmarks.workload import DECISIONS

Found: TypeAlias = dict[str, object]
HALF = DECISIONS // 2


def make_once(folder: Path, _: int) -> Found:
    """The empty registry that all others are copies of."""
    make_empty(folder / "empty.db")
    return {}


def make(folder: Path, count: int) -> Found:
    """A registry with `count` instances started, and the tape of all their decisions."""
    base, full = folder / f"base-{count}.db", folder / f"full-{count}.db"
    before, _ = make_started(folder / "empty.db", base, count)
    fresh_copy(base, full)
    statements = record(full, folder / f"tape-{count}")
    return {
        "bytes_per_instance": (full.stat().st_size - before) / (count + 1),
        "statements": statements,
    }


def ours(folder: Path, count: int) -> Found:
    """All decisions."""
    file = _copy(folder, count)
    return _rate(count, seconds_for_all(file))


def floor(folder: Path, count: int) -> Found:
    """The same rows by plain sqlite3."""
    file = _copy(folder, count)
    return _rate(count, seconds_for_tape(file, folder / f"tape-{count}"))


def latency(folder: Path, count: int) -> Found:
    """Reopen an instance of random choice, half-way through, and advance it."""
    file = _copy(folder, count)
    play_half(file, folder / f"tape-{count}", HALF)
    return {"seconds": latencies(file, half=HALF, samples=400)}


def render(folder: Path, count: int) -> Found:
    """One order rendered, `count` times, beside plain docxtpl."""
    ours, plain = both(folder, count)
    return {"ours": ours, "plain": plain}


def batch(folder: Path, count: int) -> Found:
    """The invitations of a meeting and their PDFs, `count` times."""
    return {**batches(folder, count)}


def up(folder: Path, count: int) -> Found:
    """With `prasan up` at work: from a recorded decision to the finished draft."""
    return {"seconds": drafts_after_decisions(folder, count)}


WHAT: dict[str, Callable[[Path, int], Found]] = {
    one.__name__: one for one in (make_once, make, ours, floor, latency, render, batch, up)
}


def _copy(folder: Path, count: int) -> Path:
    return fresh_copy(folder / f"base-{count}.db", folder / "run.db")


def _rate(count: int, seconds: float) -> Found:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kibibyte = 1 if sys.platform == "linux" else 1 / 1024  # macOS counts bytes
    return {"per_second": count * DECISIONS / seconds, "peak_mib": peak * kibibyte / 1024}


if __name__ == "__main__":
    what, folder, count = sys.argv[1:]
    print(json.dumps(WHAT[what](Path(folder), int(count))))
