"""What is past its day in a district, by the board's rule; which decision of page one tells it."""

from collections.abc import Container
from datetime import date
from typing import NamedTuple

from config.handover import handover_defaults
from config.words import Sentence, both, known as is_known
from flows.handover.gates import SUCCESSOR
from flows.handover.package_dates import Days, agreed_days, called, of_years
from flows.handover.package_day import PackageDay
from registry.journal import GateRow
from registry.queries.handover import chair_seat
from registry.queries.meetings import ActionSeen
from registry.rules.district_offices import CHIEF
from registry.rules.handover import OwedDecision
from registry.rules.papers.package import ComingItem

AGREED = "agreed"  # of the calendar: a meeting whose day is agreed on
CHAIRS = "chair_actions"  # the decision about what meetings asked of the chair


def told_late(at: PackageDay, printed: Container[str]) -> int:
    """How much of what is past its day the printed decisions tell of, or are."""
    return sum(
        one.subject in printed if one.gate == SUCCESSOR.key else _teller(at, one) in printed
        for one in at.late
    )


def everything_late(at: PackageDay) -> tuple[ComingItem, ...]:
    """Everything past its day, and whom it waits for: decisions that were asked for too."""
    words = handover_defaults()
    asked = [one for one in at.owed.decisions if one.due < at.on]
    decisions = (
        ComingItem(day=one.due, text_th=said.th, text_en=said.en)
        for one in asked
        if (known := words.decision(one.key)) is not None
        for said in (both("package.decide", what=known.title(one.count)),)
    )
    gates = (_with_owner(at, one) for one in at.late if one.gate != SUCCESSOR.key)
    return tuple(sorted((*gates, *decisions), key=lambda one: (one.day, one.text_th)))


class Pressing(NamedTuple):
    """What a decision hangs on: on which day, what in words, whether the day has passed."""

    day: date
    what: Sentence
    passed: bool


def pressing(at: PackageDay, asked: OwedDecision) -> Pressing | None:
    """The earliest of its days that has passed, else the next of the calendar before its own."""
    passed = [Pressing(day, what, passed=True) for day, what in _passed(at, asked.key)]
    if not passed and asked.due < at.on:
        return None
    found = passed or [Pressing(day, what, passed=False) for day, what in _before(at, asked)]
    return min(found, key=lambda one: one.day, default=None)


def _passed(at: PackageDay, key: str) -> Days:
    for gate in at.late:
        if gate.due_on is not None and _teller(at, gate) == key:
            yield gate.due_on, called(at, gate)
    if key == CHAIRS:
        for one in at.actions:
            if one.due_on is not None and one.due_on < at.on and _is_chairs(at, one):
                yield one.due_on, both("package.action_of_chair")


def _teller(at: PackageDay, gate: GateRow) -> str:
    """The decision whose row tells of the gate; none."""
    return handover_defaults().told_by(gate.gate, at.owed.keys) or ""


def _is_chairs(at: PackageDay, action: ActionSeen) -> bool:
    chair = chair_seat(at.seats)
    return action.owner in (f"{at.district}/{CHIEF}", chair.key if chair else None)


def _before(at: PackageDay, asked: OwedDecision) -> Days:
    """The days of the calendar that the decision hangs on, up to its own."""
    known = handover_defaults().decision(asked.key)
    names = known.calendar if known is not None else ()
    days = [(day, said) for name, day, said in of_years(at) if name in names]
    days += agreed_days(at) if AGREED in names else ()
    yield from ((day, said) for day, said in days if at.on < day <= asked.due)


def _with_owner(at: PackageDay, gate: GateRow) -> ComingItem:
    kind = at.gates[gate.gate].asked_first if gate.gate in at.gates else CHIEF
    short = f"package.owner.{kind}"
    owner = both(short if is_known(short) else f"office.{kind}")
    said = both("package.late_of", what=called(at, gate), owner=owner)
    return ComingItem(day=gate.due_on or date.min, text_th=said.th, text_en=said.en)
