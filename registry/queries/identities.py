"""Who signs in by the office's identity provider: matched to whom, or not matched yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from config.words import Named
from registry.models import Person, ProviderIdentity, UnknownIdentity
from registry.queries.people import written_name
from registry.queries.person_records import records_of
from registry.rows import columns_of, every, one


@dataclass(frozen=True)
class IdentityRow:
    """A match. What the provider calls the person nobody can read again."""

    id: int
    issuer: str
    person: int
    matched_by: int
    matched_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class UnknownIdentityRow:
    """Somebody whom the provider knows and nobody here has matched; `called` may be empty."""

    id: int
    issuer: str
    called: str
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class MatchedPerson:
    """A match that stands, and the person."""

    identity: IdentityRow
    ref: str
    name: Named


_MATCHES = select(*columns_of(IdentityRow, ProviderIdentity))
_STANDS = ProviderIdentity.ended_at.is_(None)
_UNKNOWN = select(*columns_of(UnknownIdentityRow, UnknownIdentity))


def identity_of(connection: Connection, issuer: str, digest: str) -> IdentityRow | None:
    """The match that stands of that subject."""
    theirs = (ProviderIdentity.issuer == issuer, ProviderIdentity.subject_digest == digest)
    return one(IdentityRow, connection.execute(_MATCHES.where(*theirs, _STANDS)).first())


def identity(connection: Connection, number: int) -> IdentityRow | None:
    """The match of that number."""
    return one(
        IdentityRow, connection.execute(_MATCHES.where(ProviderIdentity.id == number)).first()
    )


def identities(connection: Connection, person: int) -> list[IdentityRow]:
    """The person's matches that stand, the newest first."""
    theirs = _MATCHES.where(ProviderIdentity.person_id.in_(records_of(person)), _STANDS)
    return every(IdentityRow, connection.execute(theirs.order_by(ProviderIdentity.id.desc())))


def matched_people(connection: Connection) -> list[MatchedPerson]:
    """Every match that stands, the newest first."""
    name = (Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en)
    query: Select[*tuple[Any, ...]] = (
        select(*columns_of(IdentityRow, ProviderIdentity), *name)
        .join(Person, Person.id == ProviderIdentity.person_id)
        .where(_STANDS)
        .order_by(ProviderIdentity.id.desc())
    )
    return [
        MatchedPerson(IdentityRow(*row[:6]), row[6], written_name(*row[7:11]))
        for row in connection.execute(query)
    ]


def unknown_identities(connection: Connection) -> list[UnknownIdentityRow]:
    """Those whom nobody has matched, who came last first."""
    newest = (UnknownIdentity.last_seen_at.desc(), UnknownIdentity.id.desc())
    return every(UnknownIdentityRow, connection.execute(_UNKNOWN.order_by(*newest)))
