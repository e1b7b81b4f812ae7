"""The place of a meeting that is agreed on: what a request for it says."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from config.words import Named, both
from flows.engine.paper import PrintedFor, Printing
from flows.meeting.circulation import held_meeting
from flows.meeting.gates import InceptionDateV1
from flows.meeting.paper_facts import clock_time, roster, text_or_none, which_meeting


def meeting_to_come(at: Printing) -> Iterator[PrintedFor]:
    """The meeting of the instance, from when it is agreed on until it was held."""
    if at.answers.last(InceptionDateV1) and held_meeting(at) is None:
        meeting = both("page.print.of_meeting")
        yield PrintedFor(name=Named(meeting.th, meeting.en))


def of_meeting(at: Printing) -> dict[str, Any]:
    """The fields of `VenueRequestFacts` that are the meeting's."""
    agreed, job = at.answers.decided(InceptionDateV1), at.job
    day = agreed.answer.held_on if isinstance(agreed.answer.held_on, date) else None
    which = which_meeting(at.connection, job, agreed.gate.kind, day or agreed.on)
    people = roster(at.connection, job.district, job.on)
    occasion = both(
        "letters.occasion.meeting", committee=which["committee_th"], meeting=which["meeting_th"]
    )
    return {
        "occasion_th": occasion.th,
        "first_day": day,
        "last_day": day,
        "starts": clock_time(agreed.answer.time),
        "place_th": text_or_none(agreed.answer.place),
        "people": len(people.members),
    }
