"""What is typed and not yet sent: kept for its writer alone, and not for long.

At a gate it is kept by instance and path, in a form of several pages that is no gate's by the
address of its first page.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

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
from registry.rules.findings import Severity
from registry.rules.plain_values import Json, texts
from registry.rules.screening import Net, refuse_identities, screen_answer
from registry.shaped_queries import ShapedQuery
from registry.store import Registry
from registry.transaction import Write

BYTES_AT_MOST = 200_000
SIGNS_AT_MOST = 60_000  # that many of Thai surely fit
_person, _at_gate, _in_form = table_of(Person), table_of(GateDraft), table_of(FormDraft)
_Place: TypeAlias = Mapping[str, int | str]  # the columns that tell where in the table


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


def save_draft(
    registry: Registry, person_id: int, instance_id: int, path: str, answer: Json, *, net: Net
) -> datetime:
    """Keep what the person has typed so far at a gate, in place of what was kept before.

    What only needs a reason is kept, the reason comes with the decision; an identity number
    is not. Raises IdentityNumberInText, DraftTooLong.
    """
    return _save(registry, _at_gate, person_id, _gate(instance_id, path), answer, net)


def save_form_draft(
    registry: Registry, person_id: int, place: str, said: Json, *, net: Net
) -> datetime:
    """The same in a form. Raises IdentityNumberInText, DraftTooLong."""
    return _save(registry, _in_form, person_id, {"place": place}, said, net)


def draft_of(connection: Connection, person_id: int, instance_id: int, path: str) -> Draft | None:
    """What the person had typed at a gate."""
    return _draft(connection, _at_gate, person_id, _gate(instance_id, path))


def form_draft_of(connection: Connection, person_id: int, place: str) -> Draft | None:
    """What the person had typed in a form."""
    return _draft(connection, _in_form, person_id, {"place": place})


def typists_at_gate(
    connection: Connection, person_id: int, instance_id: int, path: str, since: datetime
) -> list[Typist]:
    """Who else has typed at a gate since that instant, the last one first; never what."""
    return _typists(connection, _at_gate, person_id, _gate(instance_id, path), since)


def typists_in_form(
    connection: Connection, person_id: int, place: str, since: datetime
) -> list[Typist]:
    """The same in a form."""
    return _typists(connection, _in_form, person_id, {"place": place}, since)


def drop_draft(registry: Registry, person_id: int, instance_id: int, path: str) -> None:
    """Erase what the person had typed at a gate: it was sent, or is not wanted any more."""
    _drop(registry, _at_gate, person_id, _gate(instance_id, path))


def drop_form_draft(registry: Registry, person_id: int, place: str) -> None:
    """The same in a form."""
    _drop(registry, _in_form, person_id, {"place": place})


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


def _save(
    registry: Registry, table: Table, person_id: int, place: _Place, said: Json, net: Net
) -> datetime:
    body = _body(said, net)
    with registry.writing() as write:
        key, kept = {"person_id": person_id, **place}, {"body": body, "saved_at": write.now}
        again = update(table).filter_by(**key).values(kept)
        if not write.connection.execute(again).rowcount:
            write.connection.execute(insert(table), {**key, **kept})
        return write.now


def _body(answer: Json, net: Net) -> str:
    """What was typed as a draft keeps it. Raises IdentityNumberInText, DraftTooLong."""
    body = json.dumps(answer, ensure_ascii=False)
    if len(body.encode()) > BYTES_AT_MOST:
        longest, text = max(texts(answer), key=lambda one: len(one[1]))
        raise DraftTooLong(field=longest, length=f"{len(text):,}", most=f"{SIGNS_AT_MOST:,}")
    found = screen_answer(answer, net)
    refuse_identities(one for one in found if one.finding.severity is Severity.BLOCK)
    return body


def _draft(connection: Connection, table: Table, person_id: int, place: _Place) -> Draft | None:
    rows = _DRAFT.rows(connection, table, {"person_id": person_id, **place})
    return next((Draft(json.loads(body), saved_at) for body, saved_at in rows), None)


def _there(table: Table) -> list[ColumnElement[bool]]:
    """That a draft lies in that place of the table: a gate's path, a form's address."""
    names = ("instance_id", "path") if table is _at_gate else ("place",)
    return [table.c[name] == bindparam(name) for name in names]


_WRITER = bindparam("person_id", type_=Integer)
_DRAFT: ShapedQuery[Table] = ShapedQuery(
    lambda table: select(table.c.body, table.c.saved_at).where(
        table.c.person_id == _WRITER, *_there(table)
    )
)


def _typists(
    connection: Connection, table: Table, person_id: int, place: _Place, since: datetime
) -> list[Typist]:
    rows = _OTHERS.rows(connection, table, {"person_id": person_id, **place, "since": since})
    return [Typist(written_name(*name), saved_at) for saved_at, *name in rows]


def _others(table: Table) -> Select[*tuple[Any, ...]]:
    who = _person.c
    return (
        select(table.c.saved_at, who.title_th, who.name_th, who.title_en, who.name_en)
        .join(_person, who.id == table.c.person_id)
        .where(*_there(table), table.c.person_id != _WRITER)
        .where(table.c.saved_at >= bindparam("since", type_=Instant))
        .order_by(table.c.saved_at.desc())
    )


_OTHERS: ShapedQuery[Table] = ShapedQuery(_others)


def _drop(registry: Registry, table: Table, person_id: int, place: _Place) -> None:
    with registry.writing() as write:
        gone = delete(table).filter_by(person_id=person_id, **place)
        write.connection.execute(gone)


def _gate(instance_id: int, path: str) -> _Place:
    return {"instance_id": instance_id, "path": path}
