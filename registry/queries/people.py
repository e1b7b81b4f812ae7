"""People by reference and name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Text,
    bindparam,
    select,
)

from config.titles import titled
from config.words import Named
from registry.models import (
    Person,
)
from registry.prepared_statements import PreparedQuery
from registry.queries.person_records import survivor_called
from registry.refusals import Refusal
from registry.rules.attendance import Sex
from registry.rules.printing import as_meant
from registry.shaped_queries import ListQuery


class UnknownPerson(Refusal):
    """Nobody of that reference or name."""


class SeveralPeople(UnknownPerson):
    """Several people bear that name; their references tell them apart."""


def written_name(title_th: str, name_th: str, title_en: str, name_en: str) -> Named:
    """A name with its title; in English the Thai one where no English name is recorded."""
    thai = titled(title_th, name_th)
    return Named(thai, f"{title_en} {name_en}".strip() if name_en else thai)


@dataclass(frozen=True)
class PersonRow:
    """A person by id and reference."""

    id: int
    ref: str
    name: Named


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
        | (Person.title_th + Person.name_th == _TYPED)
        | (Person.title_th + " " + Person.name_th == _TYPED),
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
