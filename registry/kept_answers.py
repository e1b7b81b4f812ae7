"""What was asked before on one connection of SQLite, and stands as it was answered.

Who holds which office and plays which part: a decision asks twice, and mostly of people whom the
decision before it asked of. Where the effects of an instance stand: as many rows as it has
effects, of which a decision adds one. What is kept stands while nobody else has written to the
file, which SQLite counts for each connection; what this connection itself writes is dropped or
kept up. PostgreSQL counts no such thing: there an answer is kept for the one transaction. All of
it may be dropped at any instant (decision 0042).
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection

from registry.prepared_statements import Question, answers

TABLES_OF_PEOPLE = frozenset({"assignment", "assignment_term", "holding", "office", "person"})
MOST = 8192
MOST_INSTANCES = 1024  # whose effects are known: each has some twenty


class KeptAnswers:
    """What is kept beside one connection."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._of_people: dict[Hashable, Any] = {}
        self._effects: dict[int, list[Any]] = {}  # registry.journal's, by the instance

    def begin(self, connection: Connection) -> None:
        """Look, as a writing transaction begins, whether others have written meanwhile."""
        if connection.dialect.name != "sqlite":
            self.drop()
            return
        driver: Any = connection.connection.driver_connection
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        if version != self._version or len(self._of_people) > MOST:
            self.drop()
        elif len(self._effects) > MOST_INSTANCES:
            self.drop_effects()
        self._version = version

    def of_people(self, connection: Connection, *several: Question[Any]) -> list[Any]:
        """The answers to the questions; those that are not kept are asked together."""
        known = self._of_people
        keys = [one.key for one in several]
        new = {key: one for key, one in zip(keys, several, strict=True) if key not in known}
        if new:
            found = answers(connection, *new.values())
            for (key, one), rows in zip(new.items(), found, strict=True):
                known[key] = one.made(rows)
        return [known[key] for key in keys]

    def effects(self, instance: int) -> list[Any] | None:
        """Where the effects of an instance stand, None where that is to be asked."""
        return self._effects.get(instance)

    def keep_effects(self, instance: int, states: list[Any]) -> None:
        """Keep where they stand; whoever requests one more adds it to the list itself."""
        self._effects[instance] = states

    def drop(self) -> None:
        """Forget everything."""
        self.drop_people()
        self.drop_effects()

    def drop_people(self) -> None:
        """Forget who holds which office and plays which part."""
        self._of_people.clear()

    def drop_effects(self) -> None:
        """Forget where effects stand."""
        self._effects.clear()
