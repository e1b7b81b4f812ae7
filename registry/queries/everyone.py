"""Everyone whom the registry knows."""

from sqlalchemy import Connection, select

from registry.models import Person
from registry.queries.people import PersonRow, written_name

_EVERYONE = select(
    Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en
).order_by(Person.id)


def everyone(connection: Connection) -> list[PersonRow]:
    """All people, in the order they were recorded."""
    return [
        PersonRow(row[0], row[1], written_name(*row[2:6])) for row in connection.execute(_EVERYONE)
    ]
