"""A meeting is put off: whoever was invited is told, and of the new day where it is agreed on.

One letter of the Chief goes to the members of other offices, a memo to the Chief's own Deputies.
It is printed on demand: the new day may be agreed on before the letter goes, or weeks after.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from config.words import both, counted_off
from flows.engine.answers import CurrentAnswer
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.meeting.committee_gates import NotHeldV1
from flows.meeting.gates import Held, InceptionDateV1, InceptionMeetingV2
from flows.meeting.paper_facts import clock_time, roster, text_or_none, which_meeting
from flows.meeting.resolutions import invitation_sent
from flows.papers.addressee import deputies_told, recipients
from flows.papers.letterhead import chiefs_letter
from registry.queries.seats import seats_as_ordered
from registry.rules.papers.meeting_letters import NewDay, PostponementFacts

Agreed = CurrentAnswer[InceptionDateV1]


def put_off(at: Printing) -> Iterator[PrintedFor]:
    """From when a meeting is told to be put off until it was held, or told as not held."""
    if _days(at) is not None:
        yield PrintedFor()


def put_off_within(at: Printing) -> Iterator[PrintedFor]:
    """The same, where one of the Chief's own Deputies is a member."""
    if _days(at) is not None and _deputies(at):
        yield PrintedFor()


def _days(at: Printing) -> tuple[Agreed, Agreed | None] | None:
    """What was agreed on before the meeting was put off, and since; None where it was not."""
    told = at.answers.last(InceptionMeetingV2, NotHeldV1)
    if told is None or getattr(told.answer, "result", None) is not Held.POSTPONED:
        return None
    agreed = at.answers.to(InceptionDateV1)
    before = [one for one in agreed if one.decision.seq < told.decision.seq]
    since = [one for one in agreed if one.decision.seq > told.decision.seq]
    known = before and isinstance(before[-1].answer.held_on, date)
    return (before[-1], since[-1] if since else None) if known else None


def _deputies(at: Printing) -> tuple[str, ...]:
    seats = seats_as_ordered(at.connection, at.job.district, at.job.on)
    return deputies_told(at.connection, at.job.district, seats, at.job.on)


def postponement_letter(at: Printing, _whom: str) -> PostponementFacts:
    """One letter to the members of other offices, and the list of them."""
    job, seats = at.job, roster(at.connection, at.job.district, at.job.on).seats
    fields = chiefs_letter(at.connection, job.district, job.on)
    to = both("letters.members_listed", committee=fields["committee_th"]).th
    posts = recipients(at.connection, job.district, seats)
    return _facts(at, fields | {"to_th": to, "recipients": posts, "circular": True})


def postponement_memo(at: Printing, _whom: str) -> PostponementFacts:
    """One memo to the Deputies."""
    posts = _deputies(at)
    fields = chiefs_letter(at.connection, at.job.district, at.job.on)
    return _facts(at, fields | {"to_th": counted_off(posts, "th"), "recipients": posts})


def _facts(at: Printing, fields: dict[str, Any]) -> PostponementFacts:
    days = _days(at)
    if days is None:
        raise LookupError(at.job.instance)
    before, since = days
    told = at.answers.decided(InceptionMeetingV2)
    which = which_meeting(at.connection, at.job, before.gate.kind, before.answer.held_on)
    return PostponementFacts(
        **which | fields,
        starts=clock_time(before.answer.time),
        place_th=text_or_none(before.answer.place),
        invitation=invitation_sent(at),
        reason_th=text_or_none(told.answer.reason),
        anew=_new_day(since),
    )


def _new_day(agreed: Agreed | None) -> NewDay | None:
    if agreed is None or not isinstance(agreed.answer.held_on, date):
        return None
    said = agreed.answer
    return NewDay(
        held_on=said.held_on, starts=clock_time(said.time), place_th=text_or_none(said.place)
    )


POSTPONEMENTS: tuple[Printable, ...] = (
    Printable("postponement_letter", PostponementFacts, put_off, postponement_letter),
    Printable("postponement_memo", PostponementFacts, put_off_within, postponement_memo),
)
