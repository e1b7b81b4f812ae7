"""Prasan as it is up, in a home of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from flows.decisions.decide import Decision, decide
from flows.runtime.embedded_server import free_port
from registry.queries.documents import documents
from registry.seals import seals
from tests.builders import COORDINATOR, Desk

PORT = free_port(0)  # of this process: others may run the same tests beside it
STARTED: list[subprocess.Popen[str]] = []


def a_revision(desk: Desk, order: int) -> None:
    """The Deputy asks for a change and it is answered, so that the next draft waits."""
    asked = {"result": "changes", "items": ["ขอแก้ชื่อหน่วยงาน"]}
    reply = {"replies": [{"item": 1, "done": True}]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked, perform=False)
    decision = Decision(order, "revise_draft", COORDINATOR, date(2022, 6, 21), reply, "coord")
    decide(desk.office, decision)


def drafts(desk: Desk) -> list[int]:
    with desk.office.registry.reading() as connection:
        papers = documents(connection)
    of_order = [one for one in papers if one.kind == "appointment_order"]
    return [one.version for one in of_order if one.language == "th"]


def started(url: str, home: Path) -> subprocess.Popen[str]:
    command = "from desk.cli.main import main; main()"
    with (home / "out").open("w") as out:
        up = subprocess.Popen(
            [sys.executable, "-c", command, "up", "--registry", url, "--lang", "en"],
            env=os.environ | {"PRASAN_HOME": str(home), "PRASAN_PREFECT_PORT": str(PORT)},
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=Path(__file__).parents[3],
        )
    STARTED.append(up)
    return up


def processes_of(home: Path) -> set[int]:
    """Every process whose environment names this home: `up` and whatever it started."""
    found = set()
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and str(home).encode() in (process / "environ").read_bytes():
                found.add(int(process.name))
        except OSError:
            continue
    return found


PATIENCE = 300  # seconds until a test gives up; how long things take is for the benchmarks


def until(true: Callable[[], bool]) -> None:
    """Look every ten milliseconds; fails where it never comes true."""
    gives_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < gives_up, "never came true"
        Event().wait(0.01)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "home"
    made.mkdir()
    yield made
    for process in processes_of(made):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    while STARTED:  # one that is left to the garbage collector fails whichever test comes then
        STARTED.pop().wait()


def said(home: Path) -> str:
    return (home / "out").read_text(encoding="utf-8")


READY = "Prefect's server is ready"


def word_of(home: Path) -> str:
    """What the embedded server asks for, as its file holds it for its owner alone."""
    (file,) = home.glob("prefect/*/auth-string")
    assert file.stat().st_mode & 0o777 == 0o600
    return file.read_text(encoding="utf-8")


@contextmanager
def asked(method: str, path: str, **headers: str) -> Iterator[HTTPResponse]:
    """What the embedded server answers."""
    with closing(HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)) as connection:
        body = "{}" if method == "POST" else None
        connection.request(method, path, body, {"Content-Type": "application/json", **headers})
        yield connection.getresponse()


def the_word(home: Path) -> dict[str, str]:
    """The header that the server asks for."""
    return {"Authorization": "Basic " + b64encode(word_of(home).encode()).decode()}


def told(home: Path, path: str) -> Any:
    """What the API answers to an empty question, asked again while its database is busy."""
    answers: list[Any] = []

    def answered() -> bool:
        with asked("POST", f"/api/{path}", **the_word(home)) as answer:
            if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                answers.append(json.load(answer))
        return bool(answers)

    until(answered)
    return answers[0]


def ended_runs(home: Path) -> list[dict[str, Any]]:
    """The flow runs that have come to their end."""
    return [one for one in told(home, "flow_runs/filter") if one["state_type"] == "COMPLETED"]


def run_names(home: Path) -> set[str]:
    """The names of the flow runs that have come to their end."""
    return {one["name"] for one in ended_runs(home)}


def sealed_days(desk: Desk) -> list[date]:
    with desk.office.registry.reading() as connection:
        return [one.day for one in seals(connection)]
