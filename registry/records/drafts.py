"""What is typed and not yet sent: kept for its writer alone, and not for long.

At a gate it is kept by instance and path, in a form of several pages that is no gate's by the
address of its first page.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from config.words import Named
from registry.models import FormDraft, GateDraft, OpenGate, Person, table_of
from registry.models.base import Instant
from registry.queries.people import written_name
from registry.refusals import Refusal
from registry.rules.answer_screening import refuse_identities, screen_answer
from registry.rules.findings import Severity
from registry.rules.plain_values import Json, texts
from registry.rules.screening import Net
from registry.shaped_queries import ShapedQuery
from registry.store import Registry
from registry.transaction import Write

BYTES_AT_MOST = 200_000
SIGNS_AT_MOST = 60_000  # that many of Thai surely fit
_person = table_of(Person)


class DraftTooLong(Refusal):
    """More was typed than a draft holds."""


@dataclass(frozen=True)
class Draft:
    """What was typed, as it was typed, and when it was saved."""

    answer: Json = field(repr=False)
    saved_at: datetime


@dataclass(frozen=True)
class Typist:
    """Somebody who is typing there, and when that was last saved."""

    name: Named
    saved_at: datetime


class GateDraftKey(NamedTuple):
    """Whose draft it is, and at which gate."""

    person_id: int
    instance_id: int
    path: str


class FormDraftKey(NamedTuple):
    """Whose draft it is, and in the form that begins at which address."""

    person_id: int
    place: str


DraftKey: TypeAlias = GateDraftKey | FormDraftKey
_TABLES: dict[type[DraftKey], Table] = {
    GateDraftKey: table_of(GateDraft),
    FormDraftKey: table_of(FormDraft),
}
_PLACE = {table: key._fields[1:] for key, table in _TABLES.items()}  # the columns that tell where


def save_draft(registry: Registry, key: DraftKey, answer: Json, *, net: Net) -> datetime:
    """Keep what the person has typed so far, in place of what was kept before.

    What only needs a reason is kept, the reason comes with the decision; an identity number
    is not. Raises IdentityNumberInText, DraftTooLong.
    """
    table, body = _TABLES[type(key)], _body(answer, net)
    with registry.writing() as write:
        kept = {"body": body, "saved_at": write.now}
        again = update(table).filter_by(**key._asdict()).values(kept)
        if not write.connection.execute(again).rowcount:
            write.connection.execute(insert(table), {**key._asdict(), **kept})
        return write.now


def draft_of(connection: Connection, key: DraftKey) -> Draft | None:
    """What the person had typed there."""
    rows = _DRAFT.rows(connection, _TABLES[type(key)], key._asdict())
    return next((Draft(json.loads(body), saved_at) for body, saved_at in rows), None)


def other_typists(connection: Connection, key: DraftKey, since: datetime) -> list[Typist]:
    """Who else has typed there since that instant, the last one first; never what."""
    rows = _OTHERS.rows(connection, _TABLES[type(key)], {**key._asdict(), "since": since})
    return [Typist(written_name(*name), saved_at) for saved_at, *name in rows]


def drop_draft(registry: Registry, key: DraftKey) -> None:
    """Erase what the person had typed there: it was sent, or is not wanted any more."""
    with registry.writing() as write:
        write.connection.execute(delete(_TABLES[type(key)]).filter_by(**key._asdict()))


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


def forget_form_drafts(write: Write, before: datetime) -> None:
    """Erase drafts of forms that nobody went on with since that instant."""
    write.connection.execute(delete(FormDraft).where(FormDraft.saved_at < before))


def _body(answer: Json, net: Net) -> str:
    """What was typed as a draft keeps it. Raises IdentityNumberInText, DraftTooLong."""
    body = json.dumps(answer, ensure_ascii=False)
    if len(body.encode()) > BYTES_AT_MOST:
        longest, text = max(texts(answer), key=lambda one: len(one[1]))
        raise DraftTooLong(field=longest, length=f"{len(text):,}", most=f"{SIGNS_AT_MOST:,}")
    found = screen_answer(answer, net)
    refuse_identities(one for one in found if one.finding.severity is Severity.BLOCK)
    return body


_WRITER = bindparam("person_id", type_=Integer)


def _there(table: Table) -> list[ColumnElement[bool]]:
    """That a draft lies in that place of the table: at a gate's path, at a form's address."""
    return [table.c[name] == bindparam(name) for name in _PLACE[table]]


def _draft(table: Table) -> Select[*tuple[Any, ...]]:
    draft = table.c
    return select(draft.body, draft.saved_at).where(draft.person_id == _WRITER, *_there(table))


def _others(table: Table) -> Select[*tuple[Any, ...]]:
    draft, who = table.c, _person.c
    return (
        select(draft.saved_at, who.title_th, who.name_th, who.title_en, who.name_en)
        .join(_person, who.id == draft.person_id)
        .where(*_there(table), draft.person_id != _WRITER)
        .where(draft.saved_at >= bindparam("since", type_=Instant))
        .order_by(draft.saved_at.desc())
    )


_DRAFT: ShapedQuery[Table] = ShapedQuery(_draft)
_OTHERS: ShapedQuery[Table] = ShapedQuery(_others)
