"""A Prefect server of others that is away, refuses, or is none: one sentence, and work goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from config.settings import Settings
from config.words import Sentence, both
from flows.engine.perform import waiting
from flows.runtime.outside_server import OutsideServer
from flows.runtime.performer import Performer
from tests.builders import a_desk
from tests.flows.runtime.at_servers import a_revision, drafts

VERSION = '"3.9.1"'


@dataclass
class Answering:
    """A server of pages that gives one answer to everybody, and keeps what it was asked."""

    status: int
    body: str
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(status: int, body: str) -> Iterator[Answering]:
    """As long as the block lasts, on loopback."""
    made = Answering(status, body)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.send_response(made.status)
            self.end_headers()
            self.wfile.write(made.body.encode())

        def log_message(self, *_: object) -> None:
            """It says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_port}/api"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, "", "up.outside.refuses"),
        (403, "", "up.outside.refuses"),
        (503, "", "up.outside.unreachable"),
        (404, "", "up.outside.no_prefect"),
        (200, "<!doctype html>", "up.outside.no_prefect"),  # its pages, where /api is left out
        (200, '"2.20.4"', "up.outside.no_prefect"),
    ],
)
def test_what_is_wrong_with_a_server_of_others_is_said_in_a_sentence(
    status: int, body: str, said: str
) -> None:
    with serving(status, body) as theirs:
        server = OutsideServer(theirs.url, key="a key")
        assert not server.answers()
        assert server.silence() == both(said, url=server.address)
    assert not server.answers()
    assert server.silence() == both("up.outside.unreachable", url=server.address)


def workers_at(url: str) -> Settings:
    return Settings(_env_file=None, prefect_api_url=url, perform="workers")


def looks(performer: Performer, count: int) -> None:
    for _ in range(count):
        performer.turn()


def test_while_a_server_of_others_refuses_what_waits_is_performed_and_it_is_asked_seldom(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    order, said = desk.to_first_draft(), list[Sentence]()
    with serving(401, "") as theirs:
        office = replace(desk.office, settings=workers_at(theirs.url))
        server = OutsideServer(theirs.url, key="wrong")
        performer = Performer(office, server, said.append, Event())
        looks(performer, 10)
        a_revision(desk, order)
        looks(performer, 10)
        assert len(theirs.asked) == 1
    assert waiting(office) == []
    assert drafts(desk) == [1, 2]
    assert said == [both("up.outside.refuses", url=server.address)]


def test_an_idle_up_asks_a_server_of_others_seldom(sqlite_url: str) -> None:
    with serving(200, VERSION) as theirs:
        office = replace(a_desk(sqlite_url).office, settings=workers_at(theirs.url))
        performer = Performer(office, OutsideServer(theirs.url), lambda _: None, Event())
        looks(performer, 20)
        assert theirs.asked == ["/api/admin/version"]
