"""Why entries no longer count."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from registry.models import Entry, Supersession


@dataclass(frozen=True)
class Superseded:
    """The entry that took another's place, and the kind of reason ("withdrawn", "corrected")."""

    by: int
    why: str


def superseded(connection: Connection, instance_id: int) -> dict[int, Superseded]:
    """Of the entries of an instance that no longer count, what took their place."""
    query = (
        select(Supersession.entry_id, Supersession.by_id, Supersession.reason)
        .join(Entry, Entry.id == Supersession.entry_id)
        .where(Entry.instance_id == instance_id)
    )
    return {row[0]: Superseded(row[1], row[2]) for row in connection.execute(query)}
