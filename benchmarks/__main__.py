"""`python -m benchmarks`: measure everything, print the table, keep the figures.

This process only starts others and counts: each measurement is a process of its own. With
`--quick` sizes and runs are small and no figure is kept.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.decision_figures import Decisions, Raw, clients, size, verbs
from benchmarks.paper_figures import batch, rendering
from benchmarks.readme import keep_in_readme
from benchmarks.registry_figures import (
    Commands,
    Desk,
    Large,
    Loading,
    Simulating,
    Years,
    desk,
    planning,
    years,
)
from benchmarks.table import table
from benchmarks.targets import Results, as_dict, results

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
SIZES, RUNS = (50, 300, 900), 5
QUICK_SIZES, QUICK_RUNS = (20, 60), 2
DISTRICTS, QUICK_DISTRICTS = 878, 18
INSTANCES = 96  # on PostgreSQL
DESK_PROCESSES = 2
RENDERINGS, BATCHES, HELPS, DRAFTS = 50, 3, 7, 5


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; keep no figures")
    quick = parser.parse_args().quick
    # Beside the project and not in a folder that may lie in memory: commits go to a disk.
    scratch = HERE.parent / "var"
    scratch.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=scratch) as folder:
        found = measure(
            Path(folder),
            QUICK_SIZES if quick else SIZES,
            QUICK_RUNS if quick else RUNS,
            QUICK_DISTRICTS if quick else DISTRICTS,
        )
    text = "\n".join(table(found)) + "\n"
    print(text)
    if not quick:
        RESULTS.write_text(json.dumps(as_dict(found), indent=2, ensure_ascii=False) + "\n")
        keep_in_readme("figures", text)


def measure(folder: Path, sizes: tuple[int, ...], runs: int, districts: int) -> Results:
    """All measurements. Ours and the floor take turns, and so do the sizes."""
    worker("make_once", folder)
    made = {count: worker("make", folder, count) for count in sizes}
    ours: dict[int, list[Any]] = {count: [] for count in sizes}
    floor: dict[int, list[Any]] = {count: [] for count in sizes}
    for _ in range(runs):
        for count in sizes:
            ours[count].append(worker("ours", folder, count))
            floor[count].append(worker("floor", folder, count))
    latency = {count: worker("latency", folder, count)["seconds"] for count in sizes}
    raw = [
        Raw(
            count,
            [one["per_second"] for one in ours[count]],
            [one["per_second"] for one in floor[count]],
            latency[count],
            made[count]["bytes_per_instance"],
            max(one["peak_mib"] for one in ours[count]),
            max(one["peak_mib"] for one in floor[count]),
            made[count]["statements"],
        )
        for count in sizes
    ]
    rendered = worker("render", folder, RENDERINGS)
    bulk = folder / "bulk.db"
    pages = over_bulk(bulk, districts)
    large = Large(
        pages,
        commands=Commands(**program("commands", bulk)),
        planning=planning(program("planning", bulk)),
        years=ten_years(folder / "year.db", districts),
        simulating=Simulating(**program("simulating", folder)),
        loading=Loading(**program("loading", folder)),
    )
    return results(
        runs,
        [size(one) for one in raw],
        rendering(rendered["ours"], rendered["plain"]),
        batch(worker("batch", folder, BATCHES)),
        help_seconds(),
        worker("up", folder, DRAFTS)["seconds"],
        large,
        decisions(folder, runs),
    )


def decisions(folder: Path, runs: int) -> Decisions:
    """What a decision costs elsewhere than at so many instances of the benchmark's process."""
    return Decisions(
        verbs(program("verbs", folder)),
        clients(program("postgresql", folder, INSTANCES, runs)),
        clients(program("postgresql", folder, INSTANCES, runs, DESK_PROCESSES)),
    )


def over_bulk(file: Path, districts: int) -> Desk:
    """The pages over a registry made in bulk."""
    return desk(program("bulk", file, districts), program("pages", file))


def ten_years(file: Path, districts: int) -> Years:
    """The sweeps over ten years of what it asks, the rest of history as one."""
    program("bulk", file, districts, "--year")
    return years(program("sweeping", file))


def program(name: str, *arguments: object) -> dict[str, Any]:
    """What one of our programs measured, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)],
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def worker(what: str, folder: Path, count: int = 0) -> dict[str, Any]:
    """One measurement in a process of its own."""
    print(f"{what} {count or ''}", file=sys.stderr, flush=True)
    return program("worker", what, folder, count)


def help_seconds() -> list[float]:
    """How long `prasan --help` takes, the first time not counted."""
    prasan = Path(sys.executable).with_name("prasan")
    seconds = []
    for _ in range(HELPS + 1):
        begun = time.perf_counter()
        subprocess.run([prasan, "--help"], stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - begun)
    return seconds[1:]


if __name__ == "__main__":
    main()
