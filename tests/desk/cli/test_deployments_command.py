"""`prasan deployments register`: refused in one sentence, or all flows on the office's server."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

from tests.desk.cli.terminal import Terminal


class Answering(BaseHTTPRequestHandler):
    """A server that answers every question with one status and one text."""

    status, text = 404, b""

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.text)

    def log_message(self, *_: Any) -> None:
        """It says nothing."""


@contextmanager
def serving(answering: type[Answering], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Such a server on loopback, which the settings name."""
    with HTTPServer(("127.0.0.1", 0), answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{server.server_port}/api")
        yield
        server.shutdown()


@pytest.fixture
def prasan(made_sqlite: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path / "home"))
    return Terminal(f"sqlite:///{made_sqlite}")


REGISTER = ("deployments", "register")


def test_without_a_server_of_the_offices_it_says_which_setting_names_one(prasan: Terminal) -> None:
    assert prasan.refused(*REGISTER) == ("prefect_server_not_named", "PREFECT_API_URL")


def test_a_server_that_does_not_answer_is_told(
    prasan: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert prasan.refused(*REGISTER) == ("prefect_server_silent", "PREFECT_API_URL")


@pytest.mark.parametrize(
    ("status", "said"), [(401, "PREFECT_API_AUTH_STRING"), (404, "/api"), (503, "network")]
)
def test_what_a_server_answers_is_told_with_the_remedy(
    prasan: Terminal, monkeypatch: pytest.MonkeyPatch, status: int, said: str
) -> None:
    class Answer(Answering):
        pass

    Answer.status = status
    with serving(Answer, monkeypatch):
        told = prasan(*REGISTER)
    assert told.code == 2
    assert said in told.err


def test_a_server_that_fails_at_what_was_asked_is_told_apart_from_one_that_refuses(
    prasan: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Answering):
        def do_GET(self) -> None:
            self.status = 200 if self.path.endswith("/version") else 500
            self.text = b'"3.9.1"'
            super().do_GET()

        def do_POST(self) -> None:
            self.do_GET()

    with serving(Failing, monkeypatch):
        told = prasan(*REGISTER, "--lang", "en")
    assert told.code == 2
    assert "its log says why" in told.err
    assert "AUTH_STRING" not in told.err


@pytest.mark.parametrize("said", [b'"3.9.1"', b"<html>"])
def test_a_server_that_has_one_answer_for_everything_is_told_as_no_prefect(
    prasan: Terminal, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    class Same(Answering):
        status = 200

        def do_GET(self) -> None:
            self.text = b'"3.9.1"' if self.path.endswith("/version") else said
            super().do_GET()

        def do_POST(self) -> None:
            self.do_GET()

    with serving(Same, monkeypatch):
        told = prasan(*REGISTER, "--lang", "en")
    assert told.code == 2
    assert "there is no API of Prefect 3" in told.err


def test_a_server_whose_database_is_busy_is_asked_again(
    prasan: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(Answering):
        asked: ClassVar[list[str]] = []

        def do_GET(self) -> None:
            self.status = 200 if self.path.endswith("/version") else 404
            super().do_GET()

        def do_POST(self) -> None:
            self.asked.append(self.path)
            self.send_response(503 if len(self.asked) < 3 else 500)
            self.send_header("Retry-After", "0")
            self.end_headers()

    Busy.text = b'"3.9.1"'
    with serving(Busy, monkeypatch):
        told = prasan(*REGISTER)
    assert told.code == 2
    assert Busy.asked == ["/api/work_pools/"] * 3


@pytest.mark.parametrize("pool", ["a/b", "", " ", "สระ", "x" * 101])
def test_a_pool_that_prefect_could_not_name_is_refused_before_anything_is_asked(
    prasan: Terminal, monkeypatch: pytest.MonkeyPatch, pool: str
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert prasan.refused(*REGISTER, "--pool", pool) == ("pool_name_unfit", "--pool")
