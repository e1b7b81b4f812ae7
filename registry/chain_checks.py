"""Whether the chains are whole: their links, their heads, their entries, their seals."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from config.words import both
from registry.ledger import GENESIS, link_digest, payload_digest
from registry.models import (
    Audit,
    ChainHead,
    Entry,
    Payload,
    table_of,
)
from registry.records.filing import KEPT
from registry.records.redactions import AGAIN, TAKEN
from registry.rows import AnyRow
from registry.seals import SEALED, heads_digest, seal_digest, seals
from registry.verification_problems import ChainsRead, Problem, Tell, problem, untold

_payload = table_of(Payload)

AT_A_TIME = 1000
LINKS_TOLD = 20_000  # after so many it is told how far the chains are looked at


_audit = table_of(Audit)
_entry = table_of(Entry)


_heads = table_of(ChainHead)


LINK = [
    str(column.name) for column in _audit.c if column.name not in ("id", "payload_id", "digest")
]
ENTRY = [str(column.name) for column in _entry.c]


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
    seen = ChainsRead()
    found = tuple(link_problems(connection, seen, area))
    head = select(_heads.c.seq, _heads.c.digest).where(_heads.c.area_code == area)
    last = connection.execute(head).one()
    if tuple(last) != seen.tails.get(area, (0, GENESIS)):
        return (*found, problem("head_changed", area, number=last[0]))
    return found


def link_problems(
    connection: Connection,
    seen: ChainsRead,
    only: str | None = None,
    tell: Tell = untold,
) -> Iterator[Problem]:
    """What is wrong with the chains, or one area's; `tell` hears how many links were looked at."""
    area, seq, digest = "", 0, GENESIS
    query = _CHAINS if only is None else _CHAINS.where(_audit.c.area_code == only)
    total = connection.scalar(select(func.count(_audit.c.id))) if only is None else 0
    for done, row in enumerate(connection.execute(query), start=1):
        if done % LINKS_TOLD == 0:
            tell(both("verify.links", done=done, total=total))
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


def _remember(row: AnyRow, seen: ChainsRead) -> None:
    if row.action not in (SEALED, KEPT, TAKEN, AGAIN) or row.salt is None:
        return
    body = json.loads(row.body)
    if row.action == SEALED:
        seen.sealed.append((row.id, body["digest"]))
    elif row.action in (TAKEN, AGAIN):
        seen.redactions[body["redaction"]] = body["targets"]
    else:
        seen.papers[body["document"]] = body


def head_problems(connection: Connection, seen: ChainsRead) -> Iterator[Problem]:
    tails = dict(seen.tails)
    for area, seq, digest in connection.execute(
        select(_heads.c.area_code, _heads.c.seq, _heads.c.digest).order_by(_heads.c.area_code)
    ):
        if (seq, digest) != tails.pop(area, (0, GENESIS)):
            yield problem("head_changed", area, number=seq)
    for area in sorted(tails):
        yield problem("head_missing", area)


def entry_problems(connection: Connection) -> Iterator[Problem]:
    """What nobody's chain knows of: put in beside the registry."""
    entries = (
        select(_entry.c.id)
        .outerjoin(_audit, _audit.c.entry_id == _entry.c.id)
        .where(_audit.c.id.is_(None))
        .order_by(_entry.c.id)
    )
    for entry_id in connection.scalars(entries):
        yield problem("entry_unlinked", None, entry=entry_id)


def seal_problems(
    connection: Connection, seen: ChainsRead, expected_head: str | None
) -> Iterator[Problem]:
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
