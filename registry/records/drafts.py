"""What is typed at a gate and not yet sent: kept for its writer alone, and not for long."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from config.words import Named
from registry.models import GateDraft, OpenGate, Person
from registry.queries.people import written_name
from registry.refusals import Refusal
from registry.rules.findings import Severity
from registry.rules.plain_values import Json, texts
from registry.rules.screening import Net, refuse_identities, screen_answer
from registry.store import Registry
from registry.transaction import Write

BYTES_AT_MOST = 200_000
SIGNS_AT_MOST = 60_000  # that many of Thai surely fit


class DraftTooLong(Refusal):
    """More was typed than a draft holds."""


@dataclass(frozen=True)
class Draft:
    """What was typed, as it was typed, and when it was saved."""

    answer: Json = field(repr=False)
    saved_at: datetime


@dataclass(frozen=True)
class Typist:
    """Somebody who is typing at a gate, and when that was last saved."""

    name: Named
    saved_at: datetime


def save_draft(
    registry: Registry, person_id: int, instance_id: int, path: str, answer: Json, *, net: Net
) -> datetime:
    """Keep what the person has typed so far, in place of what was kept before.

    What only needs a reason is kept, the reason comes with the decision; an identity number
    is not. Raises IdentityNumberInText, DraftTooLong.
    """
    body = draft_body(answer, net)
    with registry.writing() as write:
        key = {"person_id": person_id, "instance_id": instance_id, "path": path}
        kept = {"body": body, "saved_at": write.now}
        again = update(GateDraft).where(*_its(person_id, instance_id, path)).values(kept)
        if not write.connection.execute(again).rowcount:
            write.connection.execute(insert(GateDraft), {**key, **kept})
        return write.now


def draft_body(answer: Json, net: Net) -> str:
    """What was typed as a draft keeps it. Raises IdentityNumberInText, DraftTooLong."""
    body = json.dumps(answer, ensure_ascii=False)
    if len(body.encode()) > BYTES_AT_MOST:
        longest, text = max(texts(answer), key=lambda one: len(one[1]))
        raise DraftTooLong(field=longest, length=f"{len(text):,}", most=f"{SIGNS_AT_MOST:,}")
    found = screen_answer(answer, net)
    refuse_identities(one for one in found if one.finding.severity is Severity.BLOCK)
    return body


def draft_of(connection: Connection, person_id: int, instance_id: int, path: str) -> Draft | None:
    """What the person had typed there."""
    query = select(GateDraft.body, GateDraft.saved_at)
    row = connection.execute(query.where(*_its(person_id, instance_id, path))).first()
    return None if row is None else Draft(json.loads(row[0]), row[1])


def typing_too(
    connection: Connection, person_id: int, instance_id: int, path: str, since: datetime
) -> list[Typist]:
    """Who else has typed there since that instant, the last one first; never what they typed."""
    name = (Person.title_th, Person.name_th, Person.title_en, Person.name_en)
    query = (
        select(GateDraft.saved_at, *name)
        .join(Person, Person.id == GateDraft.person_id)
        .where(GateDraft.instance_id == instance_id, GateDraft.path == path)
        .where(GateDraft.person_id != person_id, GateDraft.saved_at >= since)
        .order_by(GateDraft.saved_at.desc())
    )
    return [Typist(written_name(*row[1:]), row[0]) for row in connection.execute(query)]


def drop_draft(registry: Registry, person_id: int, instance_id: int, path: str) -> None:
    """Erase what the person had typed there: it was sent, or is not wanted any more."""
    with registry.writing() as write:
        write.connection.execute(delete(GateDraft).where(*_its(person_id, instance_id, path)))


def forget_drafts(write: Write, before: datetime) -> None:
    """Erase drafts saved before that instant at gates that are open no more.

    Until then the writer finds again what they had typed when another was first.
    """
    still_open = (
        select(OpenGate.id)
        .where(OpenGate.instance_id == GateDraft.instance_id, OpenGate.path == GateDraft.path)
        .where(OpenGate.status == "open")
    )
    gone = delete(GateDraft).where(GateDraft.saved_at < before, ~still_open.exists())
    write.connection.execute(gone)


def _its(person_id: int, instance_id: int, path: str) -> tuple[ColumnElement[bool], ...]:
    return (
        GateDraft.person_id == person_id,
        GateDraft.instance_id == instance_id,
        GateDraft.path == path,
    )
