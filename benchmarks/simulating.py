"""What a decision of a simulation costs beside one by the verbs that people use.

`python -m benchmarks.simulating FOLDER`: seconds of the processor, of all processes that a
simulation works in (decision 0048), so that a busy disk counts for neither; and how long one took
by the clock, for that is what people wait. A simulated decision pays for its paper's facts,
meetings, lapses and moves as well, and for the start of the other process; one of the story for its
rendered papers.
"""

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice, zip_longest
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.files import url_of
from benchmarks.registry_figures import Simulating
from benchmarks.story import BEGUN, Teller, told_office
from config.clock import MovedClock, moved_to
from config.words import Named
from flows.engine.installation import Installation
from flows.simulation.parts import part_limit
from flows.simulation.simulate import Extent, districts_of, simulate_districts
from registry.gazetteer import area_rows
from registry.models import Entry, table_of
from registry.store import Registry

DISTRICTS, YEARS, SEED = 8, 3, 1
PROVINCES = 2  # their districts are simulated side by side
DRAFTS = 4


@dataclass(frozen=True)
class _Simulated:
    """What a simulation took, in seconds, and how much was decided in it."""

    processor: float
    clock: float
    decisions: int
    in_a_district_and_year: float


def measure(folder: Path) -> Simulating:
    """A small simulation, and an establishment up to its signed order told twice."""
    warm = folder / "warm.db"
    _simulated(warm, 1, 1)  # statements are compiled once
    made = _simulated(folder / "simulated.db", DISTRICTS, YEARS)
    verbs, taken = _verbs(folder / "verbs.db")
    return Simulating(
        made.decisions,
        made.in_a_district_and_year,
        min(PROVINCES, part_limit()),
        round(1000 * made.processor / made.decisions, 1),
        round(1000 * made.clock / made.decisions, 1),
        taken,
        round(1000 * verbs / taken, 1),
    )


def _simulated(file: Path, districts: int, years: int) -> _Simulated:
    registry = Registry(url_of(file))
    spent, began = _processor(), time.perf_counter()
    extent = Extent(districts, years, SEED)
    made = simulate_districts(registry, extent, _districts(districts), _nobody, part_limit())
    spent, took = _processor() - spent, time.perf_counter() - began
    registry.dispose()
    measures = made.measures
    return _Simulated(spent, took, measures.decisions, measures.in_a_district_and_year)


def _districts(count: int) -> dict[str, Named]:
    """So many districts, as many of each province."""
    by_province: dict[str, list[str]] = {}
    places = districts_of(len(area_rows()))
    for code in places:
        by_province.setdefault(code[:2], []).append(code)
    several = [*by_province.values()][: min(PROVINCES, count)]
    found = (code for row in zip_longest(*several) for code in row if code is not None)
    return {code: places[code] for code in islice(found, count)}


def _processor() -> float:
    """Seconds of this process and of those that it began and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _nobody(day: date, decisions: int, left: float) -> None:
    """Nobody is told."""


def _verbs(file: Path) -> tuple[float, int]:
    clock = moved_to(BEGUN)
    office = told_office(file, clock)
    _told(office, clock)
    before = _decisions(office)
    before_it = _processor()
    _told(office, clock)
    spent = _processor() - before_it
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
