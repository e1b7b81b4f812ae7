"""People."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from config.words import Named
from registry.models import Person
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


def person(connection: Connection, named: str, *, field: str) -> PersonRow:
    """The person of that reference, or of that name where only one bears it.

    Raises UnknownPerson.
    """
    columns = (
        Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en,
    )  # fmt: skip
    typed = " ".join(named.split())
    rows = connection.execute(select(*columns).where(Person.ref == typed)).all()
    if not rows:
        same_name = (Person.name_th == typed) | (Person.name_en == typed) | (
            Person.title_th + Person.name_th == typed
        )
        rows = connection.execute(select(*columns).where(same_name)).all()
    if len(rows) != 1:
        raise UnknownPerson(field=field, value=named, found=len(rows))
    row = rows[0]
    return PersonRow(row[0], row[1], written_name(*row[2:6]))


def names(connection: Connection, ids: set[int]) -> dict[int, Named]:
    """The names of people by id."""
    query = select(
        Person.id, Person.title_th, Person.name_th, Person.title_en, Person.name_en
    ).where(Person.id.in_(ids))
    return {
        row[0]: written_name(*row[1:5])
        for row in connection.execute(query)
    }
