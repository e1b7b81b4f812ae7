"""Signing in by the office's identity provider: on the way there, back, and whom that opens to.

The provider says who somebody is; whether that is a person of the registry an administrator says
(`identity_matches`). A subject that nobody matched is kept for them to see and lets nobody in.
"""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from registry.fact_digests import change
from registry.models import (
    AuthorizationRequest,
    ProviderIdentity,
    UnknownIdentity,
    table_of,
)
from registry.queries.accounts import leads_uninvited
from registry.queries.identities import identity_of
from registry.queries.parts import parts_of
from registry.queries.people import person_of
from registry.queries.registry_identity import registry_id
from registry.records.secrets import digest_of, keyed_digest
from registry.records.sign_ins import LeadsUninvited, SignedIn, begin_sign_in, log_sign_in
from registry.refusals import Refusal
from registry.rules.access import SignInLimits
from registry.rules.screening import Net, without_numbers
from registry.store import Registry
from registry.transaction import Write

BACK_WITHIN = timedelta(minutes=10)
UNKNOWN_KEPT = timedelta(days=30)
UNKNOWN_AT_MOST = 200  # a provider may know everybody in the country
CALLED_AT_MOST = 100  # characters


class NoAuthorizationRequest(Refusal):
    """The browser did not go to the provider from here, or is back already, or too late."""


class IdentityUnknown(Refusal):
    """The provider knows who it is, and nobody here has said which person that is."""


class HoldsNothingToday(Refusal):
    """The person holds no office, part or seat today: there is nothing to sign in for."""


@dataclass(frozen=True)
class Subject:
    """Whom a provider vouches for, as it says itself: `called` is a name or address, or empty."""

    issuer: str
    name: str
    called: str = ""


def begin_request(registry: Registry, token: str, place: str) -> None:
    """A browser goes to the provider, and comes back with what follows from the word.

    `place` is where it goes on then.
    """
    row = {"token_sha256": digest_of(token), "place": place}
    with registry.writing() as write:
        write.connection.execute(insert(AuthorizationRequest), row | {"began_at": write.now})


def end_request(registry: Registry, token: str) -> str:
    """The browser is back: once, whichever desk it comes to. Answers where it goes on.

    Raises NoAuthorizationRequest.
    """
    request = AuthorizationRequest
    with registry.writing() as write:
        gone = (
            delete(request)
            .where(request.token_sha256 == digest_of(token))
            .where(request.began_at > write.now - BACK_WITHIN)
            .returning(request.place)
        )
        place = write.connection.scalar(gone)
    if place is None:
        raise NoAuthorizationRequest
    return place


def sign_in_by_identity(
    registry: Registry, subject: Subject, *, limits: SignInLimits, net: Net, devices: str = ""
) -> SignedIn:
    """Sign in the person whom an administrator matched the subject to.

    Raises IdentityUnknown with the number under which an administrator sees them,
    HoldsNothingToday and LeadsUninvited.
    """
    with registry.writing() as write:
        digest = _digest(write.connection, subject)
        found = identity_of(write.connection, subject.issuer, digest)
        if found is not None:
            who = person_of(write.connection, found.person)
            held = parts_of(write.connection, who.id, write.today)
            if not held.parts:
                raise HoldsNothingToday(person=who.name)
            if leads_uninvited(write.connection, held):
                raise LeadsUninvited(person=who.name)
            begun = begin_sign_in(write, who, limits, devices)
        else:
            number = _see_unknown(write, subject, digest, net)
    if found is None:
        raise IdentityUnknown(number=number)
    log_sign_in(begun, by="provider")
    return begun


def end_identities(write: Write, *which: ColumnElement[bool], by: int | None = None) -> int:
    """Those matches let nobody in from now on, in this transaction; answers how many they were."""
    table = table_of(ProviderIdentity)
    standing = table.c.ended_at.is_(None)
    return change(write, table, standing, *which, ended_at=write.now, ended_by=by)


def forget_unknown(write: Write) -> None:
    """Forget whom nobody matched within the month, and browsers that never came back."""
    unknown, request = UnknownIdentity, AuthorizationRequest
    old = unknown.last_seen_at < write.now - UNKNOWN_KEPT
    write.connection.execute(delete(unknown).where(old))
    write.connection.execute(delete(request).where(request.began_at < write.now - BACK_WITHIN))


def _digest(connection: Connection, subject: Subject) -> str:
    """What is kept of the subject: it may be the number of somebody's card."""
    key = registry_id(connection)
    return keyed_digest(key, f"subject {subject.issuer} {subject.name}")


def _see_unknown(write: Write, subject: Subject, digest: str, net: Net) -> int:
    """Keep that the subject was here, and give up the oldest of too many; answers its number."""
    unknown, at = UnknownIdentity, write.now
    seen = {"called": _plainly(subject.called, net), "last_seen_at": at}
    write.wait_for_like(digest)
    theirs = (unknown.issuer == subject.issuer, unknown.subject_digest == digest)
    known = update(unknown).where(*theirs).values(seen).returning(unknown.id)
    number = write.connection.scalar(known)
    if number is None:
        row = {"issuer": subject.issuer, "subject_digest": digest, "first_seen_at": at, **seen}
        number = write.connection.scalars(insert(unknown).values(row).returning(unknown.id)).one()
        newest = select(unknown.id).order_by(unknown.last_seen_at.desc(), unknown.id.desc())
        kept = newest.limit(UNKNOWN_AT_MOST).scalar_subquery()
        write.connection.execute(delete(unknown).where(unknown.id.not_in(kept)))
    return number


def _plainly(called: str, net: Net) -> str:
    """What the provider calls them, without numbers of persons and signs that are none."""
    said = "".join(one for one in called if unicodedata.category(one)[0] not in "CZ" or one == " ")
    return without_numbers(" ".join(said.split()), net)[:CALLED_AT_MOST]
