"""Verify: whether the registry is what was written, link by link.

Every chain is recomputed, every payload, paper and fact against its digest, every seal against
the links that it covered, every guard against what this release makes. One ordered pass,
streamed.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, text
from sqlalchemy.exc import DatabaseError

from config.clock import bangkok_day
from config.words import Sentence, Value, both
from registry.fact_digests import compared_since, differing, merged
from registry.ledger import GENESIS, canonical, link_digest, payload_digest
from registry.models import (
    Audit,
    Blob,
    ChainHead,
    Document,
    Entry,
    Payload,
    Redaction,
    Supersession,
    table_of,
)
from registry.models.guards import NO_OVERLAP, NoOverlap, fact_classes, missing
from registry.records.documents import KEPT
from registry.records.redactions import AGAIN, TAKEN
from registry.rows import AnyRow
from registry.sealing import SEALED, heads_digest, seal_digest, seals
from registry.soundness import damage
from registry.store import Registry

AT_A_TIME = 1000
BLOBS_AT_A_TIME = 4
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)  # a value is none of its column's
_audit = table_of(Audit)
_entry = table_of(Entry)
_payload = table_of(Payload)
_heads = table_of(ChainHead)
_blob = table_of(Blob)
_document = table_of(Document)
_over = table_of(Supersession)

LINK = [column.name for column in _audit.c if column.name not in ("id", "payload_id", "digest")]
ENTRY = [column.name for column in _entry.c]


@dataclass(frozen=True)
class Problem:
    """Something is not what was written: a stable code, the area if it has one, a sentence."""

    code: str
    area: str | None
    what: Sentence


@dataclass
class Seen:
    """What the pass over the chains keeps for the checks after it. `tails` are last links."""

    tails: dict[str, tuple[int, str]] = field(default_factory=dict)
    links: list[tuple[int, str, int, str]] = field(default_factory=list)
    sealed: list[tuple[int, str]] = field(default_factory=list)
    papers: dict[int, dict[str, Any]] = field(default_factory=dict)
    facts: list[tuple[int, str]] = field(default_factory=list)
    redactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)


def verify(registry: Registry, *, expected_head: str | None = None) -> tuple[Problem, ...]:
    """Everything that is not as it was written, none where all is well.

    `expected_head` is the digest of a seal that was kept outside: it has to be among the
    registry's. Reads one state, and may run while others write.
    """
    with registry.reading() as session:
        return tuple(problems_in(session.connection(), expected_head))


def facts_since(registry: Registry) -> date | None:
    """The day from which on facts were first held against the chains; None: each from its own."""
    with registry.reading() as session:
        found = compared_since(session.connection())
    return None if found is None else bangkok_day(found)


def problems_in(connection: Connection, expected_head: str | None = None) -> Iterator[Problem]:
    """The same of the state that the connection sees."""
    if (said := damage(connection)) is not None:  # what stands there may not even be read
        yield problem("pages_damaged", None, reason=said)
        return
    for what, check in _checks(connection, Seen(), expected_head):
        try:
            yield from check
        except (DatabaseError, *UNREADABLE) as error:
            if isinstance(error, DatabaseError) and not _is_about_content(error):
                raise
            yield problem("unreadable", None, table=what)
            return  # what was to be compared with it is not known


def _checks(
    connection: Connection, seen: Seen, expected_head: str | None
) -> Iterator[tuple[str, Iterator[Problem]]]:
    """Every check by the table it reads; those after the chains go by what was seen in them."""
    guards = (problem("guard_missing", None, guard=name) for name in missing(connection))
    yield "trigger", guards
    yield "audit", _chains(connection, seen)
    yield "chain_head", _head_rows(connection, seen)
    yield "entry", _unlinked(connection)
    yield "redaction", _redactions(connection, seen)
    yield "seal", _seals(connection, seen, expected_head)
    yield "document", _papers(connection, seen)
    yield "blob", _blobs(connection, seen)
    yield "supersession", _superseded(connection)
    for rule in NO_OVERLAP:
        yield rule.table, _overlaps(connection, rule)
    yield "fact", _facts_of_superseded(connection)
    yield "fact", _facts(connection, seen)


def _is_about_content(error: DatabaseError) -> bool:
    """Whether the database has something else than a registry holds, and is not merely away."""
    said = str(error.orig).lower()
    # Of PostgreSQL's codes class 42 says that a table or column is not there.
    return str(getattr(error.orig, "sqlstate", "")).startswith("42") or any(
        sign in said for sign in ("decode", "no such", "malformed")
    )


def problem(code: str, area: str | None, **values: Value) -> Problem:
    """A problem with its sentence, which stands in the catalogues under `problem.<code>`."""
    return Problem(code, area, both(f"problem.{code}", area=area or "", **values))


_OF_ENTRY = {name: f"entry_{name}" for name in ENTRY}
_CHAINS = (
    select(
        *_audit.c,
        *(_entry.c[name].label(label) for name, label in _OF_ENTRY.items() if name != "id"),
        _entry.c.id.label("found_entry"),
        _payload.c.id.label("found_payload"),
        _payload.c.body,
        _payload.c.salt,
    )
    .outerjoin(_entry, _entry.c.id == _audit.c.entry_id)
    .outerjoin(_payload, _payload.c.id == func.coalesce(_entry.c.payload_id, _audit.c.payload_id))
    .order_by(_audit.c.area_code, _audit.c.seq)
    .execution_options(yield_per=AT_A_TIME)
)


def chain_problems(connection: Connection, area: str) -> tuple[Problem, ...]:
    """What is wrong with one area's chain and what it holds, none where it is whole."""
    seen = Seen()
    found = tuple(_chains(connection, seen, area))
    head = select(_heads.c.seq, _heads.c.digest).where(_heads.c.area_code == area)
    last = connection.execute(head).one()
    if tuple(last) != seen.tails.get(area, (0, GENESIS)):
        return (*found, problem("head_changed", area, number=last[0]))
    return found


def _chains(connection: Connection, seen: Seen, only: str | None = None) -> Iterator[Problem]:
    area, seq, digest = "", 0, GENESIS
    query = _CHAINS if only is None else _CHAINS.where(_audit.c.area_code == only)
    for row in connection.execute(query):
        if row.area_code != area:
            area, seq, digest = row.area_code, 0, GENESIS
        if row.seq != seq + 1:
            yield problem("link_missing", area, first=seq + 1, last=row.seq - 1)
        # Over what the link before it says, so that one change is named once.
        elif link_digest(digest, _link(row)) != row.digest:
            yield problem("link_changed", area, number=row.seq)
        odd = tuple(_content(row))
        yield from odd
        seq, digest = row.seq, row.digest
        seen.tails[area] = (seq, digest)
        seen.links.append((row.id, area, seq, digest))
        if row.facts is not None:
            seen.facts.append((row.id, row.facts))
        if not odd:
            _remember(row, seen)


def _link(row: AnyRow) -> dict[str, Any]:
    """What a link's digest is over: its facts only where it has any, as before there were any."""
    found = row._mapping  # noqa: SLF001 — a Row's documented mapping
    return {name: found[name] for name in LINK if name != "facts" or row.facts is not None}


def _content(row: AnyRow) -> Iterator[Problem]:
    """The entry that the link is of, and the payload of either."""
    digest = row.payload_digest
    if row.entry_id is not None:
        if row.found_entry is None:
            yield problem("entry_missing", row.area_code, entry=row.entry_id, number=row.seq)
            return
        if link_digest("", _entry_columns(row)) != digest:
            yield problem("entry_changed", row.area_code, entry=row.entry_id)
        digest = row.entry_payload_digest
    if row.found_payload is None:
        yield problem("payload_missing", row.area_code, number=row.seq)
    # A redaction destroyed the salt; the digest in the link stays, and stays chained.
    elif row.salt is not None and payload_digest(row.salt, row.body) != digest:
        yield problem("payload_changed", row.area_code, number=row.seq)


def _entry_columns(row: AnyRow) -> dict[str, Any]:
    found = row._mapping  # noqa: SLF001 — a Row's documented mapping
    return {n: found["found_entry" if n == "id" else label] for n, label in _OF_ENTRY.items()}


def _remember(row: AnyRow, seen: Seen) -> None:
    if row.action not in (SEALED, KEPT, TAKEN, AGAIN) or row.salt is None:
        return
    body = json.loads(row.body)
    if row.action == SEALED:
        seen.sealed.append((row.id, body["digest"]))
    elif row.action in (TAKEN, AGAIN):
        seen.redactions[body["redaction"]] = body["targets"]
    else:
        seen.papers[body["document"]] = body


def _head_rows(connection: Connection, seen: Seen) -> Iterator[Problem]:
    tails = dict(seen.tails)
    for area, seq, digest in connection.execute(
        select(_heads.c.area_code, _heads.c.seq, _heads.c.digest).order_by(_heads.c.area_code)
    ):
        if (seq, digest) != tails.pop(area, (0, GENESIS)):
            yield problem("head_changed", area, number=seq)
    for area in sorted(tails):
        yield problem("head_missing", area)


def _unlinked(connection: Connection) -> Iterator[Problem]:
    """What nobody's chain knows of: put in beside the registry."""
    entries = (
        select(_entry.c.id)
        .outerjoin(_audit, _audit.c.entry_id == _entry.c.id)
        .where(_audit.c.id.is_(None))
        .order_by(_entry.c.id)
    )
    for entry_id in connection.scalars(entries):
        yield problem("entry_unlinked", None, entry=entry_id)


def _redactions(connection: Connection, seen: Seen) -> Iterator[Problem]:
    """Each tombstone is what its link says, and nothing is redacted that none names."""
    redaction = table_of(Redaction)
    tombstones = select(redaction.c.id, redaction.c.targets).order_by(redaction.c.id)
    for row in connection.execute(tombstones):
        if row.id not in seen.redactions or canonical(seen.redactions[row.id]) != row.targets:
            yield problem("redaction_unlinked", None, redaction=row.id)
    gone = select(_payload.c.id, _payload.c.redaction_id).where(_payload.c.salt.is_(None))
    for row in connection.execute(gone.order_by(_payload.c.id)):
        if not _is_named(seen, row.redaction_id, f"payload/{row.id}"):
            yield problem("redaction_missing", None, payload=row.id)


def _is_named(seen: Seen, redaction: int | None, part: str) -> bool:
    """Whether that tombstone, as its link has it, names the row."""
    return any(one["part"] == part for one in seen.redactions.get(redaction or 0, ()))


def _seals(connection: Connection, seen: Seen, expected_head: str | None) -> Iterator[Problem]:
    made = seals(connection)
    if expected_head is not None and expected_head not in {row.digest for row in made}:
        yield problem("seal_not_expected", None, digest=expected_head)
    told = sorted(seen.sealed)
    if [row.digest for row in made] != [digest for _, digest in told]:
        yield problem("seal_chain", None)
        return
    links, tails, at, previous = sorted(seen.links), {}, 0, GENESIS
    for row, (own_link, _) in zip(made, told, strict=True):
        while at < len(links) and links[at][0] < own_link:
            _, area, seq, digest = links[at]
            tails[area] = (seq, digest)
            at += 1
        covered = [(area, seq, digest) for area, (seq, digest) in tails.items()]
        if (row.heads, row.heads_digest) != (len(covered), heads_digest(covered)):
            yield problem("seal_heads", None, day=row.day)
        if row.digest != seal_digest(previous, row):
            yield problem("seal_changed", None, day=row.day)
        previous = row.digest


def _facts(connection: Connection, seen: Seen) -> Iterator[Problem]:
    """Every row of facts is what the newest link that tells of it says."""
    for odd in differing(connection, merged(told for _, told in sorted(seen.facts))):
        yield problem(odd.code, None, table=odd.table, row=odd.key)


def _papers(connection: Connection, seen: Seen) -> Iterator[Problem]:
    """Each document is what its link says it is, and so are the facts it was rendered from."""
    query = select(
        _document.c.id,
        _document.c.district_code,
        _document.c.sha256,
        _document.c.content_hash,
        _document.c.facts_id,
        _payload.c.id.label("found"),
        _payload.c.body,
        _payload.c.salt,
    ).outerjoin(_payload, _payload.c.id == _document.c.facts_id)
    papers = dict(seen.papers)
    for row in connection.execute(query.order_by(_document.c.id)):
        said = papers.pop(row.id, None)
        if said is None:
            yield problem("document_unlinked", row.district_code, document=row.id)
            continue
        if (row.sha256, row.content_hash) != (said["sha256"], said["content_hash"]):
            yield problem("document_changed", row.district_code, document=row.id)
        if (row.found is None) != (said["facts"] is None) or _altered(row, said["facts"]):
            yield problem("document_facts", row.district_code, document=row.id)
    for document in sorted(papers):
        yield problem("document_missing", None, document=document)


def _altered(row: AnyRow, digest: str | None) -> bool:
    return row.salt is not None and payload_digest(row.salt, row.body) != digest


def _blobs(connection: Connection, seen: Seen) -> Iterator[Problem]:
    query = select(
        _blob.c.sha256, _blob.c.size, _blob.c.content, _blob.c.redaction_id
    ).execution_options(yield_per=BLOBS_AT_A_TIME)
    for row in connection.execute(query.order_by(_blob.c.sha256)):
        if row.content is None:
            if not _is_named(seen, row.redaction_id, f"blob/{row.sha256}"):
                yield problem("blob_missing", None, sha256=row.sha256)
        elif (len(row.content), hashlib.sha256(row.content).hexdigest()) != (row.size, row.sha256):
            yield problem("blob_changed", None, sha256=row.sha256)


def _superseded(connection: Connection) -> Iterator[Problem]:
    """An entry is superseded by a later one of its own journal; one that says so, has done so."""
    by = _entry.alias("by_entry")
    odd = (
        select(_over.c.entry_id)
        .outerjoin(_entry, _entry.c.id == _over.c.entry_id)
        .outerjoin(by, by.c.id == _over.c.by_id)
        .where(
            or_(
                _entry.c.id.is_(None),
                by.c.id.is_(None),
                by.c.instance_id != _entry.c.instance_id,
                by.c.seq <= _entry.c.seq,
            )
        )
        .order_by(_over.c.entry_id)
    )
    for entry_id in connection.scalars(odd):
        yield problem("superseded_oddly", None, entry=entry_id)
    over = {row.entry_id: row.by_id for row in connection.execute(select(_over))}
    undoing = (
        select(_entry.c.id, _payload.c.body)
        .join(_payload, _payload.c.id == _entry.c.payload_id)
        .where(_entry.c.kind.in_(("withdrawal", "superseding")))
        .order_by(_entry.c.id)
    )
    for row in connection.execute(undoing):
        for entry_id in json.loads(row.body).get("entries", ()):
            if over.get(entry_id) != row.id:
                yield problem("superseded_missing", None, entry=entry_id, by=row.id)


def _overlaps(connection: Connection, rule: NoOverlap) -> Iterator[Problem]:
    """Sorted by their start, two rows overlap somewhere if two neighbours do."""
    keys = ", ".join(rule.keys)
    query = text(
        f"SELECT {keys}, id, valid_from, valid_to FROM {rule.table}"  # noqa: S608 — names of our own
        f" WHERE superseded_at IS NULL AND {rule.where} ORDER BY {keys}, valid_from, id"
    )
    before: AnyRow | None = None
    for row in connection.execute(query):
        if before is not None and before[: len(rule.keys)] == row[: len(rule.keys)]:
            _, _, stop = before[-3:]
            if stop is None or _day(row.valid_from) < _day(stop):
                yield problem(
                    "facts_overlap", None, table=rule.table, first=before.id, second=row.id
                )
        before = row


def _day(value: date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _facts_of_superseded(connection: Connection) -> Iterator[Problem]:
    """A fact is superseded with the entry that wrote it."""
    for fact in fact_classes():
        living = (
            select(fact.id, fact.entry_id)
            .join(_over, _over.c.entry_id == fact.entry_id)
            .where(fact.superseded_at.is_(None))
            .order_by(fact.id)
        )
        for row in connection.execute(living):
            table = str(fact.__table__)  # type: ignore[attr-defined]
            yield problem("fact_outlives_entry", None, table=table, row=row.id, entry=row.entry_id)
        backwards = select(fact.id).where(
            or_(
                and_(fact.superseded_by.is_not(None), fact.superseded_at.is_(None)),
                fact.superseded_at < fact.recorded_at,
            )
        )
        for row_id in connection.scalars(backwards.order_by(fact.id)):
            table = str(fact.__table__)  # type: ignore[attr-defined]
            yield problem("fact_superseded_oddly", None, table=table, row=row_id)
