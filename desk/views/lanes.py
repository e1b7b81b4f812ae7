"""The lanes of an instance: the branches that its process runs side by side, each a phase.

A process whose phases are the branches of its first `together` is told lane by lane, for no one
phase is where it stands (a year has its money, its plan and its quarters at once).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.words import Sentence, Term, both
from desk.views.reason import Reason
from desk.views.view import View
from flows.engine.replay import Process, Replay
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from registry.journal import EntryRow, InstanceRow, children, instance

BY_PEOPLE = frozenset({"decision", "child", "effect"})


class LaneState(StrEnum):
    """How far a lane has come."""

    NOT_BEGUN = "not_begun"
    WAITING = "waiting"
    IN_CHILD = "in_child"
    MACHINE = "machine"
    LATER_DAY = "later_day"
    AWAITS_EVENT = "awaits_event"
    NEXT_REVISION = "next_revision"
    STOPPED = "stopped"
    THROUGH = "through"
    NOT_PART = "not_part"


LANE_COLOURS = {
    LaneState.WAITING: "calm",
    LaneState.IN_CHILD: "calm",
    LaneState.MACHINE: "calm",
    LaneState.THROUGH: "good",
}


@dataclass(frozen=True)
class LaneChild:
    """The instance in which a lane stands, or stood; its phase (a key) while it is open."""

    instance: int
    process: str
    phase: str | None = None

    @property
    def label(self) -> Sentence:
        """What its process is called."""
        return both(f"process.{self.process}")


@dataclass(frozen=True)
class Lane:
    """A lane: how far it has come, `done` of `steps`, what it waits for.

    `day`: on which it begins or goes on by itself, or since which it is through.
    """

    key: str
    label: Sentence
    state: LaneState
    done: int
    steps: int
    day: date | None = None
    child: LaneChild | None = None
    waits: tuple[Reason, ...] = ()

    @property
    def late(self) -> int:
        """Working days of what is latest in it, 0 in time."""
        return max((one.days_late for one in self.waits), default=0)


@dataclass(frozen=True)
class _Instance:
    """An instance and what a replay of its journal found."""

    view: View
    row: InstanceRow
    rows: Sequence[EntryRow]
    found: Replay
    linked: Mapping[str, int]

    @property
    def is_stopped(self) -> bool:
        """Whether it had been stopped by the day of the view: its lanes wait for nothing then."""
        ended = self.row.finished_on
        return self.row.status == "stopped" and ended is not None and ended <= self.view.on


def lanes_of(
    view: View, row: InstanceRow, rows: Sequence[EntryRow], waits: Sequence[Reason]
) -> tuple[Lane, ...]:
    """The lanes of the instance as its entries have them; () for a process without lanes.

    `waits` are the reasons of the day of the view.
    """
    process = view.office.declared.processes[row.process]
    if not _may_have_lanes(process, rows, waits):
        return ()
    found = replay(process, journal_of(view.office, row, list(rows)))
    prefixes = _prefixes(process, found)
    if prefixes is None:
        return ()
    held = _Instance(view, row, rows, found, dict(children(view.connection, row.id)))
    return tuple(_lane(held, key, prefixes[key], waits) for key in process.phases)


def _may_have_lanes(process: Process, rows: Sequence[EntryRow], waits: Sequence[Reason]) -> bool:
    """Whether anything lies on a branch that bears a phase's key: a replay is not for nothing."""
    paths = [one.path for one in rows] + [one.path for one in waits]
    return any(path.split("/")[1] in process.phases for path in paths if path.count("/") > 1)


def _prefixes(process: Process, found: Replay) -> dict[str, str] | None:
    """Where the branch of each phase lies; None where the phases are no branches side by side."""
    first = next(iter(found.branches), "").partition("/")[0]
    prefixes = {phase: f"{first}/{phase}/" for phase in process.phases}
    return prefixes if found.branches.keys() >= set(prefixes.values()) else None


def _lane(held: _Instance, key: str, prefix: str, waits: Sequence[Reason]) -> Lane:
    here = tuple(one for one in waits if one.path.startswith(prefix))
    rows = [one for one in held.rows if one.live and one.path.startswith(prefix)]
    child = _child(held, prefix, rows, here)
    state = _state(held, prefix, rows, here)
    done, steps = _progress(held, prefix, state, child)
    return Lane(
        key=key,
        label=both(f"phase.{key}"),
        state=state,
        done=done,
        steps=steps,
        day=_day(state, rows, here),
        child=child,
        waits=here,
    )


def _state(
    held: _Instance, prefix: str, rows: Sequence[EntryRow], waits: Sequence[Reason]
) -> LaneState:
    if held.found.branches[prefix]:
        return LaneState.THROUGH if rows else LaneState.NOT_PART
    if held.is_stopped:
        return LaneState.STOPPED
    kinds = {one.kind for one in waits}
    for kind, state in (("gate", LaneState.WAITING), ("child", LaneState.IN_CHILD)):
        if kind in kinds:
            return state
    if "effect" in kinds:
        return LaneState.MACHINE
    return _without_people(held, prefix, rows, day="day" in kinds)


def _without_people(
    held: _Instance, prefix: str, rows: Sequence[EntryRow], *, day: bool
) -> LaneState:
    """What it waits for where it waits for nobody and no paper; `day`: for one that is named."""
    if any(one.unless and one.path.startswith(prefix) for one in held.found.waits):
        return LaneState.AWAITS_EVENT
    if day:
        begun = any(one.kind in BY_PEOPLE for one in rows)
        return LaneState.LATER_DAY if begun else LaneState.NOT_BEGUN
    return LaneState.NEXT_REVISION


def _day(state: LaneState, rows: Sequence[EntryRow], waits: Sequence[Reason]) -> date | None:
    match state:
        case LaneState.THROUGH:
            return max(one.act_date for one in rows)
        case LaneState.NOT_BEGUN | LaneState.LATER_DAY:
            return min((one.due for one in waits if one.due), default=None)
        case _:
            return None


def _child(
    held: _Instance, prefix: str, rows: Sequence[EntryRow], waits: Sequence[Reason]
) -> LaneChild | None:
    """The child that the lane waits for, else the one that ended last in it."""
    linked = [number for path, number in held.linked.items() if path.startswith(prefix)]
    ended = [int(one.body["instance"]) for one in rows if one.kind == "child"]
    row = instance(held.view.connection, (linked or ended)[-1]) if linked or ended else None
    if row is None or row.started_on > held.view.on:
        return None
    phase = _phase(held.view, row, waits) if linked else None
    return LaneChild(row.id, row.process, phase)


def _phase(view: View, child: InstanceRow, waits: Sequence[Reason]) -> str:
    """The phase of the first gate that waits there; else where the instance says it stands."""
    gates = view.office.declared.gates
    asked = (gates.get(one.gate or "") for one in waits if one.kind == "child")
    return next((one.phase for one in asked if one and one.phase), child.phase)


def _progress(
    held: _Instance, prefix: str, state: LaneState, child: LaneChild | None
) -> tuple[int, int]:
    """How many steps are through, of how many: innermost branches, or phases of its child."""
    inner = [path for path in held.found.branches if path.startswith(prefix) and path != prefix]
    within = [
        held.found.branches[path]
        for path in inner
        if not any(other != path and other.startswith(path) for other in inner)
    ]
    if within:
        return sum(within), len(within)
    if state in (LaneState.THROUGH, LaneState.NOT_PART):
        return 1, 1
    if child is not None and child.phase is not None:
        phases = held.view.office.declared.processes[child.process].phases
        return phases.index(child.phase) if child.phase in phases else 0, len(phases)
    return 0, 1


def is_apart(lanes: Sequence[Lane], one: Reason) -> bool:
    """Whether it waits in none of the lanes: an incident, or what concerns the whole instance."""
    return not any(one in lane.waits for lane in lanes)


def lane_words(lane: Lane) -> list[Sentence]:
    """Where the lane stands, and how many of its steps are through."""
    said = [_stands(lane)]
    if lane.steps > 1:
        said.append(both("page.lane.steps", count=lane.done, of=lane.steps))
    return said


def _stands(lane: Lane) -> Sentence:
    key = f"lane.{lane.state}"
    match lane.state:
        case LaneState.NOT_BEGUN | LaneState.LATER_DAY | LaneState.THROUGH:
            return both(key, on=lane.day)
        case LaneState.WAITING:
            return both(key, count=len(lane.waits))
        case LaneState.AWAITS_EVENT:
            return both(key, what=lane.waits[0].label if lane.waits else None)
        case LaneState.IN_CHILD:
            phase = Term(f"phase.{lane.child.phase}") if lane.child else None
            return both(key, phase=phase, child=lane.child.label if lane.child else None)
        case _:
            return both(key)
