"""The database behind a registry, on SQLite and on PostgreSQL."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_IWUSR
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, PendingRollbackError, TimeoutError as PoolTimeout

from config.system_errors import reason_of
from registry.faults import fault_of
from registry.kept_answers import KeptAnswers
from registry.partial_files import BESIDE, READ_BY_OWNER
from registry.pipelines import UNASKED_SECONDS, is_quiet, keep_order
from registry.places import OpenDatabase, identity
from registry.prepared_statements import open_to_driver, pipeline_on
from registry.refusals import (
    PostgresDriverMissing,
    RegistryNotWritable,
    RegistryUnfinished,
    UnknownRegistryUrl,
)

BUSY_MILLISECONDS = 30_000
KNOWN_STATEMENTS = 512  # planned on a connection: an order asks more than the drivers' 128 and 100
MOST_CONNECTIONS = 15  # of a process, all kept: one that is opened anew has nothing planned
MOST_WRITERS = 4  # of a process at once: more gain nothing, and leave no connection to read by
ASKED_BEFORE = 1  # how often, until PostgreSQL keeps the plan: the driver waits for five
PRAGMAS = (
    # Of a file that is made: a decision changes some twenty pages and writes each of them whole.
    "page_size=2048",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-32000",  # KiB: a province's registry outgrows the 2 MB of the default
)


UNFINISHED = "prasan_restore_unfinished"  # a table that stands while a restore is at work
_READS_ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WHAT_IT_IS = (
    f"SELECT oid, to_regclass('{UNFINISHED}') IS NOT NULL,"  # noqa: S608 — a name of our own
    # A list of 64 values is planned anew each time otherwise, which takes longer than its answer.
    " set_config('plan_cache_mode', 'force_generic_plan', false)"
    " FROM pg_database WHERE datname = current_database()"
)


def parsed(url: str) -> URL:
    """The URL, if it names a database that Prasan works on, and its driver is installed here.

    Raises UnknownRegistryUrl, PostgresDriverMissing.
    """
    try:
        made = make_url(url)
        backend = made.get_backend_name()
    except Exception as error:  # SQLAlchemy raises several kinds for a malformed URL
        raise UnknownRegistryUrl(field="--registry") from error
    if made.drivername == "postgresql":
        made = made.set(drivername="postgresql+psycopg")
    if made.drivername not in ("sqlite", "postgresql+psycopg") or not made.database:
        raise UnknownRegistryUrl(field="--registry")
    if backend == "postgresql":
        _refuse_without_driver()
    return made


def _refuse_without_driver() -> None:
    """Refuse where psycopg, or the libpq that it works with, cannot be loaded."""
    try:
        import psycopg  # noqa: F401, PLC0415 — a registry on SQLite need not have it
    except ImportError as error:
        raise PostgresDriverMissing(field="--registry") from error


def make_file(file: Path) -> None:
    """See to it that there is a file to make a registry in, which its owner alone reads.

    Raises RegistryNotWritable.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(READ_BY_OWNER)
    except OSError as error:
        raise fault_of(error) or RegistryNotWritable(reason=reason_of(error)) from error


def close_to_others(file: Path) -> None:
    """Leave the registry's file, and what SQLite keeps beside it, to its owner alone.

    Where they are another account's they stay as that one has them.
    """
    for ending in BESIDE:
        with suppress(OSError):
            Path(f"{file}{ending}").chmod(READ_BY_OWNER)


@contextmanager
def faults_told(*, reads: bool = False) -> Iterator[None]:
    """Say in one sentence that the disk is full or read-only, the database away or damaged."""
    try:
        yield
    except (DBAPIError, PendingRollbackError, PoolTimeout) as error:
        if (fault := fault_of(error, reads=reads)) is not None:
            raise fault from error
        raise


@contextmanager
def transaction(engine: Engine, *, reads_only: bool = False) -> Iterator[Connection]:
    """A transaction of the engine's kind; on PostgreSQL, reading is one state of all."""
    with engine.connect() as connection, connection.begin() as begun:
        open_to_driver(connection)
        if reads_only and engine.dialect.name != "sqlite":
            if (pipeline := pipeline_on(connection)) is not None:
                pipeline.send_later(_READS_ONE_STATE)
            else:
                connection.exec_driver_sql(_READS_ONE_STATE)
        yield connection
        if reads_only and connection.invalidated:  # told already to who could read no more
            begun.rollback()


class KeptConnection:
    """The connection that the last transaction ended well on: the next begins on it.

    What a pool does at each checkout and return costs a decision as much as one of its questions.
    One is kept, so that none waits for the pool's others; what failed on one gives it up.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: list[tuple[Connection, KeptAnswers, float]] = []  # any thread's
        self._given_up = 0  # how often: what was in use then is kept no more

    @contextmanager
    def transaction(self) -> Iterator[tuple[Connection, KeptAnswers]]:
        """A writing transaction, and what is kept of answers on its connection."""
        given_up = self._given_up
        connection, answers = self._connected()
        try:
            with connection.begin():
                open_to_driver(connection)
                answers.begin(connection)
                yield connection, answers
        except BaseException:
            connection.close()
            raise
        if self._given_up != given_up:
            _close_to_server(connection)
        elif self._idle:
            connection.close()
        else:
            self._idle.append((connection, answers, time.monotonic()))

    def _connected(self) -> tuple[Connection, KeptAnswers]:
        try:
            connection, answers, since = self._idle.pop()
        except IndexError:
            return self._engine.connect(), KeptAnswers()
        if time.monotonic() - since < UNASKED_SECONDS and _is_open(connection):
            return connection, answers
        connection.close()  # to the pool, which asks whether the server still answers on it
        return self._engine.connect(), KeptAnswers()

    def close(self) -> None:
        """Give it up, and what another thread is at work on once that is through."""
        self._given_up += 1
        while self._idle:
            _close_to_server(self._idle.pop()[0])


def _close_to_server(connection: Connection) -> None:
    """Close it for good: its pool may be disposed of, and would let it lie open."""
    connection.invalidate()
    connection.close()


def _is_open(connection: Connection) -> bool:
    """Whether nothing has come from the server unasked, as it does where that closes."""
    driver: Any = connection.connection.driver_connection
    return connection.dialect.name == "sqlite" or is_quiet(driver)


@contextmanager
def references_unchecked(engine: Engine) -> Iterator[Connection]:
    """A transaction in which a table can be made anew while others refer to it.

    SQLite checks references at its end instead; PostgreSQL alters tables where they stand.
    """
    if engine.dialect.name != "sqlite":
        with transaction(engine) as connection:
            yield connection
        return
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF").close()
        try:
            with connection.begin():
                yield connection
                if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    msg = f"rows that refer to nothing: {lost[:3]}"
                    raise RuntimeError(msg)
        finally:
            driver.execute("PRAGMA foreign_keys=ON").close()


def sqlite_engine(url: URL, held: OpenDatabase, *, reads_only: bool) -> Engine:
    # What a statement holds never comes into a log by the words of its error.
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000, "cached_statements": KNOWN_STATEMENTS},
        hide_parameters=True,
    )

    # The driver begins by itself only before it writes: too late for who reads first. Said to the
    # dialect and not by an event of the engine, which would cost every statement a look.
    begin = "BEGIN" if reads_only else "BEGIN IMMEDIATE"
    dialect: Any = engine.dialect
    dialect.do_begin = lambda connection: connection.driver_connection.execute(begin).close()
    file = str(Path(url.database or "").absolute())

    @event.listens_for(engine, "do_connect")
    def _open(dialect: Any, _record: object, args: Any, named: Any) -> Any:  # noqa: ANN401 — as SQLAlchemy calls it
        before = identity(file)
        _let_write_beside(file)
        held.refuse_exchanged(before)  # before SQLite makes an empty file where there is none
        opened = dialect.connect(*args, **named)
        held.hold(before or identity(file))
        return opened

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 — a DBAPI connection
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()
        if reads_only:
            connection.execute("PRAGMA query_only=ON").close()

    return engine


def _let_write_beside(file: str) -> None:
    """Give what SQLite keeps beside the file the file's own mode, where that may be written again.

    SQLite made it read-only beside a read-only file, and nobody writes to the registry by it.
    """
    for ending in BESIDE:
        with suppress(OSError):  # there is none, or it is another account's
            mode, beside = Path(file).stat().st_mode, Path(f"{file}{ending}")
            if mode & S_IWUSR and not beside.stat().st_mode & S_IWUSR:
                beside.chmod(S_IMODE(mode))


def postgresql_engine(url: URL, held: OpenDatabase, *, restoring: bool) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=MOST_CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    keep_order(engine.dialect)

    @event.listens_for(engine, "connect")
    def _look(connection: Any, _record: object) -> None:  # noqa: ANN401 — a DBAPI connection
        connection.autocommit = True  # a pipeline begins
        connection.prepare_threshold, connection.prepared_max = ASKED_BEFORE, KNOWN_STATEMENTS
        database, unfinished, _ = connection.execute(_WHAT_IT_IS).fetchone()
        held.hold(database)
        if unfinished and not restoring:
            raise RegistryUnfinished(url=held.place)

    return engine
