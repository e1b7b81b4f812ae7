"""Known people who bear a name, or nearly: whoever is named may be one of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, select

from config.titles import title_list
from config.words import Named
from registry.facts import holds
from registry.models import (
    Committee,
    CommitteeSeat,
    Member,
    SeatVersion,
)
from registry.queries.parts import areas_of_person
from registry.queries.people import PersonMet, people_met
from registry.queries.people_of_areas import ids_standing, people_in
from registry.queries.person_records import records_of_several, survivor
from registry.queries.search import offices_held
from registry.rules.names import NameSplitter
from registry.rules.namesakes import alike, called, same
from registry.rules.thai import sort_key

MOST = 10_000


@dataclass(frozen=True)
class KnownPerson:
    """A person who is known, and what tells them apart from others of their name."""

    id: int
    ref: str
    name: Named
    post: Named | None


@dataclass(frozen=True)
class Namesakes:
    """Who bears a name: exactly and in the district, or elsewhere in the province or nearly."""

    same: tuple[KnownPerson, ...]
    alike: tuple[KnownPerson, ...]


def known_people(connection: Connection, district: str, on: date) -> list[KnownPerson]:
    """The people of a district by first name, with what each does that day."""
    return _known(connection, people_met(connection, ids_standing(connection, (district,))), on)


def namesakes(connection: Connection, district: str, title: str, name: str, on: date) -> Namesakes:
    """Who of the district, and of its province, is so called.

    Whose only facts there were taken back is known by the very same name and by no other: an
    answer that is given anew means them, one that is corrected means somebody else.
    """
    titles = NameSplitter(title_list().titles())
    typed = called(title, name, titles)
    here = {one.id for one in people_in(connection, (district,), most=MOST)[0]}
    around = ids_standing(connection, (district[:2],))
    met = people_met(connection, here | around)
    names = {one.id: called(one.title_th, one.name_th, titles) for one in met.values()}
    exact = {one for one in here if same(typed, names[one])}
    near = {one for one in around - exact if alike(typed, names[one])}
    return Namesakes(
        tuple(_known(connection, {one: met[one] for one in exact}, on)),
        tuple(_known(connection, {one: met[one] for one in near}, on)),
    )


def _known(connection: Connection, met: dict[int, PersonMet], on: date) -> list[KnownPerson]:
    posts = _posts(connection, met, on)
    by_name = sorted(met.values(), key=lambda one: sort_key(one.name_th))
    return [KnownPerson(one.id, one.ref, one.name, posts.get(one.id)) for one in by_name]


def _posts(connection: Connection, people: Collection[int], on: date) -> dict[int, Named]:
    """What each does: the office held that day, else the seat that is filled by name."""
    seated = (
        select(survivor(Member.person_id), SeatVersion.title_th, SeatVersion.title_en)
        .select_from(Member)
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .join(SeatVersion, and_(SeatVersion.seat_id == CommitteeSeat.id, holds(SeatVersion, on)))
        .where(Member.person_id.in_(records_of_several(people)), holds(Member, on))
    )
    seats = {row[0]: Named(row[1], row[2]) for row in connection.execute(seated)}
    offices = {who: held[0][1] for who, held in offices_held(connection, people, on).items()}
    return seats | offices


def namesakes_of(connection: Connection, person: int, on: date) -> list[KnownPerson]:
    """Other people of the person's areas who bear the name, or nearly."""
    titles = NameSplitter(title_list().titles())
    areas = {one[:2] for one in areas_of_person(connection, person, on)}
    met = people_met(connection, ids_standing(connection, areas) | {person})
    names = {one.id: called(one.title_th, one.name_th, titles) for one in met.values()}
    others = {who: one for who, one in met.items() if who != person}
    near = {who: one for who, one in others.items() if alike(names[person], names[who])}
    return _known(connection, near, on)
