"""A person as the desk shows them: terms and parts, never a contact."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Named
from registry.queries.offices import Held, actor
from registry.queries.people import person
from registry.queries.terms import terms_of
from registry.rules.rights import PartHeld


@dataclass(frozen=True)
class PersonSeen:
    """A person, every term that stands, and the parts held on the day of the view."""

    ref: str
    name: Named
    terms: tuple[Held, ...]
    parts: tuple[PartHeld, ...]


def person_seen(connection: Connection, named: str, on: date, known: datetime | None) -> PersonSeen:
    """The person of that reference or name. Raises UnknownPerson."""
    row = person(connection, named, field="person")
    return PersonSeen(
        row.ref,
        row.name,
        tuple(terms_of(connection, row.id, known)),
        actor(connection, row.id, on).parts,
    )
