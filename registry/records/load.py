"""A load file recorded: what is new in it is written, what is known stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from registry.facts import end
from registry.models import Holding, Person
from registry.queries.holdings import HoldingRow
from registry.queries.office_kinds import kind_name
from registry.queries.office_terms import terms_of_office
from registry.queries.offices import office
from registry.queries.people import person, person_of
from registry.queries.person_records import survivor_called
from registry.records.agreements import refuse_outlasting
from registry.records.delegations import (
    delegated_offices,
    follow_office_ends,
    office_ends,
)
from registry.records.left_offices import leave, offices_left
from registry.records.load_file import (
    NAMES,
    NEW,
    AgencyIn,
    CorrectionIn,
    HolderIn,
    KindIn,
    LoadFile,
    OfficeIn,
    OldHolderIn,
    PartIn,
    PersonIn,
)
from registry.records.offices import (
    add_agency,
    add_kind,
    agency_id,
    assign,
    hold,
    office_named,
)
from registry.records.people import add_person, rename_person, set_contacts
from registry.records.terms import correct_term
from registry.rules.district_offices import LEFT_FOR
from registry.rules.terms import goes_on
from registry.transaction import Write


@dataclass(frozen=True)
class LoadCounts:
    """How many rows were new or changed."""

    agencies: int
    people: int
    offices: int
    holders: int
    parts: int
    corrections: int = 0
    kinds: int = 0


def load(write: Write, file: LoadFile, *, actor: int | None) -> LoadCounts:
    """Record what the file holds. Its areas must be locked."""
    agencies = sum(_agency(write, one) for one in file.agencies)
    made = {one.ref: _person(write, one) for one in file.people}
    people = sum(one.changed for one in made.values())
    kinds = sum(_kind(write, one) for one in file.kinds)
    offices = sum(_office(write, one) for one in file.offices)
    focal_points = delegated_offices({one.office for one in (*file.holders, *file.corrections)})
    ends = office_ends(write.connection, focal_points)
    corrections = sum(
        correct_term(write, one, field=f"corrections {place}", by=actor)
        for place, one in enumerate(file.corrections, 1)
    )
    held = [_as_made(one, made) for one in file.holders]
    new = [one for place, one in enumerate(held, 1) if _holder(write, one, place, by=actor)]
    for one in new:  # once all are written: the row of the other office may stand after it
        _leave_others(write, one, one.start)
    for fix in file.corrections:
        if not fix.gone:
            _leave_others(write, fix, fix.new_start or fix.start)
    follow_office_ends(write, ends, by=actor)
    parts = sum(_part(write, one, place, by=actor) for place, one in enumerate(file.parts, 1))
    loaded = LoadCounts(agencies, people, offices, len(new), parts, corrections, kinds)
    if any(vars(loaded).values()):
        for area in sorted(file.areas()):
            write.audit(area, "load", actor=actor, body=vars(loaded))
    return loaded


def _agency(write: Write, one: AgencyIn) -> bool:
    if agency_id(write, one.key) is not None:
        return False
    add_agency(write, one.key, (one.name_th, one.name_en or one.name_th), partner=one.partner)
    return True


def _kind(write: Write, one: KindIn) -> bool:
    if kind_name(write.connection, one.key) is not None:
        return False
    add_kind(write, one.key, one.area, (one.name_th, one.name_en or one.name_th))
    return True


class _LoadedPerson(NamedTuple):
    ref: str
    changed: bool


def _person(write: Write, one: PersonIn) -> _LoadedPerson:
    """The person, made anew; the names of one who is known are put right where they differ."""
    contacts = {k: v for k, v in (("phone", one.phone), ("email", one.email)) if v}
    known = None if one.is_new else _known(write.connection, one)
    if known is None:
        given = None if one.is_new else one.ref
        who, changed = add_person(write, **one.names(), ref=given), True
    else:
        who, changed = known.id, rename_person(write, known.id, known.differing)
    set_contacts(write, who, contacts)
    return _LoadedPerson(person_of(write.connection, who).ref if one.is_new else one.ref, changed)


def _as_made(one: HolderIn, made: Mapping[str, _LoadedPerson]) -> HolderIn:
    if not one.person.startswith(NEW):
        return one
    return one.model_copy(update={"person": made[one.person].ref})


def known_differing(connection: Connection, one: PersonIn) -> int | None:
    """The id of a known person whose names or contacts the row would change."""
    known = _known(connection, one)
    if known is None or not (known.differing or one.phone or one.email):
        return None
    return known.id


class _KnownRow(NamedTuple):
    id: int
    differing: dict[str, str]


def _known(connection: Connection, one: PersonIn) -> _KnownRow | None:
    """The person for whom the record of that reference stands, and the names that differ.

    A merged record keeps the names that it was written with: a row that repeats them, as the
    file did that made it, says nothing of the person.
    """
    whose = or_(Person.ref == one.ref, Person.id == survivor_called(one.ref))
    query = select(*(getattr(Person, name) for name in NAMES), Person.id, Person.same_as)
    rows = connection.execute(query.where(whose)).mappings().all()
    said = one.said().items()
    differing = {name: text for name, text in said if all(row[name] != text for row in rows)}
    return next((_KnownRow(row["id"], differing) for row in rows if row["same_as"] is None), None)


def _office(write: Write, one: OfficeIn) -> bool:
    area, kind, *_ = one.ref.split("/")
    stands = office(write.connection, one.ref, one.since)
    same = stands is not None and stands.title.th == one.title_th
    english = one.title_en or (stands.title.en if stands and same else one.title_th)
    called = (one.title_th, english, one.unit_th, one.unit_en)
    if stands and (*vars(stands.title).values(), *vars(stands.unit).values()) == called:
        return False
    office_named(
        write,
        one.ref,
        kind=kind,
        area=area,
        on=one.since,
        title=(one.title_th, english),
        unit=(one.unit_th, one.unit_en),
        agency=one.agency,
    )
    return True


def _holder(write: Write, one: HolderIn, place: int, *, by: int | None) -> bool:
    """Record a term, unless it stands already.

    A term without an end lasts until whoever is recorded after it; one that is loaded again
    with an earlier end is shortened to it.
    """
    area, kind, *_ = one.office.split("/")
    who = person(write.connection, one.person, field=f"holders {place}: person")
    office_id = office_named(write, one.office, kind=kind, area=area, on=one.start)
    stand = [t for t in terms_of_office(write.connection, one.office) if t.capacity == one.capacity]
    theirs = next((t for t in stand if (t.person, t.start) == (who.id, one.start)), None)
    if theirs is not None and _covers(theirs, one):
        return False
    if theirs is not None and one.stop is not None and goes_on(theirs.stop, one.stop):
        same = {"office_id": office_id, "capacity": one.capacity}
        end(write, Holding, same, on=one.stop, until=theirs.stop)
        return True
    followers = [t.start for t in stand if t.start > one.start and t.person != who.id]
    old = {"start_precision", "end_precision"} if isinstance(one, OldHolderIn) else set()
    hold(
        write,
        office_id,
        who.id,
        start=one.start,
        stop=one.stop or min(followers, default=None),
        capacity=one.capacity,
        basis=one.basis,
        basis_number=one.basis_number,
        basis_date=one.basis_date,
        scope=one.scope or None,
        by=by,
        **one.model_dump(include=old),
    )
    return True


def _leave_others(write: Write, one: HolderIn | CorrectionIn, start: date) -> None:
    """Who became Chief in their own right is Deputy no longer, there or elsewhere."""
    if one.capacity != "own" or one.office.partition("/")[2] not in LEFT_FOR:
        return
    who = person(write.connection, one.person, field="person")
    for left in offices_left(write.connection, one.office, who.id, start):
        if left.area in write.heads:  # whoever loads has locked where something is left
            leave(write, left, start)


def _part(write: Write, one: PartIn, place: int, *, by: int | None) -> bool:
    who = person(write.connection, one.person, field=f"parts {place}: person")
    changed = assign(write, who.id, one.role, one.area, start=one.start, stop=one.stop, by=by)
    if changed:
        refuse_outlasting(
            write, who.id, one.role, one.area,
            start=one.start, stop=one.stop, field=f"parts {place}: last_day",
        )  # fmt: skip
    return changed


def _covers(term: HoldingRow, one: HolderIn) -> bool:
    """Whether the row says nothing new: the same end, or none, which leaves the end open."""
    return one.stop is None or term.stop == one.stop
