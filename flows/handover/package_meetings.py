"""What a package tells of meetings and old trainings: what was resolved, which was the last."""

import re

from config.meetings import meeting_defaults
from config.words import Sentence, both
from flows.engine.answers import Answers, listed
from flows.handover.package_day import PackageDay
from flows.handover.package_words import long_day
from flows.meeting.agenda import CONSIDERING
from flows.meeting.gates import MinutesV1
from flows.meeting.paper_facts import text_or_none
from registry.queries.committee_meetings import CommitteeMeeting
from registry.queries.decisions import entries_at
from registry.queries.history import PastEventRow, past_events
from registry.queries.meetings import MeetingRow
from registry.rules.thai import to_arabic_digits

_NUMBER = re.compile(r"\d+\s*/\s*\d{4}")


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


def last_meeting(at: PackageDay) -> Sentence | None:
    """The last meeting by its number, as far as one is known, and its day; None where none is.

    What it resolved is section 5's.
    """
    last = next(reversed(at.met), None)
    if last is None:
        return None
    number, when = meeting_number(last), long_day(last.on)
    if number is None:
        return both("package.last_met.on", when=when)
    return both("package.last_met", number=number, when=when)


def meeting_number(of: CommitteeMeeting) -> str | None:
    """The meeting's number and year ("4/2565"), as recorded or as another paper has it."""
    if of.row is not None:
        return f"{of.row.number}/{of.row.year_be}"
    found = _NUMBER.search(of.called or "")
    return to_arabic_digits(found[0]) if found else None


def old_trainings(at: PackageDay) -> list[PastEventRow]:
    """The trainings up to the day of which old papers tell with their day, oldest first."""
    found = past_events(at.connection, at.district, "training", at.known)
    return [one for one in found if one.on is not None and one.on.first <= at.on]
