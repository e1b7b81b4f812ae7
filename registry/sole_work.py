"""Work that one process at a time does for a registry: a lock that dies with its process.

On SQLite a lock on a file beside the registry's, on PostgreSQL an advisory lock of a session:
neither outlives its process, however that ends.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from registry.engine import faults_told
from registry.refusals import Refusal
from registry.store import Registry

PROBES = 5
BETWEEN_PROBES = 0.05

Renew = Callable[[], None]


class Sole(NamedTuple):
    """What one process at a time does: the end of its file's name, the halves of its number, and
    what a second one is refused by.
    """

    ending: str
    first: int
    second: int
    refusal: type[Refusal]

    @property
    def number(self) -> dict[str, int]:
        """The advisory lock on PostgreSQL."""
        return {"first": self.first, "second": self.second}


_TAKE = text("SELECT pg_try_advisory_lock(:first, :second)")
_NAME = text("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
# A number of a process may be another's by now; waits five seconds for the end.
_END = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE pid = :pid AND backend_start = :backend_start"
)
_GIVE_BACK = text("SELECT pg_advisory_unlock(:first, :second)")
_LOOK = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND classid = :first AND objid = :second"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def is_at_work(registry: Registry, what: Sole) -> bool:
    """Whether a process that lives does it for this registry."""
    if registry.is_sqlite:
        return not _is_free(_lock_file(registry, what))
    engine = create_engine(registry.url, poolclass=NullPool)
    with faults_told(reads=True), engine.connect() as connection:
        return bool(connection.scalar(_LOOK, what.number))


def alone(registry: Registry, what: Sole) -> AbstractContextManager[Renew]:
    """Be the one process that does it; the lock ends with the block, or with the process.

    The caller calls what it is given now and then: that takes the lock again where the server
    was started anew or the connection broke. Both raise the refusal of a second one.
    """
    return (_holding_file if registry.is_sqlite else _holding_session)(registry, what)


def _lock_file(registry: Registry, what: Sole) -> Path:
    """Beside the file itself: a symbolic link to it is no second registry."""
    return Path(f"{os.path.realpath(registry.url.database or '')}.{what.ending}")


def _is_free(file: Path) -> bool:
    if not file.exists():
        return True
    with file.open("rb") as stream:
        return _locked(stream.fileno(), fcntl.LOCK_SH)


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _holding_file(registry: Registry, what: Sole) -> Iterator[Renew]:
    file = _lock_file(registry, what)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as stream:
        # Whoever asks `is_at_work` holds the file for an instant: that does nothing.
        for _ in range(PROBES):
            if _locked(stream.fileno(), fcntl.LOCK_EX):
                break
            time.sleep(BETWEEN_PROBES)
        else:
            raise what.refusal
        with suppress(OSError):  # said for people alone: on a full disk the lock is one as well
            stream.truncate(0)
            os.write(stream.fileno(), f"{os.getpid()}\n".encode())
        yield lambda: None


class _Session(NamedTuple):
    """A session with the lock, which lasts as long as it does, and what the server calls it."""

    connection: Connection
    name: Mapping[str, object]

    def lives(self) -> bool:
        if self.connection.closed:  # it broke before, and no other could be had then
            return False
        try:
            self.connection.exec_driver_sql("SELECT 1")
        except DBAPIError:
            self.connection.invalidate()
            self.connection.close()
            return False
        return True

    def end(self, what: Sole) -> None:
        """Give the lock back, then the session: a server may end that later than we ask anew."""
        if self.connection.closed:
            return
        with suppress(DBAPIError):  # it broke: then the server ends the session, and the lock
            self.connection.execute(_GIVE_BACK, what.number)
        self.connection.close()


@contextmanager
def _holding_session(registry: Registry, what: Sole) -> Iterator[Renew]:
    engine = create_engine(registry.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    held = _locked_session(engine, what)

    def renew() -> None:
        nonlocal held
        if not held.lives():
            held = _locked_session(engine, what, before=held.name)

    try:
        yield renew
    finally:
        held.end(what)


def _locked_session(
    engine: Engine, what: Sole, before: Mapping[str, object] | None = None
) -> _Session:
    """A session with the lock, taken from our own one `before` where the server still has that.

    Raises the refusal of a second one, RegistryFault.
    """
    with faults_told(), ExitStack() as closing:
        connection = closing.enter_context(engine.connect())
        if before is not None:
            connection.execute(_END, before)
        if connection.scalar(_TAKE, what.number):
            named = connection.execute(_NAME).mappings().one()
            closing.pop_all()  # the lock lasts as long as the session does
            return _Session(connection, {**named})
    raise what.refusal
