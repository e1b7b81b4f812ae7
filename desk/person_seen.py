"""A person as the desk shows them: terms and parts, never a contact."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Named
from registry.queries.office_holders import TermRow, term_rows
from registry.queries.parts import actor
from registry.queries.people import person


@dataclass(frozen=True)
class PartSeen:
    """A part, to its last day."""

    part: str
    area: str
    start: date
    last_day: date | None


@dataclass(frozen=True)
class PersonSeen:
    """A person, every term that stands, and the parts held on the day of the view."""

    ref: str
    name: Named
    terms: tuple[TermRow, ...]
    parts: tuple[PartSeen, ...]


def person_seen(connection: Connection, named: str, on: date, known: datetime | None) -> PersonSeen:
    """The person of that reference or name. Raises UnknownPerson."""
    row = person(connection, named, field="person")
    return PersonSeen(
        row.ref,
        row.name,
        term_rows(connection, row.id, known),
        tuple(
            PartSeen(one.part, one.area, one.start, one.last_day)
            for one in actor(connection, row.id, on).parts
        ),
    )
