"""Signing in and out: who is at work at the desk, and what they may do at this instant."""

import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, or_, update

from config.logs import Ids
from registry.models import (
    SignIn,
    SignInFailure,
)
from registry.queries.accounts import leads_uninvited, sign_in_of
from registry.queries.parts import parts_of
from registry.queries.people import PersonRow
from registry.records.secrets import (
    csrf_of,
    device_of,
    digest_of,
    is_password,
    made_device,
    new_token,
    with_device,
    without_device,
)
from registry.records.sign_in_tries import (
    TYPED_AT_MOST,
    Try,
    _meant,
    count_try,
    hash_of,
    kept_hash,
    tell_of_lock_out,
)
from registry.refusals import Refusal, RegistryFault
from registry.rules.access import (
    SignInLimits,
    is_over,
)
from registry.rules.rights import Actor
from registry.store import Registry
from registry.transaction import Write

LOG = logging.getLogger("prasan.sign_ins")
TOUCHED_EVERY = timedelta(minutes=1)


class SignInRefused(Refusal):
    """Name or password is wrong, the account is closed, or the person holds no part any more."""


class LeadsUninvited(Refusal):
    """The person came to lead after a link that no administrator made."""


@dataclass(frozen=True)
class SignedIn:
    """A sign-in that began. The token goes into the cookie; only its digest is kept.

    `devices` is what the browser is known by from now on, when the password of this person, or
    of another who signed in there, is asked for again (OWASP, "Slow down online guessing attacks
    with device cookies").
    """

    token: str = field(repr=False)
    csrf: str = field(repr=False)
    person: PersonRow
    expires_at: datetime
    devices: str = field(repr=False, default="")


@dataclass(frozen=True)
class Session:
    """Whose a request is: the person, every part that they hold now, and the forms' secret."""

    id: int
    person: PersonRow
    actor: Actor
    csrf: str = field(repr=False)
    began_at: datetime
    last_seen_at: datetime
    expires_at: datetime


def sign_in(
    registry: Registry,
    named: str,
    password: str,
    address: str,
    *,
    limits: SignInLimits,
    devices: str = "",
) -> SignedIn:
    """Sign in by reference, or by a name or e-mail that one person alone bears.

    `devices` is what the browser is known by: with it the person waits for nobody's wrong
    passwords but those typed there.

    The try is counted before the password is looked at, so that many at once are no way
    around the wait. Raises SignInWait, or SignInRefused whatever it was that did not fit; to
    whom the password is right, LeadsUninvited.
    """
    tried = count_try(registry, named, address, devices, limits)
    right = is_password(password[:TYPED_AT_MOST], tried.kept)
    if not right or tried.person is None:
        tell_of_lock_out(registry, tried, limits)
        raise SignInRefused(field="password")
    with registry.writing() as write:
        held = parts_of(write.connection, tried.person.id, write.today)
        if not _still_opens(write, tried) or not held.parts:
            raise SignInRefused(field="password")
        if leads_uninvited(write.connection, held):
            raise LeadsUninvited(field="person", person=tried.person.name)
        gone = delete(SignInFailure).where(
            SignInFailure.name_digest == tried.name, SignInFailure.address_digest == tried.address
        )
        write.connection.execute(gone)
        begun = begin_sign_in(write, tried.person, limits, devices)
    log_sign_in(begun, by="password")
    return begun


def log_sign_in(begun: SignedIn, *, by: str) -> None:
    """One line once the sign-in stands."""
    LOG.info("sign-in %s", Ids(person=begun.person.ref, by=by))


def begin_sign_in(
    write: Write, who: PersonRow, limits: SignInLimits, devices: str = ""
) -> SignedIn:
    """The person is signed in from now on, in this transaction.

    Of the browser's devices theirs gives way to the new one: it keeps one for each person.
    """
    token, expires_at = new_token(), write.now + limits.signed_in
    row = {
        "token_sha256": digest_of(token),
        "person_id": who.id,
        "began_at": write.now,
        "last_seen_at": write.now,
        "expires_at": expires_at,
        "ended_at": None,
    }
    write.connection.execute(insert(SignIn), row)
    others = without_devices_of(write, who, devices)
    now_known = with_device(made_device(who.id, kept_hash(write, who)), others)
    return SignedIn(token, csrf_of(token), who, expires_at, now_known)


def without_devices_of(write: Write, who: PersonRow, devices: str) -> str:
    """The browser's devices without the person's, as their password stands."""
    return without_device(device_of(who.id, kept_hash(write, who), devices), devices)


def known_device(registry: Registry, named: str, devices: str) -> str | None:
    """The device, if the browser is known as one where the person of that name signed in."""
    if not devices:
        return None
    with registry.reading() as connection:
        who = _meant(connection, named)
        kept = connection.scalar(hash_of(who))
    return device_of(who.id, kept, devices) if who else None


def whose(registry: Registry, token: str, *, limits: SignInLimits) -> Session | None:
    """Whose sign-in the token is, None where there is none (any more).

    Judged anew each time: it ends with its hours, with idleness, with the account, in the
    instant in which the person's last office, assignment and seat has ended, and as soon as
    they come to lead without an administrator's invitation.
    """
    now = registry.clock.now()
    with registry.reading() as connection:
        row = sign_in_of(connection, digest_of(token))
        if row is None or row.ended_at is not None:
            return None
        actor = parts_of(connection, row.person.id, registry.today)
        uninvited = leads_uninvited(connection, actor)
    over = is_over(row.last_seen_at, row.expires_at, now, idle=limits.idle)
    if over or not row.open or not actor.parts or uninvited:
        with suppress(RegistryFault):  # over it is, whether that can be written or not
            _end(registry, SignIn.id == row.id)
        return None
    return Session(
        row.id, row.person, actor, csrf_of(token), row.began_at, row.last_seen_at, row.expires_at
    )


def touch(registry: Registry, session: Session) -> None:
    """The person is there. Written once a minute at most."""
    now = registry.clock.now()
    if now < session.last_seen_at + TOUCHED_EVERY:
        return
    with registry.writing() as write:
        write.connection.execute(
            update(SignIn)
            .where(SignIn.id == session.id, SignIn.last_seen_at < now)
            .values(last_seen_at=now)
        )


def sign_out(registry: Registry, token: str) -> None:
    """End the sign-in. A token that is none is no error."""
    _end(registry, SignIn.token_sha256 == digest_of(token))


def sign_out_everywhere(registry: Registry, person_id: int) -> int:
    """End all of the person's sign-ins. Answers how many there were."""
    return _end(registry, SignIn.person_id == person_id)


def end_sign_ins(write: Write, *which: ColumnElement[bool]) -> int:
    """End those sign-ins in this transaction. Answers how many there were."""
    ended = update(SignIn).where(SignIn.ended_at.is_(None), *which).values(ended_at=write.now)
    return int(write.connection.execute(ended).rowcount)


def forget_old(write: Write, before: datetime) -> None:
    """Erase sign-ins that ended, and wrong passwords typed, before that instant."""
    ended = or_(SignIn.ended_at < before, SignIn.expires_at < before)
    write.connection.execute(delete(SignIn).where(ended))
    write.connection.execute(delete(SignInFailure).where(SignInFailure.at < before))


def _end(registry: Registry, which: ColumnElement[bool]) -> int:
    with registry.writing() as write:
        return end_sign_ins(write, which)


def _still_opens(write: Write, tried: Try) -> bool:
    """Whether the account is open, under the password that was compared, at this instant."""
    return tried.kept is not None and kept_hash(write, tried.person) == tried.kept
