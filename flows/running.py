"""Whether an `up` is at work for a registry: a lock that dies with the process that holds it.

On SQLite a lock on a file beside the registry's, on PostgreSQL an advisory lock of a session:
neither outlives its process, however that ends.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from registry.refusals import Refusal
from registry.store import Registry, raise_fault

ADVISORY = {"first": 0x5072, "second": 0x7570}
PROBES = 5
BETWEEN_PROBES = 0.05

Renew = Callable[[], None]
_TAKE = text("SELECT pg_try_advisory_lock(:first, :second)")
_LOOK = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND classid = :first AND objid = :second"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class UpAlready(Refusal):
    """Another `up` is at work for this registry."""

    code = "up_already"


def is_up(registry: Registry) -> bool:
    """Whether an `up` for this registry lives: then it performs the effects that wait."""
    if registry.is_sqlite:
        return not _is_free(_lock_file(registry))
    engine = create_engine(registry.url, poolclass=NullPool)
    with engine.connect() as connection:
        return bool(connection.scalar(_LOOK, ADVISORY))


@contextmanager
def being_up(registry: Registry) -> Iterator[Renew]:
    """Be the one `up` of this registry. Raises UpAlready.

    What it gives is to be called now and then: where a server that was started anew forgot the
    lock, it is taken again (UpAlready: somebody else was faster).
    """
    hold = _holding_file if registry.is_sqlite else _holding_session
    with hold(registry) as renew:
        yield renew


def _lock_file(registry: Registry) -> Path:
    """Beside the file itself: a symbolic link to it is no second registry."""
    return Path(f"{os.path.realpath(registry.url.database or '')}.up")


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
def _holding_file(registry: Registry) -> Iterator[Renew]:
    file = _lock_file(registry)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as stream:
        # Whoever asks `is_up` holds the file for an instant: that is no `up`.
        for _ in range(PROBES):
            if _locked(stream.fileno(), fcntl.LOCK_EX):
                break
            time.sleep(BETWEEN_PROBES)
        else:
            raise UpAlready
        with suppress(OSError):  # said for people alone: on a full disk the lock is one as well
            stream.truncate(0)
            os.write(stream.fileno(), f"{os.getpid()}\n".encode())
        yield lambda: None


@contextmanager
def _holding_session(registry: Registry) -> Iterator[Renew]:
    engine = create_engine(registry.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    held = [_locked_session(engine)]

    def renew() -> None:
        if not (held and _lives(held[0])):
            held.clear()
            held.append(_locked_session(engine))

    try:
        yield renew
    finally:
        for one in held:
            one.close()


def _lives(connection: Connection) -> bool:
    try:
        connection.exec_driver_sql("SELECT 1")
    except DBAPIError:
        connection.invalidate()
        connection.close()
        return False
    return True


def _locked_session(engine: Engine) -> Connection:
    """A session with the lock, which lasts as long as it does. Raises UpAlready, RegistryFault."""
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise_fault(error)
        raise
    if connection.scalar(_TAKE, ADVISORY):
        return connection
    connection.close()
    raise UpAlready
