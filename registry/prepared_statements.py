"""Rows that every decision writes, by statements that SQLAlchemy compiles once.

`Connection.execute` finds a statement in its cache and sorts its parameters out anew each
time, which costs more than SQLite takes to write the row.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    CursorResult,
    Dialect,
    Insert,
    Table,
    Update,
    bindparam,
    insert,
)


class _Compiled(NamedTuple):
    """A statement in a dialect's words, its parameters in order, and those that are turned."""

    sql: str
    by_place: bool
    names: tuple[str, ...]
    values_of: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    turns: tuple[tuple[int, Callable[[Any], Any]], ...]


class PreparedStatement:
    """A statement that writes one row, its two or more values given by name."""

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._of_dialect: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Write the row; other values are not looked at.

        KeyError where one is missing; raises as `Connection.execute` does.
        """
        dialect = connection.dialect
        compiled = self._of_dialect.get(dialect.name) or self._compile(dialect)
        row = [*compiled.values_of(values)]
        for place, turn in compiled.turns:
            row[place] = turn(row[place])
        if compiled.by_place:
            return connection.exec_driver_sql(compiled.sql, tuple(row))
        return connection.exec_driver_sql(compiled.sql, dict(zip(compiled.names, row, strict=True)))

    def add(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Insert the row. Answers its id."""
        made = self.run(connection, values)
        return int(made.scalar_one() if made.returns_rows else made.lastrowid)

    def _compile(self, dialect: Dialect) -> _Compiled:
        made: Any = self._statement.compile(dialect=dialect)  # a SQLCompiler
        names = tuple(made.positiontup or made.binds)
        turns = (made.binds[n].type.dialect_impl(dialect).bind_processor(dialect) for n in names)
        compiled = _Compiled(
            str(made),
            made.positional,
            names,
            itemgetter(*names),
            tuple((place, turn) for place, turn in enumerate(turns) if turn is not None),
        )
        self._of_dialect[dialect.name] = compiled
        return compiled


def adding(table: Table, *, without: tuple[str, ...] = ()) -> PreparedStatement:
    """A row of the table, its id given by the database, columns left out standing empty."""
    keys = (one.key for one in table.columns if one.key not in ("id", *without))
    return PreparedStatement(insert(table).values({key: bindparam(key) for key in keys}))
