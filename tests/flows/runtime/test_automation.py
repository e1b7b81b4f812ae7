"""The automation that docs/operating.md shows, tried against a receiver on loopback."""

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

from tests.builders import a_desk
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
        asking = os.environ | {
            "PREFECT_API_URL": f"http://127.0.0.1:{PORT}/api",
            "PREFECT_API_AUTH_STRING": word_of(home),
        }
        subprocess.run(["/bin/sh", "-ec", given(address)], env=asking, cwd=ROOT, check=True)
        a_revision(desk, order)
        until(lambda: bool(posted))
    assert f"prasan.instance.{order}" in posted[0]
    assert "!effect/" in posted[0]
    up.terminate()
    assert up.wait(PATIENCE) == 0
