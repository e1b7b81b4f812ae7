"""What a committee's own gates let choose: its seats, members, agenda, duties and agencies."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from config.defaults import committee
from config.meetings import meeting_defaults
from config.training import training
from config.words import Named, Sentence, Term, Value, both
from desk.beginnings import acknowledged
from desk.expected import Expected, expected
from desk.web.form_fields import Option
from flows.decisions.named_people import NEW
from registry.journal import EntryRow
from registry.queries.agencies import agencies_of
from registry.queries.areas import district as district_row
from registry.queries.namesakes import KnownPerson, known_people
from registry.rules.seats import Seat

Options = Mapping[str, tuple[Option, ...]]
Choose = Callable[[Connection, str, date, Sequence[EntryRow]], Options]


def _meeting(connection: Connection, district: str, on: date, _rows: Sequence[EntryRow]) -> Options:
    members = expected(connection, district, on)
    return {
        "attendance.seats": tuple(
            Option(seat.key, Term(f"body.{seat.body}"))
            for one in members for seat in one.member.seats
        )
    }  # fmt: skip


def _acknowledgement(
    connection: Connection, district: str, on: date, rows: Sequence[EntryRow]
) -> Options:
    done, members = acknowledged(rows), expected(connection, district, on)
    found = [
        Option(seat.key, seat_label(seat), _sits(one, seat.key in done))
        for one in members for seat in one.member.seats
    ]  # fmt: skip
    return {"seats": tuple(sorted(found, key=lambda one: one.value not in done))}


def _sits(one: Expected, done: bool) -> Sentence | Named:
    who = one.person.name if one.person else Term("page.gate.vacant")
    return both("page.acknowledgement.done" if done else "page.acknowledgement.sits", who=who)


def _minutes(connection: Connection, district: str, on: date, _rows: Sequence[EntryRow]) -> Options:
    agenda = tuple(
        Option(str(number), both("page.minutes.item", number=number, title=Named(one.th, one.en)))
        for number, one in enumerate(meeting_defaults().agenda, 1)
    )
    owners = _seats(expected(connection, district, on))
    return {"items.agenda": agenda, "items.actions.owner": owners}


def _plan(connection: Connection, district: str, _on: date, _rows: Sequence[EntryRow]) -> Options:
    agencies = agencies_here(connection, district)
    duties = (
        Option(one.key, Named(one.th, one.en), Term(f"body.{one.body}"))
        for one in committee().duties
    )
    return {
        "agencies": agencies,
        "sessions.duties": tuple(duties),
        "sessions.manuals": tuple(
            Option(one.key, Named(one.title_th, one.title_en), one.version)
            for one in training().manuals
        ),
        "sessions.trainers": agencies,
    }


def _training(
    connection: Connection, district: str, on: date, _rows: Sequence[EntryRow]
) -> Options:
    members = tuple(
        Option(one.person.ref, one.person.name, one.position)
        for one in expected(connection, district, on)
        if one.person
    )
    return {"trainers": agencies_here(connection, district), "participants": members}


def agencies_here(connection: Connection, district: str) -> tuple[Option, ...]:
    """The agencies of the district and its province, those that draft plans first."""
    usual = training().drafters
    area = district_row(connection, district)
    place = area.province_name if area else Named("", "")
    found = agencies_of(connection, district, usual)
    found.sort(key=lambda one: usual.index(one.key) if one.key in usual else len(usual))
    return tuple(Option(one.key, in_province(one.name, place)) for one in found)


def in_province(name: Named, place: Named) -> Named:
    """The names of agencies that every province has hold a place for its name."""
    return Named(name.th.replace("{province}", place.th), name.en.replace("{province}", place.en))


def _seats(members: Sequence[Expected]) -> tuple[Option, ...]:
    return tuple(Option(seat.key, seat_label(seat)) for one in members for seat in one.member.seats)


def seat_label(seat: Seat) -> Sentence:
    """A seat with its body: one title may stand in several."""
    return both(
        "page.seat.in_body",
        seat=Named(seat.title_th, seat.title_en),
        body=Term(f"body.{seat.body}"),
    )


def _people(connection: Connection, district: str, on: date, _rows: Sequence[EntryRow]) -> Options:
    """Who is known in the district, and whoever bears the name of one and is another."""
    found = (Option(one.ref, person_label(one)) for one in known_people(connection, district, on))
    return {"person.person": (Option(NEW, Term("page.person.new")), *found)}


def person_label(one: KnownPerson) -> Sentence:
    """A person with what tells them apart."""
    if one.post is None:
        return both("word.person_known", name=one.name, ref=one.ref)
    return both("word.person_known_as", name=one.name, post=one.post, ref=one.ref)


COMMITTEE: dict[str, Choose] = {
    "inception_meeting": _meeting,
    "acknowledgement": _acknowledgement,
    "minutes": _minutes,
    "capacity_plan": _plan,
    "training": _training,
    "refresher_held": _training,
    "representative": _people,
    "replacement_named": _people,
}
# What a field is called at one gate where it bears another name at others.
_TRAINING: dict[str, Value] = {
    "held_on": Term("page.training.held_on"),
    "until": Term("page.training.until"),
    "place": Term("page.training.place"),
}
LABELS: dict[str, dict[str, Value]] = {
    "invitation": {"letter": Term("page.letter.sent")},
    "minutes_sent": {"letter": Term("page.letter.sent")},
    "training": _TRAINING,
    "refresher_held": _TRAINING,
    "minutes": {"items": Term("page.minutes.items")},
    "acknowledgement": {"seats": Term("page.acknowledgement.seats")},
}
