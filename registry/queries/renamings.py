"""Renamings of offices and people: what was asked for, and what follows from one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select

from config.titles import title_list
from config.words import Named, Sentence, Term, both
from registry.facts import holds
from registry.models import (
    Area,
    Committee,
    CommitteeSeat,
    Office,
    Person,
    Renaming,
    SeatVersion,
    table_of,
)
from registry.queries.acts_of_two import ActOfTwoRow, acts_of_two
from registry.queries.directory import ListedOffice, office_named
from registry.queries.merges import written_under
from registry.queries.office_holders import holders
from registry.queries.offices import called_at, titles
from registry.queries.own_seats import own_seats
from registry.queries.people import PersonRow, people_named, person_of, written_name
from registry.queries.person_records import person_for, records_of
from registry.queries.personal_terms import terms_of_person
from registry.rows import AnyRow
from registry.rules.names import title_typed
from registry.rules.terms import covers

_renaming = table_of(Renaming)


class WrittenName(NamedTuple):
    """A name as it is recorded: a person's title and name, or an office's title and unit."""

    title_th: str
    name_th: str
    title_en: str
    name_en: str


@dataclass(frozen=True)
class RenamedRecord:
    """What is renamed: an office or a person, by reference, and what it is called now.

    `since`: from when an office has been so called; a person's name has no day.
    """

    ref: str
    id: int
    now: WrittenName
    called: Named
    since: date | None = None

    @property
    def is_office(self) -> bool:
        """Whether it is an office."""
        return self.since is not None


@dataclass(frozen=True)
class RenamingRow(ActOfTwoRow):
    """A renaming that was asked for. `called`: in full, before and after."""

    subject: RenamedRecord
    was: WrittenName
    new: WrittenName
    was_called: Named
    new_called: Named
    since: date | None


def office_now(connection: Connection, ref: str) -> RenamedRecord | None:
    """The office with the newest name it bears; None where there is none."""
    found = office_named(connection, ref)
    return None if found is None else named_now(found)


def named_now(found: ListedOffice) -> RenamedRecord:
    """The same of an office that was read."""
    office = found.office
    now = WrittenName(office.title.th, office.unit.th, office.title.en, office.unit.en)
    return RenamedRecord(office.ref, office.id, now, office.called, found.named_since)


def person_now(connection: Connection, who: PersonRow) -> RenamedRecord:
    """The person with the name that is recorded."""
    names = select(Person.title_th, Person.name_th, Person.title_en, Person.name_en)
    row = connection.execute(names.where(Person.id == who.id)).one()
    return RenamedRecord(who.ref, who.id, WrittenName(*row), who.name)


def called_then(connection: Connection, subject: RenamedRecord, name: WrittenName) -> Named:
    """What the office or person is called by that name, in full."""
    if not subject.is_office:
        return written_name(name.title_th, name.name_th, name.title_en, name.name_en)
    area, kind, *_ = subject.ref.split("/")
    title, unit = Named(name.title_th, name.title_en), Named(name.name_th, name.name_en)
    return called_at(connection, area, kind, title, unit)


def renaming(connection: Connection, number: int) -> RenamingRow | None:
    """The renaming of that number."""
    found = _renamings(connection, select(_renaming).where(_renaming.c.id == number))
    return next(iter(found), None)


def renamings_of(connection: Connection, subject: RenamedRecord) -> list[RenamingRow]:
    """What was asked of the office or person, the newest first."""
    query = select(_renaming).where(_asked_of(subject))
    return _renamings(connection, query.order_by(_renaming.c.id.desc()))


def names_before(connection: Connection, person_id: int) -> frozenset[str]:
    """What the person was called in full before each new name that was confirmed, in Thai."""
    asked = renamings_of(connection, person_now(connection, person_of(connection, person_id)))
    return frozenset(one.was_called.th for one in asked if one.status == "confirmed")


def open_renaming_of(connection: Connection, subject: RenamedRecord) -> int | None:
    """The number under which it is asked already what the office or person is called."""
    query = select(_renaming.c.id).where(_asked_of(subject), _renaming.c.status == "open")
    return connection.scalars(query.order_by(_renaming.c.id).limit(1)).first()


def _asked_of(subject: RenamedRecord) -> ColumnElement[bool]:
    """Of a person, what was asked under any of their records."""
    if subject.is_office:
        return _renaming.c.office_id == subject.id
    return _renaming.c.person_id.in_(records_of(subject.id))


def _renamings(connection: Connection, query: Select[Any]) -> list[RenamingRow]:
    rows = connection.execute(query).all()
    acts = acts_of_two(connection, rows)
    return [_row(connection, row, act) for row, act in zip(rows, acts, strict=True)]


def _row(connection: Connection, row: AnyRow, act: ActOfTwoRow) -> RenamingRow:
    subject = _subject(connection, row)
    new = WrittenName(row.title_th, row.name_th, row.title_en, row.name_en)
    was = WrittenName(row.was_title_th, row.was_name_th, row.was_title_en, row.was_name_en)
    return RenamingRow(
        **vars(act),
        subject=subject,
        was=was,
        new=new,
        was_called=called_then(connection, subject, was),
        new_called=called_then(connection, subject, new),
        since=row.since,
    )


def _subject(connection: Connection, row: AnyRow) -> RenamedRecord:
    """Whom it is about: a record that was merged since stands for the person who was kept."""
    if row.person_id is not None:
        kept = person_for(connection, row.person_id)
        return person_now(connection, person_of(connection, kept))
    ref = connection.scalar(select(Office.ref).where(Office.id == row.office_id))
    found = office_now(connection, ref or "")
    if found is None:
        msg = f"an office without a name: {row.office_id}"
        raise LookupError(msg)
    return found


def what_follows(
    connection: Connection, subject: RenamedRecord, new: WrittenName, on: date, since: date | None
) -> list[Sentence]:
    """Where the new name will stand, and what keeps the one that it was written with."""
    said = list(
        _of_office(connection, subject, on)
        if subject.is_office
        else _of_person(connection, subject, new, on)
    )
    if since is not None:
        said.insert(0, both("renaming.since", since=since))
    return [*said, both("renaming.papers")]


def _of_office(connection: Connection, subject: RenamedRecord, on: date) -> Iterator[Sentence]:
    for held in holders(connection, subject.ref, on):
        yield both("renaming.holder", name=held.name)
    query = (
        select(SeatVersion.title_th, SeatVersion.title_en, Area.name_th, Area.name_en)
        .join(CommitteeSeat, CommitteeSeat.id == SeatVersion.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .join(Area, Area.code == Committee.district_code)
        .where(SeatVersion.office == subject.ref, holds(SeatVersion, on))
        .order_by(Committee.district_code, SeatVersion.position)
    )
    for seat_th, seat_en, district_th, district_en in connection.execute(query):
        seat, district = Named(seat_th, seat_en), Named(district_th, district_en)
        yield both("renaming.office_seat", seat=seat, district=district)


def _of_person(
    connection: Connection, subject: RenamedRecord, new: WrittenName, on: date
) -> Iterator[Sentence]:
    terms = terms_of_person(connection, subject.id)
    held = [one.office for one in terms if covers(one, on)]
    called = titles(connection, held)
    for office in held:
        yield both("renaming.office", office=called[office])
    for seat in own_seats(connection, subject.id, on):
        yield both("renaming.seat", seat=seat.title, district=seat.district_name)
    title = title_typed(new.title_th, title_list().titles())
    if title is not None and title.sex != "not_stated":
        yield both("renaming.sex", sex=Term(f"choice.sex.{title.sex}"))
    for other in people_named(connection, [new.name_th])[new.name_th]:
        if other.id != subject.id:
            yield both("renaming.namesake", name=other.name, ref=other.ref)
    yield from written_under(connection, subject.id)
