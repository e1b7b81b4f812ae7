"""The parts that people hold: by office, by assignment, by a seat."""

from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    ScalarSelect,
    Select,
    Text,
    and_,
    bindparam,
    or_,
    select,
    union,
)

from registry.facts import holds
from registry.models import (
    Assignment,
    AssignmentTerm,
    Committee,
    CommitteeSeat,
    Holding,
    Member,
    Office,
    Person,
    SeatVersion,
    table_of,
)
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery, Question, Rows
from registry.queries.people import PersonRow, as_typed, person, written_name
from registry.queries.person_records import records_of, survivor_called
from registry.rules.rights import OFFICE_PARTS, Actor, Part, PartHeld
from registry.transaction import COUNTRY, Write

# Tables and not their classes: a decision asks these, and what the classes add is hashed anew
# whenever a statement is looked up.
_office = table_of(Office)
_holding = table_of(Holding)
_person = table_of(Person)
_record = _person.alias("record")

_assignment = table_of(Assignment)
_term = table_of(AssignmentTerm)


_ON = bindparam("on", type_=Day)


def _with_parts(person: BindParameter[int] | ScalarSelect[int]) -> Select[Any]:
    """The person, with the offices and assignments of all their records on that day."""
    # Joined and not "in" a question of its own: PostgreSQL asks that once for each term there is.
    theirs = or_(_record.c.id == _person.c.id, _record.c.same_as == _person.c.id)
    return (
        select(
            _person.c.id,
            _person.c.ref,
            _person.c.title_th,
            _person.c.name_th,
            _person.c.title_en,
            _person.c.name_en,
            _office.c.kind,
            _office.c.area_code,
            _holding.c.valid_from,
            _holding.c.valid_to,
            _assignment.c.role,
            _assignment.c.area_code,
            _term.c.valid_from,
            _term.c.valid_to,
        )
        .select_from(_person)
        .join(_record, theirs)
        .outerjoin(_holding, and_(_holding.c.person_id == _record.c.id, holds(_holding, _ON)))
        .outerjoin(_office, _office.c.id == _holding.c.office_id)
        .outerjoin(_assignment, _assignment.c.person_id == _record.c.id)
        .outerjoin(
            _term,
            and_(_term.c.assignment_id == _assignment.c.id, holds(_term, _ON)),
        )
        .where(_person.c.id == person)
    )


_PARTS = PreparedQuery(_with_parts(bindparam("person", type_=Integer)))
_PARTS_BY_REF = PreparedQuery(_with_parts(survivor_called(bindparam("ref", type_=Text))))


def actor(connection: Connection, person: int, on: date) -> Actor:
    """The parts that a person holds on that day, by office and by assignment."""
    rows = _PARTS.rows(connection, {"person": person, "on": on})
    return Actor(person, _parts(rows))


def person_with_parts(
    connection: Connection, named: str, on: date, *, field: str
) -> tuple[PersonRow, Actor]:
    """The person of that reference or name, and the parts held on that day.

    Raises UnknownPerson.
    """
    asked = parts_asked(named, on)
    found = asked.made(asked.query.rows(connection, asked.values))
    return found or _by_name(connection, named, on, field)


def person_with_parts_in(
    write: Write, named: str, on: date, *, field: str
) -> tuple[PersonRow, Actor]:
    """The same in a writing transaction, where the person's parts may be known already."""
    (found,) = write.of_people(parts_asked(named, on))
    return found or _by_name(write.connection, named, on, field)


def parts_asked(named: str, on: date) -> Question[tuple[PersonRow, Actor] | None]:
    """The question for a person by reference and the parts held on that day."""
    return Question(_PARTS_BY_REF, {"ref": as_typed(named), "on": on}, _person_with_parts)


def _person_with_parts(rows: Rows) -> tuple[PersonRow, Actor] | None:
    if not rows:
        return None
    person_id, ref, *name = rows[0][:6]
    return PersonRow(person_id, ref, written_name(*name)), Actor(person_id, _parts(rows))


def _by_name(connection: Connection, named: str, on: date, field: str) -> tuple[PersonRow, Actor]:
    who = person(connection, named, field=field)
    return who, actor(connection, who.id, on)


def _parts(rows: Rows) -> tuple[PartHeld, ...]:
    """Each part once: a row stands for an office and an assignment, or for one of them."""
    by_office = [
        PartHeld(OFFICE_PARTS[row[6]], *row[7:10]) for row in rows if row[6] in OFFICE_PARTS
    ]
    assigned = [PartHeld(Part(row[10]), *row[11:14]) for row in rows if row[12] is not None]
    return tuple(dict.fromkeys((*by_office, *assigned)))


_WHO = bindparam("person", type_=Integer)
_BY_NAME = (
    select(Committee.district_code, Member.valid_from, Member.valid_to)
    .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
    .join(SeatVersion, and_(SeatVersion.seat_id == CommitteeSeat.id, holds(SeatVersion, _ON)))
    .join(Member, Member.seat_id == CommitteeSeat.id)
    .where(Member.person_id.in_(records_of(_WHO)), holds(Member, _ON))
)
_BY_OFFICE = (
    select(Committee.district_code, Holding.valid_from, Holding.valid_to)
    .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
    .join(SeatVersion, and_(SeatVersion.seat_id == CommitteeSeat.id, holds(SeatVersion, _ON)))
    .join(Office, Office.ref == SeatVersion.office)
    .join(Holding, Holding.office_id == Office.id)
    .where(Holding.person_id.in_(records_of(_WHO)), holds(Holding, _ON))
)
_SEATED = PreparedQuery(select(union(_BY_NAME, _BY_OFFICE).subquery()))


def parts_of(connection: Connection, person: int, on: date) -> Actor:
    """Every part that the person holds on that day: by office, by assignment, by a seat.

    A seat is theirs by name, or goes with an office that they hold or act in.
    """
    rows = _SEATED.rows(connection, {"person": person, "on": on})
    seated = tuple(PartHeld(Part.MEMBER, area, start, stop) for area, start, stop in rows)
    return Actor(person, actor(connection, person, on).parts + seated)


def areas_of_person(connection: Connection, person: int, on: date) -> tuple[str, ...]:
    """The areas that the person has to do with: of the parts held that day, else of any ever.

    The country where there is nothing at all.
    """
    return areas_of_actor(connection, parts_of(connection, person, on))


def areas_of_actor(connection: Connection, actor: Actor) -> tuple[str, ...]:
    """The same of a person whose parts were read."""
    return tuple(sorted(_known_in(connection, actor) or {COUNTRY}))


def areas_known_in(connection: Connection, person: int, on: date) -> set[str]:
    """The same; none where there is nothing at all."""
    return _known_in(connection, parts_of(connection, person, on))


def _known_in(connection: Connection, actor: Actor) -> set[str]:
    return {one.area for one in actor.parts} or _ever(connection, actor.person)


def _ever(connection: Connection, person: int) -> set[str]:
    offices = select(Office.area_code).join(Holding, Holding.office_id == Office.id)
    seats = (
        select(Committee.district_code)
        .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
        .join(Member, Member.seat_id == CommitteeSeat.id)
    )
    given = select(Assignment.area_code).where(Assignment.person_id.in_(records_of(person)))
    queries = (
        offices.where(Holding.person_id.in_(records_of(person))),
        seats.where(Member.person_id.in_(records_of(person))),
        given,
    )
    return {area for query in queries for area in connection.scalars(query)}


def province_of(areas: tuple[str, ...]) -> str:
    """The one province that the areas lie in; the country where there is none."""
    provinces = {COUNTRY if area == COUNTRY else area[:2] for area in areas}
    return provinces.pop() if len(provinces) == 1 else COUNTRY
