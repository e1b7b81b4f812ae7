"""Accounts: people are invited, set a password by a link that works once, and are let go."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, insert, select, update

from config.passwords import common_passwords
from config.settings import Settings
from registry.facts import holds
from registry.models import (
    Account,
    ApiToken,
    Assignment,
    AssignmentTerm,
    Base,
    CalendarLink,
    HeldItem,
    Invitation,
    Person,
    ProviderIdentity,
    SignIn,
)
from registry.queries.accounts import LEADING, account_state, anybody_signs_in, leads_uninvited
from registry.queries.parts import areas_of_person, parts_of, province_of
from registry.queries.people import PersonRow, person, person_of
from registry.queries.person_records import records_of, survivor
from registry.records.bearers import revoke_bearers
from registry.records.held_items import drop_held
from registry.records.identity_sign_ins import end_identities
from registry.records.invitations import (
    InvitationSpent,
    MadeInvitation,
    invitation_of,
    new_invitation,
    refuse_second_invitation,
    spend,
    void_links,
)
from registry.records.offices import assign
from registry.records.people import add_person
from registry.records.rights import who_may
from registry.records.secrets import password_hash
from registry.records.sign_ins import (
    LeadsUninvited,
    SignedIn,
    begin_sign_in,
    end_sign_ins,
    log_sign_in,
    without_devices_of,
)
from registry.refusals import Refusal
from registry.rules.access import SignInLimits, refuse_password
from registry.rules.names import refuse_no_name
from registry.rules.printing import refuse_unprintable
from registry.rules.rights import Part, Verb
from registry.store import Registry
from registry.transaction import COUNTRY, Write

_OWN = select(Person.ref, Person.name_th, Person.name_en)
FIRST = "admin"  # the reference of the first administrator
NAME_AT_MOST = 200  # characters


class HoldsNoPart(Refusal):
    """The person holds no office, assignment or seat today: there is nothing to sign in for."""


class NoAccount(Refusal):
    """The person has no account that could be closed."""


class AdminUnnamed(Refusal):
    """The first administrator has to say their name."""


def limits_of(settings: Settings) -> SignInLimits:
    """The limits of this installation."""
    return SignInLimits(
        signed_in=timedelta(hours=settings.sign_in_hours),
        idle=timedelta(minutes=settings.idle_minutes),
        invitation=timedelta(hours=settings.invitation_hours),
        tries=settings.sign_in_tries,
        wide_tries=settings.sign_in_tries * 10,
        window=timedelta(minutes=settings.sign_in_wait_minutes * 2),
        first_wait=timedelta(minutes=1),
        longest_wait=timedelta(minutes=settings.sign_in_wait_minutes),
    )


def invite(
    registry: Registry,
    named: str,
    *,
    recorded_by: str,
    limits: SignInLimits,
    instead_of: int | None = None,
) -> MadeInvitation:
    """A link for the person to set a password; for one who has an account, to set a new one.

    An administrator invites anyone; a coordinator those whose parts all lie in the
    coordinator's own province, except who leads (administrators, coordinators): for a link is
    a way in under another's name, and some acts need two people. An earlier link of the person
    no longer works: `instead_of` is its number. Raises UnknownPerson, HoldsNoPart, MayNot and
    InvitationWorks.
    """
    with registry.writing() as write:
        who = person(write.connection, named, field="person")
        held = parts_of(write.connection, who.id, write.today).parts
        by = _inviter(write, who, recorded_by)
        if not held:
            raise HoldsNoPart(field="person", person=who.name)
        state = account_state(write.connection, who.id)
        purpose = "reset" if state in ("active", "closed") else "invite"
        area = _lock_province(write, who)
        refuse_second_invitation(write, who, instead_of)
        if state is None:
            add_account(write, who.id)
            write.audit(area, "account.made", actor=by.id, body={"person": who.ref})
        made = new_invitation(write, who, purpose, by.id, limits)
        body = {"person": who.ref, "purpose": purpose, "until": made.expires_at.isoformat()}
        write.audit(area, "invitation.made", actor=by.id, body=body)
        return made


def _inviter(write: Write, who: PersonRow, recorded_by: str) -> PersonRow:
    areas = areas_of_person(write.connection, who.id, write.today)
    by = who_may(write, recorded_by, Verb.INVITE, *areas)
    parts = {one.part for one in parts_of(write.connection, who.id, write.today).parts}
    if parts & LEADING:
        return who_may(write, recorded_by, Verb.ADMINISTER, *areas)
    return by


def first_admin(registry: Registry, *, limits: SignInLimits) -> MadeInvitation | None:
    """A link for the first administrator, None once anybody has a password.

    It is for the person who administers the country, where the registry has one. Links made
    for this before no longer work.
    """
    with registry.writing(COUNTRY) as write:
        if anybody_signs_in(write.connection):
            return None
        who = _an_admin(write)
        if who is not None and account_state(write.connection, who.id) is None:
            add_account(write, who.id)
        made = new_invitation(write, who, "first_admin", None, limits)
        body = {"purpose": "first_admin", "until": made.expires_at.isoformat()}
        write.audit(COUNTRY, "invitation.made", actor=None, body=body)
        return made


def accept_invitation(
    registry: Registry, token: str, password: str, *, limits: SignInLimits, devices: str = ""
) -> SignedIn:
    """Set the password of the person whom the link is for, and sign them in.

    Their other sign-ins end; of the `devices` that the browser is known by, theirs does. Raises
    InvitationSpent, HoldsNoPart, LeadsUninvited and the refusals of passwords.
    """
    who = invitation_of(registry, token).person
    if who is None:
        raise InvitationSpent
    with registry.reading() as connection:
        own = [*connection.execute(_OWN.where(Person.id == who.id)).one()]
    refuse_password(password, own=own, common=common_passwords())
    kept = password_hash(password)  # slow: before anything is locked
    with registry.writing() as write:
        area = _lock_province(write, who)
        held = parts_of(write.connection, who.id, write.today)
        if not held.parts:
            raise HoldsNoPart(field="person", person=who.name)
        spend(write, token)
        if leads_uninvited(write.connection, held):
            raise LeadsUninvited(field="person", person=who.name)
        begun = _set_password(write, area, who, kept, limits, devices)
    log_sign_in(begun, by="link")
    return begun


def claim_first(
    registry: Registry,
    token: str,
    *,
    title_th: str,
    name_th: str,
    title_en: str = "",
    name_en: str = "",
    sex: str = "not_stated",
    password: str,
    limits: SignInLimits,
    devices: str = "",
) -> SignedIn:
    """Make the first administrator, with a password, by the link of `first_admin`; sign in.

    Raises InvitationSpent, AdminUnnamed, NameWithoutLetter, and the refusals of passwords and of
    what no paper can print.
    """
    if invitation_of(registry, token).person is not None:
        raise InvitationSpent
    names = [" ".join(one.split())[:NAME_AT_MOST] for one in (title_th, name_th, title_en, name_en)]
    if not names[1]:
        raise AdminUnnamed(field="name_th")
    refuse_no_name(names[1], field="name_th")
    fields = ("title_th", "name_th", "title_en", "name_en")
    refuse_unprintable(dict(zip(fields, names, strict=True)))
    refuse_password(password, own=[*names[1::2], FIRST], common=common_passwords())
    kept = password_hash(password)
    with registry.writing(COUNTRY) as write:
        spend(write, token)
        who = _make_admin(write, names, sex)
        add_account(write, who.id)
        write.audit(COUNTRY, "account.made", actor=who.id, body={"person": who.ref})
        begun = _set_password(write, COUNTRY, who, kept, limits, devices)
    log_sign_in(begun, by="link")
    return begun


def close_account(registry: Registry, named: str, *, recorded_by: str) -> PersonRow:
    """The person signs in no more, nor does anything that bears a secret of theirs get an answer.

    Somebody without an account, who has a token or a link by the command line, is let out of
    those. Raises UnknownPerson, MayNot, NoAccount.
    """
    with registry.writing() as write:
        who = person(write.connection, named, field="person")
        by = _inviter(write, who, recorded_by)
        area = _lock_province(write, who)
        if not close_at_once(write, who.id):
            raise NoAccount(field="person", person=who.name)
        write.audit(area, "account.closed", actor=by.id, body={"person": who.ref})
        return who


def close_at_once(write: Write, person_id: int) -> bool:
    """End what lets anybody in under that record, or one merged into it; whether it was open."""
    theirs = records_of(person_id)
    return sum(end(write, theirs) for end in ENDS_WITH_ACCOUNT.values()) > 0


_Ending: TypeAlias = Callable[[Write, Select[int]], int]  # of those records: how many it ended


def _close(write: Write, theirs: Select[int]) -> int:
    which = Account.person_id.in_(theirs), Account.closed_at.is_(None)
    state = {"closed_at": write.now, "password_hash": None}
    return int(write.connection.execute(update(Account).where(*which).values(state)).rowcount)


def _of(column: ColumnElement[Any], end: Callable[[Write, ColumnElement[bool]], int]) -> _Ending:
    """The ending of those rows in which the column names one of the records."""
    return lambda write, theirs: end(write, column.in_(theirs))


# What lets somebody in, or is kept for whoever is in, by table: all of it ends with the account.
ENDS_WITH_ACCOUNT: Mapping[type[Base], _Ending] = {
    Account: _close,
    Invitation: _of(Invitation.person_id, void_links),
    ApiToken: _of(ApiToken.person_id, partial(revoke_bearers, model=ApiToken)),
    CalendarLink: _of(CalendarLink.person_id, partial(revoke_bearers, model=CalendarLink)),
    ProviderIdentity: _of(ProviderIdentity.person_id, end_identities),
    SignIn: _of(SignIn.person_id, end_sign_ins),
    HeldItem: _of(HeldItem.person_id, drop_held),
}


def _make_admin(write: Write, names: list[str], sex: str) -> PersonRow:
    taken = select(Person.id).where(Person.ref == FIRST)
    made = add_person(
        write,
        title_th=names[0],
        name_th=names[1],
        title_en=names[2],
        name_en=names[3],
        sex=sex,
        ref=None if write.connection.scalar(taken) else FIRST,
    )
    assign(write, made, Part.ADMIN.value, COUNTRY, start=write.today)
    return person_of(write.connection, made)


def _an_admin(write: Write) -> PersonRow | None:
    query = (
        select(survivor(Assignment.person_id))
        .select_from(Assignment)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(Assignment.role == Part.ADMIN.value, Assignment.area_code == COUNTRY)
        .where(holds(AssignmentTerm, write.today))
        .order_by(Assignment.id)
    )
    found = write.connection.scalar(query.limit(1))
    return None if found is None else person_of(write.connection, found)


def add_account(write: Write, person_id: int) -> None:
    """An account of that person, by which nobody signs in yet."""
    row = {"person_id": person_id, "password_hash": None, "created_at": write.now}
    write.connection.execute(insert(Account), {**row, "closed_at": None})


def _set_password(
    write: Write, area: str, who: PersonRow, kept: str, limits: SignInLimits, devices: str
) -> SignedIn:
    others = without_devices_of(write, who, devices)
    values = {"password_hash": kept, "closed_at": None}
    write.connection.execute(update(Account).where(Account.person_id == who.id).values(values))
    end_sign_ins(write, SignIn.person_id == who.id)
    write.audit(area, "account.password_set", actor=who.id, body={"person": who.ref})
    return begin_sign_in(write, who, limits, others)


def _lock_province(write: Write, who: PersonRow) -> str:
    """Lock the chain that says what happens with the person's account; answers its area."""
    area = province_of(areas_of_person(write.connection, who.id, write.today))
    write.lock(area)
    return area
