"""`python -m benchmarks.dispatching [DRAFTS]`: how long a decision waits where workers perform.

A Prefect server, a process worker and `prasan up` with `PRASAN_PERFORM=workers` on this machine.
Of each wait three parts are told: until `up` has asked for a run, until the worker's Python runs
it (Prefect's own part, its imports among it), and until the draft is there.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

from benchmarks.deciding import make_empty
from benchmarks.files import url_of
from benchmarks.waiting import draft_after_decision, orders_before_drafts, wait_until_idle
from config.clock import SystemClock
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from flows.runtime.embedded_server import EmbeddedServer, free_port
from registry.store import Registry

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
DRAFTS = 7
QUERY_SECONDS = "2"  # as docs/deploy/prasan-worker.service sets it
PATIENCE = 180.0


class Wait(NamedTuple):
    """The parts of a wait for a draft, in seconds."""

    asked: float
    begun: float
    drafted: float
    whole: float


def main() -> None:
    """Measure and print; the machine's load stands beside it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DRAFTS
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        found = waits(Path(folder), count)
    print(f"load {os.getloadavg()[0]:.1f}, worker asks every {QUERY_SECONDS} s, {count} drafts")
    for name in Wait._fields:
        seconds = sorted(getattr(one, name) for one in found)
        print(f"{name:8} median {statistics.median(seconds):5.1f} s, at most {seconds[-1]:5.1f} s")


def waits(folder: Path, count: int) -> list[Wait]:
    """A decision in each of as many districts, one after the other."""
    file = folder / "registry.db"
    make_empty(file)
    orders = orders_before_drafts(file, count + 1)
    office = open_installation(Registry(url_of(file)))
    with at_work(folder, url_of(file)) as prefect:
        found = [measured(office, prefect, *order) for order in orders]
    office.registry.dispose()
    return found[1:]


@contextmanager
def at_work(folder: Path, registry: str) -> Iterator[httpx2.Client]:
    """A server, a worker and `up`, as long as the block lasts; answers a client of the server."""
    server = EmbeddedServer(folder / "server", free_port(0))
    server.start()
    with ExitStack() as stack:
        stack.callback(server.end)
        name, word = server.word.split(":", 1)
        client = stack.enter_context(httpx2.Client(base_url=server.address, auth=(name, word)))
        until(server.answers)
        environment = {
            **os.environ, **server.client_environment(),
            "PRASAN_REGISTRY": registry, "PRASAN_HOME": str(folder), "PRASAN_PERFORM": "workers",
            "PREFECT_WORKER_QUERY_SECONDS": QUERY_SECONDS, "PREFECT_CLIENT_MAX_RETRIES": "5",
        }  # fmt: skip
        once = (("work-pool", "create", "prasan", "--type", "process"),
                ("--no-prompt", "deploy", "--all"))  # fmt: skip
        for options in once:
            command = [str(PROGRAMS / "prefect"), *options]
            subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
        for command in (
            [str(PROGRAMS / "prefect"), "worker", "start", "--pool", "prasan"],
            [str(PROGRAMS / "prasan"), "up", "--simulation"],
        ):
            with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
                running = subprocess.Popen(
                    command, env=environment, cwd=ROOT, stdout=log, stderr=log
                )
            stack.callback(running.wait)
            stack.callback(running.kill)
        pool = "/api/work_pools/prasan"
        until(lambda: client.get(pool).json().get("status") == "READY")
        yield client


def until(true: Any) -> None:  # noqa: ANN401 — any question
    """Ask ten times a second."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            msg = "never came true"
            raise RuntimeError(msg)
        time.sleep(0.1)


def measured(office: Installation, prefect: httpx2.Client, order: int, district: str) -> Wait:
    """One decision, its draft, and what Prefect says of the run between them."""
    runs = runs_of_orders(prefect)
    if runs:
        wait_until_idle(prefect)
    begun = SystemClock().now()
    whole = draft_after_decision(office, order, district, PATIENCE)
    first = next(one for one in runs_of_orders(prefect) if one["id"] not in {r["id"] for r in runs})
    asked, started = (instant(first[name]) for name in ("created", "start_time"))
    return Wait(
        (asked - begun).total_seconds(),
        (started - asked).total_seconds(),
        whole - (started - begun).total_seconds(),
        whole,
    )


def runs_of_orders(prefect: httpx2.Client) -> Sequence[dict[str, Any]]:
    """The runs of `issue-order`, the oldest first."""
    asked = {"flows": {"name": {"any_": ["issue-order"]}}, "sort": "ID_DESC"}
    found = prefect.post("/api/flow_runs/filter", json=asked).raise_for_status().json()
    return sorted(found, key=lambda one: str(one["created"]))


def instant(text: str) -> datetime:
    """As Prefect's API writes it."""
    return datetime.fromisoformat(text)


if __name__ == "__main__":
    main()
