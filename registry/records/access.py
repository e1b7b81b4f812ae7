"""Accounts: people are invited, set a password by a link that works once, and are let go."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, insert, or_, select, update

from config.passwords import common_passwords
from config.settings import Settings
from registry.facts import holds
from registry.models import Account, Assignment, AssignmentTerm, Invitation, Person, SignIn
from registry.queries.access import (
    LEADING,
    account_state,
    anybody_signs_in,
    areas_of_person,
    leads_uninvited,
    parts_of,
    province_of,
)
from registry.queries.people import PersonRow, person, person_of
from registry.queries.same_person import survivor
from registry.records.offices import assign
from registry.records.people import add_person
from registry.records.rights import who_may
from registry.records.secrets import digest_of, new_token, password_hash
from registry.records.sign_ins import (
    LeadsUninvited,
    SignedIn,
    begin_sign_in,
    end_sign_ins,
    without_devices_of,
)
from registry.refusals import Refusal
from registry.rules.access import Limits, refuse_password
from registry.rules.rights import Part, Verb
from registry.store import COUNTRY, Registry, Write

_OWN = select(Person.ref, Person.name_th, Person.name_en)
FIRST = "admin"  # the reference of the first administrator
NAME_AT_MOST = 200  # characters


class HoldsNoPart(Refusal):
    """The person holds no office, assignment or seat today: there is nothing to sign in for."""

    code = "holds_no_part"


class InvitationSpent(Refusal):
    """The link is unknown, was used, or has expired."""

    code = "invitation_spent"


class NoAccount(Refusal):
    """The person has no account that could be closed."""

    code = "no_account"


class AdminUnnamed(Refusal):
    """The first administrator has to say their name."""

    code = "admin_unnamed"


@dataclass(frozen=True)
class Invited:
    """What a link is for: `person` is None where the first administrator is yet to be named."""

    person: PersonRow | None
    purpose: str
    expires_at: datetime


@dataclass(frozen=True)
class MadeInvitation(Invited):
    """A link that was made. Its token is shown this once."""

    token: str = field(repr=False, kw_only=True)


def limits_of(settings: Settings) -> Limits:
    """The limits of this installation."""
    return Limits(
        signed_in=timedelta(hours=settings.sign_in_hours),
        idle=timedelta(minutes=settings.idle_minutes),
        invitation=timedelta(hours=settings.invitation_hours),
        tries=settings.sign_in_tries,
        wide_tries=settings.sign_in_tries * 10,
        window=timedelta(minutes=settings.sign_in_wait_minutes * 2),
        first_wait=timedelta(minutes=1),
        longest_wait=timedelta(minutes=settings.sign_in_wait_minutes),
    )


def invite(registry: Registry, named: str, *, recorded_by: str, limits: Limits) -> MadeInvitation:
    """A link for the person to set a password; for one who has an account, to set a new one.

    An administrator invites anyone; a coordinator those whose parts all lie in the
    coordinator's own province, except who leads (administrators, coordinators): for a link is
    a way in under another's name, and some acts need two people. Earlier links of the person
    no longer work. Raises UnknownPerson, HoldsNoPart, MayNot.
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
        if state is None:
            _add_account(write, who.id)
            write.audit(area, "account.made", actor=by.id, body={"person": who.ref})
        made = _make(write, who, purpose, by.id, limits)
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


def first_admin(registry: Registry, *, limits: Limits) -> MadeInvitation | None:
    """A link for the first administrator, None once anybody has a password.

    It is for the person who administers the country, where the registry has one. Links made
    for this before no longer work.
    """
    with registry.writing(COUNTRY) as write:
        if anybody_signs_in(write.connection):
            return None
        who = _an_admin(write)
        if who is not None and account_state(write.connection, who.id) is None:
            _add_account(write, who.id)
        made = _make(write, who, "first_admin", None, limits)
        body = {"purpose": "first_admin", "until": made.expires_at.isoformat()}
        write.audit(COUNTRY, "invitation.made", actor=None, body=body)
        return made


def invitation_of(registry: Registry, token: str) -> Invited:
    """What the link is for. Raises InvitationSpent."""
    with registry.reading() as session:
        query = _unspent(token, registry.clock.now())
        row = session.connection().execute(query).first()
        if row is None:
            raise InvitationSpent
        who = person_of(session.connection(), row.person_id) if row.person_id else None
        return Invited(who, row.purpose, row.expires_at)


def accept_invitation(
    registry: Registry, token: str, password: str, *, limits: Limits, devices: str = ""
) -> SignedIn:
    """Set the password of the person whom the link is for, and sign them in.

    Their other sign-ins end; of the `devices` that the browser is known by, theirs does. Raises
    InvitationSpent, HoldsNoPart, LeadsUninvited and the refusals of passwords.
    """
    who = invitation_of(registry, token).person
    if who is None:
        raise InvitationSpent
    with registry.reading() as session:
        own = [*session.connection().execute(_OWN.where(Person.id == who.id)).one()]
    refuse_password(password, own=own, common=common_passwords())
    kept = password_hash(password)  # slow: before anything is locked
    with registry.writing() as write:
        area = _lock_province(write, who)
        held = parts_of(write.connection, who.id, write.today)
        if not held.parts:
            raise HoldsNoPart(field="person", person=who.name)
        _spend(write, token)
        if leads_uninvited(write.connection, held):
            raise LeadsUninvited(field="person", person=who.name)
        return _set_password(write, area, who, kept, limits, devices)


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
    limits: Limits,
    devices: str = "",
) -> SignedIn:
    """Make the first administrator, with a password, by the link of `first_admin`; sign in.

    Raises InvitationSpent, AdminUnnamed and the refusals of passwords.
    """
    if invitation_of(registry, token).person is not None:
        raise InvitationSpent
    names = [" ".join(one.split())[:NAME_AT_MOST] for one in (title_th, name_th, title_en, name_en)]
    if not names[1]:
        raise AdminUnnamed(field="name_th")
    refuse_password(password, own=[*names[1::2], FIRST], common=common_passwords())
    kept = password_hash(password)
    with registry.writing(COUNTRY) as write:
        _spend(write, token)
        who = _make_admin(write, names, sex)
        _add_account(write, who.id)
        write.audit(COUNTRY, "account.made", actor=who.id, body={"person": who.ref})
        return _set_password(write, COUNTRY, who, kept, limits, devices)


def close_account(registry: Registry, named: str, *, recorded_by: str) -> PersonRow:
    """The person signs in no more: their sign-ins end at once and their links no longer work.

    Raises UnknownPerson, MayNot, NoAccount.
    """
    with registry.writing() as write:
        who = person(write.connection, named, field="person")
        by = _inviter(write, who, recorded_by)
        if account_state(write.connection, who.id) in (None, "closed"):
            raise NoAccount(field="person", person=who.name)
        area = _lock_province(write, who)
        close_at_once(write, who.id)
        write.audit(area, "account.closed", actor=by.id, body={"person": who.ref})
        return who


def close_at_once(write: Write, person_id: int) -> None:
    """Whoever signs in under that record does so no more."""
    values = {"closed_at": write.now, "password_hash": None}
    write.connection.execute(update(Account).where(Account.person_id == person_id).values(values))
    _void(write, Invitation.person_id == person_id)
    end_sign_ins(write, SignIn.person_id == person_id)


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


def _add_account(write: Write, person_id: int) -> None:
    row = {"person_id": person_id, "password_hash": None, "created_at": write.now}
    write.connection.execute(insert(Account), {**row, "closed_at": None})


def _make(
    write: Write, who: PersonRow | None, purpose: str, by: int | None, limits: Limits
) -> MadeInvitation:
    theirs = Invitation.person_id == (who.id if who else 0)
    _void(write, or_(theirs, Invitation.purpose == "first_admin") if by is None else theirs)
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


def _void(write: Write, which: ColumnElement[bool]) -> None:
    """Links of that kind that are still good expire now."""
    good = (Invitation.used_at.is_(None), Invitation.expires_at > write.now)
    write.connection.execute(update(Invitation).where(which, *good).values(expires_at=write.now))


_GOOD = select(Invitation.id, Invitation.person_id, Invitation.purpose, Invitation.expires_at)


def _unspent(token: str, now: datetime) -> Select[int, int | None, str, datetime]:
    return _GOOD.where(
        Invitation.token_sha256 == digest_of(token),
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )


def _spend(write: Write, token: str) -> None:
    """Use the link up: of two at once, one. Raises InvitationSpent.

    A link for the first administrator is none any more once anybody signs in.
    """
    row = write.connection.execute(_unspent(token, write.now).with_for_update()).first()
    if row is None or (row.purpose == "first_admin" and anybody_signs_in(write.connection)):
        raise InvitationSpent
    write.connection.execute(
        update(Invitation).where(Invitation.id == row.id).values(used_at=write.now)
    )


def _set_password(
    write: Write, area: str, who: PersonRow, kept: str, limits: Limits, devices: str
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
