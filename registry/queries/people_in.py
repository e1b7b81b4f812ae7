"""People who have to do with an area: by an office, an assignment, or a seat."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Integer, func, or_, select

from config.words import Named
from registry.facts import live
from registry.models import (
    Account,
    Assignment,
    AssignmentTerm,
    Committee,
    CommitteeSeat,
    Holding,
    Member,
    Office,
    Person,
)
from registry.queries.people import written_name
from registry.queries.same_person import records_of_several, survivor
from registry.queries.within import COUNTRY, within


@dataclass(frozen=True)
class PersonIn:
    """A person, and how far their account is: invited, active, closed; None for no account."""

    id: int
    ref: str
    name: Named
    account: str | None


def people_in(
    connection: Connection, areas: Iterable[str], text: str = "", *, skip: int = 0, most: int = 50
) -> tuple[list[PersonIn], int]:
    """A page of the people of the areas whose name or reference holds `text`; and how many."""
    where = [_of(tuple(areas)), Person.same_as.is_(None)]
    if text:
        holds = (Person.name_th, Person.name_en, Person.ref)
        where.append(or_(*(column.icontains(text, autoescape=True) for column in holds)))
    count = connection.scalar(select(func.count(Person.id)).where(*where)) or 0
    query = (
        select(
            Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en,
            Person.name_en, Account.id, Account.closed_at,
            Account.password_hash.is_not(None).cast(Integer),
        )
        .outerjoin(Account, Account.person_id == Person.id)
        .where(*where)
        .order_by(Person.id)
        .offset(skip)
        .limit(most)
    )  # fmt: skip
    found = [
        PersonIn(row[0], row[1], written_name(*row[2:6]), _state(*row[6:9]))
        for row in connection.execute(query)
    ]
    return found, count


def ids_standing(connection: Connection, areas: Iterable[str]) -> set[int]:
    """Those who hold or held something in the areas that was not taken back since."""
    within_areas = tuple(areas)
    offices = (
        select(survivor(Holding.person_id))
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .where(within(Office.area_code, within_areas), live(Holding))
    )
    seats = (
        select(survivor(Member.person_id))
        .select_from(Member)
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .where(within(Committee.district_code, within_areas), live(Member))
    )
    given = (
        select(survivor(Assignment.person_id))
        .select_from(Assignment)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(within(Assignment.area_code, within_areas), live(AssignmentTerm))
    )
    return {who for query in (offices, seats, given) for who in connection.scalars(query)}


def names_in(connection: Connection, areas: Iterable[str]) -> frozenset[str]:
    """The names, in Thai and in English, of everybody who has to do with the areas.

    Those of merged records too: people go on being called as they were.
    """
    records = records_of_several(select(Person.id).where(_of(tuple(areas))))
    query = select(Person.name_th, Person.name_en).where(Person.id.in_(records))
    return frozenset(name for row in connection.execute(query) for name in row if name)


def _state(account: int | None, closed: object, has_password: int | None) -> str | None:
    if account is None:
        return None
    if closed is not None:
        return "closed"
    return "active" if has_password else "invited"


def _of(areas: tuple[str, ...]) -> ColumnElement[bool]:
    if COUNTRY in areas:
        return Person.id.is_not(None)
    offices = (
        select(survivor(Holding.person_id))
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
    )
    seats = (
        select(survivor(Member.person_id))
        .select_from(Member)
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
    )
    given = select(survivor(Assignment.person_id)).select_from(Assignment)
    return or_(
        Person.id.in_(offices.where(within(Office.area_code, areas))),
        Person.id.in_(given.where(within(Assignment.area_code, areas))),
        Person.id.in_(seats.where(within(Committee.district_code, areas))),
    )
