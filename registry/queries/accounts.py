"""Accounts and sign-ins: who has one, and how far it is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, and_, bindparam, func, or_, select

from config.clock import bangkok_day
from config.words import Named
from registry.models import (
    Account,
    Assignment,
    AssignmentTerm,
    Invitation,
    Person,
    SignIn,
    table_of,
)
from registry.models.base import Day, Instant
from registry.queries.people import PersonRow, records_of, survivor, written_name
from registry.rules.rights import Actor, Part

_WHO = bindparam("person", type_=Integer)

_ON = bindparam("on", type_=Day)
# Asked with every request of who leads: tables and not their classes, as in queries/parts.
_link, _given, _term = table_of(Invitation), table_of(Assignment), table_of(AssignmentTerm)
_LAST_LINK = (
    select(survivor(_link.c.made_by).label("made_by"), _link.c.made_at)
    .where(_link.c.person_id == bindparam("person"), _link.c.used_at.is_not(None))
    .order_by(_link.c.used_at.desc())
    .limit(1)
)
_AT = bindparam("at", type_=Instant)
_ADMINISTERED = (
    select(_term.c.id)
    .join(_given, _term.c.assignment_id == _given.c.id)
    .where(_given.c.person_id.in_(records_of(_WHO)), _given.c.role == Part.ADMIN.value)
    .where(_term.c.valid_from <= _ON, or_(_term.c.valid_to.is_(None), _term.c.valid_to > _ON))
    .where(
        _term.c.recorded_at <= _AT,
        or_(_term.c.superseded_at.is_(None), _term.c.superseded_at > _AT),
    )
    .limit(1)
)
LEADING = frozenset({Part.ADMIN, Part.COORDINATOR})


@dataclass(frozen=True)
class AccountRow:
    """An account: `state` is invited, active or closed."""

    person: int
    ref: str
    name: Named
    state: str
    created_at: datetime
    last_seen_at: datetime | None


def accounts(connection: Connection) -> list[AccountRow]:
    """All accounts in the order in which they were made, without anything secret."""
    seen = (
        select(SignIn.person_id, func.max(SignIn.last_seen_at).label("at"))
        .group_by(SignIn.person_id)
        .subquery()
    )
    query = (
        select(
            Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en,
            Person.name_en, Account.closed_at, Account.password_hash.is_not(None),
            Account.created_at, seen.c.at,
        )
        .join(Account, Account.person_id == Person.id)
        .outerjoin(seen, seen.c.person_id == Person.id)
        .order_by(Account.id)
    )  # fmt: skip
    return [
        AccountRow(
            row[0], row[1], written_name(*row[2:6]), _state(row[6], has_password=row[7]),
            row[8], row[9],
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def account_state(connection: Connection, person: int) -> str | None:
    """invited, active or closed; None where the person was never invited."""
    query = select(Account.closed_at, Account.password_hash.is_not(None))
    row = connection.execute(query.where(Account.person_id == person)).first()
    return None if row is None else _state(row[0], has_password=row[1])


def leads_uninvited(connection: Connection, who: Actor) -> bool:
    """Whether the person leads, under a sign-in that no administrator gave.

    So it is where somebody came into an office after a coordinator's invitation: the way in is
    known to another, who could be a second person by it. The first of all links, and those of
    whoever opens the registry itself, are nobody's.
    """
    if not any(one.part in LEADING for one in who.parts):
        return False
    link = connection.execute(_LAST_LINK, {"person": who.person}).first()
    if link is None or link.made_by is None:
        return False
    then = {"person": link.made_by, "on": bangkok_day(link.made_at), "at": link.made_at}
    return connection.scalar(_ADMINISTERED, then) is None


def anybody_signs_in(connection: Connection) -> bool:
    """Whether any open account has a password."""
    query = select(Account.id).where(
        Account.password_hash.is_not(None), Account.closed_at.is_(None)
    )
    return connection.scalar(query.limit(1)) is not None


def _state(closed_at: datetime | None, *, has_password: bool) -> str:
    if closed_at is not None:
        return "closed"
    return "active" if has_password else "invited"


@dataclass(frozen=True)
class SignInRow:
    """A sign-in as it is kept, and whether its account is open."""

    id: int
    person: PersonRow
    began_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    open: bool


_SIGN_IN = (
    select(
        SignIn.id, Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en,
        Person.name_en, SignIn.began_at, SignIn.last_seen_at, SignIn.expires_at, SignIn.ended_at,
        and_(Account.closed_at.is_(None), Account.password_hash.is_not(None)),
    )
    .join(Person, Person.id == SignIn.person_id)
    .join(Account, Account.person_id == SignIn.person_id)
    .where(SignIn.token_sha256 == bindparam("digest"))
)  # fmt: skip


def sign_in_of(connection: Connection, digest: str) -> SignInRow | None:
    """The sign-in whose token has that SHA-256."""
    row = connection.execute(_SIGN_IN, {"digest": digest}).first()
    if row is None:
        return None
    who = PersonRow(row[1], row[2], written_name(*row[3:7]))
    return SignInRow(row[0], who, row[7], row[8], row[9], row[10], bool(row[11]))
