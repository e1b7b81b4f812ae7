"""Links by which a person sets a password: each works once, for a time."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, insert, or_, select, update

from config.clock import bangkok_day
from registry.models import Invitation
from registry.queries.accounts import anybody_signs_in
from registry.queries.people import PersonRow, person_of
from registry.records.secrets import digest_of, new_token
from registry.refusals import Refusal
from registry.rules.access import SignInLimits
from registry.store import Registry
from registry.transaction import Write


class InvitationSpent(Refusal):
    """The link is unknown, was used, or has expired."""


class InvitationWorks(Refusal):
    """The person has a link that works: another, which ends it, is made by who names it."""


@dataclass(frozen=True)
class InvitationPurpose:
    """What a link is for: `person` is None where the first administrator is yet to be named."""

    person: PersonRow | None
    purpose: str
    expires_at: datetime


@dataclass(frozen=True)
class MadeInvitation(InvitationPurpose):
    """A link that was made. Its token is shown this once."""

    token: str = field(repr=False, kw_only=True)


def invitation_of(registry: Registry, token: str) -> InvitationPurpose:
    """What the link is for. Raises InvitationSpent."""
    with registry.reading() as connection:
        query = _unspent(token, registry.clock.now())
        row = connection.execute(query).first()
        if row is None:
            raise InvitationSpent
        who = person_of(connection, row.person_id) if row.person_id else None
        return InvitationPurpose(who, row.purpose, row.expires_at)


def new_invitation(
    write: Write, who: PersonRow | None, purpose: str, by: int | None, limits: SignInLimits
) -> MadeInvitation:
    theirs = Invitation.person_id == (who.id if who else 0)
    void_links(write, or_(theirs, Invitation.purpose == "first_admin") if by is None else theirs)
    token, until = new_token(), write.now + limits.invitation
    row = {
        "person_id": who.id if who else None,
        "token_sha256": digest_of(token),
        "purpose": purpose,
        "made_by": by,
        "made_at": write.now,
        "expires_at": until,
        "used_at": None,
    }
    write.connection.execute(insert(Invitation), row)
    return MadeInvitation(who, purpose, until, token=token)


def refuse_second_invitation(write: Write, who: PersonRow, instead_of: int | None) -> None:
    """Of an invitation that is sent twice one is made; a link that works is ended knowingly.

    `instead_of` is its number. Raises InvitationWorks.
    """
    query = select(Invitation.id, Invitation.made_at).where(
        Invitation.person_id == who.id, *_good(write.now)
    )
    last = write.connection.execute(query.order_by(Invitation.id.desc())).first()
    if last is not None and last.id != instead_of:
        day = bangkok_day(last.made_at)
        raise InvitationWorks(field="--instead-of", person=who.name, number=last.id, on=day)


def _good(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.used_at.is_(None), Invitation.expires_at > now


def void_links(write: Write, which: ColumnElement[bool]) -> int:
    """Links of that kind that are still good expire now; answers how many they were."""
    ended = update(Invitation).where(which, *_good(write.now)).values(expires_at=write.now)
    return int(write.connection.execute(ended).rowcount)


_GOOD = select(Invitation.id, Invitation.person_id, Invitation.purpose, Invitation.expires_at)


def _unspent(token: str, now: datetime) -> Select[int, int | None, str, datetime]:
    return _GOOD.where(Invitation.token_sha256 == digest_of(token), *_good(now))


def spend(write: Write, token: str) -> None:
    """Use the link up: of two at once, one. Raises InvitationSpent.

    A link for the first administrator is none any more once anybody signs in.
    """
    row = write.connection.execute(_unspent(token, write.now).with_for_update()).first()
    if row is None or (row.purpose == "first_admin" and anybody_signs_in(write.connection)):
        raise InvitationSpent
    write.connection.execute(
        update(Invitation).where(Invitation.id == row.id).values(used_at=write.now)
    )
