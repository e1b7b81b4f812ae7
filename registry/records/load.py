"""Load: agencies, people, offices, holders and parts of a district or province from a file.

Loaded twice it changes nothing: everything has a reference, and equal facts are left alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from sqlalchemy import Connection, or_, select

from registry.facts import end
from registry.models import Holding, Person
from registry.queries.offices import Held, office, terms
from registry.queries.people import person, person_of
from registry.queries.same_person import survivor_called
from registry.records.offices import add_agency, agency_id, assign, hold, office_named
from registry.records.people import add_person, rename_person, set_contacts
from registry.records.terms import correct_term
from registry.rules.dates import parse_date
from registry.rules.terms import stop_after
from registry.store import COUNTRY, Write


def _day(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — whatever the file holds
    return parse_date(value, field=info.field_name or "") if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
Ref = Annotated[str, Field(pattern=r"^[a-z0-9_./-]{1,80}$")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
MaybeText = Annotated[str, Field(max_length=200)]


NEW = "new/"
NAMES = ("title_th", "name_th", "title_en", "name_en", "sex")


class Row(BaseModel):
    """A row of a file; unknown columns are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class AgencyIn(Row):
    """An agency."""

    key: Ref
    name_th: Text
    name_en: Text
    partner: bool = False


class PersonIn(Row):
    """A person by reference, with work contacts if any.

    "new/<n>" is nobody's reference: a form writes it for a person to be made anew, whom its
    holders call by it.
    """

    ref: Ref
    title_th: MaybeText = ""
    name_th: Text
    title_en: MaybeText = ""
    name_en: MaybeText = ""
    sex: Literal["female", "male", "not_stated"] = "not_stated"
    phone: MaybeText | None = None
    email: MaybeText | None = None

    @property
    def is_new(self) -> bool:
        """Whether the person is made anew, with a reference that the registry gives."""
        return self.ref.startswith(NEW)

    def names(self) -> dict[str, str]:
        """Titles, names and sex."""
        return {name: getattr(self, name) for name in NAMES}

    def said(self) -> dict[str, str]:
        """Those that the row states: what it leaves out stays as it is."""
        return {name: said for name, said in self.names().items() if name in self.model_fields_set}


class OfficeIn(Row):
    """An office: "<area>/<kind>" or "<area>/<kind>/<n>"."""

    ref: Ref
    title_th: Text
    title_en: Text
    unit_th: MaybeText = ""
    unit_en: MaybeText = ""
    agency: Ref | None = None
    since: Day = date(2008, 6, 5)


class HolderIn(Row):
    """Who holds an office from when to when, in what capacity, on what basis."""

    office: Ref
    person: Text
    start: Day
    last_day: Day | None = None
    capacity: Literal["own", "acting", "on_behalf", "acting_vacant"] = "own"
    basis: Literal["appointment", "order", "seniority", "delegation", "not_recorded"] = (
        "not_recorded"
    )
    basis_number: MaybeText | None = None
    basis_date: Day | None = None
    scope: MaybeText | None = None

    @property
    def stop(self) -> date | None:
        """The first day out, as the registry keeps it."""
        return stop_after(self.last_day)


class CorrectionIn(HolderIn):
    """A term that stands, as it should have been recorded; `start` is the day that stands.

    Everything else replaces what stands. `gone`: it never was, and is taken out.
    """

    new_start: Day | None = None
    gone: bool = False


class PartIn(Row):
    """A part that follows from no office: admin, coordinator, partner, observer."""

    person: Text
    role: Literal["admin", "coordinator", "partner", "observer"]
    area: Text
    start: Day
    last_day: Day | None = None

    @property
    def stop(self) -> date | None:
        """The first day without it, as the registry keeps it."""
        return stop_after(self.last_day)


class LoadFile(Row):
    """What a file may hold."""

    agencies: tuple[AgencyIn, ...] = ()
    people: tuple[PersonIn, ...] = ()
    offices: tuple[OfficeIn, ...] = ()
    holders: tuple[HolderIn, ...] = ()
    corrections: tuple[CorrectionIn, ...] = ()
    parts: tuple[PartIn, ...] = ()

    def areas(self) -> set[str]:
        """The areas that it writes about."""
        offices = {one.ref.split("/")[0] for one in self.offices}
        held = {one.office.split("/")[0] for one in (*self.holders, *self.corrections)}
        parts = {one.area for one in self.parts}
        return offices | held | parts | {COUNTRY}


@dataclass(frozen=True)
class Loaded:
    """How many rows were new or changed."""

    agencies: int
    people: int
    offices: int
    holders: int
    parts: int
    corrections: int = 0


def load(write: Write, file: LoadFile, *, actor: int | None) -> Loaded:
    """Record what the file holds. Its areas must be locked."""
    agencies = sum(_agency(write, one) for one in file.agencies)
    made = {one.ref: _person(write, one) for one in file.people}
    people = sum(one.changed for one in made.values())
    offices = sum(_office(write, one) for one in file.offices)
    corrections = sum(
        correct_term(write, one, field=f"corrections {place}", by=actor)
        for place, one in enumerate(file.corrections, 1)
    )
    holders = sum(
        _holder(write, _as_made(one, made), place, by=actor)
        for place, one in enumerate(file.holders, 1)
    )
    parts = sum(_part(write, one, place, by=actor) for place, one in enumerate(file.parts, 1))
    loaded = Loaded(agencies, people, offices, holders, parts, corrections)
    if any(vars(loaded).values()):
        for area in sorted(file.areas()):
            write.audit(area, "load", actor=actor, body=vars(loaded))
    return loaded


def _agency(write: Write, one: AgencyIn) -> bool:
    if agency_id(write, one.key) is not None:
        return False
    add_agency(write, one.key, (one.name_th, one.name_en), partner=one.partner)
    return True


@dataclass(frozen=True)
class _Made:
    ref: str
    changed: bool


def _person(write: Write, one: PersonIn) -> _Made:
    """The person, made anew; the names of one who is known are put right where they differ."""
    contacts = {k: v for k, v in (("phone", one.phone), ("email", one.email)) if v}
    known = None if one.is_new else _known(write.connection, one)
    if known is None:
        given = None if one.is_new else one.ref
        who, changed = add_person(write, **one.names(), ref=given), True
    else:
        who, changed = known.id, rename_person(write, known.id, known.differing)
    set_contacts(write, who, contacts)
    return _Made(person_of(write.connection, who).ref if one.is_new else one.ref, changed)


def _as_made(one: HolderIn, made: Mapping[str, _Made]) -> HolderIn:
    if not one.person.startswith(NEW):
        return one
    return one.model_copy(update={"person": made[one.person].ref})


def known_differing(connection: Connection, one: PersonIn) -> int | None:
    """The id of a known person whose names or contacts the row would change."""
    known = _known(connection, one)
    if known is None or not (known.differing or one.phone or one.email):
        return None
    return known.id


@dataclass(frozen=True)
class _Known:
    id: int
    differing: dict[str, str]


def _known(connection: Connection, one: PersonIn) -> _Known | None:
    """The person for whom the record of that reference stands, and the names that differ.

    A merged record keeps the names that it was written with: a row that repeats them, as the
    file did that made it, says nothing of the person.
    """
    whose = or_(Person.ref == one.ref, Person.id == survivor_called(one.ref))
    query = select(*(getattr(Person, name) for name in NAMES), Person.id, Person.same_as)
    rows = connection.execute(query.where(whose)).mappings().all()
    said = one.said().items()
    differing = {name: text for name, text in said if all(row[name] != text for row in rows)}
    return next((_Known(row["id"], differing) for row in rows if row["same_as"] is None), None)


def _office(write: Write, one: OfficeIn) -> bool:
    area, kind, *_ = one.ref.split("/")
    stands = office(write.connection, one.ref, one.since)
    called = (one.title_th, one.title_en, one.unit_th, one.unit_en)
    if stands and (*vars(stands.title).values(), *vars(stands.unit).values()) == called:
        return False
    office_named(
        write,
        one.ref,
        kind=kind,
        area=area,
        on=one.since,
        title=(one.title_th, one.title_en),
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
    stand = [t for t in terms(write.connection, one.office) if t.capacity == one.capacity]
    theirs = next((t for t in stand if (t.person, t.start) == (who.id, one.start)), None)
    if theirs is not None and _covers(theirs, one):
        return False
    if theirs is not None and one.stop is not None and _is_later(theirs.stop, one.stop):
        same = {"office_id": office_id, "capacity": one.capacity}
        end(write, Holding, same, on=one.stop, until=theirs.stop)
        return True
    followers = [t.start for t in stand if t.start > one.start and t.person != who.id]
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
    )
    return True


def _part(write: Write, one: PartIn, place: int, *, by: int | None) -> bool:
    who = person(write.connection, one.person, field=f"parts {place}: person")
    return assign(write, who.id, one.role, one.area, start=one.start, stop=one.stop, by=by)


def _covers(term: Held, one: HolderIn) -> bool:
    """Whether the row says nothing new: the same end, or none, which leaves the end open."""
    return one.stop is None or term.stop == one.stop


def _is_later(stop: date | None, other: date) -> bool:
    return stop is None or stop > other
