"""What became of the meetings of a year, as its reports tell it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.words import say
from flows.engine.answers import Answers, CurrentAnswer, answers_of
from flows.engine.gate import Gate
from flows.engine.installation import Job
from flows.meeting.committee import MEETING, MeetingOutcome, how, members_there
from flows.meeting.committee_gates import CommitteeMeetingV1, Instead, NotHeldV1
from flows.meeting.gates import Held
from flows.meeting.paper_facts import day_held, meeting_key, numbered_meeting, text_or_none
from flows.meeting.reads import expected_members
from registry.queries.committee_meetings import ToldBy, committee_meetings
from registry.queries.void_committees import counted_instances
from registry.rules.calendar import quarter_ends, quarter_starts
from registry.rules.meeting_effects import MeetingDay
from registry.rules.papers.reports import MeetingState, MetOrNot

MET: frozenset[MeetingState] = frozenset({"held", "inside", "late"})
STATES: dict[MeetingOutcome, MeetingState] = {
    MeetingOutcome.HELD: "held",
    MeetingOutcome.INFORMAL: "informal",
    MeetingOutcome.INSIDE: "inside",
    MeetingOutcome.LATE: "late",
}


class Occasion(NamedTuple):
    """The instance of a meeting and what was decided in it."""

    instance: int
    answers: Answers

    @property
    def held(self) -> CurrentAnswer[CommitteeMeetingV1] | None:
        """The meeting as it was, None where none was held."""
        met = self.answers.last(CommitteeMeetingV1)
        return met if met and met.answer.result is Held.HELD else None


def occasion(
    connection: Connection, district: str, gates: Mapping[str, Gate[Any]], period: str
) -> Occasion | None:
    """The meeting of that period ("2566/q1", "2566/reflection"), None where none was begun."""
    found = [
        one.id
        for one in counted_instances(connection, district)
        if (one.process, one.period) == (MEETING.key, period)
    ]
    return Occasion(found[-1], answers_of(connection, found[-1], gates)) if found else None


def met_or_not(connection: Connection, job: Job, meeting: Occasion | None) -> MetOrNot:
    """How the meeting ended, as far as that was recorded."""
    if meeting is None:
        return _told("not_recorded")
    missed = meeting.answers.last(NotHeldV1)
    reason = text_or_none(missed.answer.reason) if missed else None
    if meeting.held is not None:
        late = missed is not None and missed.answer.result is Instead.LATE
        return _as_held(connection, job, meeting, meeting.held, reason if late else None, late=late)
    if missed is not None and missed.answer.result is Instead.NOT_HELD:
        return _told("not_held").model_copy(update={"reason": reason})
    return _told("not_recorded").model_copy(update={"reason": reason})


def met_in_quarter(
    connection: Connection, job: Job, meeting: Occasion | None, year: int, quarter: int
) -> MetOrNot:
    """The same of a quarter; where nothing is recorded, the meeting that a resolution tells of."""
    told = met_or_not(connection, job, meeting)
    if told.state != "not_recorded":
        return told
    first, last = quarter_starts(year, quarter), quarter_ends(year, quarter)
    met = [
        one
        for one in committee_meetings(connection, job.district, min(last, job.on))
        if one.told_by is ToldBy.RESOLUTION and one.on.first >= first
    ]
    if not met:
        return told
    called, day = met[-1].called, met[-1].on.first
    number = say("meeting.number.typed", "th", number=called) if called else None
    return _told("held").model_copy(update={"meeting_th": number, "held_on": day})


def _told(state: MeetingState) -> MetOrNot:
    return MetOrNot(state=state, state_th=say(f"quarter_paper.meeting.{state}", "th"))


def _as_held(
    connection: Connection,
    job: Job,
    meeting: Occasion,
    met: CurrentAnswer[CommitteeMeetingV1],
    reason: str | None,
    *,
    late: bool,
) -> MetOrNot:
    held_on = day_held(met)
    asked = MeetingDay(district=job.district, on=held_on)
    expected = expected_members(connection, asked, job.on)
    state = STATES[how(met.answer, expected, late=late)]
    key = meeting_key(met.gate.kind, meeting.instance)
    return MetOrNot(
        **dict(_told(state)) | {
            "meeting_th": numbered_meeting(connection, job.district, key, held_on, job.on),
            "held_on": held_on,
            "inside": text_or_none(met.answer.inside),
            "came": members_there(met.answer, expected),
            "members": len(expected.members),
            "reason": reason,
        }
    )  # fmt: skip
