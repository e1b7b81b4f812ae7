"""The papers of a meeting: invitations, agenda, sheet to sign, duties; minutes and extract.

Beside them the letter that asks when the committee will meet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.calendar import government_holidays
from config.defaults import committee, policy
from config.letters import letters
from config.meetings import meeting_defaults
from config.words import say
from flows.engine.answers import answers_of
from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.meeting.agenda import AgendaPoint, points
from flows.meeting.effects import (
    DRAFT_MEETING_PAPERS,
    DRAFT_MINUTES,
    DRAFT_MINUTES_EXTRACT,
    DRAFT_NO_MEETING_LETTER,
)
from flows.meeting.gates import InceptionDateV1
from flows.meeting.minutes import extract_of_minutes, minutes_of_meeting
from flows.meeting.missed_meeting_letter import NO_MEETING_LETTER, no_meeting_letter
from flows.meeting.paper_facts import (
    Roster,
    body_titles,
    clock_time,
    order_cited,
    roster,
    text_or_none,
    which_meeting,
)
from flows.papers.addressee import addressees, letter_of, outgoing, sends_representative
from flows.papers.letterhead import chief_signer, district_letterhead, province_choice
from flows.papers.members import letter_reference
from registry.rules.adoption_choices import MeetingKind
from registry.rules.calendar import WorkingCalendar
from registry.rules.effects import MeetingInputs
from registry.rules.order_facts import Signer
from registry.rules.papers.common import CitedOrder, Letterhead
from registry.rules.papers.meeting import (
    AcknowledgedBody,
    AcknowledgingSeat,
    Agenda,
    AgendaItem,
    DutiesAcknowledgement,
    FilledSeat,
    Invitation,
    ListedMember,
    Minutes,
    MinutesExtract,
    SignInSheet,
)
from registry.rules.papers.quarter_letters import QuarterLetterFacts
from registry.rules.seats import BODY_NUMBERS, BodyKey, Seat


class _Meeting(NamedTuple):
    """Everything that the papers of one meeting are made from."""

    fields: dict[str, Any]
    roster: Roster
    order: CitedOrder | None
    first: bool


class _Reply(NamedTuple):
    """How invitations are addressed and answered: posts by seat, and the last day."""

    instance: int
    until: date | None
    posts: Mapping[str, str]
    deputies: str


def meeting_papers(connection: Connection, job: Job) -> Iterator[NewPaper]:
    """Invitations, agenda, sheet to sign; of a first meeting the acknowledgement of duties (R22).

    Whoever joins a committee at work has a sheet of their own duties (`newcomer_papers`).
    """
    asked = MeetingInputs.model_validate(job.inputs)
    agreed = answers_of(connection, job.instance, job.gates).decided(InceptionDateV1)
    fields = which_meeting(connection, job, agreed.gate.kind, asked.held_on) | {
        "starts": clock_time(asked.time),
        "place_th": text_or_none(asked.place),
    }
    meeting = _Meeting(
        fields,
        roster(connection, job.district, job.on),
        order_cited(connection, job.district, job.on),
        agreed.gate.kind == MeetingKind.INCEPTION,
    )
    letterhead = district_letterhead(connection, job.district, job.on)
    signer = chief_signer(connection, job.district, job.on)
    reply = _reply(connection, job, asked.held_on, meeting.roster.seats)
    yield from invitations(meeting, letterhead, signer, reply)
    told = points(
        connection, job.gates, job.district, agreed.gate.kind, asked.held_on, job.instance
    )
    yield NewPaper("agenda", agenda(fields, told))
    yield NewPaper("sign_in_sheet", sign_in_sheet(meeting))
    if meeting.first:
        yield NewPaper("duties_acknowledgement", duties_acknowledgement(meeting))


def _reply(connection: Connection, job: Job, held_on: date, members: Sequence[Seat]) -> _Reply:
    """By when, and how, the members answer; no day where it would be over before the letter."""
    days = letters().reply_working_days
    last = WorkingCalendar(government_holidays).add_working_days(held_on, -days)
    return _Reply(
        job.instance,
        last if last > job.on else None,
        addressees(connection, job.district, members),
        province_choice(connection, job.district, "own_deputies", job.on),
    )


def invitations(
    meeting: _Meeting, letterhead: Letterhead, signer: Signer, reply: _Reply
) -> Iterable[NewPaper]:
    """A letter to each post but the Chief's, who signs them (practice.md 6).

    They are alike, so they have one number; the Chief's own Deputies get a memo, or none.
    """
    vacant = {
        seat.key for one in meeting.roster.members if one.person is None for seat in one.seats
    }
    for one in outgoing(_written_to(meeting, reply.posts).values(), reply.deputies):
        seats, key = one.seats, one.seats[0].key
        facts = Invitation(
            **meeting.fields,
            letterhead=letterhead,
            signer=signer,
            addressee_th=reply.posts[key],
            seats=_filled(seats),
            representative=all(seat.representative for seat in seats),
            order=meeting.order,
            sends=all(sends_representative(seat) for seat in seats),
            whom_th=_whom(seats),
            first=meeting.first,
            held=all(seat.key not in vacant for seat in seats),
            circular=one.circular,
            reply_by=reply.until,
            reference=letter_reference(reply.instance, f"{meeting.fields['held_on']}/{key}"),
            hotline_social=policy().hotlines.social_assistance,
            hotline_police=policy().hotlines.police,
        )
        yield NewPaper("invitation_memo" if one.memo else "invitation", facts, subject=key)


def _written_to(meeting: _Meeting, posts: Mapping[str, str]) -> dict[str, tuple[Seat, ...]]:
    """Each post with the seats of whom it is written for: a person's all go to their first."""
    chief = f"{meeting.fields['district']}/district_chief"
    found: dict[str, tuple[Seat, ...]] = {}
    for member in meeting.roster.members:
        if all(seat.office != chief for seat in member.seats):
            letter = letter_of(member.seats[0], posts)
            found[letter] = (*found.get(letter, ()), *member.seats)
    return found


def _whom(seats: Sequence[Seat]) -> str | None:
    """The one whom the order names in all of the seats that a representative is sent to."""
    named = {seat.person_th for seat in seats if sends_representative(seat)}
    return named.pop() if len(named) == 1 else None


def _filled(seats: Iterable[Seat]) -> tuple[FilledSeat, ...]:
    bodies = body_titles()
    return tuple(
        FilledSeat(
            body=seat.body, body_th=bodies[seat.body], role=seat.role, title_th=seat.title_th
        )
        for seat in seats
    )


def agenda(fields: dict[str, Any], told: Sequence[AgendaPoint]) -> Agenda:
    """The five items, each with its points; one without is said to have nothing."""
    defaults = meeting_defaults()
    empty = set(defaults.inception_none) - {one.item for one in told}
    return Agenda(
        **fields,
        items=tuple(
            AgendaItem(
                number=number,
                title_th=say("meeting.if_any", "th", title=title.th) if title.if_any else title.th,
                points_th=tuple(_printed(one) for one in told if one.item == number),
                nothing=number in empty,
            )
            for number, title in enumerate(defaults.agenda, 1)
        ),
    )


def _printed(point: AgendaPoint) -> str:
    """The point, and behind it what its owner reported."""
    return f"{point.th} {point.told_th}".rstrip()


def sign_in_sheet(meeting: _Meeting) -> SignInSheet:
    """Each member once, and lines for guests."""
    people = meeting.roster
    return SignInSheet(
        **meeting.fields,
        members=tuple(
            ListedMember(
                name_th=people.name_of(one),
                position_th=people.post_of(one).th,
                agency_th=people.agency_of(one),
            )
            for one in people.members
        ),
        guest_lines=tuple(range(1, meeting_defaults().guest_lines + 1)),
    )


def duties_acknowledgement(meeting: _Meeting) -> DutiesAcknowledgement:
    """Each body with its duties, and a line for each of its seats."""
    model = committee()
    return DutiesAcknowledgement(
        **meeting.fields,
        order=meeting.order,
        bodies=tuple(
            AcknowledgedBody(
                key=BodyKey(body.key),
                number=BODY_NUMBERS[BodyKey(body.key)],
                title_th=body.title_th,
                duties_th=tuple(duty.th for duty in model.duties_of(body.key)),
                seats=_signing(meeting.roster, BodyKey(body.key)),
            )
            for body in model.bodies
        ),
    )


def _signing(people: Roster, body: BodyKey) -> tuple[AcknowledgingSeat, ...]:
    seated = {seat.key: one for one in people.members for seat in one.seats}
    return tuple(
        AcknowledgingSeat(
            body=seat.body, role=seat.role, title_th=people.post_of(seated[seat.key], seat).th,
            name_th=people.name_of(seated[seat.key]),
        )
        for seat in people.seats
        if seat.body is body
    )  # fmt: skip


PAPERS: tuple[PapersOf, ...] = (
    PapersOf(
        DRAFT_MEETING_PAPERS,
        meeting_papers,
        {
            "invitation": Invitation,
            "invitation_memo": Invitation,
            "agenda": Agenda,
            "sign_in_sheet": SignInSheet,
            "duties_acknowledgement": DutiesAcknowledgement,
        },
    ),
    PapersOf(DRAFT_MINUTES, minutes_of_meeting, {"minutes": Minutes}, one="minutes"),
    PapersOf(DRAFT_MINUTES_EXTRACT, extract_of_minutes, {"minutes_extract": MinutesExtract}),
    PapersOf(DRAFT_NO_MEETING_LETTER, no_meeting_letter, {NO_MEETING_LETTER: QuarterLetterFacts}),
)
