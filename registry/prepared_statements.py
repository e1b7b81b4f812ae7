"""Rows that every decision reads and writes, by statements that SQLAlchemy compiles once.

`Connection.execute` finds a statement in its cache, sorts its parameters out and describes its
columns anew each time, which costs more than SQLite takes to read or write the row.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

from sqlalchemy import (
    Connection,
    Dialect,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
)
from sqlalchemy.exc import DBAPIError

from registry.pipelines import Pipeline, pipeline_of

_DRIVER, _ANSWERS = "prasan_driver", "prasan_answers"  # execution options of a connection
T = TypeVar("T")
Rows: TypeAlias = Sequence[Sequence[Any]]
_Turns: TypeAlias = tuple[tuple[int, Callable[[Any], Any]], ...]  # place in a row, what turns it


class _Compiled(NamedTuple):
    """A statement in a driver's words, its parameters in order, and those that are turned.

    `constants` are the values that the statement itself names, `error` is its driver's. One
    with a list of its own is not whole: SQLAlchemy puts it together each time, and has to send it.
    """

    sql: str
    names: tuple[str, ...]
    in_order: Callable[[Mapping[str, Any]], Iterable[Any]]
    turns: _Turns
    constants: Mapping[str, Any]
    error: type[Exception]
    is_whole: bool

    def given(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in order. KeyError where one is missing."""
        said = {**self.constants, **values} if self.constants else values
        return _turned(self.in_order(said), self.turns)

    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the values that the statement asks for. KeyError where one is missing."""
        return {name: values[name] for name in self.names if name not in self.constants}


def _compile(statement: Insert | Update | Select[*tuple[Any, ...]], dialect: Dialect) -> _Compiled:
    made: Any = statement.compile(dialect=_by_place(dialect))  # a SQLCompiler
    names = tuple(made.positiontup)
    turns = (made.binds[n].type.dialect_impl(dialect).bind_processor(dialect) for n in names)
    constants = {name: bind.value for name, bind in made.binds.items() if not bind.required}
    error: type[Exception] = dialect.loaded_dbapi.Error
    is_whole = not made.post_compile_params
    return _Compiled(str(made), names, _in_order(names), _turns(turns), constants, error, is_whole)


def _in_order(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], Iterable[Any]]:
    """What takes the values of these names. KeyError where one is missing."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: [values[name] for name in names]


def _by_place(dialect: Dialect) -> Dialect:
    """The dialect with parameters that have places, as libpq and SQLite take them."""
    if dialect.positional:
        return dialect
    kind: Any = type(dialect)
    return cast("Dialect", kind(paramstyle="numeric_dollar"))


def _turns(turns: Iterable[Callable[[Any], Any] | None]) -> _Turns:
    return tuple((place, turn) for place, turn in enumerate(turns) if turn is not None)


def _turned(row: Iterable[Any], turns: _Turns) -> list[Any]:
    turned = [*row]
    for place, turn in turns:
        turned[place] = turn(turned[place])
    return turned


def open_to_driver(connection: Connection) -> None:
    """Let the driver be asked by itself on this connection, unless somebody listens to it.

    Said as a transaction begins: to find both out costs as much as many a question.
    """
    heard = bool(connection.dispatch.before_cursor_execute)
    driver: Any = None if heard else connection.connection.driver_connection
    if driver is not None and connection.dialect.name == "postgresql":
        driver = pipeline_of(driver)
    if connection.get_execution_options().get(_DRIVER) is not driver:
        connection.execution_options(**{_DRIVER: driver})


def _driver_of(connection: Connection) -> Any:  # noqa: ANN401 — a DBAPI connection
    """The driver's connection, PostgreSQL's as a pipeline; None where SQLAlchemy is to be asked."""
    return connection.get_execution_options().get(_DRIVER)


def answer_once(connection: Connection) -> None:
    """Have the connection keep the rows of each prepared question, and send none of them again.

    For a reading that ends soon, as a page's does: it sees one state, so an answer stays true.
    """
    connection.execution_options(**{_ANSWERS: {}})


def _sent(connection: Connection, driver: Any, said: _Compiled, given: list[Any]) -> Any:  # noqa: ANN401 — the driver's cursor
    """The driver's answer. Raises what SQLAlchemy raises; the statement is not sent again."""
    try:
        return driver.execute(said.sql, given)
    except said.error as error:
        raise _as_sqlalchemy_says(connection, said, error) from error


def _as_sqlalchemy_says(connection: Connection, said: _Compiled, error: Exception) -> BaseException:
    return DBAPIError.instance(
        said.sql, None, error, said.error, hide_parameters=True, dialect=connection.dialect
    )


class PreparedStatement:
    """A statement that writes one row, its values given by name."""

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._table = getattr(statement.table, "name", "")
        self._of_dialect: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Write the row; other values are not looked at.

        KeyError where one is missing; raises as `Connection.execute` does, where the row waits in a
        pipeline only once it is sent.
        """
        said, driver = self._compiled(connection.dialect), _driver_of(connection)
        if isinstance(driver, Pipeline):
            driver.send_later(said.sql, said.given(values))
        elif driver is None:
            connection.execute(self._statement, said.asked(values))
        else:
            _sent(connection, driver, said, said.given(values))

    def add(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Insert the row. Answers its id."""
        said, driver = self._compiled(connection.dialect), _driver_of(connection)
        if driver is None:
            inserted: Any = connection.execute(self._statement, said.asked(values))
            return int(inserted.inserted_primary_key[0])
        if not isinstance(driver, Pipeline):
            return int(_sent(connection, driver, said, said.given(values)).lastrowid)
        number = driver.number(self._table)
        if number is None:
            return int(_sent(connection, driver, said, said.given(values)).rows[0][0])
        self._numbered.run(connection, {**values, "id": number})
        return number

    @cached_property
    def _numbered(self) -> "PreparedStatement":
        return PreparedStatement(self._statement.values(id=bindparam("id")))

    def _compiled(self, dialect: Dialect) -> _Compiled:
        said = self._of_dialect.get(dialect.name)
        if said is None:
            said = self._of_dialect[dialect.name] = _compile(self._statement, dialect)
        return said


class PreparedQuery:
    """A question whose values are given by name, asked of the driver without SQLAlchemy."""

    def __init__(self, question: Select[*tuple[Any, ...]]) -> None:
        self._question = question
        self._of_dialect: dict[str, tuple[_Compiled, _Turns]] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Rows:
        """The rows of the answer, as `Connection.execute` gives them and raising as it does.

        Where somebody listens to what is sent, it goes by it. On a connection that answers once
        what was asked already is not sent again.
        """
        options = connection.get_execution_options()
        driver: Any = options.get(_DRIVER)
        kept: dict[Hashable, Rows] | None = options.get(_ANSWERS)
        if driver is None and kept is None:
            return connection.execute(self._question, values).all()
        said, turns = self.compiled(connection.dialect)
        if not said.is_whole:
            return connection.execute(self._question, values).all()
        given = said.given(values)
        key = (self, *given)
        if kept is not None and key in kept:
            return kept[key]
        if driver is None:
            rows: Rows = connection.execute(self._question, values).all()
        else:
            found: list[Any] = _sent(connection, driver, said, given).fetchall()
            rows = [_turned(one, turns) for one in found] if turns else found
        if kept is not None:
            kept[key] = rows
        return rows

    def compiled(self, dialect: Dialect) -> tuple[_Compiled, _Turns]:
        """The question in a dialect's words, and what turns the columns of an answer."""
        known = self._of_dialect.get(dialect.name)
        if known is None:
            columns = (one.type.dialect_impl(dialect) for one in self._question.selected_columns)
            turns = _turns(one.result_processor(dialect, None) for one in columns)
            known = self._of_dialect[dialect.name] = _compile(self._question, dialect), turns
        return known


class Question(NamedTuple, Generic[T]):
    """A question with its values, and what makes the answer of its rows."""

    query: PreparedQuery
    values: Mapping[str, Any]
    made: Callable[[Rows], T]

    @property
    def key(self) -> Hashable:
        """What tells it from every other question."""
        return (self.query, *self.values.values())


def answers(connection: Connection, *several: Question[Any]) -> list[Rows]:
    """The answers to several questions, one after the other; PostgreSQL is waited for once."""
    driver = _driver_of(connection)
    if not isinstance(driver, Pipeline):
        return [one.query.rows(connection, one.values) for one in several]
    compiled = [one.query.compiled(connection.dialect) for one in several]
    said = [
        (statement.sql, statement.given(one.values))
        for (statement, _), one in zip(compiled, several, strict=True)
    ]
    try:
        found = [one.fetchall() for one in driver.execute_all(said)]
    except compiled[0][0].error as error:
        raise _as_sqlalchemy_says(connection, compiled[0][0], error) from error
    return [
        [_turned(row, turns) for row in rows] if turns else rows
        for (_, turns), rows in zip(compiled, found, strict=True)
    ]


def pipeline_on(connection: Connection) -> Pipeline | None:
    """The pipeline of PostgreSQL's connection, where nobody listens to what is sent."""
    driver = _driver_of(connection)
    return driver if isinstance(driver, Pipeline) else None


def adding(table: Table, *, without: tuple[str, ...] = ()) -> PreparedStatement:
    """A row of the table, its id given by the database, columns left out standing empty."""
    keys = (one.key for one in table.columns if one.key not in ("id", *without))
    return PreparedStatement(insert(table).values({key: bindparam(key) for key in keys}))
