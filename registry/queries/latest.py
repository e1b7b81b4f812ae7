"""The newest entries and papers of a district, and how many there are of each."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, func, select

from registry.journal import EntryRow
from registry.models import Document, Entry, Instance, Payload, Supersession
from registry.queries.documents import COLUMNS, DocumentRow
from registry.rows import every

_COLUMNS = [getattr(Entry, name) for name in EntryRow._fields if name not in ("body", "live")]
_LATEST = (
    select(Entry.instance_id, *_COLUMNS, Payload.body, Supersession.entry_id)
    .join(Instance, Instance.id == Entry.instance_id)
    .join(Payload, Payload.id == Entry.payload_id)
    .outerjoin(Supersession, Supersession.entry_id == Entry.id)
    .where(
        Instance.district_code == bindparam("district"),
        Entry.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(Entry.id.desc())
    .limit(bindparam("most", type_=Integer))
)


def latest_entries(
    connection: Connection,
    district: str,
    kinds: Collection[str],
    most: int,
    known: datetime | None = None,
) -> list[tuple[int, EntryRow]]:
    """The newest entries of these kinds in the district's instances, each with its instance."""
    query = _LATEST if known is None else _LATEST.where(Entry.recorded_at <= known)
    said = {"district": district, "kinds": list(kinds), "most": most}
    return [
        (instance, EntryRow._make((*said, json.loads(body), gone is None)))
        for instance, *said, body, gone in connection.execute(query, said)
    ]


def latest_documents(
    connection: Connection, district: str, most: int, known: datetime | None = None
) -> list[DocumentRow]:
    """The newest papers of the district."""
    query = select(*COLUMNS).where(Document.district_code == district)
    if known is not None:
        query = query.where(Document.recorded_at <= known)
    rows = connection.execute(query.order_by(Document.id.desc()).limit(most))
    return every(DocumentRow, rows)


def how_many_documents(connection: Connection, district: str, known: datetime | None = None) -> int:
    """How many papers the district has."""
    query = select(func.count()).where(Document.district_code == district)
    if known is not None:
        query = query.where(Document.recorded_at <= known)
    return connection.scalar(query) or 0
