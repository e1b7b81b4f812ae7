"""With `prasan up` at work: how long a recorded decision waits for its draft."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from benchmarks.drafting import confirm_bases, load_offices, on_the_day, order_before_draft
from benchmarks.files import fresh_copy, url_of
from config.words import both
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from registry.gazetteer import area_rows
from registry.journal import entries
from registry.store import Registry

PROVINCE = "57"
UNTIL_WARM = 60.0
UNTIL_DRAFTED = 30.0
LOOK = 0.005
DRAFTED = "draft_appointment_order"


def drafts_after_decisions(folder: Path, count: int) -> list[float]:
    """Seconds from each decision's commit to its draft in the registry, one district each."""
    file = fresh_copy(folder / "empty.db", folder / "up.db")
    orders = orders_before_drafts(file, count + 1)
    office = open_installation(Registry(url_of(file)))
    log, seconds = folder / "up.log", []
    with log.open("wb") as said:
        running = subprocess.Popen(
            [Path(sys.executable).with_name("prasan"), "up", "--simulation"],
            env=os.environ | {"PRASAN_REGISTRY": url_of(file), "PRASAN_HOME": str(folder)},
            stdout=said,
            stderr=said,
        )
    try:
        with prefect_of(running, log) as server:
            for order in orders:
                wait_until_idle(server)
                seconds.append(draft_after_decision(office, *order))
    finally:
        running.send_signal(signal.SIGINT)
        running.wait()
        office.registry.dispose()
    return seconds[1:]


def orders_before_drafts(file: Path, count: int) -> list[tuple[int, str]]:
    """Orders of as many districts, each one decision before its draft; with their districts."""
    before = on_the_day(file)
    codes = [one.code for one in area_rows() if one.kind == "district"]
    districts = [code for code in codes if code.startswith(PROVINCE)][:count]
    load_offices(before.registry, districts)
    orders = [(order_before_draft(before, district), district) for district in districts]
    before.registry.dispose()
    return orders


def prefect_of(running: subprocess.Popen[bytes], log: Path) -> httpx2.Client:
    """A client of Prefect's server, once `up` has said that effects go through it.

    `up` names the server's address and the file that holds what the server asks for.
    """
    before, between, after = both("up.prefect_answers", url="|", file="|").th.split("|")
    deadline = time.monotonic() + UNTIL_WARM
    while before not in log.read_text():
        if running.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text())
        time.sleep(0.1)
    url, rest = log.read_text().split(before)[1].split(between, 1)
    name, word = Path(rest.split(after or "\n")[0]).read_text(encoding="utf-8").split(":", 1)
    return httpx2.Client(base_url=url, auth=(name, word))


def wait_until_idle(server: httpx2.Client) -> None:
    """Until Prefect has carried a run, and none is under way: the next decision starts its own."""
    deadline = time.monotonic() + UNTIL_WARM
    while True:
        runs = server.post("/api/flow_runs/filter", json={}).raise_for_status().json()
        states = {one["state_type"] for one in runs} - {"SCHEDULED"}  # the ticks to come
        if states == {"COMPLETED"}:
            return
        if time.monotonic() > deadline:
            msg = f"Prefect's runs: {sorted(states)}"
            raise RuntimeError(msg)
        time.sleep(0.1)


def draft_after_decision(
    office: Installation, order: int, district: str, patience: float = UNTIL_DRAFTED
) -> float:
    """One decision, and how long after it the draft is there."""
    if is_drafted(office, order):
        msg = "the draft was there before its decision"
        raise RuntimeError(msg)
    confirm_bases(office, order, district)
    begun = time.monotonic()
    while not is_drafted(office, order):
        if time.monotonic() - begun > patience:
            msg = f"no draft within {patience:.0f} s"
            raise RuntimeError(msg)
        time.sleep(LOOK)
    return time.monotonic() - begun


def is_drafted(office: Installation, order: int) -> bool:
    """Whether the draft's entry stands in the journal."""
    with office.registry.reading() as connection:
        rows = entries(connection, order)
    return any(row.kind == "effect" and row.body.get("effect") == DRAFTED for row in rows)
