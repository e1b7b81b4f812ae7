"""Whoever has to do something by a resolution of a meeting is told of it, in their own part alone.

The district asks other offices by a letter of the Chief (practice.md 6), and the Chief's own
Deputies by memo.
"""

from collections.abc import Iterator

from config.words import Named
from flows.engine.answers import listed
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.meeting.circulation import adopted_on, held_meeting
from flows.meeting.gates import ActionLine, InceptionMeetingV2, InvitationV1, MinutesV1
from flows.meeting.minute_items import items_of
from flows.meeting.paper_facts import day_held, roster, which_meeting
from flows.papers.addressee import addressees, deputies_told, unknown_post
from flows.papers.letterhead import chiefs_letter
from flows.papers.references import referred_to
from registry.queries.seats import seats_as_ordered
from registry.rules.papers.letter import Reference
from registry.rules.papers.meeting_letters import AskedAction, ResolutionNoticeFacts
from registry.rules.seats import Seat, SeatRole
from registry.rules.units import is_own_deputy


def asked_of(at: Printing) -> Iterator[PrintedFor]:
    """Whoever was asked by the minutes outside the Chief's office, by their seat."""
    return (_for(seat) for seat in _owners(at) if not is_own_deputy((seat,)))


def asked_within(at: Printing) -> Iterator[PrintedFor]:
    """The Chief's own Deputies who were asked."""
    for seat in _owners(at):
        if deputies_told(at.connection, at.job.district, (seat,), at.job.on):
            yield _for(seat)


def _for(seat: Seat) -> PrintedFor:
    return PrintedFor(seat.key, Named(seat.title_th, seat.title_en))


def _owners(at: Printing) -> Iterator[Seat]:
    """The seats that were asked; the chair heard it."""
    minutes, met = at.answers.last(MinutesV1), held_meeting(at)
    owners = [one.owner for one in _actions(minutes.answer)] if minutes and met else []
    if owners and met:
        seats = seats_as_ordered(at.connection, at.job.district, day_held(met))
        for seat in seats:
            if seat.key in owners and seat.role is not SeatRole.CHAIR:
                yield seat


def _actions(minutes: MinutesV1) -> list[ActionLine]:
    """What was asked for, in the order of the agenda."""
    items = sorted(listed(minutes.items), key=lambda item: item.agenda)
    return [action for item in items for action in item.actions]


def resolution_notice(at: Printing, whom: str) -> ResolutionNoticeFacts:
    """What the meeting asks of whoever has that seat, with the resolution that it rests on."""
    met, job = at.answers.decided(InceptionMeetingV2), at.job
    minutes = at.answers.decided(MinutesV1).answer
    then = roster(at.connection, job.district, day_held(met))
    told = (
        (point.resolution_th, action)
        for item in items_of(minutes, then)
        for point in item.points
        for action in point.actions
    )
    own = [said for line, said in zip(_actions(minutes), told, strict=True) if line.owner == whom]
    now = roster(at.connection, job.district, job.on)
    seats = [seat for seat in (*now.seats, *then.seats) if seat.key == whom]
    posts = addressees(at.connection, job.district, seats)
    return ResolutionNoticeFacts(
        **which_meeting(at.connection, job, met.gate.kind, day_held(met))
        | chiefs_letter(at.connection, job.district, job.on),
        invitation=invitation_sent(at),
        to_th=posts.get(whom, unknown_post()),
        actions=tuple(
            AskedAction(
                number=action.number, resolution_th=resolution, what_th=action.what_th,
                due_on=action.due_on,
            )
            for resolution, action in own
        ),
        adopted_on=adopted_on(at),
    )  # fmt: skip


def invitation_sent(at: Printing) -> Reference:
    """The letter that invited to the meeting, as far as its number and day were recorded."""
    sent = at.answers.last(InvitationV1)
    known = referred_to(sent.answer.letter) if sent else None
    return known or Reference(number=None, dated=None)


NOTICES: tuple[Printable, ...] = (
    Printable("resolution_notice", ResolutionNoticeFacts, asked_of, resolution_notice),
    Printable("resolution_memo", ResolutionNoticeFacts, asked_within, resolution_notice),
)
