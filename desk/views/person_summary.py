"""A person as the desk shows them: terms and parts, never a contact."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Named
from registry.queries.parts import actor
from registry.queries.people import person
from registry.queries.personal_terms import TermRow, term_rows


@dataclass(frozen=True)
class PartSummary:
    """A part, to its last day."""

    part: str
    area: str
    start: date
    last_day: date | None


@dataclass(frozen=True)
class PersonSummary:
    """A person, every term that stands, and the parts held on the day of the view."""

    ref: str
    name: Named
    terms: tuple[TermRow, ...]
    parts: tuple[PartSummary, ...]


def person_summary(
    connection: Connection, named: str, on: date, known: datetime | None
) -> PersonSummary:
    """The person of that reference or name. Raises UnknownPerson."""
    row = person(connection, named, field="person")
    return PersonSummary(
        row.ref,
        row.name,
        term_rows(connection, row.id, known),
        tuple(
            PartSummary(one.part, one.area, one.start, one.last_day)
            for one in actor(connection, row.id, on).parts
        ),
    )
