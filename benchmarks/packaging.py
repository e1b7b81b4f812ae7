"""Ten years on: what a handover package costs, and a sweep that renews those that changed.

`python -m benchmarks.packaging [DISTRICTS]` lets scripted offices work for ten years in so many
districts, puts the package of one together, facts and Word papers, and renews them all.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.files import url_of
from config.clock import moved_to
from desk.views.handover_package import PackageAsked, calendar, package_made, word_files
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from flows.handover.renewing import RELEASE, renew
from flows.simulation.simulate import Extent, simulate
from registry.queries.orders import districts_with_order
from registry.queries.packages import packages_to_renew
from registry.store import Registry

YEARS, RUNS, SEED = 10, 5, 1


@dataclass(frozen=True)
class Packaging:
    """What was measured, in seconds.

    `facts` and `words` are of one package; `renewed` is of all `districts` with a committee,
    `asked` of finding out that none of them has changed since.
    """

    districts: int
    decisions: int
    facts: float
    words: float
    renewed: float
    asked: float


def measure(folder: Path, districts: int) -> Packaging:
    """Ten years of offices at work, then packages of the last day."""
    registry = Registry(url_of(folder / "registry.db"))
    made = simulate(registry, Extent(districts, YEARS, SEED), lambda *_: None)
    last = Registry(url_of(folder / "registry.db"), moved_to(made.last))
    office = open_installation(last)
    with last.reading() as session:
        found = districts_with_order(session.connection(), last.today)
    one = PackageAsked(found[0], last.today)
    facts = median(timed(lambda: package_made(office, one)) for _ in range(RUNS))
    words = median(timed(lambda: as_files(office, one)) for _ in range(RUNS))
    renewed = timed(lambda: [renew(office, each) for each in found])
    with last.reading() as session:
        connection = session.connection()
        asked = timed(lambda: packages_to_renew(connection, last.today, RELEASE))
    return Packaging(len(found), made.measures.decisions, facts, words, renewed, asked)


def as_files(office: Installation, asked: PackageAsked) -> None:
    """Facts, six Word papers and the calendar."""
    made = package_made(office, asked)
    word_files(office, made)
    calendar(made)


def timed(work: Callable[[], object]) -> float:
    """How long the work takes, in seconds."""
    begun = time.perf_counter()
    work()
    return round(time.perf_counter() - begun, 3)


def main() -> None:
    """Measure, and print as JSON."""
    districts = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory(prefix="packaging-") as folder:
        print(json.dumps(asdict(measure(Path(folder), districts)), indent=2))


if __name__ == "__main__":
    main()
