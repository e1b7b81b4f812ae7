"""A Prefect server of the office's own: `up` starts none, and workers perform where it says so."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from config.settings import Settings
from config.words import both
from flows.runtime.embedded_server import EmbeddedServer
from flows.runtime.outside_server import OutsideServer, outside_server
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.flows.runtime.at_servers import PATIENCE, a_revision, drafts, home, said, until

__all__ = ["home"]
ROOT = Path(__file__).parents[3]
PREFECT = Path(sys.executable).with_name("prefect")


def test_the_names_of_prefect_itself_are_taken_from_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = "PREFECT_API_URL=https://prefect.test/api/\nPREFECT_API_AUTH_STRING=a:b\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    server = outside_server(Settings())
    assert server is not None
    assert (server.url, server.word, server.key) == ("https://prefect.test/api", "a:b", None)
    assert "a:b" not in repr(server) + repr(Settings())


def test_workers_without_a_server_are_refused(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_PERFORM", "workers")
    told = Terminal(sqlite_url)("waiting")
    assert told.code == 2
    assert both("setting.workers_without_server").en in told.err


@pytest.mark.parametrize(
    "address",
    [
        "https://me:secret@prefect.test/api", "prefect.test:4200/api", "http//prefect.test/api",
        "http://prefect.test:99999/api", "http://[::1/api", "http://pre fect.test/api",
        "https://prefect.test/api?key=word", "",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_refused_in_a_sentence(
    address: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", address)
    told = Terminal(sqlite_url)("waiting")
    assert told.code == 2
    shape = both("setting.shape.prefect_api_url")
    assert shape.th in told.err
    assert shape.en in told.err
    assert "secret" not in told.err


@contextmanager
def server_of_others(home: Path) -> Iterator[EmbeddedServer]:
    """A Prefect server that somebody keeps, with the word that it asks for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = EmbeddedServer(home / "server", port)
    server.start()
    try:
        until(server.answers)
        yield server
    finally:
        server.end()


def prefect(environment: Mapping[str, str], *command: str) -> str:
    """What the command says; it has to end well."""
    ended = subprocess.run(
        [PREFECT, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.prefect
@pytest.mark.slow
def test_a_server_that_does_not_take_our_words_does_not_answer_us(home: Path) -> None:
    with server_of_others(home) as theirs:
        until(OutsideServer(theirs.url, theirs.word).answers)
        for ours in (
            OutsideServer(theirs.url, "prasan:wrong"),
            OutsideServer(theirs.url),
            OutsideServer(theirs.url, key="wrong"),
        ):
            until(lambda ours=ours: ours.answers() or ours.trouble == "refuses")  # type: ignore[misc]
            assert ours.trouble == "refuses"
    assert not OutsideServer(theirs.url, theirs.word).answers()


@contextmanager
def running(
    environment: Mapping[str, str], out: Path, *command: str | Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The command as a process that the block does not leave behind; what it says is in `out`."""
    with (
        out.open("w") as file,
        subprocess.Popen(
            command, env=environment, stdout=file, stderr=subprocess.STDOUT, cwd=ROOT
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def revised(desk: Desk, order: int) -> None:
    """One more draft, once it is made."""
    made = len(drafts(desk))
    a_revision(desk, order)
    until(lambda: len(drafts(desk)) == made + 1)


def left_waiting(desk: Desk, order: int, home: Path, why: str) -> int:
    """Have one more draft wait for workers, who cannot: `up` says why. Answers how many are made.

    On a busy machine the server may be silent for a moment: then `up` does without it.
    """
    for _ in range(TRIES):
        made = len(drafts(desk))
        a_revision(desk, order)
        until(lambda made=made: why in said(home) or len(drafts(desk)) > made)  # type: ignore[misc]
        if why in said(home):
            assert len(drafts(desk)) == made
            return made
    return pytest.fail("no worker was asked")


EFFECT = '"logger": "prasan.effects", "event": "effect"'
TRIES = 20


@pytest.mark.prefect
@pytest.mark.slow
def test_what_is_decided_is_performed_by_a_worker_that_a_server_of_others_sends(
    sqlite_url: str, home: Path
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    with ExitStack() as running_ones:
        theirs = running_ones.enter_context(server_of_others(home))
        environment = {
            **os.environ,
            **theirs.client_environment(),
            "PRASAN_HOME": str(home),
            "PRASAN_REGISTRY": sqlite_url,
            "PRASAN_PERFORM": "workers",
            "PRASAN_LOG_FORMAT": "json",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_CLIENT_MAX_RETRIES": "5",  # Prefect's SQLite is locked now and then
            "PYTHONPATH": str(ROOT),
        }
        command = (sys.executable, "-c", "from desk.cli.main import main; main()")
        up = running_ones.enter_context(
            running(environment, home / "out", *command, "up", "--lang", "en")
        )
        until(lambda: f"Prefect's server at {theirs.address} answers" in said(home))
        assert theirs.word not in said(home)
        made = left_waiting(desk, order, home, "knows no deployment issue-order/prasan")

        prefect(environment, "work-pool", "create", "prasan", "--type", "process")
        for _ in range(2):  # once more changes nothing
            prefect(environment, "--no-prompt", "deploy", "--all")
        work = ("worker", "start", "--pool", "prasan")
        worker = running_ones.enter_context(running(environment, home / "worker", PREFECT, *work))
        until(lambda: len(drafts(desk)) == made + 1)
        # On a busy machine the server may be silent for a moment: then `up` does without it.
        for _ in range(TRIES):
            if EFFECT in (home / "worker").read_text(encoding="utf-8"):
                break
            revised(desk, order)
        else:
            pytest.fail("no worker performed anything")
        runs = prefect(
            {**environment, "COLUMNS": "200"}, "flow-run", "ls", "--flow-name", "issue-order"
        )
        assert "COMPLETED" in runs
        prefect(environment, "--no-prompt", "work-pool", "delete", "prasan")
        left_waiting(desk, order, home, "The deployments have no work pool")
        worker.kill()
        worker.wait()
        up.terminate()
        assert up.wait(PATIENCE) == 0
