"""Who holds which office and plays which part, as it was asked before on one connection of SQLite.

A decision asks twice, and mostly of people whom the decision before it asked of. What is kept
stands while nobody else has written to the file, which SQLite counts for each connection, and while
no transaction on this connection has told a row of these tables. PostgreSQL counts no such thing:
there an answer is kept for the one transaction. All of it may be dropped at any instant
(decision 0042).
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection

from registry.prepared_statements import Question, answers

TABLES = frozenset({"assignment", "assignment_term", "holding", "office", "person"})
MOST = 8192


class KeptPeople:
    """What is kept beside one connection."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._known: dict[Hashable, Any] = {}

    def begin(self, connection: Connection) -> None:
        """Look, as a writing transaction begins, whether others have written meanwhile."""
        if connection.dialect.name != "sqlite":
            self._known.clear()
            return
        driver: Any = connection.connection.driver_connection
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        if version != self._version or len(self._known) > MOST:
            self._known.clear()
        self._version = version

    def answers(self, connection: Connection, *several: Question[Any]) -> list[Any]:
        """The answers to the questions; those that are not kept are asked together."""
        new = [one for one in several if one.key not in self._known]
        for one, rows in zip(new, answers(connection, *new) if new else (), strict=True):
            self._known[one.key] = one.made(rows)
        return [self._known[one.key] for one in several]

    def drop(self) -> None:
        """Forget everything."""
        self._known.clear()
