"""What goes out after a meeting: its minutes for adoption, and to whom a resolution asks for what.

The minutes are the secretary's; what the district asks of other offices is a letter of the Chief
(practice.md 6). Both are printed on demand: minutes wait for months, and whoever prints them anew
has the posts of today.
"""

from collections.abc import Iterator
from datetime import date

from config.calendar import government_holidays
from config.defaults import policy
from config.meetings import meeting_defaults
from config.words import Named, both
from flows.engine.answers import CurrentAnswer, listed
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.meeting.gates import (
    ActionLine,
    Adoption,
    Held,
    InceptionMeetingV2,
    InvitationV1,
    MinutesAdoptedV1,
    MinutesSentV1,
    MinutesV1,
)
from flows.meeting.minute_items import items_of
from flows.meeting.paper_facts import Roster, roster, text_or_none, which_meeting
from flows.papers.addressee import addressees, recipients, unknown_post
from flows.papers.letterhead import chiefs_letter, district_letterhead
from flows.papers.references import referred_to
from registry.queries.order_facts import signer_called
from registry.queries.people import names
from registry.queries.seats import seats_as_ordered
from registry.rules.calendar import WorkingCalendar
from registry.rules.order_facts import Signer
from registry.rules.papers.letter import Reference
from registry.rules.papers.meeting_letters import (
    AskedAction,
    MinutesCirculationFacts,
    ResolutionNoticeFacts,
)
from registry.rules.seats import BodyKey, SeatRole

CORRECTION_ROWS = 5


def held_meeting(at: Printing) -> CurrentAnswer[InceptionMeetingV2] | None:
    """The meeting of the instance, None where none was held."""
    met = [one for one in at.answers.to(InceptionMeetingV2) if one.answer.result is Held.HELD]
    return met[-1] if met else None


def held_on(met: CurrentAnswer[InceptionMeetingV2]) -> date:
    """The day of the meeting; that of the recorded act where it was redacted."""
    return met.answer.held_on if isinstance(met.answer.held_on, date) else met.on


def secretary_signer(at: Printing, people: Roster) -> Signer:
    """Who sits as the executive committee's secretary, by their post and as such."""
    role = both(f"role.{BodyKey.EXECUTIVE}.{SeatRole.SECRETARY}")
    for member in people.members:
        for seat in member.seats:
            if (seat.body, seat.role) == (BodyKey.EXECUTIVE, SeatRole.SECRETARY):
                known = names(at.connection, {member.person}) if member.person else {}
                post = Named(seat.title_th, seat.title_en)
                return signer_called(known.get(member.person or 0), post, role)
    return signer_called(None, both("signer.nobody"), role)


def circulated(at: Printing) -> Iterator[PrintedFor]:
    """Minutes go round from when they are written until they are adopted."""
    if at.answers.last(MinutesV1) and held_meeting(at) and _adopted_on(at) is None:
        yield PrintedFor()


def _adopted_on(at: Printing) -> date | None:
    said = at.answers.last(MinutesAdoptedV1)
    return said.on if said and said.answer.result is Adoption.ADOPTED else None


def minutes_circulation(at: Printing, _whom: str) -> MinutesCirculationFacts:
    """One letter to every member, the list of them, and the form to answer on."""
    met, job = at.answers.decided(InceptionMeetingV2), at.job
    people = roster(at.connection, job.district, job.on)
    meeting = which_meeting(at.connection, job, met.gate.kind, held_on(met))
    return MinutesCirculationFacts(
        **meeting,
        letterhead=district_letterhead(at.connection, job.district, job.on),
        signer=secretary_signer(at, people),
        to_th=both("letters.members_listed", committee=meeting["committee_th"]).th,
        circular=True,
        place_th=text_or_none(met.answer.place),
        until=_corrections_until(at),
        recipients=recipients(at.connection, job.district, people.seats),
        blank_rows=tuple(range(1, CORRECTION_ROWS + 1)),
        hotline_social=policy().hotlines.social_assistance,
        hotline_police=policy().hotlines.police,
    )


def _corrections_until(at: Printing) -> date:
    sent = at.answers.last(MinutesSentV1)
    said = sent.answer.corrections_until if sent else None
    if isinstance(said, date):
        return said
    days = meeting_defaults().circulation_working_days
    return WorkingCalendar(government_holidays).add_working_days(at.job.on, days)


def asked_of(at: Printing) -> Iterator[PrintedFor]:
    """Whoever was asked for something by the minutes, by their seat; the chair heard it."""
    minutes, met = at.answers.last(MinutesV1), held_meeting(at)
    owners = [one.owner for one in _actions(minutes.answer)] if minutes and met else []
    if owners and met:
        seats = seats_as_ordered(at.connection, at.job.district, held_on(met))
        for seat in seats:
            if seat.key in owners and seat.role is not SeatRole.CHAIR:
                yield PrintedFor(seat.key, Named(seat.title_th, seat.title_en))


def _actions(minutes: MinutesV1) -> list[ActionLine]:
    """What was asked for, in the order of the agenda."""
    items = sorted(listed(minutes.items), key=lambda item: item.agenda)
    return [action for item in items for action in item.actions]


def resolution_notice(at: Printing, whom: str) -> ResolutionNoticeFacts:
    """What the meeting asks of whoever has that seat, with the resolution that it rests on."""
    met, job = at.answers.decided(InceptionMeetingV2), at.job
    minutes = at.answers.decided(MinutesV1).answer
    then = roster(at.connection, job.district, held_on(met))
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
        **which_meeting(at.connection, job, met.gate.kind, held_on(met))
        | chiefs_letter(at.connection, job.district, job.on),
        invitation=_invitation(at),
        to_th=posts.get(whom, unknown_post()),
        actions=tuple(
            AskedAction(
                number=action.number, resolution_th=resolution, what_th=action.what_th,
                due_on=action.due_on,
            )
            for resolution, action in own
        ),
        adopted_on=_adopted_on(at),
    )  # fmt: skip


def _invitation(at: Printing) -> Reference:
    """The letter that invited to the meeting, as far as its number and day were recorded."""
    sent = at.answers.last(InvitationV1)
    known = referred_to(sent.answer.letter) if sent else None
    return known or Reference(number=None, dated=None)


PRINTABLES: tuple[Printable, ...] = (
    Printable("minutes_circulation", MinutesCirculationFacts, circulated, minutes_circulation),
    Printable("resolution_notice", ResolutionNoticeFacts, asked_of, resolution_notice),
)
