"""Who holds which office and plays which part, as it was asked before on one connection of SQLite.

A decision asks twice, and mostly of people whom the decision before it asked of. What is kept
stands while nobody else has written to the file, which SQLite counts for each connection, and while
no transaction on this connection has told a row of these tables. PostgreSQL counts no such thing:
there everything is asked. All of it may be dropped at any instant (decision 0042).
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
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
            return
        driver: Any = connection.connection.driver_connection
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        if version != self._version or len(self._known) > MOST:
            self._known.clear()
        self._version = version

    def answer(self, key: Hashable, ask: Callable[[], T]) -> T:
        """What is kept under the key, else what `ask` answers."""
        if self._version is None:
            return ask()
        if key not in self._known:
            self._known[key] = ask()
        found: T = self._known[key]
        return found

    def drop(self) -> None:
        """Forget everything."""
        self._known.clear()
