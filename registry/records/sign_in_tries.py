"""Tries to sign in: counted, and made to wait after too many wrong ones."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, insert, select

from registry.models import (
    Account,
    Contact,
    SignInFailure,
)
from registry.queries.parts import areas_of_person, province_of
from registry.queries.people import PersonRow, UnknownPerson, person, person_of
from registry.queries.registry_identity import registry_id
from registry.records.secrets import (
    device_of,
    keyed_digest,
)
from registry.refusals import Refusal
from registry.rules.access import (
    SignInLimits,
    Wrong,
    network_of,
    next_try,
    settled,
    wait_until,
)
from registry.store import Registry
from registry.transaction import Write

TYPED_AT_MOST = 1000  # characters that are looked at: a password is 128 at most


class SignInWait(Refusal):
    """Too many wrong passwords: the next is looked at later."""


@dataclass(frozen=True)
class Try:
    """A try under way: whom the name means, the hash to compare with, how it is counted."""

    name: str
    address: str
    person: PersonRow | None
    kept: str | None = field(repr=False)


def count_try(
    registry: Registry, named: str, address: str, devices: str, limits: SignInLimits
) -> Try:
    """Count the try as a wrong one until it has proved right. Raises SignInWait.

    Tries from a known device are counted apart, under the device.
    """
    with registry.writing() as write:
        who = _meant(write.connection, named)
        kept = kept_hash(write, who)
        key = registry_id(write.connection)
        typed = f"person {who.id}" if who else f"name {settled(named).casefold()[:TYPED_AT_MOST]}"
        device = device_of(who.id, kept, devices) if who else None
        at_home = [f"device of {typed}", f"device {device}"]
        counted = at_home if device else [typed, network_of(address)]
        name, whence = (keyed_digest(key, one) for one in counted)
        _refuse_early(write, name, whence, limits, known=device is not None)
        row = {"name_digest": name, "address_digest": whence, "at": write.now}
        write.connection.execute(insert(SignInFailure), row)
        return Try(name, whence, who, kept)


def kept_hash(write: Write, who: PersonRow | None) -> str | None:
    """The hash of the person's open account; its row stays locked, so that tries queue up."""
    return write.connection.scalar(hash_of(who).with_for_update())


def hash_of(who: PersonRow | None) -> Select[str | None]:
    return select(Account.password_hash).where(
        Account.person_id == (who.id if who else 0), Account.closed_at.is_(None)
    )


def _meant(connection: Connection, named: str) -> PersonRow | None:
    """The person of that reference, or whose name or e-mail it is and nobody else's."""
    if "\0" in named:  # PostgreSQL takes no such text
        return None
    try:
        return person(connection, named, field="person")
    except UnknownPerson:
        theirs = select(Contact.person_id).where(
            Contact.kind == "email", Contact.value == named.strip()
        )
        ids = connection.scalars(theirs).all()
        return person_of(connection, ids[0]) if len(ids) == 1 else None


def _refuse_early(
    write: Write, name: str, whence: str, limits: SignInLimits, *, known: bool
) -> None:
    by_name, by_address = SignInFailure.name_digest == name, SignInFailure.address_digest == whence
    here = _wrong(write, limits, by_name, by_address)
    if known:
        until = wait_until(here, write.now, limits.tries, limits)
    else:
        of_name, of_address = _wrong(write, limits, by_name), _wrong(write, limits, by_address)
        until = next_try(Wrong(here, of_name, of_address), write.now, limits)
    if until > write.now:
        minutes = -(-(until - write.now) // timedelta(minutes=1))
        raise SignInWait(field="password", minutes=minutes)


def _wrong(write: Write, limits: SignInLimits, *which: ColumnElement[bool]) -> list[datetime]:
    since = SignInFailure.at > write.now - limits.window
    return list(write.connection.scalars(select(SignInFailure.at).where(since, *which)))


def tell_of_lock_out(registry: Registry, tried: Try, limits: SignInLimits) -> None:
    """One link in the chain of the person's province when the waiting begins."""
    if tried.person is None:
        return
    by_name = SignInFailure.name_digest == tried.name
    with registry.writing() as write:
        here = len(_wrong(write, limits, by_name, SignInFailure.address_digest == tried.address))
        anywhere = len(_wrong(write, limits, by_name))
        if here != limits.tries and anywhere != limits.wide_tries:
            return
        area = province_of(areas_of_person(write.connection, tried.person.id, write.today))
        write.lock(area)
        write.audit(area, "account.locked_out", actor=None, body={"person": tried.person.ref})
