"""Redactions recorded: asked for, refused, or carried out with their tombstone."""

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from sqlalchemy import Connection, delete, select, update

from registry.fact_digests import add, tell_payload
from registry.ledger import canonical, new_salt, payload_digest
from registry.models import (
    Blob,
    Document,
    EffectRequest,
    FormDraft,
    GateDraft,
    OpenGate,
    Payload,
    Redaction,
    RedactionRequest,
    table_of,
)
from registry.queries.redaction_parts import INPUTS, texts_of
from registry.queries.redactions import RequestRow
from registry.records.acts_of_two import SecondAnswer, answer, ask
from registry.records.kept_answers import redact_answers
from registry.records.plan_working import redact_working_rows
from registry.rules.plain_values import Json
from registry.rules.redaction import TEXT_MARK, RedactionPart, blanked, copies, texted, wholes
from registry.transaction import Write

ASKED, REFUSED = "redaction.asked", "redaction.refused"
TAKEN, AGAIN = "redaction.taken", "redaction.again"  # the links that `verify` reads
_payload, _blob, _document = table_of(Payload), table_of(Blob), table_of(Document)
_effect, _gate = table_of(EffectRequest), table_of(OpenGate)
_draft, _form_draft = table_of(GateDraft), table_of(FormDraft)
_request = table_of(RedactionRequest)


def ask_for(
    write: Write,
    area: str,
    instance: int | None,
    *,
    first: int,
    reason: str,
    parts: Sequence[RedactionPart],
    sought: Iterable[RedactionPart],
    with_copies: bool,
) -> int:
    """Record what is asked for, and which fields of it were named. Answers its number."""
    fields = {part.key: part.fields for part in sought}
    told = canonical(
        [part.model_dump(mode="json") | {"sought": fields.get(part.key, ())} for part in parts]
    )
    number = ask(
        write, _request, area, instance, first=first, reason=reason,
        parts=told, with_copies=with_copies,
    )  # fmt: skip
    write.audit(area, ASKED, actor=first, body={"request": number, "targets": named(parts)})
    return number


def answer_request(write: Write, asked: RequestRow, said: SecondAnswer) -> None:
    """The second person confirmed it, or refused: then nothing is taken."""
    answer(write, _request, asked.number, said)
    if not said.confirmed:
        write.audit(asked.area, REFUSED, actor=said.second, body=said.told(request=asked.number))


def take_out(
    write: Write,
    area: str,
    parts: Sequence[RedactionPart],
    *,
    first: int,
    second: int,
    reason: str,
    sought: Iterable[RedactionPart] = (),
) -> None:
    """Destroy the texts, bytes and salts, and leave a tombstone.

    What people have typed and not yet sent goes too where it says the same (`texts_sought`).
    """
    texts = {*texts_sought(write.connection, parts, sought)}
    redaction = bury(write, parts, first=first, second=second, reason=reason, at=write.now)
    redact_drafts(write.connection, texts)
    redact_answers(write.connection, texts)
    redact_working_rows(write.connection, texts)
    body: Json = {"redaction": redaction, "targets": named(parts)}
    write.audit(area, TAKEN, actor=second, body=body)


def texts_sought(
    connection: Connection, parts: Iterable[RedactionPart], sought: Iterable[RedactionPart]
) -> frozenset[str]:
    """What is looked for: all that fields `sought` say, and of the rest what is no part of more."""
    said = {text for part in parts for text in texts_of(connection, part)}
    return wholes(said) | {text for part in sought for text in texts_of(connection, part)}


def bury(
    write: Write,
    parts: Sequence[RedactionPart],
    *,
    first: int,
    second: int,
    reason: str,
    at: object,
) -> int:
    """The tombstone, and all that lies under it destroyed."""
    overwrite_what_is_freed(write.connection)
    write.kept.takes_texts_out = True
    row = {
        "first_person": first,
        "second_person": second,
        "reason": reason,
        "targets": canonical(named(parts)),
        "recorded_at": at,
    }
    redaction = add(write, table_of(Redaction), row)
    for part in parts:
        _destroy(write, redaction, part)
    return redaction


def named(parts: Iterable[RedactionPart]) -> list[Json]:
    """The parts as a tombstone names them: rows, fields and digests, never a text."""
    return [{"part": part.key, **part.model_dump(mode="json")} for part in parts]


def overwrite_what_is_freed(connection: Connection) -> None:
    """SQLite would leave the old bytes in the file until something else needs the place."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _destroy(write: Write, redaction: int, part: RedactionPart) -> None:
    connection = write.connection
    match part.kind:
        case "payload" | "register":
            _destroy_payload(write, redaction, part)
        case "blob":
            gone = {"content": None, "redaction_id": redaction}
            connection.execute(update(_blob).where(_blob.c.sha256 == part.ref).values(gone))
        case "file_name":
            _rename(connection, int(part.ref))
        case "note":
            mine = _gate.c.id == int(part.ref)
            connection.execute(update(_gate).where(mine).values(note=TEXT_MARK))
        case "effect":
            _blank_effect(connection, part)


def _destroy_payload(write: Write, redaction: int, part: RedactionPart) -> None:
    """What is left has a salt and a digest of its own: it is covered as the whole was."""
    mine = _payload.c.id == int(part.ref)
    body = write.connection.scalars(select(_payload.c.body).where(mine)).one()
    left, salt = canonical(blanked(json.loads(body), part.fields)), new_salt()
    gone = {"body": left, "salt": None, "redaction_id": redaction, "left_salt": salt}
    write.connection.execute(update(_payload).where(mine).values(gone))
    tell_payload(write, int(part.ref), payload_digest(salt, left))


def _rename(connection: Connection, document: int) -> None:
    mine = _document.c.id == document
    name = connection.scalars(select(_document.c.file_name).where(mine)).one()
    left = TEXT_MARK + PurePath(name).suffix
    connection.execute(update(_document).where(mine).values(file_name=left))


def _blank_effect(connection: Connection, part: RedactionPart) -> None:
    mine = _effect.c.id == int(part.ref)
    row = connection.execute(select(_effect.c.inputs, _effect.c.last_error).where(mine)).one()
    left = texted({INPUTS: json.loads(row.inputs), "last_error": row.last_error}, part.fields)
    assert isinstance(left, dict)  # noqa: S101 — narrows for the type checker
    values = {"inputs": canonical(left[INPUTS]), "last_error": left["last_error"]}
    connection.execute(update(_effect).where(mine).values(values))


def redact_drafts(connection: Connection, texts: set[str] | None = None) -> None:
    """Drop what was typed and not sent, where it says one of the texts; None: all of it."""
    for draft in (_draft, _form_draft):
        rows = connection.execute(select(draft.c.id, draft.c.body)).all()
        gone = [row.id for row in rows if texts is None or copies(json.loads(row.body), texts)]
        connection.execute(delete(draft).where(draft.c.id.in_(gone)))
