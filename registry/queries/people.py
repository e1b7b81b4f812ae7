"""People."""

from dataclasses import dataclass

from sqlalchemy import Connection, Text, bindparam, select

from config.words import Named
from registry.models import Person
from registry.queries.same_person import survivor_called
from registry.refusals import Refusal


class UnknownPerson(Refusal):
    """Nobody of that reference or name, or several."""

    code = "unknown_person"


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


_PERSON = select(
    Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en
)
_TYPED = bindparam("typed", type_=Text)
_BY_REF = _PERSON.where(Person.id == survivor_called(_TYPED))
_BY_NAME = _PERSON.where(
    Person.same_as.is_(None),
    (Person.name_th == _TYPED)
    | (Person.name_en == _TYPED)
    | (Person.title_th + Person.name_th == _TYPED),
)


def as_typed(named: str) -> str:
    """A reference or name as it is looked up: single spaces."""
    return " ".join(named.split())


def person_called(connection: Connection, ref: str) -> PersonRow | None:
    """The person of that reference, None where it is nobody's."""
    rows = connection.execute(_BY_REF, {"typed": as_typed(ref)}).all()
    return PersonRow(rows[0][0], rows[0][1], written_name(*rows[0][2:6])) if rows else None


def person(connection: Connection, named: str, *, field: str) -> PersonRow:
    """The person of that reference, or of that name where only one bears it.

    The reference of a record that was merged is that of the person it was merged into.

    Raises UnknownPerson.
    """
    typed = as_typed(named)
    rows = connection.execute(_BY_REF, {"typed": typed}).all()
    if not rows and typed:  # many have no English name
        rows = connection.execute(_BY_NAME, {"typed": typed}).all()
    if len(rows) != 1:
        raise UnknownPerson(field=field, value=named, found=len(rows))
    row = rows[0]
    return PersonRow(row[0], row[1], written_name(*row[2:6]))


def person_of(connection: Connection, person_id: int) -> PersonRow:
    """The person of that id."""
    row = connection.execute(_PERSON.where(Person.id == person_id)).one()
    return PersonRow(row[0], row[1], written_name(*row[2:6]))


def names(connection: Connection, ids: set[int]) -> dict[int, Named]:
    """The names of people by id."""
    query = select(
        Person.id, Person.title_th, Person.name_th, Person.title_en, Person.name_en
    ).where(Person.id.in_(ids))
    return {row[0]: written_name(*row[1:5]) for row in connection.execute(query)}
