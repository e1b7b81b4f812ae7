"""Rows that every decision reads and writes, by statements that SQLAlchemy compiles once.

`Connection.execute` finds a statement in its cache, sorts its parameters out and describes its
columns anew each time, which costs more than SQLite takes to read or write the row.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    BindParameter,
    Connection,
    CursorResult,
    Dialect,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
)
from sqlalchemy.dialects import sqlite

_MOST_KEPT = 64  # numbers of values that come again and again
_NO_VALUES: Mapping[str, Any] = {}
_Turns: TypeAlias = tuple[tuple[int, Callable[[Any], Any]], ...]  # place in a row, what turns it


class _Compiled(NamedTuple):
    """A statement in a dialect's words, its parameters in order, and those that are turned.

    `constants` are the values that the statement itself names.
    """

    sql: str
    by_place: bool
    names: tuple[str, ...]
    turns: _Turns
    constants: Mapping[str, Any]

    def row(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in order, as the driver takes them. KeyError where one is missing."""
        said = {**self.constants, **values} if self.constants else values
        return _turned([said[name] for name in self.names], self.turns)


def _compile(statement: Insert | Update | Select[*tuple[Any, ...]], dialect: Dialect) -> _Compiled:
    made: Any = statement.compile(dialect=dialect)  # a SQLCompiler
    names = tuple(made.positiontup or made.binds)
    turns = (made.binds[n].type.dialect_impl(dialect).bind_processor(dialect) for n in names)
    constants = {name: bind.value for name, bind in made.binds.items() if not bind.required}
    return _Compiled(str(made), made.positional, names, _turns(turns), constants)


def _turns(turns: Iterable[Callable[[Any], Any] | None]) -> _Turns:
    return tuple((place, turn) for place, turn in enumerate(turns) if turn is not None)


def _turned(row: Iterable[Any], turns: _Turns) -> list[Any]:
    turned = [*row]
    for place, turn in turns:
        turned[place] = turn(turned[place])
    return turned


class PreparedStatement:
    """A statement that writes one row, its values given by name."""

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._of_dialect: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Write the row; other values are not looked at.

        KeyError where one is missing; raises as `Connection.execute` does.
        """
        dialect = connection.dialect
        compiled = self._of_dialect.get(dialect.name)
        if compiled is None:
            compiled = self._of_dialect[dialect.name] = _compile(self._statement, dialect)
        row = compiled.row(values)
        if compiled.by_place:
            return connection.exec_driver_sql(compiled.sql, tuple(row))
        return connection.exec_driver_sql(compiled.sql, dict(zip(compiled.names, row, strict=True)))

    def add(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Insert the row. Answers its id."""
        made = self.run(connection, values)
        return int(made.scalar_one() if made.returns_rows else made.lastrowid)


class PreparedQuery:
    """A question whose values are given by name, asked of SQLite without SQLAlchemy."""

    def __init__(self, question: Select[*tuple[Any, ...]]) -> None:
        self._question = question

    @cached_property
    def _of_sqlite(self) -> tuple[_Compiled, _Turns]:
        dialect = sqlite.dialect()
        columns = (one.type.dialect_impl(dialect) for one in self._question.selected_columns)
        turns = _turns(one.result_processor(dialect, None) for one in columns)
        return _compile(self._question, dialect), turns

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """The rows of the answer, as `Connection.execute` gives them and raising as it does.

        What another database is asked, what somebody listens to, and what fails goes by it.
        """
        if connection.dialect.name == "sqlite" and not connection.dispatch.before_cursor_execute:
            asked, turns = self._of_sqlite
            row = asked.row(values)
            driver: Any = connection.connection.driver_connection
            try:
                found = driver.execute(asked.sql, row).fetchall()
            except sqlite3.Error:
                return connection.execute(self._question, values).all()
            return [_turned(one, turns) for one in found] if turns else found
        return connection.execute(self._question, values).all()


class PreparedList:
    """A question about several values, prepared for each number of them.

    `asked` makes it of the parameters that stand for them.
    """

    def __init__(
        self, asked: Callable[[Sequence[BindParameter[Any]]], Select[*tuple[Any, ...]]]
    ) -> None:
        self._asked = asked
        self._of_count: dict[int, PreparedQuery] = {}

    def rows(
        self, connection: Connection, several: Iterable[Any], values: Mapping[str, Any] = _NO_VALUES
    ) -> Sequence[Sequence[Any]]:
        """The rows of the answer about these values; of none there are none."""
        given = {f"one_{place}": one for place, one in enumerate(several)}
        if not given:
            return ()
        question = self._of_count.get(len(given))
        if question is None:
            question = PreparedQuery(self._asked([bindparam(name) for name in given]))
            if len(given) <= _MOST_KEPT:
                self._of_count[len(given)] = question
        return question.rows(connection, {**given, **values})


def adding(table: Table, *, without: tuple[str, ...] = ()) -> PreparedStatement:
    """A row of the table, its id given by the database, columns left out standing empty."""
    keys = (one.key for one in table.columns if one.key not in ("id", *without))
    return PreparedStatement(insert(table).values({key: bindparam(key) for key in keys}))
