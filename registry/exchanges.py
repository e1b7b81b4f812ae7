"""Exchanges with PostgreSQL: several statements go out as one message, and are waited for once.

The driver's own pipeline sends each statement by itself: every one wakes a process of the server,
which pushes its client off the processor. Here they are put together by psycopg's `pq`, the
interface to libpq that it documents, with its own adapters of values and its own waiting.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias
from weakref import proxy

from psycopg import abc, adapt
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

Sent: TypeAlias = tuple[str, Sequence[Any]]  # a statement with $1, $2 … and its values
_Row: TypeAlias = tuple[Any, ...]


class Answer(NamedTuple):
    """The rows of one statement."""

    rows: list[_Row]

    def fetchall(self) -> list[_Row]:
        """All rows, as a cursor gives them."""
        return self.rows


class _Message(NamedTuple):
    """A statement as libpq takes it; `prepares` where the server does not know it yet."""

    sql: str
    name: bytes
    values: Sequence[Any]
    prepares: bool


class Exchanges:
    """What goes out on one connection of the driver, and the statements that its server knows.

    Values go as text without a type: the server knows each by the statement.
    """

    def __init__(self, driver: Any) -> None:  # noqa: ANN401 — psycopg's connection
        self._driver: Any = proxy(driver)  # held, it would never go from who keeps this by it
        self._names: dict[str, bytes] = {}
        self._named = 0  # how many ever: no name is given twice

    def forget_statements(self) -> bool:
        """The driver had the server forget all it knew, as it does after each ROLLBACK.

        Answers whether there were any.
        """
        had = bool(self._names)
        self._names.clear()
        return had

    def ask(self, several: Iterable[Sent]) -> list[Answer]:
        """Send all of them; answers when the server has answered each. Raises psycopg's errors.

        What stands after one that the server refuses is not done.
        """
        # Kept from one time to the next it would hold the driver.
        adapters: abc.Transformer = adapt.Transformer(self._driver)
        messages = self._messages(several, adapters)
        with self._driver.lock:
            answered = self._driver.wait(self._exchange(messages))
        return self._answers(messages, answered, adapters)

    def _messages(self, several: Iterable[Sent], adapters: abc.Transformer) -> list[_Message]:
        new: dict[str, bytes] = {}
        messages = []
        for sql, values in several:
            name = self._names.get(sql) or new.get(sql)
            prepares = name is None
            if name is None:
                self._named += 1
                name = new[sql] = b"prasan_%d" % self._named
            dumped = adapters.dump_sequence(values, [adapt.PyFormat.TEXT] * len(values))
            messages.append(_Message(sql, name, dumped, prepares))
        return messages

    def _exchange(self, messages: Sequence[_Message]) -> abc.PQGen[list[PGresult]]:
        """The results in order: one of each statement, and one before it where it is prepared."""
        line = self._driver.pgconn
        line.enter_pipeline_mode()
        try:
            for one in messages:
                if one.prepares:
                    line.send_prepare(one.name, one.sql.encode())
                line.send_query_prepared(one.name, one.values)
            line.pipeline_sync()
            yield from send(line)
            answered: list[PGresult] = []
            while True:
                (result,) = yield from fetch_many(line)
                if result.status == ExecStatus.PIPELINE_SYNC:
                    return answered
                answered.append(result)
        finally:
            if line.status != ConnStatus.BAD:
                line.exit_pipeline_mode()

    def _answers(
        self, messages: Iterable[_Message], answered: Iterable[PGresult], adapters: abc.Transformer
    ) -> list[Answer]:
        results = iter(answered)
        answers = []
        for one in messages:
            if one.prepares:
                _raise_refusal(next(results))
                self._names[one.sql] = one.name
            answers.append(_answer(next(results), adapters))
        return answers


def _answer(result: PGresult, adapters: abc.Transformer) -> Answer:
    _raise_refusal(result)
    if result.status != ExecStatus.TUPLES_OK:
        return Answer([])
    adapters.set_pgresult(result)
    return Answer(adapters.load_rows(0, result.ntuples, tuple))


def _raise_refusal(result: PGresult) -> None:
    """The first that the server refuses comes before those that it leaves undone for it."""
    if result.status == ExecStatus.FATAL_ERROR:
        raise error_from_result(result)
