"""Journal entries appended and read back. Append-only; a supersession is a row of its own."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from pydantic_core import from_json
from sqlalchemy import (
    Connection,
    Dialect,
    Text,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.types import TypeDecorator

from registry.fact_digests import tell
from registry.journal.rows import EntryRow, InstanceRow, NewEntry
from registry.ledger import canonical
from registry.models import (
    Entry,
    Instance,
    Payload,
    Redaction,
    Supersession,
    table_of,
)
from registry.prepared_statements import PreparedQuery, adding
from registry.rows import columns_of, every
from registry.shaped_queries import ListQuery, constants
from registry.transaction import Write

_entry = table_of(Entry)
_payload = table_of(Payload)
_instance = table_of(Instance)
_over = table_of(Supersession)
# Asked for with the lock of an instance, before its journal is.
HOW_MANY_REDACTIONS = select(func.count()).select_from(table_of(Redaction)).scalar_subquery()


class _Body(TypeDecorator[Any]):
    """The JSON of a payload, read."""

    impl = Text
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:  # noqa: ARG002 — the base's signature
        return from_json


_ENTRIES = (
    select(
        *columns_of(
            EntryRow,
            _entry,
            body=type_coerce(_payload.c.body, _Body),
            live=_over.c.entry_id.is_(None).label("live"),
        )
    )
    .join(_payload, _payload.c.id == _entry.c.payload_id)
    .outerjoin(_over, _over.c.entry_id == _entry.c.id)
    .order_by(_entry.c.instance_id, _entry.c.seq)
)


_ENTRIES_OF = PreparedQuery(_ENTRIES.where(_entry.c.instance_id == bindparam("instance_id")))


def entries(connection: Connection, instance_id: int) -> list[EntryRow]:
    """All entries of an instance in order, those that no longer count too."""
    return every(EntryRow, _ENTRIES_OF.rows(connection, {"instance_id": instance_id}))


_OF_A_KIND = PreparedQuery(
    _ENTRIES.where(
        _entry.c.instance_id == bindparam("instance_id"), _entry.c.kind == bindparam("kind")
    )
)


def entries_of_kind(connection: Connection, instance_id: int, kind: str) -> list[EntryRow]:
    """Those of one kind, in order: the facts of an order's drafts are not read for them."""
    said = {"instance_id": instance_id, "kind": kind}
    return every(EntryRow, _OF_A_KIND.rows(connection, said))


def entries_under(
    connection: Connection, instances: Collection[int], keys: tuple[str, ...]
) -> dict[int, list[EntryRow]]:
    """By the instance its entries at the gates and questions with these keys, in order.

    With the corrections of answers at the gates, and those that no longer count.
    """
    found: dict[int, list[EntryRow]] = {one: [] for one in instances}
    for *row, instance in _under(keys).rows(connection, instances) if keys else ():
        found[instance].append(EntryRow._make(row))
    return found


@cache
def _under(keys: tuple[str, ...]) -> ListQuery:
    return ListQuery(
        lambda instances: _ENTRIES.add_columns(_entry.c.instance_id).where(
            _entry.c.instance_id.in_(instances),
            or_(_entry.c.gate.in_(constants(keys)), _entry.c.path.in_(constants(keys))),
        ),
        apart=True,
    )


def journal(write: Write, row: InstanceRow) -> list[EntryRow]:
    """The entries of the instance, read once in a transaction."""
    if row.rows is None:
        row.rows = _as_kept(write, row) or entries(write.connection, row.id)
    return row.rows


def _as_kept(write: Write, row: InstanceRow) -> list[EntryRow] | None:
    """The entries as this process left them, None where they have to be read.

    What is read without the district's lock, or was changed beside its appending, is not kept.
    """
    head = write.heads.get(row.district)
    row.kept = row.kept and head is not None
    if head is None or not row.kept:
        return None
    redactions = write.kept.redactions
    if redactions is None:
        redactions = _redactions_now(write.connection)
        write.kept.note_redactions(redactions)
    found = write.kept.journals.journal(row.district, head.was, redactions, row.id)
    if found is None:
        return None
    row.typed = found.typed
    return [*found.entries]


def _redactions_now(connection: Connection) -> int:
    """How many texts were taken out so far."""
    return int(_REDACTIONS.rows(connection, {})[0][0])


_REDACTIONS = PreparedQuery(select(HOW_MANY_REDACTIONS))


def entry(connection: Connection, entry_id: int) -> EntryRow:
    """One entry."""
    (row,) = _ONE.rows(connection, {"entry_id": entry_id})
    return EntryRow._make(row)


_ONE = PreparedQuery(_ENTRIES.where(_entry.c.id == bindparam("entry_id")))


def payload_digests(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """By the entry the salted digest of its payload, as its district's chain has it."""
    query = select(_entry.c.id, _entry.c.payload_digest).where(_entry.c.id.in_(numbers))
    return dict(map(tuple, connection.execute(query)))


def starts(connection: Connection, instances: Collection[int]) -> dict[int, tuple[str, Any]]:
    """By the instance its process, and what it was started with as JSON."""
    found = _STARTS.rows(connection, instances)
    return {instance: (process, body["start"]) for instance, process, body in found}


_STARTS = ListQuery(
    lambda instances: (
        select(_entry.c.instance_id, _instance.c.process, type_coerce(_payload.c.body, _Body))
        .join(_instance, _instance.c.id == _entry.c.instance_id)
        .join(_payload, _payload.c.id == _entry.c.payload_id)
        .where(_entry.c.kind == "start", _entry.c.instance_id.in_(instances))
    )
)


def instances_told(connection: Connection, district: str, *, of: int) -> list[int]:
    """The instances of the district whose journals hold an outcome of that instance.

    What of it still counts is the journal's to say.
    """
    said = _payload.c.body.contains(f'"instance":{of}')  # more than are meant: 12 in 120
    query = (
        select(_entry.c.instance_id)
        .distinct()
        .join(_instance, _instance.c.id == _entry.c.instance_id)
        .join(_payload, _payload.c.id == _entry.c.payload_id)
        .where(_instance.c.district_code == district, _entry.c.kind == "child", said)
    )
    return sorted(connection.scalars(query))


def ended_by(connection: Connection, district: str, causes: Collection[int]) -> list[int]:
    """The instances of the district that stand ended by one of these entries, oldest first."""
    query = _ENDED.where(_instance.c.district_code == district, _entry.c.of_id.in_(causes))
    return list(connection.scalars(query))


_ENDED = (
    select(_entry.c.instance_id)
    .join(_instance, _instance.c.id == _entry.c.instance_id)
    .outerjoin(_over, _over.c.entry_id == _entry.c.id)
    .where(_instance.c.status == "stopped", _entry.c.kind == "end", _over.c.entry_id.is_(None))
    .order_by(_entry.c.instance_id)
)


def gave_way_at(
    connection: Connection, district: str, instants: Collection[datetime], before: datetime
) -> list[int]:
    """The instances of the district, begun before that, that stand ended at one of the instants.

    Oldest first.
    """
    start = table_of(Entry).alias("start")
    query = (
        _ENDED.where(_instance.c.district_code == district, _entry.c.recorded_at.in_(instants))
        .join(start, and_(start.c.instance_id == _instance.c.id, start.c.kind == "start"))
        .where(start.c.recorded_at < before)
    )
    return list(connection.scalars(query))


def reopened_by(connection: Connection, district: str, causes: Collection[int]) -> list[int]:
    """The instances of the district that are open again by one of these entries, oldest first."""
    query = (
        select(_entry.c.instance_id)
        .join(_instance, _instance.c.id == _entry.c.instance_id)
        .where(_instance.c.district_code == district, _instance.c.status == "open")
        .where(_entry.c.kind == "superseding", _entry.c.of_id.in_(causes))
        .order_by(_entry.c.instance_id)
    )
    return list(connection.scalars(query))


_ADD_ENTRY = adding(_entry)
_AS_READ = itemgetter(*(name for name in EntryRow._fields if name not in ("body", "live")))


def append(write: Write, instance: InstanceRow, new: NewEntry) -> int:
    """Append an entry and its link in the district's chain. Answers the entry's id.

    Its body is kept as it is read back: whose keys stand in order, and which nobody else changes.
    """
    rows = journal(write, instance)
    seq = rows[-1].seq + 1 if rows else 1
    text = canonical(new.body)
    payload_id, digest = write.payload_of(text)
    row: dict[str, Any] = {
        **vars(new),
        "instance_id": instance.id,
        "seq": seq,
        "revision": instance.revision,
        "recorded_at": write.now,
        "payload_id": payload_id,
        "payload_digest": digest,
    }
    del row["body"]
    entry_id = _ADD_ENTRY.add(write.connection, row)
    row["id"] = entry_id
    write.audit(instance.district, f"journal.{new.kind}", actor=new.recorded_by, entry=row)
    rows.append(EntryRow._make((*_AS_READ(row), from_json(text), True)))
    _note_change(write, instance)
    return entry_id


def _note_change(write: Write, instance: InstanceRow) -> None:
    """What is kept of the journal goes where another record of the instance was written by."""
    if write.instances.get(instance.id) is not instance:
        write.kept.changed.add(instance.id)


def supersede(
    write: Write, instance: InstanceRow, entry_ids: Iterable[int], *, by: int, reason: str
) -> None:
    """The entries of the instance no longer count."""
    rows = [{"entry_id": one, "by_id": by, "reason": reason} for one in entry_ids]
    if rows:
        write.connection.execute(insert(_over), rows)
        for row in rows:
            tell(write, _over, row)
        instance.forget()
        _note_change(write, instance)
