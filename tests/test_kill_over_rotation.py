"""A rotation comes about whatever happens to the machine between its announcement and its day."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from flows.verification import verify_all
from registry.journal import effects, entries, instances, open_gates, past_gates
from registry.queries.documents import documents
from registry.queries.events import events_of
from registry.queries.office_terms import terms_of_office
from tests.builders import MAE_FAH_LUANG, OPENED, a_desk
from tests.flows.decisions.killed_ticks import office_at, tick
from tests.scenarios.test_e2_chief_rotates_before_signing import CHIEF, moved_by_order

PROJECT = Path(__file__).parents[1]
DAYS = [date(2022, 9, 30), date(2022, 10, 1), date(2022, 10, 2), date(2022, 10, 5)]
HOURS = range(8, 20)
LONGEST_LIFE = 0.6  # seconds of a tick, which takes about as long

Told = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def announced(sqlite_url: str) -> Path:
    """A registry with an order at the Chief's review; the Chief moves on 1 October."""
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-09-12", {"result": "forward"})
    desk.on("2022-09-20")
    moved_by_order(desk)
    desk.perform()
    desk.office.registry.dispose()
    return desk.file


def copy_of(file: Path, name: str) -> str:
    """Another registry of the same content."""
    copy = file.with_name(f"{name}.db")
    shutil.copy(file, copy)
    return f"sqlite:///{copy}"


def ticked(url: str, *days: date) -> Told:
    """What the registry tells after a tick on each of the days."""
    for day in days:
        office = office_at(url, day, max(HOURS) + 1)
        OPENED.append(office.registry)
        tick(office)
    return told(url)


def told(url: str) -> Told:
    """All that the registry tells of the district, without instants and numbers of rows."""
    office = office_at(url, DAYS[-1], max(HOURS) + 2)
    OPENED.append(office.registry)
    assert verify_all(office) == ()
    with office.registry.reading() as connection:
        rows = instances(connection)
        return {
            "terms": [
                (one.name, one.start, one.last_day) for one in terms_of_office(connection, CHIEF)
            ],
            "events": [
                (one.kind, one.about, one.on, one.status)
                for one in events_of(connection, MAE_FAH_LUANG)
            ],
            "instances": [(one.process, one.status, one.phase, one.outcome) for one in rows],
            "journals": [
                (row.process, one.kind, one.path, one.act_date, one.live)
                for row in rows
                for one in entries(connection, row.id)
            ],
            "gates": [
                (one.path, one.status, one.opened_on, one.due_on)
                for row in rows
                for one in (
                    *past_gates(connection, row.id),
                    *open_gates(connection, instance_id=row.id),
                )
            ],
            "effects": sorted(
                (one.path, one.status) for row in rows for one in effects(connection, row.id)
            ),
            "papers": sorted(
                (one.kind, one.language, one.subject, one.version or 0, one.status, one.own_date)
                for one in documents(connection, district=MAE_FAH_LUANG)
            ),
        }  # fmt: skip


def test_ticks_missed_over_the_day_make_no_difference(announced: Path) -> None:
    daily = ticked(copy_of(announced, "daily"), *DAYS)
    assert ticked(copy_of(announced, "missed"), DAYS[-1]) == daily
    assert "deputy_review#2" in {path for path, *_ in daily["gates"]}


@contextmanager
def ticks(url: str) -> Iterator["Popen[str]"]:
    """Where ticks come from: a warm process that forks one for each line it is given."""
    command = [sys.executable, "-m", "tests.flows.decisions.killed_ticks", url]
    with Popen(command, cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True) as source:
        yield source
        assert source.stdin is not None
        source.stdin.close()


def killed_after(source: "Popen[str]", day: date, hour: int, seconds: float) -> None:
    """A tick's life, ended by `kill -9` where it had not ended before."""
    assert source.stdin is not None
    assert source.stdout is not None
    source.stdin.write(f"{day} {hour}\n")
    source.stdin.flush()
    ready, pid = source.stdout.readline().split()
    assert ready == "ready"
    time.sleep(seconds)  # the kill's own instant, not a wait for anything
    with suppress(ProcessLookupError):
        os.kill(int(pid), signal.SIGKILL)
    assert source.stdout.readline() == "dead\n"


@pytest.mark.slow
def test_ticks_killed_over_the_day_make_no_difference(announced: Path) -> None:
    daily = ticked(copy_of(announced, "daily"), *DAYS)
    chance = random.Random(2565)  # noqa: S311 — instants of kills
    for life in range(2):
        url = copy_of(announced, f"killed-{life}")
        with ticks(url) as source:
            for day in DAYS[:-1]:
                for hour in HOURS:
                    killed_after(source, day, hour, chance.uniform(0, LONGEST_LIFE))
        assert ticked(url, DAYS[-1]) == daily
