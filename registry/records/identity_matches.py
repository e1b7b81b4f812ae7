"""Which person a subject of the identity provider is: an administrator says it, and ends it."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from registry.fact_digests import add
from registry.models import Account, ProviderIdentity, SignIn, UnknownIdentity, table_of
from registry.queries.accounts import account_state
from registry.queries.identities import identity
from registry.queries.parts import areas_of_person, parts_of, province_of
from registry.queries.people import PersonRow, person, person_of
from registry.records.accounts import HoldsNoPart, add_account
from registry.records.identity_sign_ins import end_identities
from registry.records.rights import who_may
from registry.records.sign_ins import end_sign_ins
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.store import Registry
from registry.transaction import Write

MATCHED, ENDED = "identity.matched", "identity.ended"


class NoUnknownIdentity(Refusal):
    """Nobody of that number waits to be matched."""


class NoSuchIdentity(Refusal):
    """No match of that number stands."""


@dataclass(frozen=True)
class Match:
    """A match by its number, and its person."""

    number: int
    person: PersonRow


def match_identity(registry: Registry, number: int, named: str, *, recorded_by: str) -> Match:
    """From now on the subject of that number signs in as that person.

    Who administers the person's areas says so: it is a way in under another's name. It opens an
    account that was closed. Raises UnknownPerson, MayNot, NoUnknownIdentity and HoldsNoPart.
    """
    with registry.writing() as write:
        who = person(write.connection, named, field="person")
        areas = areas_of_person(write.connection, who.id, write.today)
        by = who_may(write, recorded_by, Verb.ADMINISTER, *areas)
        unknown = select(UnknownIdentity.issuer, UnknownIdentity.subject_digest)
        theirs = UnknownIdentity.id == number
        row = write.connection.execute(unknown.where(theirs).with_for_update()).first()
        if row is None:
            raise NoUnknownIdentity(field="identity", value=number)
        if not parts_of(write.connection, who.id, write.today).parts:
            raise HoldsNoPart(field="person", person=who.name)
        area = province_of(areas)
        write.lock(area)
        _open_account(write, who)
        write.connection.execute(delete(UnknownIdentity).where(theirs))
        match = {
            "issuer": row.issuer, "subject_digest": row.subject_digest, "person_id": who.id,
            "matched_by": by.id, "matched_at": write.now, "ended_by": None, "ended_at": None,
        }  # fmt: skip
        made = add(write, table_of(ProviderIdentity), match)
        write.audit(area, MATCHED, actor=by.id, body={"identity": made, "person": who.ref})
        return Match(made, who)


def end_match(registry: Registry, number: int, *, recorded_by: str) -> Match:
    """The subject signs in as that person no more; whoever is signed in as them is out.

    Who administers the person's areas ends it, or the person. Raises UnknownPerson, MayNot and
    NoSuchIdentity.
    """
    with registry.writing() as write:
        found = identity(write.connection, number)
        if found is None or found.ended_at is not None:
            raise NoSuchIdentity(field="identity", value=number)
        who = person_of(write.connection, found.person)
        areas = areas_of_person(write.connection, who.id, write.today)
        by = person(write.connection, recorded_by, field="recorded_by")
        if by.id != who.id:
            by = who_may(write, recorded_by, Verb.ADMINISTER, *areas)
        area = province_of(areas)
        write.lock(area)
        end_identities(write, table_of(ProviderIdentity).c.id == number, by=by.id)
        end_sign_ins(write, SignIn.person_id == who.id)
        write.audit(area, ENDED, actor=by.id, body={"identity": number, "person": who.ref})
        return Match(number, who)


def _open_account(write: Write, who: PersonRow) -> None:
    if account_state(write.connection, who.id) is None:
        add_account(write, who.id)
    theirs = update(Account).where(Account.person_id == who.id)
    write.connection.execute(theirs.values(closed_at=None))
