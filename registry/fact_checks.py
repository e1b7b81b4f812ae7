"""Whether facts and supersessions are what the entries that wrote them say."""

import json
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, and_, or_, select, text

from registry.fact_comparison import merge_digests, odd_facts
from registry.models import (
    Entry,
    Payload,
    Supersession,
    table_of,
)
from registry.models.guards import NoOverlap, fact_classes
from registry.rows import AnyRow
from registry.verification_problems import ChainsRead, Problem, problem

_entry = table_of(Entry)

_payload = table_of(Payload)

_over = table_of(Supersession)


def fact_problems(connection: Connection, seen: ChainsRead) -> Iterator[Problem]:
    """Every row of facts is what the newest link that tells of it says."""
    for odd in odd_facts(connection, merge_digests(told for _, told in sorted(seen.facts))):
        yield problem(odd.code, None, table=odd.table, row=odd.key)


def supersession_problems(connection: Connection) -> Iterator[Problem]:
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


def overlap_problems(connection: Connection, rule: NoOverlap) -> Iterator[Problem]:
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


def superseded_fact_problems(connection: Connection) -> Iterator[Problem]:
    """A fact is superseded with the entry that wrote it."""
    for fact in fact_classes():
        living = (
            select(fact.id, fact.entry_id)
            .join(_over, _over.c.entry_id == fact.entry_id)
            .where(fact.superseded_at.is_(None))
            .order_by(fact.id)
        )
        for row in connection.execute(living):
            table = str(fact.__table__)
            yield problem("fact_outlives_entry", None, table=table, row=row.id, entry=row.entry_id)
        backwards = select(fact.id).where(
            or_(
                and_(fact.superseded_by.is_not(None), fact.superseded_at.is_(None)),
                fact.superseded_at < fact.recorded_at,
            )
        )
        for row_id in connection.scalars(backwards.order_by(fact.id)):
            table = str(fact.__table__)
            yield problem("fact_superseded_oddly", None, table=table, row=row_id)
