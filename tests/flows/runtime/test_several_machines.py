"""Two desks and two workers over one PostgreSQL, a worker killed in the middle of an effect and
Prefect's server gone meanwhile: nothing acknowledged is lost, and nothing is done twice.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from threading import Event, Lock

import pytest
from httpx2 import Client, TransportError

from config.clock import SystemClock, bangkok_day
from flows.capabilities import open_installation
from flows.decisions.start import start
from flows.engine.installation import Installation
from flows.runtime.embedded_server import EmbeddedServer, free_port
from flows.verification import verify_all
from registry.journal import EffectRow, effects, entries, instances
from registry.queries.areas import districts_in
from registry.store import Registry
from tests.builders import load_people, make_empty_registry
from tests.debian_postgres import Cluster, cluster, newest_programs
from tests.desk.web.at_gates import Form, as_shown, confirm, fill, place
from tests.desk.web.visitor import Page, Visitor, signed_in
from tests.flows.runtime.at_servers import PATIENCE, home, said, until
from tests.flows.runtime.test_workers import PREFECT, ROOT

__all__ = ["home"]
CLIENTS, DISTRICTS_OF_EACH = 8, 5
CLAIM_SECONDS = 10
PRASAN = "from desk.cli.main import main; main()"
OK = 200

STEPS = ("earlier_order", "advocacy#1", "delegation", "working_team", "membership")
UNTIL_CUT = 2  # of them, the machines are whole; the rest is decided without Prefect
PROGRAMS = newest_programs()

needs_postgres = pytest.mark.skipif(
    PROGRAMS is None,
    reason="Debian's postgresql with pg_trgm is not installed (apt install postgresql)",
)


class Browser(Visitor):
    """A visitor of a desk on another machine, signed in by its cookie."""

    def __init__(self, address: str, token: str) -> None:
        self.known_word, self.read_at = "", {}
        self.client = Client(base_url=address, follow_redirects=True, timeout=PATIENCE)  # type: ignore[assignment]
        self.client.cookies.set("prasan", token)


@dataclass
class Machines:
    """The programs of the office, each a process of its own with one environment."""

    home: Path
    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str, **more: str) -> None:
        """Start it; what it says goes to a file of its name."""
        with (self.home / name).open("w") as out:
            self.running[name] = subprocess.Popen(
                command, env=self.environment | more, cwd=ROOT, stdout=out, stderr=out
            )

    def start_worker(self, name: str) -> None:
        """A process worker of the pool."""
        self.start(name, str(PREFECT), "worker", "start", "--pool", "prasan", "--name", name)

    def end(self) -> None:
        """End all of them, and what they started."""
        for one in self.running.values():
            with suppress(ProcessLookupError):
                one.kill()
            one.wait()


def office_of_real_days(url: str) -> Installation:
    """A real registry of today with people in forty districts, each at its first question."""
    make_empty_registry(url)
    registry = Registry(url, SystemClock())
    office = open_installation(registry)
    with registry.reading() as connection:
        there = [one for area in ("57", "50") for one in districts_in(connection, area)]
    districts = there[: CLIENTS * DISTRICTS_OF_EACH]
    load_people(registry, *districts)
    for one in districts:
        start(office, "establishment", one, on=registry.today, recorded_by="coord")
    return office


def decided(who: Browser, instance: int, district: str, step: str, on: str) -> Page:
    """One decision by the pages, as somebody would fill the form in."""
    coordinator, chief = f"{district[:2]}/psdhs_coordinator/1@coord", f"{district}/district_chief"
    by = {
        "earlier_order": coordinator, "working_team": coordinator,
        "membership": f"{district}/focal_point@{district}.deputy",
    }.get(step, f"{chief}@{district}.chief")  # fmt: skip
    shown = who.get(place(instance, step))
    given: dict[str, Form] = {
        "earlier_order": {"finding": "none", "purpose": "new"},
        "advocacy#1": {"result": "agreed", "order_768_shown": "true", "met": "ปลัดอาวุโส"},
        "delegation": {"deputy": f"{district}/deputy_district_chief/1", "paper.dated": on},
        "working_team": {"agencies": shown.tree.xpath("//input[@name='agencies']/@value")},
    }
    return fill(who, instance, step, by, on, given.get(step) or as_shown(who, instance, step))


@dataclass
class Tape:
    """What was acknowledged, by instance and gate."""

    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def note(self, instance: int, gate: str) -> None:
        with self.lock:
            self.acknowledged.append((instance, gate))


def work(desks: list[Browser], own: list[tuple[int, str]], tape: Tape, cut: Event) -> None:
    """One client at both desks in turn: each step in each of its districts.

    The last ones come once the machines are cut.
    """
    today = bangkok_day(SystemClock().now())
    on = f"{today.day}/{today.month}/{today.year + 543}"
    for turn, step in enumerate(STEPS):
        if turn == UNTIL_CUT:
            assert cut.wait(PATIENCE)
        for instance, district in own:
            page = decided(desks[turn % 2], instance, district, step, on)
            if page.path != f"/instances/{instance}":  # its warnings stand before it is recorded
                page = confirm(desks[turn % 2], page, instance, step)
            assert page.path == f"/instances/{instance}", (step, page.status, page.problems)
            tape.note(instance, step.partition("#")[0])


def killed_in_an_effect(url: str, machines: Machines, by: set[int]) -> int:
    """Kill a worker at work on an effect, and its run; answers the effect.

    The process is held first and looked at again, so that the effect is half done for certain.
    """
    registry, found = Registry(url), 0

    def is_cut() -> bool:
        nonlocal found
        for effect, pid in claims(registry):
            if pid in by:
                continue
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                if (effect, pid) in claims(registry):
                    parent = parent_of(pid)
                    assert parent in {one.pid for one in machines.running.values()}
                    os.kill(parent, signal.SIGKILL)
                    os.kill(pid, signal.SIGKILL)
                    found = effect
                    return True
                os.kill(pid, signal.SIGCONT)
        return False

    until(is_cut)
    registry.dispose()
    return found


def claims(registry: Registry) -> list[tuple[int, int]]:
    """The effects that somebody is at work on, each with the number of the process."""
    with registry.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, claimed_by FROM effect WHERE status = 'claimed'"
        )
        return [(effect, int(by.split(":")[1])) for effect, by in rows]


def parent_of(pid: int) -> int:
    """The number of the process that started it."""
    status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return int(status.rpartition(")")[2].split()[1])


@pytest.fixture
def postgres_cluster() -> Iterator[Cluster]:
    """A cluster that Prefect's database can lie in too."""
    assert PROGRAMS is not None
    with cluster(PROGRAMS) as made:
        for database in ("registry", "prefect"):
            made.create(database)
        yield made


@pytest.mark.prefect
@pytest.mark.slow
@needs_postgres
def test_two_desks_and_two_workers_lose_nothing_and_do_nothing_twice(
    postgres_cluster: Cluster, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_cluster.url("registry")
    office = office_of_real_days(url)
    monkeypatch.setenv(
        "PREFECT_SERVER_DATABASE_CONNECTION_URL", postgres_cluster.url("prefect", "asyncpg")
    )
    server, ports = EmbeddedServer(home / "server", free_port(0)), [free_port(0), free_port(0)]
    with ExitStack() as stack:
        server.start()
        stack.callback(server.end)
        environment = {
            **os.environ, **server.client_environment(),
            "PRASAN_HOME": str(home), "PRASAN_REGISTRY": url, "PRASAN_PERFORM": "workers",
            "PRASAN_CLAIM_SECONDS": str(CLAIM_SECONDS), "PREFECT_WORKER_QUERY_SECONDS": "2",
            "PREFECT_CLIENT_MAX_RETRIES": "5", "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        machines = Machines(home, environment)
        stack.callback(machines.end)
        until(server.answers)
        for _ in range(2):  # once more, as after an upgrade, changes nothing
            subprocess.run(
                [sys.executable, "-c", PRASAN, "deployments", "register"],
                env=environment, cwd=home, check=True,
            )  # fmt: skip
        for name in ("first", "second"):
            machines.start_worker(name)
        machines.start(
            "out", sys.executable, "-c", PRASAN, "up", "--lang", "en",
            PRASAN_DESK_PORT=str(ports[0]),
        )  # fmt: skip
        machines.start(
            "desk", sys.executable, "-m", "uvicorn", "desk.web:app", "--factory",
            "--port", str(ports[1]),
        )  # fmt: skip
        desks = [f"http://127.0.0.1:{port}" for port in ports]
        for desk in desks:
            until(lambda desk=desk: answers(desk))  # type: ignore[misc]
        until(lambda: "Prefect's server at" in said(home))

        token, tape, cut = signed_in(office, "coord"), Tape(), Event()
        with office.registry.reading() as connection:
            begun = [(one.id, one.district) for one in instances(connection)]
        pool = stack.enter_context(ThreadPoolExecutor(CLIENTS))
        browsers = [[Browser(one, token) for one in desks] for _ in range(CLIENTS)]
        for one in chain(*browsers):
            stack.callback(one.client.close)
        clients: list[Future[None]] = [
            pool.submit(work, pair, begun[turn::CLIENTS], tape, cut)
            for turn, pair in enumerate(browsers)
        ]
        half_done = killed_in_an_effect(url, machines, {machines.running["out"].pid})
        assert server.process is not None
        server.process.kill()
        server.end()
        cut.set()
        wait(clients)
        for ended in clients:
            ended.result()
        server.start()
        until(server.answers)
        until(lambda: all_done(office))
        assert_each_once(office, tape)
        (again,) = [one for one in all_effects(office) if one.id == half_done]
        assert again.attempts == 2
        assert verify_all(office) == ()
    office.registry.dispose()


def answers(desk: str) -> bool:
    """Whether the desk is ready."""
    with suppress(TransportError), Client(base_url=desk, timeout=5) as client:
        return client.get("/readyz").status_code == OK
    return False


def all_effects(office: Installation) -> list[EffectRow]:
    """Every effect that was asked for."""
    with office.registry.reading() as connection:
        return [row for one in instances(connection) for row in effects(connection, one.id)]


def all_done(office: Installation) -> bool:
    """Whether the machine owes nothing more."""
    return {one.status for one in all_effects(office)} == {"done"}


def assert_each_once(office: Installation, tape: Tape) -> None:
    """What was acknowledged is in the journals once, and so is what every effect made."""
    with office.registry.reading() as connection:
        rows = [
            (one.id, row) for one in instances(connection) for row in entries(connection, one.id)
        ]
    decisions = Counter((one, row.gate) for one, row in rows if row.kind == "decision")
    assert decisions == Counter(tape.acknowledged)
    assert decisions.total() == CLIENTS * DISTRICTS_OF_EACH * len(STEPS)
    made = Counter((one, row.path, row.fingerprint) for one, row in rows if row.kind == "effect")
    asked = [(one.instance_id, one.path, one.fingerprint) for one in all_effects(office)]
    assert made == Counter(asked)
    assert set(made.values()) == {1}
