"""What a package tells of meetings and old trainings: what was resolved, which was the last."""

from config.meetings import meeting_defaults
from config.words import Sentence, both
from flows.engine.answers import Answers, listed
from flows.handover.package_day import PackageDay
from flows.handover.package_words import short_day
from flows.meeting.agenda import CONSIDERING
from flows.meeting.gates import MinutesV1
from flows.meeting.paper_facts import text_or_none
from registry.queries.decisions import entries_at
from registry.queries.history import PastEventRow, past_events
from registry.queries.meetings import MeetingRow
from registry.rules.excerpts import excerpt


def instance_of(meeting: MeetingRow) -> str:
    """The number of the instance that held the meeting, as its key ends with it."""
    return meeting.key.rpartition("/")[2]


def resolved(at: PackageDay, meeting: MeetingRow) -> tuple[str, ...] | None:
    """What the meeting resolved of what it considered, in the words of its minutes.

    None where no minutes are recorded.
    """
    number = instance_of(meeting)
    ids = [int(number)] if number.isdecimal() else []
    asked = [key for key, one in at.gates.items() if issubclass(one.form, MinutesV1)]
    found = entries_at(at.connection, ids, asked, (), at.known)
    rows = [one for own in found.values() for one in own if one.act_date <= at.on]
    minutes = Answers(rows, at.gates).last(MinutesV1)
    if minutes is None:
        return None
    items = sorted(listed(minutes.answer.items), key=lambda one: one.agenda)
    said = (text_or_none(one.resolution) for one in items if one.agenda >= CONSIDERING)
    nothing = meeting_defaults().nothing_resolved
    return tuple(one for one in said if one is not None and one.strip() not in nothing)


def last_meeting(at: PackageDay, room: int) -> Sentence | None:
    """The last meeting: its number and day, and as much of its first resolution as has room.

    Of one that old papers tell of as much as they do; None where none is recorded.
    """
    days = [one.on for one in at.past_meetings if one.on is not None and one.on.first <= at.on]
    held, old = at.meetings[-1:], days[-1:]
    if old and (not held or held[0].on < old[0].first):
        return both("package.last_met.old", when=short_day(old[0]))
    for one in held:
        met = both("package.last_met", number=one.number, year=one.year_be, on=short_day(one.on))
        said = resolved(at, one)
        if said is None:
            return both("package.last_met.unresolved", met=met)
        if said:
            return both("package.last_met.resolved", met=met, what=excerpt(said[0], room))
        return met
    return None


def old_trainings(at: PackageDay) -> list[PastEventRow]:
    """The trainings up to the day of which old papers tell with their day, oldest first."""
    found = past_events(at.connection, at.district, "training", at.known)
    return [one for one in found if one.on is not None and one.on.first <= at.on]
