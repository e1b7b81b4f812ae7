"""People by reference, name and area. One person may stand in two records.

Facts and journals keep the id that they were written with. Whatever asks who somebody is, or
counts people, joins `survivor(...)` in its place; whatever asks for all of one person's, takes
`records_of(...)`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    ColumnElement,
    Connection,
    Integer,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    Text,
    and_,
    bindparam,
    exists,
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
    Committee,
    CommitteeSeat,
    Holding,
    Member,
    Office,
    Person,
    ProviderIdentity,
    table_of,
)
from registry.prepared_statements import PreparedQuery
from registry.queries.areas import within
from registry.refusals import Refusal
from registry.rules.attendance import Sex
from registry.rules.names import SoughtName
from registry.rules.printing import as_meant
from registry.shaped_queries import ListQuery
from registry.transaction import COUNTRY

_record = table_of(Person).alias("record")
_whose = func.coalesce(_record.c.same_as, _record.c.id)
_Id: TypeAlias = int | BindParameter[int] | ColumnElement[int] | ScalarSelect[int]


def survivor(recorded: SQLColumnExpression[Any]) -> ScalarSelect[int]:
    """The id of the person for whom the recorded id stands."""
    return select(_whose).where(_record.c.id == recorded).scalar_subquery()


def survivor_called(ref: BindParameter[str] | str) -> ScalarSelect[int]:
    """The id of the person for whom the record of that reference stands."""
    return select(_whose).where(_record.c.ref == ref).scalar_subquery()


def survivors_called(connection: Connection, ref: str) -> set[int]:
    """The same, asked: nobody where no record bears the reference."""
    return set(connection.scalars(select(_whose).where(_record.c.ref == ref)))


def records_of(person: _Id) -> Select[int]:
    """The ids of all records of the person: their own, and those merged into it."""
    return select(_record.c.id).where(or_(_record.c.id == person, _record.c.same_as == person))


def records_of_several(people: Iterable[int] | Select[Any]) -> Select[int]:
    """The ids of all records of these people."""
    ids = people if isinstance(people, Select) else tuple(people)
    return select(_record.c.id).where(or_(_record.c.id.in_(ids), _record.c.same_as.in_(ids)))


def person_for(connection: Connection, recorded: int) -> int:
    """The id of the person for whom the recorded id stands."""
    return survivors(connection, (recorded,))[recorded]


def survivors(connection: Connection, recorded: Iterable[int]) -> dict[int, int]:
    """The same of several."""
    return {row[0]: row[1] for row in _SURVIVORS.rows(connection, recorded)}


_SURVIVORS = ListQuery(lambda ids: select(_record.c.id, _whose).where(_record.c.id.in_(ids)))


class UnknownPerson(Refusal):
    """Nobody of that reference or name."""


class SeveralPeople(UnknownPerson):
    """Several people bear that name; their references tell them apart."""


def written_name(title_th: str, name_th: str, title_en: str, name_en: str) -> Named:
    """A name with its title; in English the Thai one where no English name is recorded."""
    thai = f"{title_th}{name_th}"
    return Named(thai, f"{title_en} {name_en}".strip() if name_en else thai)


@dataclass(frozen=True)
class PersonRow:
    """A person by id and reference."""

    id: int
    ref: str
    name: Named


# By a password, or by a subject of the identity provider that is matched to its person.
ACCOUNT_OPENS = or_(
    Account.password_hash.is_not(None),
    exists().where(
        ProviderIdentity.person_id == Account.person_id, ProviderIdentity.ended_at.is_(None)
    ),
)
_PERSON = select(
    Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en
)
_TYPED = bindparam("typed", type_=Text)
_BY_REF = PreparedQuery(_PERSON.where(Person.id == survivor_called(_TYPED)))
_BY_NAME = PreparedQuery(
    _PERSON.where(
        Person.same_as.is_(None),
        (Person.name_th == _TYPED)
        | (Person.name_en == _TYPED)
        | (Person.title_th + Person.name_th == _TYPED),
    )
)


def as_typed(named: str) -> str:
    """A reference or name as it is looked up, in the way in which names are kept."""
    return as_meant(named)


def person_called(connection: Connection, ref: str) -> PersonRow | None:
    """The person of that reference, None where it is nobody's."""
    rows = _BY_REF.rows(connection, {"typed": as_typed(ref)})
    return PersonRow(rows[0][0], rows[0][1], written_name(*rows[0][2:6])) if rows else None


def person(connection: Connection, named: str, *, field: str) -> PersonRow:
    """The person of that reference, or of that name where only one bears it.

    The reference of a record that was merged is that of the person it was merged into.

    Raises UnknownPerson.
    """
    rows = _called(connection, as_typed(named))
    if not rows and not named.isascii():  # a name that a release before kept as it was typed
        rows = _called(connection, " ".join(named.split()))
    if not rows:
        raise UnknownPerson(field=field, value=named)
    if len(rows) > 1:
        raise SeveralPeople(
            field=field, value=named, refs=", ".join(sorted(row[1] for row in rows))
        )
    row = rows[0]
    return PersonRow(row[0], row[1], written_name(*row[2:6]))


def _called(connection: Connection, typed: str) -> Sequence[Sequence[Any]]:
    """Who has that reference, else who bears that name."""
    if not typed:  # many have no English name
        return ()
    said = {"typed": typed}
    return _BY_REF.rows(connection, said) or _BY_NAME.rows(connection, said)


def people_named(connection: Connection, names: Collection[str]) -> dict[str, list[PersonRow]]:
    """Who bears each of the names, whatever title stands before it."""
    meant = {one: as_meant(one) for one in names}
    query = _PERSON.where(Person.name_th.in_({*meant.values()}), Person.same_as.is_(None))
    rows = [*connection.execute(query.order_by(Person.id))]
    return {
        one: [PersonRow(row[0], row[1], written_name(*row[2:6])) for row in rows if row[3] == name]
        for one, name in meant.items()
    }


def person_of(connection: Connection, person_id: int) -> PersonRow:
    """The person of that id."""
    row = connection.execute(_PERSON.where(Person.id == person_id)).one()
    return PersonRow(row[0], row[1], written_name(*row[2:6]))


def people_of(connection: Connection, ids: Collection[int]) -> dict[int, PersonRow]:
    """The people of these ids."""
    if not ids:
        return {}
    rows = connection.execute(_PERSON.where(Person.id.in_(ids)))
    return {row[0]: PersonRow(row[0], row[1], written_name(*row[2:6])) for row in rows}


def names(connection: Connection, ids: set[int]) -> dict[int, Named]:
    """The names of people by id."""
    return {row[0]: written_name(*row[1:5]) for row in _NAMES.rows(connection, ids)}


_NAMES = ListQuery(
    lambda ids: select(
        Person.id, Person.title_th, Person.name_th, Person.title_en, Person.name_en
    ).where(Person.id.in_(ids))
)


@dataclass(frozen=True)
class PersonMet:
    """A person; `sex` is female, male or not_stated."""

    id: int
    ref: str
    title_th: str
    name_th: str
    name: Named
    sex: Sex


def people_met(connection: Connection, ids: Collection[int]) -> dict[int, PersonMet]:
    """The people of these ids."""
    return {
        row[0]: PersonMet(row[0], row[1], row[2], row[3], written_name(*row[2:6]), row[6])
        for row in _MET.rows(connection, ids)
    }


_MET = ListQuery(
    lambda ids: select(
        Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en,
        Person.sex,
    ).where(Person.id.in_(ids))
)  # fmt: skip


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
    return or_(
        Person.id.in_(offices.where(within(Office.area_code, areas))),
        Person.id.in_(given.where(within(Assignment.area_code, areas))),
        Person.id.in_(seats.where(within(Committee.district_code, areas))),
    )
