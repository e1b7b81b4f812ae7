"""The registry as a place: opened for reading, or for one writing transaction under locks.

Readers are deferred and cannot write. A writer begins immediately (SQLite) or locks the
chain heads of its areas (PostgreSQL), country before province before district, so that two
people at two gates both succeed and at one gate one wins.
"""

import fcntl
import getpass
import logging
import os
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import (
    Connection,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import DBAPIError

from config.clock import Clock, SystemClock, bangkok_day
from config.logs import Ids
from registry.engine import (
    MOST_WRITERS,
    KeptConnection,
    faults_told,
    make_file,
    parsed,
    postgresql_engine,
    references_unchecked,
    sqlite_engine,
    transaction,
)
from registry.kept_answers import KeptAnswers
from registry.kept_journals import KeptJournals
from registry.kept_state import KeptState
from registry.models import Attempt, RegistryMeta, table_of
from registry.places import (
    OpenDatabase,
    holds_file,
    identity,
    refuse_network_share,
    refuse_place_of_shell,
)
from registry.queries.registry_identity import registry_id
from registry.refusals import (
    RegistryFault,
    RegistryMissing,
    RegistryOlder,
)
from registry.schema import current, head, refuse_unknown
from registry.transaction import Write

LOG = logging.getLogger("prasan.attempts")


def _account() -> str:
    """The operating system's account; its number where it has no name, as in a container."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # KeyError before Python 3.13
        return f"uid {os.getuid()}"


@contextmanager
def _held_file(file: Path) -> Iterator[None]:
    """The file held by this process alone; it is let go if the process is killed."""
    with file.open("a") as stream:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
        yield


class Registry:
    """A registry behind a database URL, SQLite or PostgreSQL.

    `restoring`: opened by the restore that makes it, which alone may look at what is unfinished.
    """

    def __init__(self, url: str, clock: Clock | None = None, *, restoring: bool = False) -> None:
        self.url = parsed(url)
        self.clock: Clock = clock or SystemClock()
        self.account = _account()
        self.kept = KeptJournals()
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            refuse_network_share(Path(self.url.database or ""))
            refuse_place_of_shell(Path(self.url.database or ""))
        self._file = str(Path(self.url.database or "").absolute())
        self._held = OpenDatabase(self.url.render_as_string(hide_password=True))
        if self.is_sqlite:
            self._writer = sqlite_engine(self.url, self._held, reads_only=False)
            self._reader = sqlite_engine(self.url, self._held, reads_only=True)
        else:
            self._writer = postgresql_engine(self.url, self._held, restoring=restoring)
            self._reader = self._writer
        self._kept_connection = KeptConnection(self._writer)
        writers = BoundedSemaphore(MOST_WRITERS)
        self._turn: Callable[[], AbstractContextManager[Any]] = (
            nullcontext if self.is_sqlite else lambda: writers  # SQLite lets one write in itself
        )
        weakref.finalize(self, self._kept_connection.close)
        for engine in {self._writer, self._reader}:
            weakref.finalize(self, engine.dispose)  # no connection outlives its registry

    @property
    def today(self) -> date:
        """Today in Thailand."""
        return bangkok_day(self.clock.now())

    def exists(self) -> bool:
        """Whether there is a registry behind the URL."""
        return self._revision() is not None

    def is_taken(self) -> bool:
        """Whether there are tables behind the URL, a registry's or another program's."""
        if self.is_sqlite and not holds_file(self.url.database or ""):
            return False
        with faults_told(reads=True), self._reader.connect() as connection:
            return bool(inspect(connection).get_table_names())

    def check(self) -> None:
        """Refuse a registry that is missing, or of an older or a newer release, or of none.

        Raises RegistryFault where the database or its disk fails.
        """
        revision = self._revision()
        if revision is None:
            raise RegistryMissing(url=self.url.render_as_string(hide_password=True))
        if revision == head():
            return
        refuse_unknown(revision)
        raise RegistryOlder

    def _revision(self) -> str | None:
        if self.is_sqlite and not holds_file(self.url.database or ""):
            return None
        with faults_told(reads=True), self._reader.connect() as connection:
            return current(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state, which is read and cannot be written. Raises RegistryFault."""
        with (
            faults_told(reads=True),
            transaction(self._reader, reads_only=True) as connection,
        ):
            self._refuse_exchanged()
            yield connection

    @contextmanager
    def writing(self, *areas: str) -> Iterator[Write]:
        """One writing transaction with the areas' chains locked: all of it, or nothing.

        Raises RegistryFault. What went to a file that was exchanged meanwhile is not
        acknowledged: the path is looked at before the commit and after it, and where something is
        refused, that nobody is by what stands in a file which is gone.
        """
        with (
            faults_told(),
            self._turn(),
            self._kept_connection.transaction() as (connection, answers),
        ):
            try:
                write = self.write_on(connection, answers)
                write.lock(*areas)
                yield write
                write.write_heads()
            finally:
                self._refuse_exchanged()
        self._refuse_exchanged()
        write.keep()

    def leave_disk_to_system(self) -> None:
        """From here on a commit waits for no disk: a simulation can be made again by its seed.

        A program that is killed loses nothing by it; a machine that loses its power may.
        """
        if not self.is_sqlite:
            return

        @event.listens_for(self._writer, "connect")
        def _hasten(connection: Any, _record: object) -> None:  # noqa: ANN401 — a DBAPI connection
            connection.execute("PRAGMA synchronous=OFF").close()

        self._kept_connection.close()
        self._writer.dispose()  # the next connection is opened so

    def take_turns(self, file: Path) -> None:
        """From here on whoever writes holds this file meanwhile, and the others wait for it.

        SQLite lets a writer look again after a while, longer each time: where two processes write
        without a pause, both sleep more than they work. PostgreSQL wakes who waits.
        """
        if self.is_sqlite:
            self._turn = partial(_held_file, file)

    def write_on(self, connection: Connection, answers: KeptAnswers | None = None) -> Write:
        """A write within a transaction that somebody else began and ends."""
        return Write(
            connection,
            self.clock.now(),
            self.account,
            exclusive=self.is_sqlite,
            kept=KeptState(self.kept, answers or KeptAnswers()),
        )

    def _refuse_exchanged(self) -> None:
        if self.is_sqlite:
            self._held.refuse_exchanged(identity(self._file))

    @contextmanager
    def making(self) -> Iterator[Connection]:
        """The bare connection, for making and migrating the schema."""
        if self.is_sqlite:
            make_file(Path(self.url.database or ""))
        with faults_told(), references_unchecked(self._writer) as connection:
            yield connection
            self._refuse_exchanged()

    def note_attempt(self, *, actor: str, target: str, code: str, file: str = "") -> bool:
        """Keep a refusal after its rollback, or what was read that is to be known of.

        Where nothing can be written, nothing is, and the answer is False. `file` is named in the
        registry alone: a person chose its name.
        """
        LOG.info("attempt %s", Ids(actor=actor or None, target=target, code=code))
        row = {
            "at": self.clock.now(),
            "actor": actor,
            "account": self.account,
            "target": f"{target} {file}".rstrip(),
            "code": code,
        }
        try:
            with transaction(self._writer) as connection:
                self._refuse_exchanged()
                connection.execute(insert(table_of(Attempt)), row)
        except (DBAPIError, RegistryFault):
            return False
        return True

    @property
    def id(self) -> str:
        """What tells this registry from every other; a backup has the id of what it is of."""
        with self.reading() as connection:
            return registry_id(connection)

    def meta(self, key: str) -> str | None:
        """A word about this registry: "kind" is real, demo or simulation."""
        with self.reading() as connection:
            value = select(RegistryMeta.value).where(RegistryMeta.key == key)
            return connection.scalar(value)

    def dispose(self) -> None:
        """Close all connections."""
        self._kept_connection.close()
        self._writer.dispose()
        self._reader.dispose()
        self._held.let_go()
        self.kept.drop()
