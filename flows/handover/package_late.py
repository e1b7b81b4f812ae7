"""What is past its day in a district, of whatever kind; which decision of page one tells it."""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from config.handover import handover_defaults
from config.words import Named, Sentence, both, known as is_known
from flows.handover.answered_lessons import change_of
from flows.handover.gates import SUCCESSOR
from flows.handover.package_dates import called
from flows.handover.package_day import PackageDay
from flows.meeting.actions import asked_words, owner_titles
from flows.plan.gates import PLAN_SENT
from registry.queries.gates import waits_for
from registry.queries.handover_facts import CHAIRS, LESSONS, REQUESTS, STALLED
from registry.rules.district_offices import CHIEF
from registry.rules.handover import OwedDecision
from registry.rules.papers.package import ComingItem


class Overdue(NamedTuple):
    """Something past its day: what it is, whom it waits for.

    `teller` is the decision whose row tells of it; empty where none that is asked for does. `step`
    is what that row calls it; None where it is the very thing that the row is about.
    """

    day: date
    what: Sentence
    owner: Sentence | Named | None
    teller: str
    step: Sentence | None


def overdue_items(at: PackageDay) -> tuple[Overdue, ...]:
    """Everything in the district that is past its day, each once, the longest overdue first."""
    found = [*_gates(at), *_plan(at), *_requests(at), *_activities(at), *_lessons(at)]
    found += _decisions(at, {(one.teller, one.day) for one in found})
    return tuple(sorted(found, key=lambda one: (one.day, one.what.th)))


def everything_late(at: PackageDay) -> tuple[ComingItem, ...]:
    """Everything past its day, and whom it waits for."""
    return tuple(_late_item(one) for one in overdue_items(at))


def _late_item(one: Overdue) -> ComingItem:
    said = one.what
    if one.owner is not None:
        said = both("package.late_of", what=one.what, owner=one.owner)
    return ComingItem(day=one.day, text_th=said.th, text_en=said.en)


def _gates(at: PackageDay) -> Iterator[Overdue]:
    """What waits past its due day; a decision of the Chief is told of by itself.

    What waits for another office is that office's, and no decision of the Chief tells it.
    """
    unsent = at.facts.plan_unsent_since is not None
    for one in at.waiting.late:
        by_itself = one.gate == SUCCESSOR.key or (unsent and one.gate == PLAN_SENT.key)
        if one.due_on is None or by_itself:
            continue
        other = waits_for(one)
        if other is None:
            yield _of_gate(at, one.gate, one.due_on, called(at, one))
        else:  # what it is called names the seat or unit, where no office is found
            owner = next((own.called for own in at.offices if other.endswith(own.ref)), None)
            yield Overdue(one.due_on, called(at, one), owner, "", None)


def _plan(at: PackageDay) -> Iterator[Overdue]:
    """The plan that was to be sent by a day that has passed, whether or not that is asked yet."""
    day = at.facts.plan_unsent_since
    if day is not None and day < at.on:
        yield _of_gate(at, PLAN_SENT.key, day, both(PLAN_SENT.label.key))


def _of_gate(at: PackageDay, gate: str, day: date, what: Sentence) -> Overdue:
    words = handover_defaults()
    teller = words.decision(words.told_by(gate, at.owed.keys) or "")
    is_own = teller is not None and teller.is_about(gate)
    step = None if is_own else step_in_a_row(gate) or what
    return Overdue(day, what, _asked_first(at, gate), teller.key if teller else "", step)


def step_in_a_row(gate: str) -> Sentence | None:
    """What a row of page one calls the step, where that is shorter."""
    short = f"package.step.{gate}"
    return both(short) if is_known(short) else None


def _asked_first(at: PackageDay, gate: str) -> Sentence:
    kind = asked_of(at, gate)
    short = f"package.owner.{kind}"
    return both(short if is_known(short) else f"office.{kind}")


def asked_of(at: PackageDay, gate: str) -> str:
    """The kind of office for which the gate waits: of several the first that is recorded."""
    declared = at.gates.get(gate)
    if declared is None or declared.asked_first == CHIEF:
        return CHIEF
    recorded = {one.kind for one in at.offices}
    return next((one for one in declared.deciders if one in recorded), declared.asked_first)


def _decisions(at: PackageDay, told: Container[tuple[str, date]]) -> Iterator[Overdue]:
    """Decisions that were asked for, those among them that the facts call for no longer.

    One of which something that is told already passed on that very day is no second thing.
    """
    words = handover_defaults()
    for one in at.owed.decisions:
        known = words.decision(one.key)
        if known is not None and one.due < at.on and (one.key, one.due) not in told:
            what = both("package.decide", what=known.title(one.count))
            yield Overdue(one.due, what, None, one.key, None)
    for gate in at.waiting.late:
        if gate.gate == SUCCESSOR.key and gate.subject not in at.owed.keys:
            yield Overdue(gate.due_on or at.on, at.waiting.titles[gate.id], None, "", None)


def _requests(at: PackageDay) -> Iterator[Overdue]:
    """What meetings asked for, by a day that has passed."""
    late = [one for one in at.actions if one.due_on is not None and one.due_on < at.on]
    words = asked_words(at.connection, [one.key for one in late], at.gates)
    owners = owner_titles(at.connection, at.seats, {one.owner for one in late}, at.on)
    of_chair = {one.key for one in at.facts.chairs_requests}
    for one in late:
        what = both("package.asked", what=words[one.key] or both("word.not_recorded").th)
        teller = CHAIRS if one.key in of_chair else REQUESTS
        yield Overdue(one.due_on or at.on, what, owners[one.owner], teller, None)


def _activities(at: PackageDay) -> Iterator[Overdue]:
    """Activities of the plan whose quarters are over and that no report says to have ended."""
    for row in at.planned:
        day = at.facts.stalled.get(row.key)
        if day is not None and day < at.on:
            what = both("package.activity_late", number=row.number, what=row.called)
            yield Overdue(day, what, at.seat_titles.get(row.fact.lead), STALLED, None)


def _lessons(at: PackageDay) -> Iterator[Overdue]:
    """Lessons that were to be acted on by a day that has passed."""
    for one in at.facts.open_lessons:
        if one.due_on is not None and one.due_on < at.on:
            what = change_of(at, one)
            said = both("package.lesson_late", year=one.year, what=what)
            yield Overdue(one.due_on, said, at.seat_titles.get(one.owner), LESSONS, None)


class Pressing(NamedTuple):
    """What passed first of what a decision hangs on: on which day, which step to it.

    `step` is None where the day is that of the very thing that is to be decided.
    """

    day: date
    step: Sentence | None


def pressing(asked: OwedDecision, found: Sequence[Overdue]) -> Pressing | None:
    """The day that passed first, of the thing itself or of a step to it."""
    passed = [
        one
        for one in found
        if one.teller == asked.key and (one.step is not None or one.day != asked.due)
    ]
    first = min(passed, key=lambda one: (one.day, one.step is not None), default=None)
    return None if first is None else Pressing(first.day, first.step)
