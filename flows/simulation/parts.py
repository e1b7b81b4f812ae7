"""A simulation's districts in parts, each at work in a process of its own.

Districts of different provinces share no lock, no paper and no person, so that what falls in one
part is the same whatever the others do. On the first of each month all wait for each other, for
the seal: no district is then further than it says.
"""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from config.clock import moved_to
from config.simulation import office_script
from config.words import Named
from flows.capabilities import open_installation
from flows.simulation.agenda import Agenda
from flows.simulation.facts_only import without_rendering
from flows.simulation.work import Work
from registry.refusals import Refusal
from registry.store import Registry

MOST_PARTS = 2  # half of the work is under SQLite's one lock: a third would wait for it


@dataclass(frozen=True)
class Span:
    """From which day to which, with which throw of the dice."""

    first: date
    last: date
    seed: int


@dataclass
class Tally:
    """What a part has done: decisions taken, refusals by gate, and gates without a script."""

    decisions: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    unscripted: Counter[str] = field(default_factory=Counter)


_Told: TypeAlias = Tally | Refusal


class PartFailure(RuntimeError):
    """A process of the simulation ended before its work did."""


def parts_of(districts: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """The districts in so many parts at most, of nearly as many each: whole provinces, in order."""
    provinces = Counter(one[:2] for one in districts)
    count = min(most, len(provinces))
    loads = [0] * count
    part_of: dict[str, int] = {}
    for province, size in provinces.most_common():
        part_of[province] = loads.index(min(loads))
        loads[part_of[province]] += size
    return [tuple(d for d in districts if part_of[d[:2]] == part) for part in range(count)]


def part_limit() -> int:
    """How many parts may be at work at once on this machine."""
    return min(MOST_PARTS, os.cpu_count() or 1)


def work_of(
    registry: Registry, districts: Mapping[str, Named], mine: Sequence[str], span: Span
) -> Work:
    """The work of one part, of all the districts that are simulated."""
    script = office_script()
    registry.clock = clock = moved_to(span.first)
    office = without_rendering(open_installation(registry))
    agenda = Agenda(script, districts, mine, span.seed, span.first, span.last, office.calendar)
    return Work(office, clock, script, agenda)


def tally_of(work: Work) -> Tally:
    """What the work has come to."""
    return Tally(work.decisions, work.refused, work.unscripted)


class OtherPart:
    """A part at work in another process: it stops on each first of a month until it is let on."""

    def __init__(
        self, url: str, turns: Path, districts: Mapping[str, Named], mine: Sequence[str], span: Span
    ) -> None:
        spawning = multiprocessing.get_context("spawn")  # a fork would share SQLite's open files
        self._line, theirs = spawning.Pipe()
        given = (theirs, url, turns, dict(districts), tuple(mine), span)
        self._process = spawning.Process(target=_work, args=given, daemon=True)
        self._process.start()
        theirs.close()

    def tally(self) -> Tally:
        """What it has done up to where it stops. Raises what refused it, or PartFailure."""
        try:
            told: _Told = self._line.recv()
        except EOFError:
            raise PartFailure from None
        if isinstance(told, Refusal):
            raise told
        return told

    def go_on(self) -> None:
        """Let it work through the next month."""
        with suppress(BrokenPipeError):  # it has ended: what it told last says why
            self._line.send(None)

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.terminate()

    def close(self) -> None:
        """Wait until it has ended."""
        self._line.close()
        self._process.join()


@contextmanager
def others_at_work(
    registry: Registry,
    turns: Path,
    districts: Mapping[str, Named],
    parts: Sequence[Sequence[str]],
    span: Span,
) -> Iterator[list[OtherPart]]:
    """The other parts at work in processes of their own, which end with this one."""
    url = registry.url.render_as_string(hide_password=False)
    others: list[OtherPart] = []
    try:
        for mine in parts:
            others.append(OtherPart(url, turns, districts, mine, span))  # noqa: PERF401 — those begun are ended
        yield others
    except BaseException:
        for one in others:
            one.end()
        raise
    finally:
        for one in others:
            one.close()


def _work(
    line: Connection,
    url: str,
    turns: Path,
    districts: Mapping[str, Named],
    mine: Sequence[str],
    span: Span,
) -> None:
    """A part in its own process, which ends when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began it is interrupted as well
    registry = Registry(url)
    try:
        registry.leave_disk_to_system()
        registry.take_turns(turns)
        work = work_of(registry, districts, mine, span)
        for _ in work.months():
            line.send(tally_of(work))
            line.recv()
        line.send(tally_of(work))
    except Refusal as refusal:
        line.send(refusal)
    except (EOFError, BrokenPipeError):
        return
    finally:
        registry.dispose()
