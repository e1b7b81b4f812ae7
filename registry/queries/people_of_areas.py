"""People who have to do with areas: in an office, on a seat, by a part, or on a sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Connection,
    Integer,
    and_,
    func,
    or_,
    select,
)

from config.words import Named
from registry.facts import live
from registry.models import (
    Account,
    Assignment,
    AssignmentTerm,
    Attendance,
    Committee,
    CommitteeSeat,
    Holding,
    Member,
    Office,
    Person,
)
from registry.queries.accounts import ACCOUNT_OPENS
from registry.queries.areas import within
from registry.queries.people import written_name
from registry.queries.person_records import records_of_several, survivor
from registry.rules.names import SoughtName
from registry.transaction import COUNTRY


@dataclass(frozen=True)
class PersonOfArea:
    """A person, and how far their account is: invited, active, closed; None for no account."""

    id: int
    ref: str
    name: Named
    account: str | None


def people_in(
    connection: Connection,
    areas: Iterable[str],
    text: str = "",
    *,
    sought: SoughtName | None = None,
    skip: int = 0,
    most: int = 50,
) -> tuple[list[PersonOfArea], int]:
    """A page of the people of the areas whose name or reference holds `text`; and how many.

    With `sought` also those of that title whose name holds what stands behind it.
    """
    where = [_of(tuple(areas)), Person.same_as.is_(None)]
    if text:
        meant = _bears(text, Person.name_th, Person.name_en, Person.ref)
        if sought is not None:
            titled = or_(Person.title_th.in_(sought.titles), Person.title_en.in_(sought.titles))
            meant = or_(meant, and_(titled, _bears(sought.name, Person.name_th, Person.name_en)))
        where.append(meant)
    count = connection.scalar(select(func.count(Person.id)).where(*where)) or 0
    query = (
        select(
            Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en,
            Person.name_en, Account.id, Account.closed_at,
            ACCOUNT_OPENS.cast(Integer),
        )
        .outerjoin(Account, Account.person_id == Person.id)
        .where(*where)
        .order_by(Person.id)
        .offset(skip)
        .limit(most)
    )  # fmt: skip
    found = [
        PersonOfArea(row[0], row[1], written_name(*row[2:6]), _state(*row[6:9]))
        for row in connection.execute(query)
    ]
    return found, count


def _bears(text: str, *columns: ColumnClause[str]) -> ColumnElement[bool]:
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def ids_standing(connection: Connection, areas: Iterable[str]) -> set[int]:
    """Those who hold or held something in the areas, or stand on a sheet of attendance there.

    What was taken back since does not count.
    """
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
        .where(
            within(Committee.district_code, within_areas),
            live(Member),
            Member.person_id.is_not(None),
        )
    )
    given = (
        select(survivor(Assignment.person_id))
        .select_from(Assignment)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(within(Assignment.area_code, within_areas), live(AssignmentTerm))
    )
    came = (
        select(survivor(Attendance.person_id))
        .where(
            within(Attendance.district_code, within_areas),
            live(Attendance),
            Attendance.person_id.is_not(None),
        )
        .distinct()
    )
    return {who for query in (offices, seats, given, came) for who in connection.scalars(query)}


def names_in(connection: Connection, areas: Iterable[str]) -> frozenset[str]:
    """The names, in Thai and in English, of everybody who has to do with the areas.

    Those of merged records too: people go on being called as they were.
    """
    records = records_of_several(select(Person.id).where(_of(tuple(areas))))
    query = select(Person.name_th, Person.name_en).where(Person.id.in_(records))
    return frozenset(name for row in connection.execute(query) for name in row if name)


def _state(account: int | None, closed: object, opens: int | None) -> str | None:
    if account is None:
        return None
    if closed is not None:
        return "closed"
    return "active" if opens else "invited"


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
    came = select(survivor(Attendance.person_id)).where(Attendance.person_id.is_not(None))
    return or_(
        Person.id.in_(offices.where(within(Office.area_code, areas))),
        Person.id.in_(given.where(within(Assignment.area_code, areas))),
        Person.id.in_(seats.where(within(Committee.district_code, areas))),
        Person.id.in_(came.where(within(Attendance.district_code, areas))),
    )
