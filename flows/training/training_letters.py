"""Letters around a training: for a trainer, for participants, for a place, and thanks after it."""

from collections.abc import Iterable, Iterator
from typing import Any

from config.defaults import policy
from config.words import Named, both, counted_off
from flows.engine.answers import listed
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.meeting.venue import meeting_to_come, of_meeting
from flows.papers.addressee import (
    deputies_told,
    head_of_agency,
    heads_asked,
    unknown_post,
)
from flows.papers.letterhead import chiefs_letter, focal_point_signer
from flows.papers.members import agency_names
from flows.training.gates import PlannedSession
from flows.training.plan import planned
from flows.training.planned_days import (
    called,
    coming_sessions,
    held_training,
    invited,
    of_sessions,
    of_training,
    planned_sessions,
    reply_until,
    session_at,
)
from registry.queries.seats import seats_as_ordered
from registry.rules.papers.letter import VenueRequestFacts
from registry.rules.papers.seminar import (
    ParticipantsMemoFacts,
    ParticipantsRequestFacts,
    ThanksFacts,
    TrainerRequestFacts,
)
from registry.rules.seats import Seat

NAME_ROWS = 8


def of_trainers(at: Printing) -> Iterator[PrintedFor]:
    """Each agency that is to train, session by session."""
    yield from _by_agency(
        at, ((one.key, called(one), listed(one.trainers)) for one in coming_sessions(at))
    )


def who_trained(at: Printing) -> Iterator[PrintedFor]:
    """Each agency that trained, once the training was held."""
    held = ((one, held_training(at, one)) for one in planned_sessions(at))
    yield from _by_agency(
        at, ((one.key, called(one), listed(was.trainers)) for one, was in held if was is not None)
    )


def _by_agency(
    at: Printing, sessions: Iterable[tuple[str, Named, tuple[str, ...]]]
) -> Iterator[PrintedFor]:
    told = [*sessions]
    agencies = {agency for _, _, trainers in told for agency in trainers}
    known = agency_names(at.connection, at.job.district, agencies) if agencies else {}
    for key, title, trainers in told:
        for agency in trainers:
            yield PrintedFor(f"{key}/{agency}", known.get(agency, Named(agency, agency)), title)


def trainer_request(at: Printing, whom: str) -> TrainerRequestFacts:
    """The head of the agency is asked for a trainer; project, programme and form are enclosed."""
    key, _, agency = whom.partition("/")
    session = session_at(at, key)
    worded = planned(at.connection, at.job.district, session)
    days = of_training(at, session)
    return TrainerRequestFacts(
        **_to_agency(at, agency),
        **days,
        topics_th=tuple(one.text_th for one in worded.topics),
        until=reply_until(at, days["first_day"]),
        **_hotlines(),
    )


def _to_agency(at: Printing, agency: str) -> dict[str, Any]:
    names = agency_names(at.connection, at.job.district, (agency,))
    name = names.get(agency, Named(agency, agency)).th
    return {
        **chiefs_letter(at.connection, at.job.district, at.job.on),
        "to_th": head_of_agency(at.connection, at.job.district, agency, name),
        "agency_th": name,
    }


def _hotlines() -> dict[str, str]:
    hotlines = policy().hotlines
    return {"hotline_social": hotlines.social_assistance, "hotline_police": hotlines.police}


def participants_request(at: Printing, key: str) -> ParticipantsRequestFacts:
    """The units of the members whom the training is for are asked to say who comes."""
    session = session_at(at, key)
    days = of_training(at, session)
    seats = _first_seats(at, session)
    return ParticipantsRequestFacts(
        **chiefs_letter(at.connection, at.job.district, at.job.on),
        **days,
        to_th=both("letters.offices_listed").th,
        circular=True,
        recipients=heads_asked(at.connection, at.job.district, seats),
        until=reply_until(at, days["first_day"]),
        blank_rows=tuple(range(1, NAME_ROWS + 1)),
        **_hotlines(),
    )


def _first_seats(at: Printing, session: PlannedSession) -> list[Seat]:
    """The seat by which each member whom the training is for is written to."""
    return [seat for one in invited(at, session).members for seat in one.seats[:1]]


def for_deputies(at: Printing) -> Iterator[PrintedFor]:
    """Each session to prepare for that one of the Chief's own Deputies is to attend."""
    sessions = [*coming_sessions(at)]
    seats = seats_as_ordered(at.connection, at.job.district, at.job.on) if sessions else ()
    for one in sessions:
        wanted = listed(one.bodies)
        own = [seat for seat in seats if not wanted or seat.body in wanted]
        if deputies_told(at.connection, at.job.district, own, at.job.on):
            yield PrintedFor(one.key, group=called(one))


def participants_memo(at: Printing, key: str) -> ParticipantsMemoFacts:
    """The Chief tells the Deputies to attend; none sends a list of names."""
    session, job = session_at(at, key), at.job
    days, seats = of_training(at, session), _first_seats(at, session)
    return ParticipantsMemoFacts(
        **chiefs_letter(at.connection, job.district, job.on),
        **days,
        to_th=counted_off(deputies_told(at.connection, job.district, seats, job.on), "th"),
        until=reply_until(at, days["first_day"]),
    )


def thanks_letter(at: Printing, whom: str) -> ThanksFacts:
    """After the training, with how many came and where it was."""
    key, _, agency = whom.partition("/")
    session = session_at(at, key)
    held = held_training(at, session)
    people = listed(held.participants) if held else ()
    return ThanksFacts(
        **_to_agency(at, agency),
        **of_training(at, session),
        participants=len(people) or None,
    )


def of_places(at: Printing) -> Iterator[PrintedFor]:
    """The meeting that is agreed on, and each session to prepare for."""
    yield from meeting_to_come(at)
    yield from of_sessions(at)


def venue_request(at: Printing, whom: str) -> VenueRequestFacts:
    """Whoever owns the place is written in by hand: no step asks for it."""
    connection, job = at.connection, at.job
    focal = focal_point_signer(connection, job.district, job.on)
    return VenueRequestFacts(
        **chiefs_letter(connection, job.district, job.on),
        **(_of_session(at, whom) if whom else of_meeting(at)),
        to_th=unknown_post(),
        focal_th=focal.name_th,
        focal_position_th=focal.position_lines_th[0],
    )


def _of_session(at: Printing, key: str) -> dict[str, Any]:
    session = session_at(at, key)
    days = of_training(at, session)
    return {
        "occasion_th": both("letters.occasion.training", title=session.title_th).th,
        "first_day": days["first_day"],
        "last_day": days["last_day"],
        "place_th": days["place_th"],
        "starts": None,
        "people": len(invited(at, session).members),
    }


LETTERS: tuple[Printable, ...] = (
    Printable("trainer_request", TrainerRequestFacts, of_trainers, trainer_request),
    Printable("participants_request", ParticipantsRequestFacts, of_sessions, participants_request),
    Printable("participants_memo", ParticipantsMemoFacts, for_deputies, participants_memo),
    Printable("venue_request", VenueRequestFacts, of_places, venue_request),
    Printable("thanks_letter", ThanksFacts, who_trained, thanks_letter),
)
