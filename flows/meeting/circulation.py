"""The minutes of a meeting go round for adoption: by letter, to the Chief's own Deputies by memo.

They are the secretary's (practice.md 6), and printed on demand: minutes wait for months, and
whoever prints them anew has the posts of today.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from config.calendar import government_holidays
from config.defaults import policy
from config.meetings import meeting_defaults
from config.words import both, counted_off
from flows.engine.answers import CurrentAnswer
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.meeting.gates import (
    Adoption,
    Held,
    InceptionMeetingV2,
    MinutesAdoptedV1,
    MinutesSentV1,
    MinutesV1,
)
from flows.meeting.paper_facts import Roster, day_held, roster, text_or_none, which_meeting
from flows.papers.addressee import deputies_told, recipients as outside_posts
from flows.papers.letterhead import chief_signer, district_letterhead, paper_base
from registry.queries.order_facts import signer_called
from registry.queries.people import names
from registry.queries.seats import seats_as_ordered
from registry.queries.settings import setting
from registry.rules.calendar import WorkingCalendar
from registry.rules.order_facts import Signer
from registry.rules.papers.meeting_letters import MinutesCirculationFacts
from registry.rules.seats import BodyKey, Seat, SeatRole

CORRECTION_ROWS = 5


def held_meeting(at: Printing) -> CurrentAnswer[InceptionMeetingV2] | None:
    """The meeting of the instance, None where none was held."""
    met = [one for one in at.answers.to(InceptionMeetingV2) if one.answer.result is Held.HELD]
    return met[-1] if met else None


def secretary_signer(at: Printing, people: Roster) -> Signer:
    """Who sits as the executive committee's secretary, by their post and as such."""
    role = both(f"role.{BodyKey.EXECUTIVE}.{SeatRole.SECRETARY}")
    for member in people.members:
        for seat in member.seats:
            if _is_secretarys(seat):
                known = names(at.connection, {member.person}) if member.person else {}
                post = people.post_of(member, seat)
                return signer_called(known.get(member.person or 0), post, role)
    return signer_called(None, both("signer.nobody"), role)


def _is_secretarys(seat: Seat) -> bool:
    return (seat.body, seat.role) == (BodyKey.EXECUTIVE, SeatRole.SECRETARY)


def circulated(at: Printing) -> Iterator[PrintedFor]:
    """Minutes go round from when they are written until they are adopted."""
    if at.answers.last(MinutesV1) and held_meeting(at) and adopted_on(at) is None:
        yield PrintedFor()


def circulated_within(at: Printing) -> Iterator[PrintedFor]:
    """The same, where one of the Chief's own Deputies is a member."""
    if any(circulated(at)):
        seats = seats_as_ordered(at.connection, at.job.district, at.job.on)
        if _deputies(at, seats):
            yield PrintedFor()


def _deputies(at: Printing, seats: Iterable[Seat]) -> tuple[str, ...]:
    """The Deputies whom the secretary writes to, who is one of them."""
    others = (seat for seat in seats if not _is_secretarys(seat))
    return deputies_told(at.connection, at.job.district, others, at.job.on)


def adopted_on(at: Printing) -> date | None:
    """The day on which the minutes were adopted, None before."""
    said = at.answers.last(MinutesAdoptedV1)
    return said.on if said and said.answer.result is Adoption.ADOPTED else None


def minutes_circulation(at: Printing, _whom: str) -> MinutesCirculationFacts:
    """One letter to the members of other offices, the list of them, and the form to answer on."""
    people = roster(at.connection, at.job.district, at.job.on)
    committee = paper_base(at.connection, at.job.district, at.job.on)["committee_th"]
    return _circulation(
        at,
        to_th=both("letters.members_listed", committee=committee).th,
        recipients=outside_posts(at.connection, at.job.district, people.seats),
        signer=_letters_signer(at, people),
        circular=True,
    )


def _letters_signer(at: Printing, people: Roster) -> Signer:
    """The secretary or the Chief, as the province has set it."""
    chosen = setting(at.connection, at.job.district, "meeting.minutes_signer", at.job.on)
    if (chosen or meeting_defaults().minutes_signer) == "chief":
        return chief_signer(at.connection, at.job.district, at.job.on)
    return secretary_signer(at, people)


def minutes_memo(at: Printing, _whom: str) -> MinutesCirculationFacts:
    """One memo to the Deputies, and the form to answer on."""
    people = roster(at.connection, at.job.district, at.job.on)
    posts = _deputies(at, people.seats)
    signer = secretary_signer(at, people)
    return _circulation(at, to_th=counted_off(posts, "th"), recipients=posts, signer=signer)


def _circulation(
    at: Printing,
    *,
    to_th: str,
    recipients: tuple[str, ...],
    signer: Signer,
    circular: bool = False,
) -> MinutesCirculationFacts:
    met, job = at.answers.decided(InceptionMeetingV2), at.job
    return MinutesCirculationFacts(
        **which_meeting(at.connection, job, met.gate.kind, day_held(met)),
        letterhead=district_letterhead(at.connection, job.district, job.on),
        signer=signer,
        place_th=text_or_none(met.answer.place),
        until=_corrections_until(at),
        blank_rows=tuple(range(1, CORRECTION_ROWS + 1)),
        hotline_social=policy().hotlines.social_assistance,
        hotline_police=policy().hotlines.police,
        to_th=to_th,
        recipients=recipients,
        circular=circular,
    )


def _corrections_until(at: Printing) -> date:
    sent = at.answers.last(MinutesSentV1)
    said = sent.answer.corrections_until if sent else None
    if isinstance(said, date):
        return said
    days = meeting_defaults().circulation_working_days
    return WorkingCalendar(government_holidays).add_working_days(at.job.on, days)


PRINTABLES: tuple[Printable, ...] = (
    Printable("minutes_circulation", MinutesCirculationFacts, circulated, minutes_circulation),
    Printable("minutes_memo", MinutesCirculationFacts, circulated_within, minutes_memo),
)
