"""A registry of its own, moved from day to day: what is done over it is timed beside its floor."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.files import fresh_copy, url_of
from benchmarks.tape import Recorder, connected, play
from config.clock import moved_to
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from flows.simulation.facts_only import without_rendering
from registry.store import Registry


@dataclass(frozen=True)
class TimedRun:
    """How long it took, what it answered, and how long its rows take by plain sqlite3."""

    seconds: float
    answer: int
    floor: float


class Bench:
    """A registry of its own, moved from day to day."""

    def __init__(self, file: Path) -> None:
        self.file, self.office = file, open_installation(Registry(url_of(file)))

    def on(self, day: date) -> Installation:
        """The office on that day, drafting by facts alone."""
        self.office.registry.dispose()
        office = open_installation(Registry(url_of(self.file), moved_to(day)))
        self.office = without_rendering(office)
        return self.office

    def timed(self, do: Callable[[], int]) -> TimedRun:
        """Do it over the registry, and write the same rows into a copy of what it began from."""
        aside = connected(self.file)
        aside.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file alone is copied
        aside.close()
        before = fresh_copy(self.file, self.file.with_suffix(".before"))
        recorder = Recorder(many=True)
        begun = time.perf_counter()
        answer = do()
        seconds = time.perf_counter() - begun
        recorder.stop()
        connection = connected(before)
        begun = time.perf_counter()
        play(connection, recorder.transactions)
        floor = time.perf_counter() - begun
        connection.close()
        return TimedRun(seconds, answer, floor)
