"""Ten years on: what a handover package costs, and a sweep that renews those that changed.

`python -m benchmarks.packaging [DISTRICTS]` lets scripted offices work for ten years in so many
districts, puts the package of one together, facts and Word papers, and renews them all.

`python -m benchmarks.packaging FILE` renews those of every district of a registry that `bulk` made,
of which each gets an order in force; then a province, and nobody, has something new to tell.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.bulk import say_aside
from benchmarks.files import fresh_copy, url_of
from benchmarks.planning import OPENS, everywhere_at_work
from config.clock import moved_to
from desk.views.handover_package import PackageRequest, calendar, package_made, word_files
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from flows.handover.renewing import PORTION, RELEASE, renew, renew_packages
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
    with last.reading() as connection:
        found = districts_with_order(connection, last.today)
    one = PackageRequest(found[0], last.today)
    facts = median(timed(lambda: package_made(office, one)) for _ in range(RUNS))
    words = median(timed(lambda: as_files(office, one)) for _ in range(RUNS))
    renewed = timed(lambda: [renew(office, each) for each in found])
    asked = timed(lambda: _old(last))
    return Packaging(len(found), made.measures.decisions, facts, words, renewed, asked)


@dataclass(frozen=True)
class Sweeping:
    """What was measured, in seconds: a sweep over all `districts`, in portions of so many.

    `asked` is finding out which are old, the slowest time; `province`: how many a link of one
    province makes anew, and how long that takes.
    """

    districts: int
    renewed: float
    portion: int
    slowest_portion: float
    asked: float
    province: int
    province_seconds: float


def sweep_over(file: Path, folder: Path) -> Sweeping:
    """All packages of a copy of the registry, then those of a province, then none."""
    copy = fresh_copy(file, folder / "bulk.db")
    registry = Registry(url_of(copy), moved_to(OPENS))
    office = open_installation(registry)
    districts, asked = everywhere_at_work(office), []
    portions = []
    while True:
        asked.append(timed(lambda: _old(registry)))
        begun = time.perf_counter()
        renewed = renew_packages(office, PORTION)
        portions.append(time.perf_counter() - begun)
        say_aside(f"{renewed.left} left, the last {renewed.looked_at} in {portions[-1]:.1f} s")
        if not renewed.left:
            break
    with registry.writing("57") as write:
        write.audit("57", "setting.set", actor=None)
    begun = time.perf_counter()
    of_province = renew_packages(office).looked_at
    seconds = time.perf_counter() - begun
    asked.append(timed(lambda: _old(registry)))
    registry.dispose()
    return Sweeping(
        len(districts), round(sum(portions), 1), PORTION, round(max(portions), 1), max(asked),
        of_province, round(seconds, 1),
    )  # fmt: skip


def _old(registry: Registry) -> list[str]:
    with registry.reading() as connection:
        return packages_to_renew(connection, registry.today, RELEASE)


def as_files(office: Installation, asked: PackageRequest) -> None:
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
    asked = sys.argv[1] if len(sys.argv) > 1 else "1"
    with tempfile.TemporaryDirectory(prefix="packaging-") as name:
        folder = Path(name)
        found = (
            measure(folder, int(asked)) if asked.isdecimal() else sweep_over(Path(asked), folder)
        )
        print(json.dumps(asdict(found), indent=2))


if __name__ == "__main__":
    main()
