"""PostgreSQL's pipeline: rows that are sent with what is asked next, or with the commit.

A decision writes seven rows, and to wait for the server after each was most of what it took. What
a row refers to is known beforehand: numbers come with the lock of the district, so that in each
district they rise with time. They are drawn for one transaction, and what is left of them is gone.
"""

import select
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, proxy

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from registry.exchanges import Answer, Sent

IDLE = 0  # psycopg.pq.TransactionStatus: psycopg itself is loaded for PostgreSQL alone
UNASKED_SECONDS = 5.0  # so long a connection is taken to be alive


class Pipeline:
    """One connection of the driver, and the rows that wait to be sent on it."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401 — psycopg's connection
        from registry.exchanges import Exchanges  # noqa: PLC0415 — loads psycopg

        self.driver: Any = proxy(driver)  # held, it would never go from `_of_driver`
        self._exchanges = Exchanges(driver)
        self._rows: list[Sent] = []
        self._numbers: dict[str, int] = {}
        self._ended = -UNASKED_SECONDS  # when it last ended a transaction

    def begin(self) -> None:
        """Begin with what is sent first. The driver, which would wait for it, begins nothing."""
        self._rows.append(("BEGIN", ()))

    def send_later(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Keep the row back. What is wrong with it is told when it is sent."""
        self._rows.append((sql, values))

    def execute(self, sql: str, values: Sequence[Any]) -> "Answer":
        """Send what waits, and this; answers when the server has answered."""
        return self.execute_all([(sql, values)])[-1]

    def execute_all(self, several: "Iterable[Sent]") -> "list[Answer]":
        """Send what waits, and all of these, one after the other; waits once."""
        rows, self._rows = self._rows, []
        return self._exchanges.ask([*rows, *several])[len(rows) :]

    def send(self) -> None:
        """Send what waits, before SQLAlchemy sends something of its own."""
        if self._rows:
            self.execute_all(())

    def commit(self) -> None:
        """Send what waits, and commit; waits once."""
        self._numbers.clear()
        self._ended = time.monotonic()
        if self._rows:
            self.execute("COMMIT", ())
        else:
            self.driver.commit()

    def forget_rows(self) -> None:
        """Drop what waits: since a savepoint, for what stood before it was sent with it."""
        self._rows.clear()

    def rollback(self) -> None:
        """Drop what waits, and roll back.

        A pool says so of each connection that comes back to it, whose transaction has mostly
        ended: what the server prepared stays then.
        """
        self._rows.clear()
        self._numbers.clear()
        self._ended = time.monotonic()
        if self.driver.info.transaction_status == IDLE:
            return
        self.driver.rollback()
        # The driver has the server forget if the driver itself prepared anything: else what is
        # forgotten here would take the server's memory for as long as the connection lives.
        if self._exchanges.forget_statements():
            self.driver.execute("DEALLOCATE ALL")

    def forget_statements(self) -> None:
        """The driver had the server forget what it prepared: as after ROLLBACK, so after DROP."""
        self._exchanges.forget_statements()

    def is_alive(self) -> bool:
        """Whether it served a moment ago, and nothing came unasked, as where a server closes."""
        return time.monotonic() - self._ended < UNASKED_SECONDS and is_quiet(self.driver)

    def draw(self, numbers: Mapping[str, int]) -> None:
        """A number for the next row of each of these tables, drawn under all locks held so far."""
        self._numbers = {**numbers}

    def number(self, table: str) -> int | None:
        """The number of the table's next row; None where none was drawn."""
        return self._numbers.pop(table, None)

    def forget_numbers(self) -> None:
        """A lock was taken: what was drawn before it may be lower than what stands under it."""
        self._numbers.clear()


def is_quiet(driver: Any) -> bool:  # noqa: ANN401 — psycopg's connection
    """Whether nothing has come from the server unasked, as it does where that closes."""
    line = select.poll()
    line.register(driver.fileno(), select.POLLIN)
    return not line.poll(0)


_of_driver: "WeakKeyDictionary[Any, Pipeline]" = WeakKeyDictionary()


def pipeline_of(driver: Any) -> Pipeline:  # noqa: ANN401 — psycopg's connection
    """The pipeline of a connection, always the same."""
    found = _of_driver.get(driver)
    if found is None:
        found = _of_driver[driver] = Pipeline(driver)
    return found


def keep_order(dialect: Dialect) -> None:
    """Have SQLAlchemy send what waits before anything of its own, and commit it all at once.

    For connections that begin no transaction by themselves (psycopg's `autocommit`).

    Said to the dialect and not by events of the engine, which would cost every statement a look.
    """
    hooks: Any = dialect  # typed so that its methods may be set
    execute, many = hooks.do_execute, hooks.do_executemany

    def do_execute(cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ANN401 — as SQLAlchemy calls it
        pipeline = pipeline_of(cursor.connection)
        pipeline.send()
        execute(cursor, statement, parameters, context)
        if statement.startswith("DROP "):
            pipeline.forget_statements()

    def do_executemany(cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ANN401 — as above
        pipeline_of(cursor.connection).send()
        many(cursor, statement, parameters, context)

    roll_back, release = hooks.do_rollback_to_savepoint, hooks.do_release_savepoint

    def do_rollback_to_savepoint(connection: Connection, name: str) -> None:
        pipeline = pipeline_of(connection.connection.driver_connection)
        pipeline.forget_rows()
        roll_back(connection, name)
        pipeline.forget_statements()

    def do_release_savepoint(connection: Connection, name: str) -> None:
        # A row that is found wrong only now ends its savepoint, as it would have when it was told.
        try:
            release(connection, name)
        except DBAPIError:
            do_rollback_to_savepoint(connection, name)
            raise

    ping = hooks.do_ping
    hooks.do_ping = lambda driver: pipeline_of(driver).is_alive() or ping(driver)
    hooks.do_begin = lambda connection: pipeline_of(connection.driver_connection).begin()
    hooks.do_rollback_to_savepoint = do_rollback_to_savepoint
    hooks.do_release_savepoint = do_release_savepoint
    hooks.do_execute, hooks.do_executemany = do_execute, do_executemany
    hooks.do_commit = lambda connection: pipeline_of(connection.driver_connection).commit()
    hooks.do_rollback = lambda connection: pipeline_of(connection.driver_connection).rollback()
