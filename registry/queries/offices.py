"""Offices and who holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    ScalarSelect,
    Select,
    Text,
    and_,
    bindparam,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from config.words import Named
from registry.facts import holds, live
from registry.models import (
    Agency,
    Assignment,
    AssignmentTerm,
    Holding,
    Office,
    OfficeName,
    Person,
    table_of,
)
from registry.models.base import Day
from registry.queries.office_names import called_in, with_places
from registry.queries.people import PersonRow, as_typed, person, written_name
from registry.queries.same_person import records_of, survivor, survivor_called
from registry.rows import AnyRow
from registry.rules.expansion import OfficeRef
from registry.rules.rights import OFFICE_PARTS, Actor, Part, PartHeld
from registry.rules.terms import last_day, stop_after

_OrderBy: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]

# Tables and not their classes: a decision asks these, and what the classes add is hashed anew
# whenever a statement is looked up.
_office = table_of(Office)
_holding = table_of(Holding)
_person = table_of(Person)
_assignment = table_of(Assignment)
_term = table_of(AssignmentTerm)


@dataclass(frozen=True)
class OfficeRow:
    """An office with the name it bears on a day; `called`: in full, with unit and place."""

    id: int
    ref: str
    kind: str
    area: str
    title: Named
    unit: Named
    agency: str | None
    called: Named

    @property
    def post(self) -> Named:
        """The post within its own district: under a signature no place is said again."""
        return self.called if self.unit.th else self.title


@dataclass(frozen=True)
class Held:
    """A person holding an office from `start` to `last_day`; None where no end is known."""

    holding: int
    office: int
    ref: str
    kind: str
    area: str
    person: int
    person_ref: str
    name: Named
    capacity: str
    basis: str
    basis_number: str | None
    basis_date: date | None
    start: date
    last_day: date | None
    scope: str | None = None

    @property
    def stop(self) -> date | None:
        """The first day out of office."""
        return stop_after(self.last_day)


def office(connection: Connection, ref: str, on: date) -> OfficeRow | None:
    """The office of that reference, None where there is none."""
    return next(iter(_offices(connection, on, Office.ref == ref)), None)


def offices_of(connection: Connection, district: str, on: date) -> list[OfficeRow]:
    """The offices of a district and of its province, in the order they were recorded."""
    return _offices(connection, on, Office.area_code.in_((district, district[:2])))


def office_refs(connection: Connection, district: str, on: date) -> list[OfficeRef]:
    """The same as the rules about seats know them."""
    return [
        OfficeRef(
            one.ref, one.kind, one.unit.th, one.unit.en, one.agency, one.title.th, one.title.en
        )
        for one in offices_of(connection, district, on)
    ]


def _offices(connection: Connection, on: date, *where: object) -> list[OfficeRow]:
    query = (
        with_places(
            select(
                Office.id,
                Office.ref,
                Office.kind,
                Office.area_code,
                OfficeName.title_th,
                OfficeName.title_en,
                OfficeName.unit_th,
                OfficeName.unit_en,
                Agency.key,
            )
        )
        .join(OfficeName, and_(OfficeName.office_id == Office.id, holds(OfficeName, on)))
        .outerjoin(Agency, Agency.id == Office.agency_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Office.id)
    )
    return [office_row(row) for row in connection.execute(query)]


def office_row(row: Iterable[Any]) -> OfficeRow:
    """An office of a row: id, reference, kind, area, title, unit, agency, and its place."""
    office_id, ref, kind, area, title_th, title_en, unit_th, unit_en, agency, *place = row
    title, unit = Named(title_th, title_en), Named(unit_th, unit_en)
    found = called_in(kind, title, unit, place)
    return OfficeRow(office_id, ref, kind, area, title, unit, agency, found)


_HELD = (
    select(
        _holding.c.id,
        _office.c.id,
        _office.c.ref,
        _office.c.kind,
        _office.c.area_code,
        _person.c.id,
        _person.c.ref,
        _person.c.title_th,
        _person.c.name_th,
        _person.c.title_en,
        _person.c.name_en,
        _holding.c.capacity,
        _holding.c.basis,
        _holding.c.basis_number,
        _holding.c.basis_date,
        _holding.c.valid_from,
        _holding.c.valid_to,
        _holding.c.scope,
    )
    .select_from(_office)
    .join(_holding, _holding.c.office_id == _office.c.id)
    .join(_person, _person.c.id == survivor(_holding.c.person_id))
)


_HOLDERS = _HELD.where(
    _office.c.ref == bindparam("ref"), holds(_holding, bindparam("on", type_=Day))
)


def holders(
    connection: Connection, ref: str, on: date, known: datetime | None = None
) -> list[Held]:
    """Who holds the office on that day: in their own right first, then who acts."""
    if known is None:
        rows = connection.execute(_HOLDERS, {"ref": ref, "on": on})
    else:
        rows = connection.execute(_HELD.where(_office.c.ref == ref, holds(_holding, on, known)))
    # Sorted here: a database makes a sorter each time, for what is one row or two.
    return sorted(map(_held, rows.all()), key=lambda one: (one.capacity != "own", one.holding))


def holding(connection: Connection, holding_id: int) -> Held:
    """The holding of that number, as it was recorded."""
    return _held(connection.execute(_HELD.where(_holding.c.id == holding_id)).one())


def held_where(
    connection: Connection, where: Sequence[ColumnElement[bool]], order: Sequence[_OrderBy]
) -> list[Held]:
    """The terms that answer to `where`, in that order; for the questions of other files."""
    return [_held(row) for row in connection.execute(_HELD.where(*where).order_by(*order))]


def all_holders(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[Held]:
    """Every holder of an office of the district or its province on that day."""
    query = _HELD.where(
        _office.c.area_code.in_((district, district[:2])), holds(_holding, on, known)
    ).order_by(_office.c.id, _holding.c.capacity != "own")
    return [_held(row) for row in connection.execute(query)]


def terms(connection: Connection, ref: str) -> list[Held]:
    """All terms of the office that stand, oldest first."""
    query = _HELD.where(_office.c.ref == ref, live(_holding)).order_by(_holding.c.valid_from)
    return [_held(row) for row in connection.execute(query)]


def _held(row: AnyRow) -> Held:
    (
        holding,
        office_id,
        ref,
        kind,
        area,
        person,
        person_ref,
        title_th,
        name_th,
        title_en,
        name_en,
        capacity,
        basis,
        number,
        dated,
        start,
        stop,
        scope,
    ) = row
    name = written_name(title_th, name_th, title_en, name_en)
    return Held(
        holding,
        office_id,
        ref,
        kind,
        area,
        person,
        person_ref,
        name,
        capacity,
        basis,
        number,
        dated,
        start,
        last_day(stop),
        scope,
    )


_ON = bindparam("on", type_=Day)


def _with_parts(person: BindParameter[int] | ScalarSelect[int]) -> Select[Any]:
    """The person, with the offices and assignments of all their records on that day."""
    records = records_of(person)
    held = and_(_holding.c.person_id.in_(records), holds(_holding, _ON))
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
        .outerjoin(_holding, held)
        .outerjoin(_office, _office.c.id == _holding.c.office_id)
        .outerjoin(_assignment, _assignment.c.person_id.in_(records))
        .outerjoin(
            _term,
            and_(_term.c.assignment_id == _assignment.c.id, holds(_term, _ON)),
        )
        .where(_person.c.id == person)
    )


_PARTS = _with_parts(bindparam("person", type_=Integer))
_PARTS_BY_REF = _with_parts(survivor_called(bindparam("ref", type_=Text)))


def actor(connection: Connection, person: int, on: date) -> Actor:
    """The parts that a person holds on that day, by office and by assignment."""
    rows = connection.execute(_PARTS, {"person": person, "on": on}).all()
    return Actor(person, _parts(rows))


def person_with_parts(
    connection: Connection, named: str, on: date, *, field: str
) -> tuple[PersonRow, Actor]:
    """The person of that reference or name, and the parts held on that day.

    Raises UnknownPerson.
    """
    rows = connection.execute(_PARTS_BY_REF, {"ref": as_typed(named), "on": on}).all()
    if not rows:
        who = person(connection, named, field=field)
        return who, actor(connection, who.id, on)
    person_id, ref, *name = rows[0][:6]
    return PersonRow(person_id, ref, written_name(*name)), Actor(person_id, _parts(rows))


def _parts(rows: Sequence[AnyRow]) -> tuple[PartHeld, ...]:
    """Each part once: a row stands for an office and an assignment, or for one of them."""
    by_office = [
        PartHeld(OFFICE_PARTS[row[6]], *row[7:10]) for row in rows if row[6] in OFFICE_PARTS
    ]
    assigned = [PartHeld(Part(row[10]), *row[11:14]) for row in rows if row[12] is not None]
    return tuple(dict.fromkeys((*by_office, *assigned)))
