"""A capability as one value: what its folder adds to Prasan, each thing under its key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from flows.engine.gate import Answer, Gate
from flows.engine.installation import (
    AfterEnd,
    BeforeStart,
    EventCare,
    PeriodWords,
    Read,
    Recording,
    Task,
)
from flows.engine.paper import FrozenPaper, PapersOf, Printable
from flows.engine.replay import Process

K = TypeVar("K", str, type[Answer])
V = TypeVar("V")


@dataclass(frozen=True)
class BoardOf:
    """What the province's board tells of a process: a district a row, a phase a column.

    An answer in the phase `approached` says that somebody went to the district. `waits` is what
    the district counts as while such a wait is open, by its key, the first before the others;
    after the outcome `reached` it counts as established.
    """

    process: Process
    approached: str
    waits: Mapping[str, str]
    reached: str


@dataclass(frozen=True)
class Capability:
    """Processes, gates with their recordings, effects by the papers or the task, questions.

    `frozen` are the kinds of papers that a decision at one of its gates makes final, `board`
    is what the province sees of one of its processes, `before_start` what refuses that people begin
    one, `after_end` what follows once an instance of one has ended, both by its key, `on_event`
    what follows from an event, by its kind. `on_demand` are
    papers that no effect drafts and nothing keeps, by their kind: sheets that people print whenever
    they like. `printables` are those among them that are printed from an instance. `periods` say
    in words what an instance of a process is of, by its key, where its period alone does not.
    """

    name: str
    processes: tuple[Process, ...] = ()
    gates: tuple[Gate[Any], ...] = ()
    recordings: Mapping[type[Answer], Recording] = field(default_factory=dict)
    papers: tuple[PapersOf, ...] = ()
    frozen: tuple[FrozenPaper, ...] = ()
    board: BoardOf | None = None
    on_demand: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    printables: tuple[Printable, ...] = ()
    tasks: Mapping[str, Task] = field(default_factory=dict)
    reads: Mapping[str, Read] = field(default_factory=dict)
    before_start: Mapping[str, BeforeStart] = field(default_factory=dict)
    after_end: Mapping[str, AfterEnd] = field(default_factory=dict)
    on_event: Mapping[str, EventCare] = field(default_factory=dict)
    periods: Mapping[str, PeriodWords] = field(default_factory=dict)


def by_key(what: str, parts: Iterable[tuple[str, Mapping[K, V]]]) -> dict[K, V]:
    """All by their keys. ValueError names both capabilities where two claim one key."""
    found: dict[K, V] = {}
    owner: dict[K, str] = {}
    for name, own in parts:
        for key, value in own.items():
            if key in found:
                msg = f"{what} {key!r} is claimed by {owner[key]} and by {name}"
                raise ValueError(msg)
            found[key], owner[key] = value, name
    return found
