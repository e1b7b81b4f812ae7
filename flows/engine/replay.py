"""What a replay reads and finds, as plain values; processes, effects and queries as declared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from flows.engine.gate import Gate
from registry.rules.plain_values import Json
from registry.rules.seats import Value

if TYPE_CHECKING:
    from flows.engine.run import Run

R = TypeVar("R", bound=BaseModel)


class EventKind(StrEnum):
    """What can happen to a district whatever the process waits for."""

    CHIEF_ROTATED = "chief_rotated"
    CHIEF_KNOWN = "chief_known"  # told once it is known who came into a post that stood as vacant
    ROTATION_CALLED_OFF = "rotation_called_off"  # told to the handover that it had begun
    FOCAL_POINT_CHANGED = "focal_point_changed"  # told to the handover of the one before
    AGENCY_WITHDREW = "agency_withdrew"
    DECISION_SETTLED = "decision_settled"  # told to the handover that asks for what was decided
    PLAN_RECEIVED = "plan_received"  # told to the year whose plan it is
    DIRECTIVE_ISSUED = "directive_issued"  # told to the establishment that the letter found open


TOLD_ALONE = frozenset(
    {
        EventKind.CHIEF_KNOWN,
        EventKind.ROTATION_CALLED_OFF,
        EventKind.FOCAL_POINT_CHANGED,
        EventKind.DECISION_SETTLED,
        EventKind.PLAN_RECEIVED,
        EventKind.DIRECTIVE_ISSUED,
    }
)
"""What instances are told, and what is no fact of their district."""


class EntryKind(StrEnum):
    """The kinds of journal entries that a replay consumes."""

    DECISION = "decision"
    EFFECT = "effect"
    LAPSE = "lapse"
    EVENT = "event"
    READ = "read"
    CHILD = "child"


class Lapse(Value):
    """The last day of a wait has passed; `on` is the day after."""

    on: date


class Event(Value):
    """An event that the call listens to took the place of an answer: what, when, about whom.

    `about` is the office whose holder changed, the agency that left, or the number of the
    letter; empty in what a release before 0.4 recorded.
    """

    kind: EventKind
    on: date
    about: str = ""


class Stop(Value):
    """A child was stopped before it came to an outcome."""

    reason: str


@dataclass(frozen=True)
class Effect(Generic[R]):
    """A declared effect: its key, what it takes, what it gives. A task performs it."""

    key: str
    inputs: type[BaseModel]
    result: type[R]


@dataclass(frozen=True)
class Query(Generic[R]):
    """A declared question to the registry: its key, what it takes, what it answers."""

    key: str
    args: type[BaseModel]
    result: type[R]


def branch_of(path: str) -> str:
    """The branch that a gate's or an effect's path lies on, without its own part.

    The subject of a gate may hold a stroke itself: seats are keyed so.
    """
    return path.partition("[")[0].rpartition("/")[0]


def subject_of(path: str) -> str | None:
    """Whom or what the gate at a path asks about, None where it is asked once."""
    _, bracket, rest = path.rpartition("[")
    return rest.partition("]")[0] if bracket else None


class ProcessFunction(Protocol):
    """A process, as the `process.py` of its capability writes it."""

    def __call__(self, run: "Run", /) -> StrEnum: ...


@dataclass(frozen=True)
class Process:
    """A process and what is declared about it.

    `flow` is the name of its Prefect flow, `revision` the newest of this release. A phase that
    bears the key of another process is that child's: what waits there waits in it. Of one that is
    not `joined` a parent with another purpose waits until the open instance has ended; `purpose`
    names the field of the start that tells what an instance is for, where that gives it a name of
    its own. `kept_waits` are the keys of waits for a day before which nothing that follows can be
    done: they are not moved before it.
    """

    key: str
    function: ProcessFunction
    start: type[BaseModel]
    phases: tuple[str, ...]
    flow: str = ""
    revision: int = 1
    joined: bool = True
    purpose: str | None = None
    kept_waits: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """A live journal entry as a replay sees it.

    `value` is the typed answer, the JSON of an effect's result or a read, the outcome of a
    child, or what happened; `resolves` are the paths that an event resolved, `corrected` is the
    entry of the correction that the answer stands in; `scanned`: a scan came with a decision.
    """

    id: int
    kind: EntryKind
    path: str
    act_date: date
    revision: int
    value: Any
    fingerprint: str | None = None
    about: str | None = None
    resolves: tuple[str, ...] = ()
    corrected: int | None = None
    scanned: bool = False


class Journal(NamedTuple):
    """What an instance remembers: how it was started, and its live entries in order.

    `results` are those of effects and reads as they were typed before: a replay types none twice.
    Each stands with its entry: SQLite gives the number of one that was rolled back to the next.
    `by_path` finds the entries of a call, `events` the event that resolved it.
    """

    started_on: date
    revision: int
    start: BaseModel
    raised_to: int | None
    results: dict[tuple[int, type[BaseModel]], tuple[Entry, Any]]
    entries: tuple[Entry, ...] = ()
    by_path: Mapping[str, tuple[Entry, ...]] = MappingProxyType({})
    events: Mapping[str, Entry] = MappingProxyType({})

    def with_more(self, more: Iterable[Entry]) -> "Journal":
        """The journal as it stands after these entries too."""
        entries, by_path, events = [*self.entries], {**self.by_path}, {**self.events}
        for entry in more:
            entries.append(entry)
            # An event has no path: it lies where each open call was that had listed it.
            if entry.kind is EntryKind.EVENT:
                events.update(dict.fromkeys(entry.resolves, entry))
            else:
                by_path[entry.path] = (*by_path.get(entry.path, ()), entry)
        return self._replace(entries=tuple(entries), by_path=by_path, events=events)

    def of_entries(self, entries: Iterable[Entry]) -> "Journal":
        """The journal with these entries alone."""
        return self._replace(entries=(), by_path={}, events={}).with_more(entries)


class Wait(NamedTuple):
    """A call that is open: a gate for people, or a wait for a day (`gate` is None).

    `after` is the last decision that was passed on the way there, `heard` the events; `due` the day
    that the work itself names, None where the gate's rule says.
    """

    path: str
    gate: Gate[Any] | None
    subject: str | None
    round: int | None
    about: str | None
    until: date | None
    unless: tuple[EventKind, ...]
    today: date
    after: int | None
    due: date | None = None
    heard: frozenset[Event] = frozenset()

    @property
    def last_day(self) -> date | None:
        """The last day that the call stays open. A wait for a day goes on at that day."""
        if self.until is None or self.gate is not None:
            return self.until
        return self.until - timedelta(days=1)


class PassedLapse(NamedTuple):
    """A lapse that the replay passed at a call that listens to events, opened on that day."""

    entry: Entry
    unless: tuple[EventKind, ...]
    opened: date


class NewEffect(NamedTuple):
    """An effect that is to be performed."""

    path: str
    effect: str
    inputs: BaseModel
    fingerprint: str
    today: date


class NewRead(NamedTuple):
    """A fact that this replay brought in and that is to be recorded."""

    path: str
    value: Json
    on: date


class NewChild(NamedTuple):
    """A child that is to be started or joined; its period is its parent's where it has none.

    `heard` are the events that were passed on the way there.
    """

    path: str
    process: Process
    start: BaseModel
    today: date
    period: str | None = None
    heard: frozenset[Event] = frozenset()


@dataclass
class Replay:
    """What a replay found.

    `consumed` holds the ids of the entries that it passed, `lapses` those at calls that listen
    to events, `starts` what each child that it reached was, or is to be, started with. `branches`
    says of each branch, by its prefix, whether it is through. `narrows`: whether it asked about
    subjects that may leave.
    """

    waits: list[Wait] = field(default_factory=list)
    effects: list[NewEffect] = field(default_factory=list)
    reads: list[NewRead] = field(default_factory=list)
    children: list[NewChild] = field(default_factory=list)
    starts: dict[str, BaseModel] = field(default_factory=dict)
    consumed: set[int] = field(default_factory=set)
    lapses: list[PassedLapse] = field(default_factory=list)
    stale: set[int] = field(default_factory=set)
    left: dict[int, str] = field(default_factory=dict)
    branches: dict[str, bool] = field(default_factory=dict)
    narrows: bool = False
    outcome: StrEnum | None = None
    error: str | None = None
    ended_on: date | None = None


Reader = Callable[[Query[Any], BaseModel, date], BaseModel]
