"""`kill -9` at any instant loses nothing acknowledged and does nothing inside twice."""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from sqlalchemy import select

from flows.decisions.start import start
from flows.engine.installation import Installation
from flows.engine.perform import perform, waiting
from flows.verification import verify_all
from registry.journal import EffectRow, EntryRow, effects, entries, instances
from registry.models import Document, ProvincialItem
from tests.builders import MAE_FAH_LUANG, OPENED, load_people
from tests.flows.engine.killed import CLAIM_SECONDS, office_at

PROJECT = Path(__file__).parents[1]
DISTRICT = MAE_FAH_LUANG
INSTANCES = 12
LONGEST_LIFE = 0.4  # seconds of work, between "ready" and the kill
PATIENCE = 300  # seconds until the test gives up

pytestmark = pytest.mark.slow


def a_registry(url: str) -> Installation:
    """Instances that never end, waiting for their first decision."""
    office = office_at(url)
    OPENED.append(office.registry)
    load_people(office.registry, DISTRICT)
    for turn in range(INSTANCES):
        start(
            office, "work", DISTRICT, on=office.registry.today, recorded_by="coord",
            period=f"{turn}",
        )  # fmt: skip
    return office


@contextmanager
def workers(url: str, instances: str) -> Iterator["Popen[str]"]:
    """Where workers come from: a warm process that forks one for each line it is given."""
    command = [sys.executable, "-m", "tests.flows.engine.killed", url, instances]
    with Popen(command, cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True) as source:
        yield source
        assert source.stdin is not None
        source.stdin.close()


def killed_after(source: "Popen[str]", seconds: float) -> list[str]:
    """A worker's life, ended by `kill -9`: what it had acknowledged."""
    assert source.stdin is not None
    assert source.stdout is not None
    source.stdin.write("\n")
    source.stdin.flush()
    ready, pid = source.stdout.readline().split()
    assert ready == "ready"
    time.sleep(seconds)  # the kill's own instant, not a wait for anything
    os.kill(int(pid), signal.SIGKILL)
    told = list(iter(source.stdout.readline, "dead\n"))
    return [line.strip() for line in told if line.strip()]


def journals(office: Installation) -> dict[int, list[EntryRow]]:
    with office.registry.reading() as connection:
        return {row.id: entries(connection, row.id) for row in instances(connection)}


def requested(office: Installation) -> list[EffectRow]:
    with office.registry.reading() as connection:
        found = [effects(connection, row.id) for row in instances(connection)]
    return [one for rows in found for one in rows]


def acknowledged_is_kept(office: Installation, told: list[str]) -> None:
    kept = {
        f"{instance} {entry.path} {entry.id}"
        for instance, rows in journals(office).items()
        for entry in rows
        if entry.kind == "decision" and entry.live
    }
    assert set(told) <= kept


def nothing_is_done_twice(office: Installation) -> None:
    done = [one for one in requested(office) if one.status == "done"]
    told = [e for rows in journals(office).values() for e in rows if e.kind == "effect"]
    assert len(told) == len(done)
    with office.registry.reading() as connection:
        papers = Counter(connection.scalars(select(Document.content_hash)))
        items = Counter(
            connection.scalars(
                select(ProvincialItem.subject).where(ProvincialItem.subject.startswith("paper "))
            )
        )
    assert len(papers) == len(items) == len(done)
    assert all(number == 1 for number in (*papers.values(), *items.values()))


def one_decision_a_gate(office: Installation) -> None:
    for rows in journals(office).values():
        paths = Counter(e.path for e in rows if e.kind == "decision")
        assert all(number == 1 for number in paths.values())


def what_was_claimed_runs_once_later(office: Installation) -> None:
    """The dead worker's claims expire; then each effect is performed, once."""
    claimed = [one for one in requested(office) if one.status == "claimed"]
    patience = time.monotonic() + PATIENCE
    while any(one.status in ("waiting", "claimed") for one in requested(office)):
        assert time.monotonic() < patience
        assert {perform(office, row.id).how for row in waiting(office)} <= {"done"}
        time.sleep(CLAIM_SECONDS / 20)  # claims go by the machine's own clock
    ids = {one.id for one in claimed}
    assert all(one.status == "done" for one in requested(office) if one.id in ids)


def survives(url: str, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 — instants of kills
    office = a_registry(url)
    with office.registry.reading() as connection:
        listed = ",".join(str(row.id) for row in instances(connection))
    acknowledged: list[str] = []
    with workers(url, listed) as source:
        for turn in range(10 * kills):
            if turn >= kills and len(acknowledged) > kills:
                break  # a busy machine takes more lives for as much work
            acknowledged += killed_after(source, chance.uniform(0, LONGEST_LIFE))
            acknowledged_is_kept(office, acknowledged)
            assert verify_all(office) == ()
            if turn % 10 == 9:
                what_was_claimed_runs_once_later(office)
                nothing_is_done_twice(office)
    what_was_claimed_runs_once_later(office)
    nothing_is_done_twice(office)
    one_decision_a_gate(office)
    assert verify_all(office) == ()
    assert len(acknowledged) > kills  # they had been at work


def test_a_hundred_kills_lose_nothing_and_do_nothing_twice_on_sqlite(sqlite_url: str) -> None:
    survives(sqlite_url, 100, seed=2565)


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_twenty_kills_lose_nothing_and_do_nothing_twice_on_postgresql(
    made_registry_url: str,
) -> None:
    survives(made_registry_url, 20, seed=2566)
