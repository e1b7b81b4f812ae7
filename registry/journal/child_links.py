"""Who waits for whom: a parent at a path for its child."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select

from registry.models import ChildLink, table_of
from registry.prepared_statements import PreparedQuery
from registry.transaction import Write

_link = table_of(ChildLink)


def link_child(write: Write, parent_id: int, path: str, child_id: int) -> None:
    """The parent waits at `path` for the child."""
    write.connection.execute(
        insert(_link), {"parent_id": parent_id, "path": path, "child_id": child_id}
    )


def unlink_child(write: Write, parent_id: int, path: str) -> None:
    """The parent no longer waits there."""
    write.connection.execute(
        _link.delete().where(_link.c.parent_id == parent_id, _link.c.path == path)
    )


def parents(connection: Connection, child_id: int) -> Sequence[tuple[int, str]]:
    """Who waits for the child, and where."""
    query = select(_link.c.parent_id, _link.c.path).where(_link.c.child_id == child_id)
    return [(row[0], row[1]) for row in connection.execute(query)]


def children(connection: Connection, parent_id: int) -> Sequence[tuple[str, int]]:
    """Whom the parent waits for, by path."""
    rows = _CHILDREN.rows(connection, {"parent_id": parent_id})
    return [(row[0], row[1]) for row in rows]


_CHILDREN = PreparedQuery(
    select(_link.c.path, _link.c.child_id).where(_link.c.parent_id == bindparam("parent_id"))
)
