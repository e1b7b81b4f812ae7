"""People as a sheet names them: title and name apart, with the sex that is recorded."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from config.words import Named
from registry.models import Person
from registry.queries.people import written_name


@dataclass(frozen=True)
class PersonMet:
    """A person; `sex` is female, male or not_stated."""

    id: int
    ref: str
    title_th: str
    name_th: str
    name: Named
    sex: str


def people_met(connection: Connection, ids: Collection[int]) -> dict[int, PersonMet]:
    """The people of these ids."""
    query = select(
        Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en,
        Person.sex,
    ).where(Person.id.in_(ids))  # fmt: skip
    return {
        row[0]: PersonMet(row[0], row[1], row[2], row[3], written_name(*row[2:6]), row[6])
        for row in connection.execute(query)
    }
