"""`prasan up`: what waits is performed with Prefect and without it, and nothing is left behind."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from base64 import b64encode
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from config.clock import BANGKOK, SystemClock
from config.words import Sentence, both
from flows.capabilities import PROCESSES
from flows.runtime.embedded_server import RESTART_SECONDS, EmbeddedServer
from flows.runtime.performer import Performer
from flows.runtime.up_lock import is_up
from tests.builders import Desk, a_desk
from tests.faults import full_disk
from tests.flows.runtime.at_servers import (
    PATIENCE,
    PORT,
    READY,
    a_revision,
    asked,
    drafts,
    ended_runs,
    home,
    processes_of,
    run_names,
    said,
    sealed_days,
    started,
    told,
    until,
)

__all__ = ["home"]


def test_where_the_registry_fails_it_says_so_once_and_goes_on_when_it_is_back(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    said: list[Sentence] = []
    performer = Performer(desk.office, EmbeddedServer(tmp_path, 4210), said.append, Event())
    performer.look()
    a_revision(desk, order)
    said.clear()
    with full_disk():
        performer.look()
        performer.look()
    assert drafts(desk) == [1]
    performer.look()
    assert drafts(desk) == [1, 2]
    assert [one.en for one in said] == [
        both("refusal.registry_not_writable", reason=both("system_error.broken")).en,
        both("up.registry_back").en,
    ]


def test_without_an_answering_server_effects_are_performed_and_it_is_said_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    said: list[Sentence] = []
    performer = Performer(desk.office, EmbeddedServer(tmp_path, 4210), said.append, Event())
    for count in (2, 3):
        a_revision(desk, order)
        performer.turn()
        assert drafts(desk) == list(range(1, count + 1))
    assert said == [both("up.without_prefect")]


def test_a_server_that_cannot_be_started_again_is_not_tried_at_every_look(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    ended = subprocess.Popen(["/bin/true"])
    ended.wait()
    server = EmbeddedServer(home, 4210, process=ended)
    long_ago = time.monotonic() - 10 * RESTART_SECONDS
    server.started_at = long_ago
    server.keep_alive()
    tried_at = server.started_at
    assert tried_at > long_ago
    server.keep_alive()
    assert server.started_at == tried_at


def test_the_child_takes_no_module_from_the_folder_in_which_up_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("flows", "config", "prefect"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('of another project')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    server = EmbeddedServer(tmp_path / "home", PORT)
    server.start()
    try:
        until(server.answers)
    finally:
        server.end()


def test_what_the_server_keeps_is_its_owners_alone_whatever_the_mask_and_an_older_release_left(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    home.mkdir(0o755)
    (home / "prefect.db").touch(0o644)
    server, before = EmbeddedServer(home, PORT), os.umask(0o000)
    try:
        server.start()
        until(server.answers)
        kept = {one.name: stat.S_IMODE(one.stat().st_mode) for one in home.glob("*.*")}
    finally:
        os.umask(before)
        server.end()
    assert {"prefect.db", "prefect.db-wal", "prefect.db-shm", "server.log"} <= kept.keys()
    assert set(kept.values()) == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_it_ticks_at_the_start_and_when_the_bangkok_day_turns(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk = a_desk(sqlite_url)
    performer = Performer(desk.office, EmbeddedServer(tmp_path, 4210), print, Event())
    for day in ("2022-06-02", "2022-06-02", "2022-06-03"):
        desk.on(day)
        performer.turn()
    assert sealed_days(desk) == [date(2022, 6, 2), date(2022, 6, 3)]


def test_where_prefects_ticks_are_missed_it_ticks_itself(sqlite_url: str, tmp_path: Path) -> None:
    desk = a_desk(sqlite_url)
    performer = Performer(desk.office, EmbeddedServer(tmp_path, 4210), print, Event())
    performer.turn()
    first = performer.ticked_at
    assert first is not None
    for minutes, ticked in ((9, False), (11, True)):
        desk.clock.at = first + timedelta(minutes=minutes)
        performer.turn()
        assert (performer.ticked_at != first) is ticked


@pytest.mark.prefect
@pytest.mark.slow
def test_it_performs_through_prefect_and_without_it_and_ends_with_one_signal(
    sqlite_url: str, home: Path
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    up = started(sqlite_url, home)
    until(lambda: "At work" in said(home))
    assert "Deputy's review of the draft" in said(home)
    assert READY not in said(home)
    assert is_up(desk.office.registry)

    a_revision(desk, order)
    until(lambda: len(drafts(desk)) == 2)
    until(lambda: READY in said(home))
    until(lambda: "everything" in run_names(home))
    assert said(home).startswith("Open the desk at http://127.0.0.1:")
    is_ours_alone(home)
    until(lambda: a_run_carries_a_revision(desk, order, home))

    second = home / "second"
    second.mkdir()
    again = started(sqlite_url, second)
    assert again.wait(PATIENCE) == 2
    assert both("refusal.up_already").en in said(second)

    (server,) = processes_of(home) - {up.pid}
    ready = said(home).count(READY)
    os.kill(server, signal.SIGKILL)
    performed_once(desk, order)
    until(lambda: said(home).count(READY) > ready)
    performed_once(desk, order)

    up.send_signal(signal.SIGINT)
    assert up.wait(PATIENCE) == 0
    assert processes_of(home) == set()
    assert not is_up(desk.office.registry)


def performed_once(desk: Desk, order: int) -> None:
    """One more revision, and its draft."""
    count = len(drafts(desk))
    a_revision(desk, order)
    until(lambda: len(drafts(desk)) > count)
    assert drafts(desk) == [*range(1, count + 2)]


def a_run_carries_a_revision(desk: Desk, order: int, home: Path) -> bool:
    """Whether one more is drafted within a run: none is where the server answers late."""
    performed_once(desk, order)
    return any("· order ·" in name for name in run_names(home))


@pytest.mark.prefect
@pytest.mark.slow
def test_prefects_pages_know_what_runs_next_and_a_quick_run_is_carried_by_up(
    sqlite_url: str, home: Path
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    up = started(sqlite_url, home)
    until(lambda: READY in said(home))
    until(lambda: "everything" in run_names(home))
    until(lambda: {"watch", "annual-cycle"} <= set(next_runs(home)))
    april = next_runs(home)["annual-cycle"]
    assert (april.month, april.day, april.hour) == (4, 1, 6)
    assert next_runs(home)["watch"] - SystemClock().now() < timedelta(minutes=6)

    ids = {one["name"]: one["id"] for one in told(home, "flows/filter")}
    known = {one["flow_id"]: one["id"] for one in told(home, "deployments/filter")}
    assert {known[ids[one.flow]] for one in PROCESSES.values()} <= set(known.values())
    quick = told(home, f"deployments/{known[ids['annual-cycle']]}/create_flow_run")["id"]
    until(lambda: quick in {one["id"] for one in ended_runs(home)})

    wipe(home)
    a_revision(desk, order)
    until(lambda: drafts(desk) == [1, 2])
    until(lambda: len(told(home, "deployments/filter")) == len(PROCESSES) + 1)

    up.send_signal(signal.SIGTERM)
    assert up.wait(PATIENCE) == 0
    assert processes_of(home) == set()


def wipe(home: Path) -> None:
    """Make Prefect's database anew beside its running server, as an administrator would."""
    (folder,) = (home / "prefect").iterdir()
    subprocess.run(
        [Path(sys.executable).with_name("prefect"), "server", "database", "reset", "-y"],
        env=os.environ | {"PREFECT_HOME": str(folder)}, check=True, capture_output=True,
    )  # fmt: skip


def next_runs(home: Path) -> dict[str, datetime]:
    """When each flow runs next, Thai time."""
    names = {one["id"]: one["name"] for one in told(home, "flows/filter")}
    runs = [one for one in told(home, "flow_runs/filter") if one["state_type"] == "SCHEDULED"]
    found: dict[str, datetime] = {}
    for run in runs:
        at = datetime.fromisoformat(run["expected_start_time"]).astimezone(BANGKOK)
        name = names[run["flow_id"]]
        found[name] = min(at, found.get(name, at))
    return found


def is_ours_alone(home: Path) -> None:
    """Its pages ask its own API; nobody without the word reads it, nor another site's page."""
    with asked("GET", "/ui-settings") as answer:
        settings = json.load(answer)
    assert (settings["api_url"], settings["auth"]) == (f"http://127.0.0.1:{PORT}/api", "BASIC")
    foreign = {"Origin": "http://evil.test"}
    for headers in ({}, foreign, {"Authorization": "Basic " + b64encode(b"admin:").decode()}):
        with asked("POST", "/api/flow_runs/filter", **headers) as answer:
            assert answer.status == 401
    with asked("GET", "/api/health", **foreign) as answer:
        assert answer.getheader("access-control-allow-origin") is None


@pytest.mark.prefect
@pytest.mark.slow
def test_killed_outright_it_leaves_no_process_and_nobody_up(sqlite_url: str, home: Path) -> None:
    desk = a_desk(sqlite_url)
    up = started(sqlite_url, home)
    until(lambda: READY in said(home))
    assert len(processes_of(home)) == 2
    up.kill()
    up.wait()
    until(lambda: processes_of(home) == set())
    assert not is_up(desk.office.registry)
