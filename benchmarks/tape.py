"""The floor: the very rows that the decisions wrote, written again by plain sqlite3.

A recording run notes every INSERT and UPDATE with its values, transaction by transaction.
Playing them back leaves out all that we do beside writing: reading, checking, replaying.
"""

import pickle
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Engine, event

from benchmarks.deciding import breadth_first, open_bench, started, take, warm_up
from benchmarks.workload import DECISIONS
from flows.engine.installation import Installation

Statement: TypeAlias = tuple[str, Any]
Transaction: TypeAlias = list[Statement]
WRITING = ("INSERT", "UPDATE", "DELETE")


class Recorder:
    """Listens to SQLAlchemy's engines and keeps what was written and committed.

    `many`: statements over several rows are kept too, row by row.
    """

    def __init__(self, *, many: bool = False) -> None:
        self.many = many
        self.transactions: list[Transaction] = []
        self._open: Transaction = []
        event.listen(Engine, "before_cursor_execute", self._hear)
        event.listen(Engine, "commit", self._close)

    def _hear(self, *heard: Any) -> None:  # noqa: ANN401 — SQLAlchemy's event
        _, _, statement, parameters, _, many = heard
        if not statement.startswith(WRITING):
            return
        if many and not self.many:
            msg = "a decision writes rows one by one"
            raise RuntimeError(msg)
        for row in parameters if many else (parameters,):
            self._open.append((statement, _plain(row)))

    def stop(self) -> None:
        """Hear no more."""
        event.remove(Engine, "before_cursor_execute", self._hear)
        event.remove(Engine, "commit", self._close)

    def _close(self, _connection: object) -> None:
        if self._open:
            self.transactions.append(self._open)
            self._open = []


def _plain(row: Any) -> Any:  # noqa: ANN401 — by place, or by name
    if isinstance(row, Mapping):
        return dict(row)
    return tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)


def record(file: Path, tape: Path) -> dict[str, int]:
    """Take all decisions once and keep what they wrote. Answers statements by table."""
    office = open_bench(file)
    measured, _ = started(office)
    transactions = written(office, breadth_first(measured))
    office.registry.dispose()
    tape.write_bytes(pickle.dumps(transactions))
    return counts(transactions[DECISIONS:])


def written(
    office: Installation, taken: Iterable[tuple[tuple[int, str], int]]
) -> list[Transaction]:
    """What these decisions write, after the warming up."""
    recorder = Recorder()
    _, spare = started(office)
    warm_up(office, spare)
    for one, turn in taken:
        take(office, one, turn)
    recorder.stop()
    return recorder.transactions


def counts(transactions: Sequence[Transaction]) -> dict[str, int]:
    """How many statements of each kind there are, as "INSERT entry"."""
    found: dict[str, int] = {}
    for transaction in transactions:
        for statement, _ in transaction:
            words = statement.split()
            name = f"{words[0]} {words[2] if words[0] == 'INSERT' else words[1]}"
            found[name] = found.get(name, 0) + 1
    return found


def tape_of(tape: Path) -> list[Transaction]:
    """What was recorded, the warming up first."""
    transactions: list[Transaction] = pickle.loads(tape.read_bytes())  # noqa: S301 — our own file of a minute ago
    return transactions


def seconds_for_tape(file: Path, tape: Path) -> float:
    """How long the same rows take by plain sqlite3, the warming up not counted."""
    transactions = tape_of(tape)
    connection = connected(file)
    play(connection, transactions[:DECISIONS])
    begun = time.perf_counter()
    play(connection, transactions[DECISIONS:])
    seconds = time.perf_counter() - begun
    connection.close()
    return seconds


def play_half(file: Path, tape: Path, half: int) -> None:
    """Bring every instance to where it stands after its `half`-th decision."""
    transactions = tape_of(tape)
    measured = (len(transactions) - DECISIONS) // DECISIONS
    connection = connected(file)
    play(connection, transactions[: DECISIONS + measured * half])
    connection.close()


def connected(file: Path) -> sqlite3.Connection:
    """A connection with the same care as the registry's own."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def play(connection: sqlite3.Connection, transactions: Sequence[Transaction]) -> None:
    """One transaction a decision, every statement as it was recorded."""
    for transaction in transactions:
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters in transaction:
            connection.execute(statement, parameters)
        connection.execute("COMMIT")
