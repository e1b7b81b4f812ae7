"""A meeting of a committee at work: by itself, within another, late, or not held."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import count

from flows.engine.replay import Lapse, Process
from flows.engine.run import Run
from flows.meeting.committee_gates import COMMITTEE, NOT_HELD, CommitteeMeetingV1, Instead
from flows.meeting.effects import (
    DRAFT_NO_MEETING_LETTER,
    EXPECTED_MEMBERS,
    MISSED_MEETINGS,
    RAISE_MISSED_ITEM,
)
from flows.meeting.gates import InceptionMeetingV2
from flows.meeting.process import have_duties_acknowledged, meet, settle_minutes
from registry.rules.attendance import SheetLine, count_there
from registry.rules.effects import MissedItemInputs
from registry.rules.meeting_effects import (
    ExpectedMembers,
    MeetingDay,
    MissedArgs,
    NoMeetingInputs,
)
from registry.rules.seats import Value

MISSED_TOO_OFTEN = 2


class MeetingOutcome(StrEnum):
    """How a meeting of the committee ends."""

    HELD = "held"
    INFORMAL = "informal"
    INSIDE = "inside"
    LATE = "late"
    NOT_HELD = "not_held"


class MeetingStart(Value):
    """What the committee meets for; `quarter` is None beside the four, `until` the last day."""

    district: str
    year: int
    quarter: int | None = None
    purpose: str = "quarter"
    until: date | None = None


def meeting(run: Run) -> MeetingOutcome:
    """Case study: "Scheduled quarterly meetings … the plan is monitored there".

    Date, invitation, then held, postponed or lapsed; what lapsed is asked about.
    """
    start = run.start(MeetingStart)
    turns = count(1)
    held = meet(run, COMMITTEE, start.district, turns, until=start.until)
    late = isinstance(held, Lapse)
    if isinstance(held, Lapse):
        if run.ask(NOT_HELD).result is Instead.NOT_HELD:
            mind_missed(run, start)
            return MeetingOutcome.NOT_HELD
        held = meet_at_last(run, start, turns)
    turn, met = held
    on = met.held_on or run.today
    expected = run.read(EXPECTED_MEMBERS, MeetingDay(district=start.district, on=on))
    run.together(
        "after",
        ("newcomers", lambda one: welcome_newcomers(one, expected)),
        ("minutes", lambda one: settle_minutes(one, COMMITTEE, start.district, turn, met)),
    )
    return how(met, expected, late=late)


def meet_at_last(
    run: Run, start: MeetingStart, turns: Iterator[int]
) -> tuple[int, InceptionMeetingV2]:
    """Another day takes the place of the one that passed; it has no last day."""
    held = meet(run, COMMITTEE, start.district, turns)
    if isinstance(held, Lapse):
        raise TypeError(held)
    return held


def welcome_newcomers(run: Run, expected: ExpectedMembers) -> None:
    """Who sits since the last meeting acknowledges the duties of the seat."""
    if expected.newcomers:
        have_duties_acknowledged(run, COMMITTEE)


def how(met: InceptionMeetingV2, expected: ExpectedMembers, *, late: bool) -> MeetingOutcome:
    """Whether it was a meeting, one within another, or a talk without a quorum, late or not."""
    if not has_quorum(met, expected):
        return MeetingOutcome.INFORMAL
    if late:
        return MeetingOutcome.LATE
    inside = isinstance(met, CommitteeMeetingV1) and met.inside
    return MeetingOutcome.INSIDE if inside else MeetingOutcome.HELD


def has_quorum(met: InceptionMeetingV2, expected: ExpectedMembers) -> bool:
    """Whether enough members were there, each counted once (R31)."""
    came = members_there(met, expected)
    return came is None or came >= expected.needed  # it was redacted: what was counted then stands


def members_there(met: InceptionMeetingV2, expected: ExpectedMembers) -> int | None:
    """How many of those expected count as there; None where the sheet was redacted."""
    sheet: object = met.attendance
    if not isinstance(sheet, tuple):
        return None
    lines = [SheetLine(line.state.value, seats=line.seats) for line in sheet]
    members = [(one.seats, one.representative) for one in expected.members]
    return count_there(members, lines)


def mind_missed(run: Run, start: MeetingStart) -> None:
    """A courteous letter is drafted; two missed quarters are an item of the province (9)."""
    if start.quarter is None:
        return
    asked = MissedArgs(district=start.district, year=start.year, quarter=start.quarter)
    missed = run.read(MISSED_MEETINGS, asked)
    letter = NoMeetingInputs(**dict(asked), number=missed.before + 1)
    run.prepare(DRAFT_NO_MEETING_LETTER, letter)
    if missed.before + 1 >= MISSED_TOO_OFTEN and start.until is not None:
        item = MissedItemInputs(
            district=start.district, subject="meetings_missed", since=start.until
        )
        run.do(RAISE_MISSED_ITEM, item)


MEETING = Process(
    key="meeting",
    flow="hold-meeting",
    function=meeting,
    start=MeetingStart,
    phases=("meeting",),
)
