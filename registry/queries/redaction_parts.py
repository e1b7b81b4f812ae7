"""The parts of a redaction: of an entry, of a paper, and what stands in each of them now."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from registry.ledger import fingerprint
from registry.models import (
    Audit,
    Blob,
    Document,
    EffectRequest,
    Entry,
    Instance,
    OpenGate,
    Payload,
    table_of,
)
from registry.queries.recorded_history import EVENT, OF_EVENTS, digest_of_history, part_of_history
from registry.rows import AnyRow
from registry.rules.plain_values import Json
from registry.rules.redaction import TEXT_MARK, Path, RedactionPart, at

LAST_ERROR: Path = ("last_error",)
INPUTS = "inputs"
PACK = "meeting_pack"  # its facts name the papers that it holds
FILE: Path = ("file",)  # a scan's name, as the form of an old committee lists it
_audit, _entry, _payload = table_of(Audit), table_of(Entry), table_of(Payload)
_instance, _document, _gate = table_of(Instance), table_of(Document), table_of(OpenGate)
_effect, _blob = table_of(EffectRequest), table_of(Blob)

OF_ENTRIES = (
    select(
        _payload.c.id,
        _payload.c.body,
        _entry.c.payload_digest,
        _entry.c.instance_id,
        _entry.c.id.label("entry_id"),
    )
    .join(_entry, _entry.c.payload_id == _payload.c.id)
    .join(_instance, _instance.c.id == _entry.c.instance_id)
    .order_by(_payload.c.id)
)
OF_PAPERS = (
    select(
        _payload.c.id,
        _payload.c.body,
        _document.c.content_hash,
        _document.c.id.label("document_id"),
        _document.c.sha256,
    )
    .join(_document, _document.c.facts_id == _payload.c.id)
    .order_by(_payload.c.id, _document.c.id)
)


def entry_part(connection: Connection, entry_id: int, fields: Collection[Path]) -> RedactionPart:
    """The part that takes these fields out of a journal entry."""
    row = connection.execute(OF_ENTRIES.where(_entry.c.id == entry_id)).one()
    return entry_part_of_row(row, fields)


def entry_part_of_row(row: AnyRow, fields: Collection[Path]) -> RedactionPart:
    """The same of a row of `OF_ENTRIES`."""
    return RedactionPart(
        kind="payload",
        ref=str(row.id),
        digest=row.payload_digest,
        fields=tuple(fields),
        instance=row.instance_id,
        entry=row.entry_id,
    )


def paper_parts(connection: Connection, sha256: str) -> Iterator[RedactionPart]:
    """The bytes, and the name of every paper that has them; and each pack that it went in."""
    papers = connection.execute(
        select(_document.c.id, _document.c.instance_id, _document.c.district_code)
        .where(_document.c.sha256 == sha256)
        .order_by(_document.c.id)
    ).all()
    first = papers[0]
    yield RedactionPart(
        kind="blob", ref=sha256, digest=sha256, instance=first.instance_id, document=first.id
    )
    for row in papers:
        yield name_part(row.id, sha256, row.instance_id)
    listed = OF_EVENTS.where(EVENT.c.document_id.in_([row.id for row in papers]))
    for row in connection.execute(listed).all():
        if isinstance(at(json.loads(row.body), FILE), str):
            yield part_of_history(row, (FILE,))
    for pack in _packs_with(connection, first.district_code, {row.id for row in papers}):
        yield from paper_parts(connection, pack)


def _packs_with(connection: Connection, area: str, papers: Collection[int]) -> Iterator[str]:
    """The packs of meetings in which one of the papers was sent, by their bytes."""
    query = OF_PAPERS.where(_document.c.district_code == area, _document.c.kind == PACK)
    for row in connection.execute(query).all():
        if any(part["document"] in papers for part in json.loads(row.body)["parts"]):
            yield row.sha256


def papers_saying(
    connection: Connection, parts: Iterable[RedactionPart]
) -> Iterator[RedactionPart]:
    """The parts; behind the facts of a paper, the paper itself: it was rendered from them.

    Facts that stand in several papers are a part for each: `merged` would name the first alone.
    """
    for part in parts:
        yield part
        if part.kind == "payload" and part.document is not None:
            paper = select(_document.c.sha256).where(_document.c.id == part.document)
            yield from paper_parts(connection, str(connection.scalar(paper)))


def gate_digest(row: AnyRow) -> str:
    """What a gate's note is known by: the registry holds no digest of it."""
    return fingerprint([row.instance_id, row.path, row.opened_at.isoformat()])


def name_part(document: int, sha256: str, instance: int | None) -> RedactionPart:
    """The part that takes the name of a paper's file."""
    return RedactionPart(
        kind="file_name", ref=str(document), digest=sha256, instance=instance, document=document
    )


def texts_of(connection: Connection, part: RedactionPart) -> tuple[str, ...]:
    """What stands there now and would be taken; of bytes nothing is told."""
    match part.kind:
        case "payload" | "register":
            body = payload_body(connection, part)
            said = [at(body, path) for path in part.fields]
        case "file_name":
            said = [_one(connection, select(_document.c.file_name), _document.c.id, part)]
        case "note":
            said = [_one(connection, select(_gate.c.note), _gate.c.id, part)]
        case "effect":
            said = _of_effect(connection, part)
        case "blob":
            said = []
    # A file's name keeps its ending after the mark.
    return tuple(one for one in said if isinstance(one, str) and not one.startswith(TEXT_MARK))


def payload_body(connection: Connection, part: RedactionPart) -> Json:
    """The JSON of a payload, None where there is none of that number."""
    text = _one(connection, select(_payload.c.body), _payload.c.id, part)
    return None if text is None else json.loads(text)


def _of_effect(connection: Connection, part: RedactionPart) -> list[Json]:
    row = connection.execute(select(_effect).where(_effect.c.id == int(part.ref))).first()
    if row is None:
        return []
    inputs: Json = {INPUTS: json.loads(row.inputs), "last_error": row.last_error}
    return [at(inputs, path) for path in part.fields]


def _one(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    column: ColumnElement[int],
    part: RedactionPart,
) -> str | None:
    found: str | None = connection.scalar(query.where(column == int(part.ref)))
    return found


def still_stands(connection: Connection, part: RedactionPart) -> bool:
    """Whether the very thing is there, by its digest, and not all of it is taken yet."""
    if part.kind == "blob":
        held = select(_blob.c.sha256).where(
            _blob.c.sha256 == part.ref, _blob.c.content.is_not(None)
        )
        return connection.scalar(held) is not None
    return _digest(connection, part) == part.digest and bool(texts_of(connection, part))


def _digest(connection: Connection, part: RedactionPart) -> str | None:
    """The digest that the registry holds of the row of that number."""
    number = int(part.ref)
    match part.kind:
        case "register":
            return digest_of_history(connection, number)
        case "payload":
            queries = (
                select(_entry.c.payload_digest).where(_entry.c.payload_id == number),
                select(_audit.c.payload_digest).where(_audit.c.payload_id == number),
                select(_document.c.content_hash)  # a part bears that of the first of its papers
                .where(_document.c.facts_id == number)
                .order_by(_document.c.id),
            )
            found = (connection.scalar(query) for query in queries)
            digest = next((one for one in found if one is not None), None)
            return digest or digest_of_history(connection, number)
        case "file_name":
            return connection.scalar(select(_document.c.sha256).where(_document.c.id == number))
        case "note":
            row = connection.execute(select(_gate).where(_gate.c.id == number)).first()
            return None if row is None else gate_digest(row)
        case _:
            return connection.scalar(select(_effect.c.fingerprint).where(_effect.c.id == number))
