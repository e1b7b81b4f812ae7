"""Work contacts, by hand; and erased a set time after a person left (privacy.md).

The audit says that and how many, never a value.
"""

import re
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy import Connection, delete

from registry.models import Contact
from registry.queries.contacts import contacts_of, leavers, months_kept
from registry.queries.own_data import own_data
from registry.queries.own_rows import OwnData
from registry.queries.parts import areas_of_person, province_of
from registry.queries.people import PersonRow, person
from registry.records.people import set_contacts
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.personal_numbers import ID_LENGTH, is_thai_id
from registry.rules.rights import Verb
from registry.rules.thai import to_arabic_digits
from registry.store import Registry
from registry.transaction import COUNTRY, Write, lock_order

KINDS = ("phone", "email")
_PHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9]){7,14}(?: ?[^0-9+]{1,5} ?[0-9]{1,6})?")
_EMAIL = re.compile(r"[^@\s<>\"',;:]{1,64}@[^@\s<>\"',;:]{1,190}\.[A-Za-z]{2,24}")


class ContactKindUnknown(Refusal):
    """Only a work telephone and a work e-mail are kept."""


class ContactUnfit(Refusal):
    """The value is no telephone number, or no e-mail address."""


class NoSuchContact(Refusal):
    """The person has no contact of that kind."""


@dataclass(frozen=True)
class Erasure:
    """How many contacts of how many people were erased."""

    people: int
    contacts: int


def set_contact(
    registry: Registry, named: str, kind: str, value: str, *, recorded_by: str
) -> PersonRow:
    """The person's work telephone or e-mail from now on; what was there before is erased.

    Raises UnknownPerson, MayNot, ContactKindUnknown, ContactUnfit.
    """
    said = to_arabic_digits(" ".join(value.split()))
    _refuse_unfit(kind, said)
    with registry.writing() as write:
        who, by = _theirs(write, named, recorded_by)
        set_contacts(write, who.id, {kind: said})
        _tell(write, who, by, "contact.set", kind)
        return who


def erase_contact(registry: Registry, named: str, kind: str, *, recorded_by: str) -> PersonRow:
    """Erase the person's contact of that kind. Raises UnknownPerson, MayNot, NoSuchContact."""
    if kind not in KINDS:
        raise ContactKindUnknown(field="kind", kinds=", ".join(KINDS))
    with registry.writing() as write:
        who, by = _theirs(write, named, recorded_by)
        if kind not in {one.kind for one in contacts_of(write.connection, who.id)}:
            raise NoSuchContact(field="kind", person=who.name)
        gone = delete(Contact).where(Contact.person_id == who.id, Contact.kind == kind)
        write.connection.execute(gone)
        _tell(write, who, by, "contact.erased", kind)
        return who


def erase_left(registry: Registry, *, recorded_by: str | None = None) -> Erasure:
    """Erase the contacts of those who left as many months ago as their province's setting says.

    The chain of each province gets the counts. By hand it is an administrator's to do; by
    itself it happens each day. Raises MayNot.
    """
    by = None if recorded_by is None else _administrator(registry, recorded_by)
    with registry.reading() as connection:
        areas = sorted(_due(connection, registry.today), key=lock_order)
    if not areas:
        return Erasure(0, 0)
    with registry.writing(*areas) as write:
        due = _due(write.connection, write.today)
        counts = [_erase_in(write, area, due[area], by) for area in areas if area in due]
    return Erasure(sum(one.people for one in counts), sum(one.contacts for one in counts))


def export_own_data(registry: Registry, named: str, *, recorded_by: str) -> OwnData:
    """All that the registry holds about a person, for themselves or by who may invite them.

    The audit says that it was handed out, and by whom. Raises UnknownPerson, MayNot.
    """
    with registry.writing() as write:
        who, by = _theirs(write, named, recorded_by, Verb.INVITE)
        _tell(write, who, by, "person.exported")
        return own_data(write.connection, who.id)


def _due(connection: Connection, day: date) -> dict[str, list[int]]:
    """Whose contacts are to go, by the area whose chain says so."""
    found: dict[str, list[int]] = {}
    for one in leavers(connection, day):
        area = province_of((one.area or COUNTRY,))
        months = months_kept(connection, area, day)
        if one.left_on <= day - relativedelta(months=months):
            found.setdefault(area, []).append(one.person)
    return found


def _administrator(registry: Registry, recorded_by: str) -> int:
    with registry.writing() as write:
        return who_may(write, recorded_by, Verb.ADMINISTER, COUNTRY).id


def _erase_in(write: Write, area: str, people: list[int], by: int | None) -> Erasure:
    gone = write.connection.execute(delete(Contact).where(Contact.person_id.in_(people))).rowcount
    body = {"people": len(people), "contacts": gone}
    write.audit(area, "contacts.erased", actor=by, body=body)
    return Erasure(len(people), gone)


def _theirs(
    write: Write, named: str, recorded_by: str, verb: Verb = Verb.LOAD
) -> tuple[PersonRow, PersonRow]:
    """The person, and who records: someone who may do that there, or the person."""
    who = person(write.connection, named, field="person")
    by = person(write.connection, recorded_by, field="recorded_by")
    if by.id != who.id:
        areas = areas_of_person(write.connection, who.id, write.today)
        who_may(write, recorded_by, verb, *areas)
    return who, by


def _tell(
    write: Write, who: PersonRow, by: PersonRow, action: str, kind: str | None = None
) -> None:
    area = province_of(areas_of_person(write.connection, who.id, write.today))
    write.lock(area)
    body = {"person": who.ref} | ({"kind": kind} if kind else {})
    write.audit(area, action, actor=by.id, body=body)


def _refuse_unfit(kind: str, value: str) -> None:
    if kind not in KINDS:
        raise ContactKindUnknown(field="kind", kinds=", ".join(KINDS))
    shape = _PHONE if kind == "phone" else _EMAIL
    digits = re.sub(r"\D", "", value)
    if shape.fullmatch(value) is None or (len(digits) == ID_LENGTH and is_thai_id(digits)):
        raise ContactUnfit(field="value")
