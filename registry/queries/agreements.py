"""Agreements of partner agencies: what is in force, what has ended, who works under them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.words import Named
from registry.facts import live
from registry.models import (
    Agency,
    Agreement,
    AgreementPerson,
    Assignment,
    AssignmentTerm,
    Person,
)
from registry.queries.areas import within
from registry.queries.people import PersonRow, written_name
from registry.queries.person_records import survivor
from registry.rows import columns_of, every
from registry.rules.rights import Part
from registry.rules.terms import DAY
from registry.shaped_queries import KnownList


@dataclass(frozen=True)
class AgreementRow:
    """An agency works with a province from `start` up to, not including, `stop`."""

    agency: str
    name: Named
    province: str
    start: date
    stop: date

    @property
    def last_day(self) -> date:
        """The last day of the agreement."""
        return self.stop - DAY


def agreements(
    connection: Connection, provinces: Collection[str], known: datetime | None = None
) -> list[AgreementRow]:
    """All agreements with the provinces, those that end last first."""
    return [
        AgreementRow(row[0], Named(row[1], row[2]), row[3], row[4], row[5] or date.max)
        for row in _AGREEMENTS.rows(connection, provinces, known)
    ]


_AGREEMENTS = KnownList(
    lambda provinces, known: (
        select(
            Agency.key, Agency.name_th, Agency.name_en, Agreement.area_code,
            Agreement.valid_from, Agreement.valid_to,
        )
        .join(Agency, Agency.id == Agreement.agency_id)
        .where(Agreement.area_code.in_(provinces), live(Agreement, known))
        .order_by(Agreement.valid_to.desc(), Agency.id, Agreement.area_code)
    )
)  # fmt: skip


def agreements_of(connection: Connection, agency: str, province: str) -> list[AgreementRow]:
    """The agreements of one agency with one province, those that end last first."""
    return [one for one in agreements(connection, (province,)) if one.agency == agency]


def ended_agreements(
    connection: Connection,
    provinces: Collection[str],
    on: date,
    known: datetime | None = None,
) -> list[AgreementRow]:
    """Of each agency whose agreement has ended by that day, and was not renewed: the last one."""
    found: dict[tuple[str, str], AgreementRow] = {}
    for one in agreements(connection, provinces, known):
        if one.start <= on:
            found.setdefault((one.province, one.agency), one)
    return [one for one in found.values() if one.stop <= on]


def provinces_with_ended(connection: Connection, on: date) -> list[str]:
    """The provinces in which an agreement has ended by that day."""
    query = (
        select(Agreement.area_code)
        .where(Agreement.valid_to <= on, live(Agreement))
        .distinct()
        .order_by(Agreement.area_code)
    )
    return list(connection.scalars(query))


def people_of_agency(connection: Connection, agency: str, province: str) -> list[PersonRow]:
    """The people by whom the agency works with the province, in order of their references."""
    query = (
        select(
            Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en
        )
        .select_from(Person)
        .join(AgreementPerson, survivor(AgreementPerson.person_id) == Person.id)
        .join(Agency, Agency.id == AgreementPerson.agency_id)
        .where(
            Agency.key == agency,
            AgreementPerson.area_code == province,
            live(AgreementPerson),
        )
        .order_by(Person.ref)
        .distinct()
    )
    return [PersonRow(row[0], row[1], written_name(*row[2:])) for row in connection.execute(query)]


@dataclass(frozen=True)
class PartnerTerm:
    """A partner's part in an area of the province, from `start` up to `stop` if that is known."""

    assignment: int
    person: int
    area: str
    start: date
    stop: date | None


def partner_terms(
    connection: Connection, province: str, people: Collection[int] | None = None
) -> list[PartnerTerm]:
    """The parts of partners in the province and its districts, of those people or of all."""
    query = (
        select(
            *columns_of(
                PartnerTerm, Assignment, assignment="id", person=survivor(Assignment.person_id),
                area="area_code", start=AssignmentTerm.valid_from, stop=AssignmentTerm.valid_to,
            )
        )
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(
            Assignment.role == Part.PARTNER.value,
            within(Assignment.area_code, (province,)),
            live(AssignmentTerm),
        )
        .order_by(AssignmentTerm.id)
    )  # fmt: skip
    found = every(PartnerTerm, connection.execute(query))
    return [one for one in found if people is None or one.person in people]


def partners_of(connection: Connection, province: str) -> list[PersonRow]:
    """Everybody who is, was or will be a partner in the province, in order of references."""
    people = {one.person for one in partner_terms(connection, province)}
    query = select(
        Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en
    ).where(Person.id.in_(people))
    return [
        PersonRow(row[0], row[1], written_name(*row[2:]))
        for row in connection.execute(query.order_by(Person.ref))
    ]


def agencies_of_person(connection: Connection, person: int, province: str) -> list[str]:
    """The agencies for which the person works with the province."""
    query = (
        select(Agency.key)
        .join(AgreementPerson, AgreementPerson.agency_id == Agency.id)
        .where(
            survivor(AgreementPerson.person_id) == person,
            AgreementPerson.area_code == province,
            live(AgreementPerson),
        )
        .distinct()
    )
    return list(connection.scalars(query))
