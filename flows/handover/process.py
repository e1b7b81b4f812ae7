"""The handover: who leaves hands over, who comes is briefed and decides, none of it is scolded."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from itertools import count
from typing import TypeAlias

from flows.engine.replay import Event, EventKind, Lapse, Process
from flows.engine.run import Run
from flows.handover.effects import (
    ASSEMBLE_PACKAGE,
    BEGIN_AMENDMENT,
    BRIEFED,
    DECISIONS_OWED,
    DRAFT_CONSIDERED_LETTER,
    DRAFT_WORK_NOTE,
    FOCAL_POINT_HELD,
    FREEZE_PACKAGE,
    HANDOVER_DAYS,
)
from flows.handover.gates import (
    BRIEFING,
    FEEDBACK,
    OUTGOING,
    RECEIPT,
    SUCCESSOR,
    VACANCY,
    AnsweredOnPage,
    NotedOnPage,
    SuccessorV2,
    Ticked,
    Vacancy,
)
from flows.handover.vacant_post import Post
from registry.rules.handover import (
    ConsideredInputs,
    HandoverArgs,
    HandoverDays,
    HandoverOf,
    OwedDecision,
    PackageInputs,
    WorkNoteInputs,
    WorkPassed,
)
from registry.rules.terms import DAY

CALLED_OFF = (EventKind.ROTATION_CALLED_OFF,)
ENDS = (EventKind.CHIEF_ROTATED, EventKind.FOCAL_POINT_CHANGED, *CALLED_OFF)
SETTLES = (EventKind.DECISION_SETTLED, *ENDS)
BRIEFED_ONCE = 3  # the revision in which nobody is briefed anew for a day that was moved
RowOnPage: TypeAlias = AnsweredOnPage | NotedOnPage
ORDER_NAMES, VACANT = "order_names", "focal_point_vacant"


class HandoverOutcome(StrEnum):
    """How a handover ends."""

    HANDED_OVER = "handed_over"
    SUPERSEDED = "superseded"
    CALLED_OFF = "called_off"


class HandoverStart(HandoverArgs):
    """Who hands over, from which day on another holds the office, by which event.

    `work`: from whom to whom it passes, where it is neither the Chief's nor the focal point's.
    """

    rotation: int | None = None
    work: WorkPassed | None = None


def handover(run: Run) -> HandoverOutcome:
    """A rotation that is told of, until all is decided, another follows, or it is called off."""
    start = run.start(HandoverStart)
    asked = HandoverArgs(district=start.district, of=start.of, on=start.on, told=start.told)
    days = run.read(HANDOVER_DAYS, asked)
    if start.work is not None:
        return hand_over_work(run, asked, days, start.work)
    package = PackageInputs(
        district=start.district, on=start.on, rotation=start.rotation, told=start.told
    )
    run.prepare(ASSEMBLE_PACKAGE, package)
    if start.of is HandoverOf.FOCAL_POINT:
        draft_note(run, asked, WorkPassed())
    ends = run.together(
        "handover",
        ("outgoing", lambda one: leave(one, days)),
        ("office", lambda one: take_office(one, asked, days, package)),
    )
    return next(one for one in ends if one is not None)


def hand_over_work(
    run: Run, asked: HandoverArgs, days: HandoverDays, work: WorkPassed
) -> HandoverOutcome:
    """Work that passes on one page: nothing is decided anew, and nobody waits for long."""
    draft_note(run, asked, work)
    ends = run.together(
        "work_passed",
        ("outgoing", lambda one: leave(one, days)),
        ("work", lambda one: take_over(one, asked, days)),
    )
    called_off = any(one is not None for one in ends)
    return HandoverOutcome.CALLED_OFF if called_off else HandoverOutcome.HANDED_OVER


def draft_note(run: Run, asked: HandoverArgs, work: WorkPassed) -> None:
    """The note of the open work and its papers, beside what goes on."""
    run.prepare(DRAFT_WORK_NOTE, WorkNoteInputs(**vars(asked), **vars(work)))


def take_over(run: Run, asked: HandoverArgs, days: HandoverDays) -> Event | None:
    """From the day on: whoever carries the work on is told of it in person."""
    came = run.wait_until(asked.on, "takes_over", unless=CALLED_OFF)
    if isinstance(came, Event):
        return came
    return be_briefed(run, days, CALLED_OFF, until=days.feedback_until)


def leave(run: Run, days: HandoverDays) -> None:
    """The paper of whoever leaves: written before the day, or sent after it."""
    run.ask(OUTGOING, due=days.outgoing_until, until=days.outgoing_until, unless=CALLED_OFF)


def take_office(
    run: Run, asked: HandoverArgs, days: HandoverDays, inputs: PackageInputs
) -> HandoverOutcome:
    """From the day in office on: what is kept as handed over, and what is asked about it."""
    if not has_come(run, asked):
        return HandoverOutcome.CALLED_OFF
    run.do(FREEZE_PACKAGE, inputs)
    owed = {one.key: one for one in run.read(DECISIONS_OWED, asked).decisions}
    on_page: dict[str, RowOnPage] = {}
    of_chief, post = asked.of is HandoverOf.CHIEF, Post(asked, run.today)
    ends = run.together(
        "first_days",
        ("vacancy", lambda one: fill(one, owed)),
        ("post", lambda one: post.await_chief(one, ENDS) if of_chief else None),
        ("briefing", lambda one: brief(one, asked, owed, post.days(one, days))),
        (
            "receipt",
            lambda one: receive(one, post.days(one, days), on_page) if of_chief else None,
        ),
        ("decisions", lambda one: decide(one, post, owed, on_page)),
        ("order", lambda one: amend_order(one, asked, owed)),
        ("feedback", lambda one: look_back(one, days) if of_chief else None),
    )
    kinds = {one.kind for one in ends if one is not None}
    if EventKind.ROTATION_CALLED_OFF in kinds:
        return HandoverOutcome.CALLED_OFF
    return HandoverOutcome.SUPERSEDED if kinds else HandoverOutcome.HANDED_OVER


def has_come(run: Run, asked: HandoverArgs) -> bool:
    """Wait for the day in office, whoever else comes and goes before it; False: called off.

    A Chief's day brings the rotation itself; that of a Deputy is no event of the district.
    """
    until = asked.on + DAY if asked.of is HandoverOf.CHIEF else asked.on
    for turn in count(1):
        came = run.wait_until(until, "in_office", round=turn, unless=ENDS)
        if isinstance(came, Event) and came.kind is EventKind.ROTATION_CALLED_OFF:
            return False
        if isinstance(came, Lapse) or came.on == asked.on:
            return True
    raise AssertionError


def fill(run: Run, owed: Mapping[str, OwedDecision]) -> Event | None:
    """Nobody is focal point: the provincial office is asked until somebody is."""
    due: date | None = None
    for turn in count(1) if VACANT in owed else ():
        said = run.ask(VACANCY, round=turn, due=due, unless=SETTLES)
        if isinstance(said, Event) and said.kind is EventKind.DECISION_SETTLED:
            break
        if isinstance(said, Lapse | Event):
            return ended_by(said)
        if said.result is Vacancy.FILLED:
            break
        due = said.until
    return None


def brief(
    run: Run, asked: HandoverArgs, owed: Mapping[str, OwedDecision], days: HandoverDays
) -> Event | None:
    """Whoever came into office is told in person, once; a Deputy once there is one.

    Where the handover of a Chief who came with the vacancy asks for one, this waits: whoever is
    delegated brings a handover of their own.
    """
    if asked.of is HandoverOf.FOCAL_POINT:
        if VACANT in owed:
            run.after("vacancy")
        elif not run.read(FOCAL_POINT_HELD, asked).held:
            return ended_by(run.wait_until(None, "deputy_comes", unless=ENDS))
    if run.revision >= BRIEFED_ONCE and run.read(BRIEFED, asked).briefed:
        return None
    return be_briefed(run, days, ENDS)


def be_briefed(
    run: Run, days: HandoverDays, ends: tuple[EventKind, ...], until: date | None = None
) -> Event | None:
    """Whoever came was told in person."""
    return ended_by(run.ask(BRIEFING, due=days.briefing, until=until, unless=ends))


def receive(run: Run, days: HandoverDays, on_page: dict[str, RowOnPage]) -> Event | None:
    """The signed page answers the decisions that are ticked on it, and no other."""
    signed = run.ask(RECEIPT, due=days.receipt, unless=ENDS)
    if isinstance(signed, Lapse | Event):
        return ended_by(signed)
    on_page.update({one.decision: one for one in signed.rows})
    return None


def decide(
    run: Run, post: Post, owed: Mapping[str, OwedDecision], on_page: Mapping[str, RowOnPage]
) -> Event | None:
    """Each decision by itself, and none waits for another; of a Chief once there is one."""
    of_chief = post.asked.of is HandoverOf.CHIEF
    owed = post.owed(run, owed) if of_chief else owed
    if post.ended is not None:
        return post.ended
    said = run.for_each(
        "owed", owed, lambda one, key: settle(one, post.asked, owed[key], on_page.get(key))
    )
    return next((one for one in said.values() if one is not None), None)


def settle(
    run: Run, asked: HandoverArgs, owed: OwedDecision, on_page: RowOnPage | None
) -> Event | None:
    """What is under consideration until a day is asked for again on that day; nothing that was
    decided at its own gate.

    A courteous letter is drafted meanwhile, and nobody is reminded by it before a person sends it.
    """
    due: date | None = owed.due
    said: RowOnPage | SuccessorV2 | Lapse | Event | None = on_page
    for turn in count(1):
        if said is None:
            said = run.ask(SUCCESSOR, subject=owed.key, round=turn, due=due, unless=SETTLES)
        if isinstance(said, Event) and said.kind is EventKind.DECISION_SETTLED:
            return None
        if isinstance(said, Lapse | Event):
            return ended_by(said)
        if isinstance(said, NotedOnPage) or Ticked(said.result) is not Ticked.CONSIDERED:
            return None
        letter = ConsideredInputs(**vars(asked), key=owed.key, turn=turn, until=said.until)
        run.prepare(DRAFT_CONSIDERED_LETTER, letter, round=turn)
        due, said = said.until, None
    raise AssertionError


def amend_order(run: Run, asked: HandoverArgs, owed: Mapping[str, OwedDecision]) -> None:
    """The order names the Chief who left: the one that amends it begins, and goes its own way."""
    if ORDER_NAMES in owed:
        run.prepare(BEGIN_AMENDMENT, asked)


def look_back(run: Run, days: HandoverDays) -> Event | None:
    """Three questions about the package, once its receipt is there."""
    run.after("receipt")
    until = days.feedback_until
    return ended_by(run.ask(FEEDBACK, due=until, until=until, unless=ENDS))


def ended_by(said: object) -> Event | None:
    """The event that came instead of an answer."""
    return said if isinstance(said, Event) else None


HANDOVER = Process(
    key="handover",
    flow="hand-over",
    function=handover,
    start=HandoverStart,
    phases=("outgoing", "briefing", "receipt", "decisions", "feedback"),
    revision=BRIEFED_ONCE,
    purpose="of",
)
