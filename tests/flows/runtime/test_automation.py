"""The automation that docs/operating.md shows, tried against a receiver on loopback."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.runtime.prefect_events import written_look
from registry.queries import operating
from registry.rules.plain_values import Json
from tests.builders import Desk, a_desk
from tests.flows.runtime.at_servers import (
    PATIENCE,
    PORT,
    READY,
    a_revision,
    home,
    said,
    started,
    until,
    word_of,
)

__all__ = ["home"]
ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "operating.md"


@contextmanager
def receiver() -> Iterator[tuple[str, list[str]]]:
    """Where it listens, and what was posted there."""
    posted: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """It says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/prasan", posted
        finally:
            server.shutdown()
            thread.join()


def given(address: str) -> str:
    """The commands that the page says to give, with our receiver's address and programs."""
    (page,) = re.findall(
        r"\*\*An automation\*\*.*?^```sh\n(.*?)^```",
        PAGE.read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    assert "http://127.0.0.1:9000/prasan" in page
    return (
        str(page)
        .replace("http://127.0.0.1:9000/prasan", address)
        .replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    )


def set_up(home: Path, address: str) -> dict[str, str]:
    """Give the page's commands; answers the environment in which the server is asked."""
    asking = os.environ | {
        "PREFECT_API_URL": f"http://127.0.0.1:{PORT}/api",
        "PREFECT_API_AUTH_STRING": word_of(home),
    }
    subprocess.run(["/bin/sh", "-ec", given(address)], env=asking, cwd=ROOT, check=True)
    return asking


def told_until(desk: Desk, day: str, asking: dict[str, str]) -> None:
    """Prefect was told of lateness until that day, as where the machine was off since."""
    with desk.office.registry.reading() as connection:
        look = written_look(operating.look(connection, desk.office.registry.today))
    name = f"prasan_told_{desk.office.registry.id[:12]}"
    prefect = [sys.executable, "-m", "prefect", "variable"]
    before = [*prefect, "get", name]
    until(lambda: subprocess.run(before, env=asking, check=False).returncode == 0)
    value = json.dumps(look | {"late_before": day})
    subprocess.run([*prefect, "set", name, value, "--overwrite"], env=asking, check=True)


@pytest.mark.prefect
@pytest.mark.slow
def test_where_the_machine_cannot_go_on_the_automation_tells_another_program(
    sqlite_url: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_picture = tmp_path / "emblem.png"
    no_picture.write_text("not a picture")
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    monkeypatch.setenv("PRASAN_EMBLEM", str(no_picture))
    up = started(sqlite_url, home)
    until(lambda: READY in said(home))
    with receiver() as (address, posted):
        set_up(home, address)
        a_revision(desk, order)
        until(lambda: bool(posted))
    assert f"prasan.instance.{order}" in posted[0]
    assert "!effect/" in posted[0]
    up.terminate()
    assert up.wait(PATIENCE) == 0


@pytest.mark.prefect
@pytest.mark.slow
def test_a_gate_that_is_late_is_told_another_program_once(sqlite_url: str, home: Path) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    up = started(sqlite_url, home)
    until(lambda: READY in said(home))
    with receiver() as (address, posted):
        told_until(desk, "2022-01-01", set_up(home, address))
        asked: Json = {"result": "changes", "items": ["ขอแก้ชื่อหน่วยงาน"]}
        desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked, perform=False)
        late = {one.path for one in desk.gates(order) if one.due_on}
        until(lambda: any(f"prasan.instance.{order}" in one for one in posted))
    of_order = [one for one in posted if f"prasan.instance.{order}" in one]
    assert sorted(json.loads(one)["path"] for one in of_order) == sorted(late)
    assert all(json.loads(one)["event"] == "prasan.gate.late" for one in of_order)
    up.terminate()
    assert up.wait(PATIENCE) == 0
