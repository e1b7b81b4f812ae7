"""The capabilities of this release, and the office that works with them."""

from functools import cache
from typing import Any

from config.calendar import government_holidays
from config.screening import screening_words
from config.settings import Settings
from flows import (
    activity,
    classified_paper,
    dissolution,
    establishment,
    handover,
    meeting,
    order,
    plan,
    replacement,
    training,
    village,
    year,
)
from flows.decisions import standing_gates
from flows.engine.capability import Capability, by_key
from flows.engine.gate import Gate
from flows.engine.installation import Declarations, Installation
from flows.engine.paper import PapersOf
from flows.engine.replay import Process
from flows.engine.standing_gates import GATES as STANDING_GATES
from flows.papers.by_hand import by_hand
from flows.papers.drafting import drafting
from registry.rules.calendar import WorkingCalendar
from registry.rules.screening import Net
from registry.store import Registry

CAPABILITIES: tuple[Capability, ...] = (
    establishment.CAPABILITY,
    order.CAPABILITY,
    meeting.CAPABILITY,
    training.CAPABILITY,
    replacement.CAPABILITY,
    dissolution.CAPABILITY,
    year.CAPABILITY,
    plan.CAPABILITY,
    village.CAPABILITY,
    activity.CAPABILITY,
    classified_paper.CAPABILITY,
    handover.CAPABILITY,
    standing_gates.CAPABILITY,
)
PROCESSES: dict[str, Process] = by_key(
    "process", ((one.name, {own.key: own for own in one.processes}) for one in CAPABILITIES)
)
NEWEST = {key: process.revision for key, process in PROCESSES.items()}
GATES: dict[str, Gate[Any]] = by_key(
    "gate", ((one.name, {gate.key: gate for gate in one.gates}) for one in CAPABILITIES)
)
STANDING = frozenset(gate.key for gate in STANDING_GATES)
PAPERS: dict[str, PapersOf] = by_key(
    "effect", ((one.name, {own.effect.key: own for own in one.papers}) for one in CAPABILITIES)
)


@cache
def net() -> Net:
    """The net over free text, one for a process."""
    return Net(screening_words)


@cache
def declared() -> Declarations:
    """The processes, gates, questions, recordings, papers and tasks of this release."""
    return Declarations(
        PROCESSES,
        GATES,
        by_key("question", ((one.name, one.reads) for one in CAPABILITIES)),
        by_key("recording", ((one.name, one.recordings) for one in CAPABILITIES)),
        by_key(
            "task",
            (
                ("papers", {key: drafting(papers) for key, papers in PAPERS.items()}),
                *((one.name, one.tasks) for one in CAPABILITIES),
            ),
        ),
        by_hand,
        PAPERS,
        tuple(paper for one in CAPABILITIES for paper in one.frozen),
        {one.board.process.key: one.board for one in CAPABILITIES if one.board},
        by_key("start", ((one.name, one.before_start) for one in CAPABILITIES)),
        by_key("end", ((one.name, one.after_end) for one in CAPABILITIES)),
        by_key("paper", ((one.name, one.on_demand) for one in CAPABILITIES)),
        by_key("event", ((one.name, one.on_event) for one in CAPABILITIES)),
        by_key(
            "paper", ((one.name, {own.kind: own for own in one.printables}) for one in CAPABILITIES)
        ),
        by_key("period", ((one.name, one.periods) for one in CAPABILITIES)),
    )


def open_installation(registry: Registry, settings: Settings | None = None) -> Installation:
    """An office at work over a registry."""
    return Installation(
        registry=registry,
        declared=declared(),
        settings=settings or Settings(),
        calendar=WorkingCalendar(government_holidays),
        net=net(),
    )
