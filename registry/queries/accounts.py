"""Accounts and sign-ins: who has one, and how far it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Integer, Select, and_, bindparam, exists, func, or_, select

from config.clock import bangkok_day
from config.words import Named
from registry.facts import holds
from registry.models import (
    Account,
    Assignment,
    AssignmentTerm,
    Holding,
    Invitation,
    Office,
    Person,
    ProviderIdentity,
    SignIn,
    table_of,
)
from registry.models.base import Day, Instant
from registry.prepared_statements import PreparedQuery
from registry.queries.people import PersonRow, written_name
from registry.queries.person_records import records_of, survivor
from registry.rules.rights import OFFICE_PARTS, Actor, Part

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
# By a password, or by a subject of the identity provider that is matched to its person.
ACCOUNT_OPENS = or_(
    Account.password_hash.is_not(None),
    exists().where(
        ProviderIdentity.person_id == Account.person_id, ProviderIdentity.ended_at.is_(None)
    ),
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
            Person.name_en, Account.closed_at, ACCOUNT_OPENS,
            Account.created_at, seen.c.at,
        )
        .join(Account, Account.person_id == Person.id)
        .outerjoin(seen, seen.c.person_id == Person.id)
        .order_by(Account.id)
    )  # fmt: skip
    return [
        AccountRow(
            row[0], row[1], written_name(*row[2:6]), _state(row[6], opens=row[7]),
            row[8], row[9],
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def account_state(connection: Connection, person: int) -> str | None:
    """invited, active or closed; None where the person was never invited."""
    query = select(Account.closed_at, ACCOUNT_OPENS)
    row = connection.execute(query.where(Account.person_id == person)).first()
    return None if row is None else _state(row[0], opens=row[1])


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


def who_sign_in(areas: Collection[str], parts: Collection[Part], on: date) -> Select[int]:
    """Who has a part in one of these areas on that day, and an account in use."""
    kinds = [kind for kind, part in OFFICE_PARTS.items() if part in parts]
    by_office = (
        select(survivor(Holding.person_id))
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .where(Office.area_code.in_(areas), Office.kind.in_(kinds), holds(Holding, on))
    )
    given = (
        select(survivor(Assignment.person_id))
        .select_from(Assignment)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(Assignment.area_code.in_(areas), Assignment.role.in_([one.value for one in parts]))
        .where(holds(AssignmentTerm, on))
    )
    return (
        select(Account.person_id)
        .where(or_(Account.person_id.in_(by_office), Account.person_id.in_(given)))
        .where(ACCOUNT_OPENS, Account.closed_at.is_(None))
        .order_by(Account.person_id)
    )


def _state(closed_at: datetime | None, *, opens: bool) -> str:
    if closed_at is not None:
        return "closed"
    return "active" if opens else "invited"


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


_SIGN_IN = PreparedQuery(
    select(
        SignIn.id, Person.id, Person.ref, Person.title_th, Person.name_th, Person.title_en,
        Person.name_en, SignIn.began_at, SignIn.last_seen_at, SignIn.expires_at, SignIn.ended_at,
        and_(Account.closed_at.is_(None), ACCOUNT_OPENS),
    )
    .join(Person, Person.id == SignIn.person_id)
    .join(Account, Account.person_id == SignIn.person_id)
    .where(SignIn.token_sha256 == bindparam("digest"))
)  # fmt: skip


def sign_in_of(connection: Connection, digest: str) -> SignInRow | None:
    """The sign-in whose token has that SHA-256."""
    found = _SIGN_IN.rows(connection, {"digest": digest})
    if not found:
        return None
    row = found[0]
    who = PersonRow(row[1], row[2], written_name(*row[3:7]))
    return SignInRow(row[0], who, row[7], row[8], row[9], row[10], bool(row[11]))
