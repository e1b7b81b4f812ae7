"""Load: agencies, people, offices, holders and parts of a district or province from a file.

Loaded twice it changes nothing: everything has a reference, and equal facts are left alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from sqlalchemy import Connection, select

from registry.models import Person
from registry.queries.offices import terms
from registry.queries.people import person
from registry.records.offices import add_agency, assign, hold, office_named
from registry.records.people import add_person, set_contacts
from registry.rules.dates import parse_date
from registry.store import COUNTRY, Write


def _day(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — whatever the file holds
    return parse_date(value, field=info.field_name or "") if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
Ref = Annotated[str, Field(pattern=r"^[a-z0-9_./-]{1,80}$")]
Text = Annotated[str, Field(min_length=1, max_length=200)]


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
    """A person by reference, with work contacts if any."""

    ref: Ref
    title_th: str = ""
    name_th: Text
    title_en: str = ""
    name_en: str = ""
    sex: Literal["female", "male", "not_stated"] = "not_stated"
    phone: str | None = None
    email: str | None = None


class OfficeIn(Row):
    """An office: "<area>/<kind>" or "<area>/<kind>/<n>"."""

    ref: Ref
    title_th: Text
    title_en: Text
    unit_th: str = ""
    unit_en: str = ""
    agency: Ref | None = None
    since: Day = date(2008, 6, 5)


class HolderIn(Row):
    """Who holds an office from when to when, in what capacity, on what basis."""

    office: Ref
    person: Text
    start: Day
    stop: Day | None = None
    capacity: Literal["own", "acting", "on_behalf", "acting_vacant"] = "own"
    basis: Literal["appointment", "order", "seniority", "delegation", "not_recorded"] = (
        "not_recorded"
    )
    basis_number: str | None = None
    basis_date: Day | None = None


class PartIn(Row):
    """A part that follows from no office: admin, coordinator, partner, observer."""

    person: Text
    role: Literal["admin", "coordinator", "partner", "observer"]
    area: Text
    start: Day
    stop: Day | None = None


class LoadFile(Row):
    """What a file may hold."""

    agencies: tuple[AgencyIn, ...] = ()
    people: tuple[PersonIn, ...] = ()
    offices: tuple[OfficeIn, ...] = ()
    holders: tuple[HolderIn, ...] = ()
    parts: tuple[PartIn, ...] = ()

    def areas(self) -> set[str]:
        """The areas that it writes about."""
        offices = {one.ref.split("/")[0] for one in self.offices}
        held = {one.office.split("/")[0] for one in self.holders}
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


def load(write: Write, file: LoadFile, *, actor: int | None) -> Loaded:
    """Record what the file holds. Its areas must be locked."""
    agencies = sum(_agency(write, one) for one in file.agencies)
    people = sum(_person(write, one) for one in file.people)
    offices = sum(_office(write, one) for one in file.offices)
    holders = sum(_holder(write, one, place) for place, one in enumerate(file.holders, 1))
    for place, part in enumerate(file.parts, 1):
        who = person(write.connection, part.person, field=f"parts {place}: person")
        assign(write, who.id, part.role, part.area, start=part.start, stop=part.stop)
    loaded = Loaded(agencies, people, offices, holders, len(file.parts))
    for area in sorted(file.areas()):
        body = {"agencies": agencies, "people": people, "offices": offices, "holders": holders}
        write.audit(area, "load", actor=actor, body=body)
    return loaded


def _agency(write: Write, one: AgencyIn) -> bool:
    add_agency(write, one.key, (one.name_th, one.name_en), partner=one.partner)
    return True


def _person(write: Write, one: PersonIn) -> bool:
    contacts = {k: v for k, v in (("phone", one.phone), ("email", one.email)) if v}
    known = _id_of(write.connection, one.ref)
    if known is None:
        known = add_person(
            write,
            title_th=one.title_th,
            name_th=one.name_th,
            title_en=one.title_en,
            name_en=one.name_en,
            sex=one.sex,
            ref=one.ref,
        )
    set_contacts(write, known, contacts)
    return True


def _id_of(connection: Connection, ref: str) -> int | None:
    return connection.scalar(select(Person.id).where(Person.ref == ref))


def _office(write: Write, one: OfficeIn) -> bool:
    area, kind, *_ = one.ref.split("/")
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


def _holder(write: Write, one: HolderIn, place: int) -> bool:
    area, kind, *_ = one.office.split("/")
    who = person(write.connection, one.person, field=f"holders {place}: person")
    same = (
        term
        for term in terms(write.connection, one.office)
        if (term.person, term.capacity, term.start, term.stop)
        == (who.id, one.capacity, one.start, one.stop)
    )
    if next(same, None) is not None:
        return False
    office_id = office_named(write, one.office, kind=kind, area=area, on=one.start)
    hold(
        write,
        office_id,
        who.id,
        start=one.start,
        stop=one.stop,
        capacity=one.capacity,
        basis=one.basis,
        basis_number=one.basis_number,
        basis_date=one.basis_date,
    )
    return True
