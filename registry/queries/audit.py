"""The audit as people read it: links of the chains, attempts, what a province has verified."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, or_, select

from config.words import Named
from registry.models import Assignment, Attempt, Audit, Entry, Holding, Office, Payload, Person
from registry.queries.areas import within
from registry.queries.people import written_name
from registry.queries.person_records import records_of, records_of_several, survivor
from registry.rows import columns_of, every, one
from registry.rules.plain_values import Json
from registry.transaction import COUNTRY


@dataclass(frozen=True)
class LinkRow:
    """One link of an area's chain: who did what, when; `instance` where a journal tells more."""

    id: int
    area: str
    seq: int
    at: datetime
    actor: int | None
    account: str
    action: str
    instance: int | None
    entry: int | None
    kind: str | None
    gate: str | None
    digest: str


@dataclass(frozen=True)
class AttemptRow:
    """A refusal, a download, an export: who, at what, with what code; never what was typed."""

    id: int
    at: datetime
    actor: str
    account: str
    target: str
    code: str


_LINKS = (
    select(
        *columns_of(LinkRow, Audit, instance=Entry.instance_id, kind=Entry.kind, gate=Entry.gate)
    )
    .outerjoin(Entry, Entry.id == Audit.entry_id)
    .order_by(Audit.id.desc())
)
_ATTEMPTS = select(*columns_of(AttemptRow, Attempt)).order_by(Attempt.id.desc())


def links(
    connection: Connection,
    areas: Iterable[str],
    *,
    by: int | None = None,
    before: int | None = None,
    most: int = 50,
) -> list[LinkRow]:
    """The newest links of the areas and what lies in them, older than link `before`.

    With `by` those of a person, under whichever of their records.
    """
    query = _LINKS.where(within(Audit.area_code, areas)).limit(most)
    if by is not None:
        query = query.where(Audit.actor.in_(records_of(by)))
    if before is not None:
        query = query.where(Audit.id < before)
    return every(LinkRow, connection.execute(query))


def recorded_since(
    connection: Connection, district: str, since: datetime, *, but_by: int, most: int
) -> list[LinkRow]:
    """What people other than that one recorded of the district after the instant, newest first."""
    query = _LINKS.where(
        Audit.area_code == district,
        Audit.at > since,
        Audit.actor.is_not(None),
        Audit.actor.not_in(records_of(but_by)),
    )
    return every(LinkRow, connection.execute(query.limit(most)))


def attempts(
    connection: Connection, areas: Iterable[str], *, before: int | None = None, most: int = 50
) -> list[AttemptRow]:
    """The newest attempts of people who have, or had, to do with the areas.

    Of the country: all of them, those of people nobody knows among them.
    """
    areas = tuple(areas)
    query = _ATTEMPTS.limit(most)
    if COUNTRY not in areas:
        query = query.where(Attempt.actor.in_(_people_of(areas)))
    if before is not None:
        query = query.where(Attempt.id < before)
    return every(AttemptRow, connection.execute(query))


def _people_of(areas: tuple[str, ...]) -> Select[str]:
    """The references of all records of these people: an attempt keeps the one it was made by."""
    held = (
        select(survivor(Holding.person_id))
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .where(within(Office.area_code, areas))
    )
    given = (
        select(survivor(Assignment.person_id))
        .select_from(Assignment)
        .where(within(Assignment.area_code, areas))
    )
    people = select(Person.id).where(or_(Person.id.in_(held), Person.id.in_(given)))
    return select(Person.ref).where(Person.id.in_(records_of_several(people)))


@dataclass(frozen=True)
class LinkBody:
    """What a link of its own says; None for the body that was redacted. Journal links have none."""

    link: LinkRow
    body: Json


def last_recorded(connection: Connection) -> datetime:
    """When something was recorded last. A registry that was made has recorded that."""
    return connection.execute(select(Audit.at).order_by(Audit.id.desc()).limit(1)).scalar_one()


def link(connection: Connection, number: int) -> LinkBody | None:
    """The link of that number with what it says, None where there is none."""
    found = one(LinkRow, connection.execute(_LINKS.where(Audit.id == number)).first())
    if found is None:
        return None
    kept = select(Payload.body, Payload.redaction_id).join(Audit, Audit.payload_id == Payload.id)
    body = connection.execute(kept.where(Audit.id == number)).first()
    if body is None or body[1] is not None:
        return LinkBody(found, None)
    return LinkBody(found, json.loads(body[0]))


ACTIONS = ("setting.verified", "legal.verified")


@dataclass(frozen=True)
class Verification:
    """The last time that something was verified. `against` is empty where nothing was said."""

    by: Named
    at: datetime
    against: str


def verifications(
    connection: Connection, area: str, known: datetime | None = None
) -> dict[str, Verification]:
    """By key, of settings and legal bases alike; the last one of each."""
    query = (
        select(
            Payload.body, Audit.at, Person.title_th, Person.name_th, Person.title_en,
            Person.name_en,
        )
        .join(Payload, Payload.id == Audit.payload_id)
        .join(Person, Person.id == Audit.actor)
        .where(Audit.area_code == area, Audit.action.in_(ACTIONS))
        .order_by(Audit.id)
    )  # fmt: skip
    if known is not None:
        query = query.where(Audit.at <= known)
    found: dict[str, Verification] = {}
    for body, at, *name in connection.execute(query):
        said = json.loads(body) if body else {}
        if "key" in said:
            found[said["key"]] = Verification(written_name(*name), at, said.get("against", ""))
    return found
