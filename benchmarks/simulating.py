"""What a decision of a simulation costs beside one by the verbs that people use.

`python -m benchmarks.simulating FOLDER`: seconds of the processor, so that a busy disk counts for
neither. A simulated decision pays for its paper's facts, meetings, lapses and moves as well; one of
the story for its rendered papers.
"""

import json
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.files import url_of
from benchmarks.measurements import Simulating
from benchmarks.story import BEGUN, Teller, told_office
from config.clock import MovedClock, moved_to
from flows.engine.installation import Installation
from flows.simulation.simulate import Extent, simulate
from registry.models import Entry, table_of
from registry.store import Registry

DISTRICTS, YEARS, SEED = 2, 2, 1
DRAFTS = 4


def measure(folder: Path) -> Simulating:
    """A small simulation, and an establishment up to its signed order told twice."""
    warm = folder / "warm.db"
    _simulated(warm, 1, 1)  # statements are compiled once
    spent, decisions, each = _simulated(folder / "simulated.db", DISTRICTS, YEARS)
    verbs, taken = _verbs(folder / "verbs.db")
    return Simulating(
        decisions, each, round(1000 * spent / decisions, 1), taken, round(1000 * verbs / taken, 1)
    )


def _simulated(file: Path, districts: int, years: int) -> tuple[float, int, float]:
    registry = Registry(url_of(file))
    began = time.process_time()
    made = simulate(registry, Extent(districts, years, SEED), _nobody)
    spent = time.process_time() - began
    registry.dispose()
    return spent, made.measures.decisions, made.measures.in_a_district_and_year


def _nobody(day: date, decisions: int, left: float) -> None:
    """Nobody is told."""


def _verbs(file: Path) -> tuple[float, int]:
    clock = moved_to(BEGUN)
    office = told_office(file, clock)
    _told(office, clock)
    before = _decisions(office)
    began = time.process_time()
    _told(office, clock)
    spent = time.process_time() - began
    taken = _decisions(office) - before
    office.registry.dispose()
    return spent, taken


def _told(office: Installation, clock: MovedClock) -> None:
    """One establishment with its drafts, stopped in the end so that it can be told again."""
    teller = Teller(office, clock)
    teller.establish()
    teller.waver()
    teller.to_order()
    teller.draft(DRAFTS)
    teller.stop()


def _decisions(office: Installation) -> int:
    entry = table_of(Entry)
    with office.registry.reading() as connection:
        query = select(func.count()).where(entry.c.kind == "decision")
        return connection.scalar(query) or 0


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1])))))
