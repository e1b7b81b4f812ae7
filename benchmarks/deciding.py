"""Decisions taken breadth first: every instance once, then every instance again."""

import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.files import fresh_copy, url_of
from benchmarks.population import coordinator, load_people
from benchmarks.workload import DECISIONS, bench_office
from flows.decisions.decide import Decision, decide
from flows.decisions.start import start
from flows.engine.installation import Installation
from registry.gazetteer import area_rows
from registry.journal import instances
from registry.records.new_registry import make_registry
from registry.rules.plain_values import Json
from registry.store import Registry

STARTED = date(2024, 1, 8)
NOTE = "The Chief asks for one more week; the station and the hospital have answered."


def make_empty(file: Path) -> None:
    """A registry with areas, laws, agencies and one administrator."""
    registry = Registry(url_of(file))
    make_registry(registry, "simulation", admin=("", "Administrator"))
    registry.dispose()


def make_started(empty: Path, file: Path, count: int) -> tuple[int, int]:
    """`count` instances, one a district and period, and one more to warm up with.

    Answers the bytes of the registry's file with all people loaded, before and after.
    """
    fresh_copy(empty, file)
    districts = [one.code for one in area_rows() if one.kind == "district"][: count + 1]
    registry = Registry(url_of(file))
    load_people(registry, districts)
    registry.dispose()
    before = file.stat().st_size
    office = open_bench(file)
    for number in range(count + 1):
        earlier, place = divmod(number, len(districts))
        district, period = districts[place], str(earlier or "")
        recorder = coordinator(district)
        start(office, "workload", district, on=STARTED, recorded_by=recorder, period=period)
    office.registry.dispose()
    return before, file.stat().st_size


def open_bench(file: Path) -> Installation:
    """The benchmark's office over a registry's file."""
    return bench_office(Registry(url_of(file)))


def started(office: Installation) -> tuple[list[tuple[int, str]], tuple[int, str]]:
    """The instances (number and district) to be measured, and the one to warm up with."""
    with office.registry.reading() as connection:
        rows = [(row.id, row.district) for row in instances(connection)]
    return rows[:-1], rows[-1]


def take(office: Installation, one: tuple[int, str], turn: int) -> None:
    """One decision through every check that a real one passes."""
    instance, district = one
    answer: Json = {"result": "agreed", "note": NOTE, "count": turn}
    decide(
        office,
        Decision(
            instance=instance,
            gate="step",
            by="district_chief",
            decided_on=STARTED + timedelta(days=7 * turn),
            answer=answer,
            recorded_by=coordinator(district),
        ),
    )


def warm_up(office: Installation, one: tuple[int, str]) -> None:
    """Take the decisions of an instance that is not counted: statements are compiled once."""
    for turn in range(1, DECISIONS + 1):
        take(office, one, turn)


def breadth_first(
    measured: Sequence[tuple[int, str]], turns: Sequence[int] = range(1, DECISIONS + 1)
) -> Iterator[tuple[tuple[int, str], int]]:
    """Every instance's first decision, then every instance's second …"""
    return ((one, turn) for turn in turns for one in measured)


def seconds_for_all(file: Path) -> float:
    """How long all decisions of the registry take, the warming up not counted."""
    office = open_bench(file)
    measured, spare = started(office)
    warm_up(office, spare)
    begun = time.perf_counter()
    for one, turn in breadth_first(measured):
        take(office, one, turn)
    seconds = time.perf_counter() - begun
    office.registry.dispose()
    return seconds


def latencies(file: Path, *, half: int, samples: int) -> list[float]:
    """How long one decision takes, in seconds, at instances of random choice.

    All of the registry's instances stand after their `half`-th decision.
    """
    office = open_bench(file)
    measured, _ = started(office)
    chosen = [(one, half + more) for more in (1, 2, 3, 4) for one in measured]
    order = random.Random(len(measured))  # noqa: S311 — the same choice in every run, no secret
    turns = [one for one, _ in chosen]
    order.shuffle(turns)
    reached = dict.fromkeys(measured, half)
    found = []
    for one in turns[:samples]:
        reached[one] += 1
        begun = time.perf_counter()
        take(office, one, reached[one])
        found.append(time.perf_counter() - begun)
    office.registry.dispose()
    return found[len(found) // 20 :]
