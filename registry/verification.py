"""Verify: whether the registry is what was written, link by link.

Every chain is recomputed, every payload, paper and fact against its digest, every seal against
the links that it covered, every guard against what this release makes. One ordered pass,
streamed.
"""

import hashlib
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from config.clock import bangkok_day
from registry.chain_checks import (
    entry_problems,
    head_problems,
    link_problems,
    seal_problems,
)
from registry.fact_checks import (
    fact_problems,
    overlap_problems,
    superseded_fact_problems,
    supersession_problems,
)
from registry.fact_comparison import compared_since
from registry.ledger import canonical, payload_digest
from registry.models import (
    Blob,
    Document,
    Payload,
    Redaction,
    table_of,
)
from registry.models.guards import NO_OVERLAP, missing
from registry.rows import AnyRow
from registry.soundness import damage
from registry.store import Registry
from registry.verification_problems import ChainsRead, Problem, Tell, problem, untold

BLOBS_AT_A_TIME = 4
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)  # a value is none of its column's
_payload = table_of(Payload)
_blob = table_of(Blob)
_document = table_of(Document)


def verify(registry: Registry, *, expected_head: str | None = None) -> tuple[Problem, ...]:
    """Everything that is not as it was written, none where all is well.

    `expected_head` is the digest of a seal that was kept outside: it has to be among the
    registry's. Reads one state, and may run while others write.
    """
    with registry.reading() as connection:
        return tuple(problems_in(connection, expected_head))


def facts_since(registry: Registry) -> date | None:
    """The day from which on facts were first held against the chains; None: each from its own."""
    with registry.reading() as connection:
        found = compared_since(connection)
    return None if found is None else bangkok_day(found)


def problems_in(
    connection: Connection, expected_head: str | None = None, *, tell: Tell = untold
) -> Iterator[Problem]:
    """The same of the state that the connection sees; `tell` hears how far it is."""
    if (said := damage(connection)) is not None:  # what stands there may not even be read
        yield problem("pages_damaged", None, reason=said)
        return
    for what, check in _checks(connection, ChainsRead(), expected_head, tell):
        try:
            yield from check
        except (DatabaseError, *UNREADABLE) as error:
            if isinstance(error, DatabaseError) and not _is_about_content(error):
                raise
            yield problem("unreadable", None, table=what)
            return  # what was to be compared with it is not known


def _checks(
    connection: Connection, seen: ChainsRead, expected_head: str | None, tell: Tell
) -> Iterator[tuple[str, Iterator[Problem]]]:
    """Every check by the table it reads; those after the chains go by what was seen in them."""
    guards = (problem("guard_missing", None, guard=name) for name in missing(connection))
    yield "trigger", guards
    yield "audit", link_problems(connection, seen, tell=tell)
    yield "chain_head", head_problems(connection, seen)
    yield "entry", entry_problems(connection)
    yield "redaction", redaction_problems(connection, seen)
    yield "seal", seal_problems(connection, seen, expected_head)
    yield "document", paper_problems(connection, seen)
    yield "blob", blob_problems(connection, seen)
    yield "supersession", supersession_problems(connection)
    for rule in NO_OVERLAP:
        yield rule.table, overlap_problems(connection, rule)
    yield "fact", superseded_fact_problems(connection)
    yield "fact", fact_problems(connection, seen)


def _is_about_content(error: DatabaseError) -> bool:
    """Whether the database has something else than a registry holds, and is not merely away."""
    said = str(error.orig).lower()
    # Of PostgreSQL's codes class 42 says that a table or column is not there.
    return str(getattr(error.orig, "sqlstate", "")).startswith("42") or any(
        sign in said for sign in ("decode", "no such", "malformed")
    )


def redaction_problems(connection: Connection, seen: ChainsRead) -> Iterator[Problem]:
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


def _is_named(seen: ChainsRead, redaction: int | None, part: str) -> bool:
    """Whether that tombstone, as its link has it, names the row."""
    return any(one["part"] == part for one in seen.redactions.get(redaction or 0, ()))


def paper_problems(connection: Connection, seen: ChainsRead) -> Iterator[Problem]:
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


def blob_problems(connection: Connection, seen: ChainsRead) -> Iterator[Problem]:
    query = select(
        _blob.c.sha256, _blob.c.size, _blob.c.content, _blob.c.redaction_id
    ).execution_options(yield_per=BLOBS_AT_A_TIME)
    for row in connection.execute(query.order_by(_blob.c.sha256)):
        if row.content is None:
            if not _is_named(seen, row.redaction_id, f"blob/{row.sha256}"):
                yield problem("blob_missing", None, sha256=row.sha256)
        elif (len(row.content), hashlib.sha256(row.content).hexdigest()) != (row.size, row.sha256):
            yield problem("blob_changed", None, sha256=row.sha256)
