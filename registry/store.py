"""The registry as a place: opened for reading, or for one writing transaction under locks.

Readers are deferred and cannot write. A writer begins immediately (SQLite) or locks the
chain heads of its areas (PostgreSQL), country before province before district, so that two
people at two gates both succeed and at one gate one wins.
"""

import getpass
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    bindparam,
    create_engine,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from config.clock import Clock, SystemClock, bangkok_day
from registry.faults import fault_of
from registry.ledger import canonical, link_digest, new_salt, payload_digest
from registry.models import Attempt, Audit, ChainHead, Payload, RegistryMeta, table_of
from registry.places import Held, identity, refuse_network_share
from registry.prepared import Prepared, adding
from registry.refusals import (
    RegistryFault,
    RegistryMissing,
    RegistryNewer,
    RegistryNotWritable,
    RegistryOlder,
    RegistryUnfinished,
    UnknownRegistryUrl,
)
from registry.rules.plain import Json
from registry.schema import current, head, known_revisions

COUNTRY = "TH"
FACTS_ALONE = "registry.facts"
BUSY_MILLISECONDS = 30_000
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-32000",  # KiB: a province's registry outgrows the 2 MB of the default
)
_heads = table_of(ChainHead)
_audit = table_of(Audit)
_payload = table_of(Payload)
UNFINISHED = "prasan_restore_unfinished"  # a table that stands while a restore is at work
_WHAT_IT_IS = (
    f"SELECT oid, to_regclass('{UNFINISHED}') IS NOT NULL"  # noqa: S608 — a name of our own
    " FROM pg_database WHERE datname = current_database()"
)
_LOCK = (
    select(_heads.c.seq, _heads.c.digest)
    .where(_heads.c.area_code == bindparam("area"))
    .with_for_update()
)
_MOVE_HEAD = Prepared(
    update(_heads)
    .where(_heads.c.area_code == bindparam("area"))
    .values(seq=bindparam("new_seq"), digest=bindparam("new_digest"))
)
_ADD_PAYLOAD = adding(_payload, without=("redaction_id", "left_salt"))
_ADD_LINK = adding(_audit)


@dataclass
class Head:
    """The last link of an area's chain as this transaction knows it."""

    seq: int
    digest: str
    changed: bool = False


class Link(NamedTuple):
    """A link that is not written yet: the columns that its digest is over, and its payload."""

    chained: dict[str, Any]
    payload_id: int | None


def new_id(made: CursorResult[Any]) -> int:
    """The id of the row that was just inserted."""
    key = made.inserted_primary_key
    if key is None:
        msg = "nothing was inserted"
        raise RuntimeError(msg)
    return int(key[0])


def lock_order(area: str) -> tuple[int, str]:
    """Country, provinces, districts, each in code order."""
    return (0 if area == COUNTRY else len(area), area)


@dataclass
class Write:
    """One writing transaction: its connection, its instant, the chains it holds locked."""

    connection: Connection
    now: datetime
    account: str
    exclusive: bool = False  # SQLite: nobody else writes while this transaction is open
    heads: dict[str, Head] = field(default_factory=dict)
    instances: dict[int, Any] = field(default_factory=dict)  # registry.journal's, by id
    gates: dict[str, Any] = field(default_factory=dict)  # open as a district was locked, until used
    facts: dict[str, dict[str, str]] = field(default_factory=dict)  # registry.fact_digests'
    link: Link | None = None  # the last one, until all that is written with it is known

    @cached_property
    def today(self) -> date:
        """The day of the recording, in Thailand."""
        return bangkok_day(self.now)

    def lock(self, *areas: str) -> None:
        """Lock the areas' chains. Locks are only ever taken upwards in lock order."""
        for area in sorted((a for a in areas if a not in self.heads), key=lock_order):
            seq, digest = self.connection.execute(_LOCK, {"area": area}).one()
            self.hold(area, seq, digest)

    def hold(self, area: str, seq: int, digest: str) -> None:
        """Keep the head of a chain that was just locked, unless it is held already."""
        if area in self.heads:
            return
        if any(lock_order(area) < lock_order(held) for held in self.heads):
            msg = f"locks out of order: {area} after {sorted(self.heads)}"
            raise RuntimeError(msg)
        self.heads[area] = Head(seq, digest)

    def payload(self, body: Json) -> tuple[int, str]:
        """Keep a payload; answers its id and salted digest."""
        text, salt = canonical(body), new_salt()
        payload_id = _ADD_PAYLOAD.add(self.connection, {"body": text, "salt": salt})
        return payload_id, payload_digest(salt, text)

    def audit(
        self,
        area: str,
        action: str,
        *,
        actor: int | None,
        body: Json = None,
        entry: dict[str, Any] | None = None,
    ) -> None:
        """Append a link to the area's chain: over `entry`'s columns, or a payload of its own."""
        payload_id: int | None = None
        if entry is None:
            payload_id, digest = self.payload(body)
        else:
            digest = link_digest("", entry)
        self.write_link()
        last = self.heads[area]
        last.seq, last.changed = last.seq + 1, True
        chained: dict[str, Any] = {
            "area_code": area,
            "seq": last.seq,
            "at": self.now,
            "actor": actor,
            "account": self.account,
            "action": action,
            "entry_id": entry["id"] if entry else None,
            "payload_digest": digest,
        }
        self.link = Link(chained, payload_id)

    def write_link(self) -> None:
        """Write the last link, with the digests of the facts written since the one before.

        It waits that long because what an entry means is written after it.
        """
        if self.link is None:
            return
        (chained, payload_id), self.link = self.link, None
        if self.facts:
            chained["facts"], self.facts = canonical(self.facts), {}
        last = self.heads[chained["area_code"]]
        last.digest = link_digest(last.digest, chained)
        beside = {"facts": None, "payload_id": payload_id, "digest": last.digest}
        _ADD_LINK.add(self.connection, {**beside, **chained})

    def write_heads(self) -> None:
        """Write the last link and the heads that moved. Done once, just before the commit."""
        if self.facts and self.link is None:
            if not self.heads:
                self.lock(COUNTRY)
            self.audit(max(self.heads, key=lock_order), FACTS_ALONE, actor=None)
        self.write_link()
        for area, last in self.heads.items():
            if last.changed:
                moved = {"area": area, "new_seq": last.seq, "new_digest": last.digest}
                _MOVE_HEAD.run(self.connection, moved)


class Registry:
    """A registry behind a database URL, SQLite or PostgreSQL.

    `restoring`: opened by the restore that makes it, which alone may look at what is unfinished.
    """

    def __init__(self, url: str, clock: Clock | None = None, *, restoring: bool = False) -> None:
        self.url = parsed(url)
        self.clock: Clock = clock or SystemClock()
        self.account = getpass.getuser()
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            refuse_network_share(Path(self.url.database or ""))
        self._file = str(Path(self.url.database or "").absolute())
        self._held = Held(self.url.render_as_string(hide_password=True))
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, self._held, reads_only=False)
            self._reader = _sqlite_engine(self.url, self._held, reads_only=True)
        else:
            self._writer = _postgresql_engine(self.url, self._held, restoring=restoring)
            self._reader = self._writer
        for engine in {self._writer, self._reader}:
            weakref.finalize(self, engine.dispose)  # no connection outlives its registry

    @property
    def today(self) -> date:
        """Today in Thailand."""
        return bangkok_day(self.clock.now())

    def exists(self) -> bool:
        """Whether there is a registry behind the URL."""
        if self.is_sqlite and not Path(self.url.database or "").is_file():
            return False
        return self._revision() is not None

    def check(self) -> None:
        """Refuse a registry that is missing, or of an older or a newer release than this.

        Raises RegistryFault where the database or its disk fails.
        """
        if not self.exists():
            raise RegistryMissing(url=self.url.render_as_string(hide_password=True))
        revision = self._revision()
        if revision == head():
            return
        raise RegistryOlder() if revision in known_revisions() else RegistryNewer()

    def _revision(self) -> str | None:
        try:
            with self._reader.connect() as connection:
                return current(connection)
        except DBAPIError as error:
            raise_fault(error, reads=True)
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads one state and cannot write. Raises RegistryFault."""
        try:
            with (
                transaction(self._reader, reads_only=True) as connection,
                Session(connection, autoflush=False) as session,
            ):
                self._refuse_exchanged()
                yield session
        except DBAPIError as error:
            raise_fault(error, reads=True)
            raise

    @contextmanager
    def writing(self, *areas: str) -> Iterator[Write]:
        """One writing transaction with the areas' chains locked: all of it, or nothing.

        Raises RegistryFault. What went to a file that was exchanged meanwhile is not
        acknowledged: the path is looked at before the commit and after it.
        """
        try:
            with transaction(self._writer) as connection:
                write = self.write_on(connection)
                write.lock(*areas)
                yield write
                write.write_heads()
                self._refuse_exchanged()
        except DBAPIError as error:
            raise_fault(error)
            raise
        self._refuse_exchanged()

    def write_on(self, connection: Connection) -> Write:
        """A write within a transaction that somebody else began and ends."""
        return Write(connection, self.clock.now(), self.account, exclusive=self.is_sqlite)

    def _refuse_exchanged(self) -> None:
        if self.is_sqlite:
            self._held.refuse_exchanged(identity(self._file))

    @contextmanager
    def making(self) -> Iterator[Connection]:
        """The bare connection, for making and migrating the schema."""
        if self.is_sqlite:
            _make_folder(Path(self.url.database or "").parent)
        try:
            with _references_unchecked(self._writer) as connection:
                yield connection
                self._refuse_exchanged()
        except DBAPIError as error:
            raise_fault(error)
            raise

    def note_attempt(self, *, actor: str, target: str, code: str) -> None:
        """Log a refusal after its rollback. Where nothing can be written, nothing is."""
        row = {
            "at": self.clock.now(),
            "actor": actor,
            "account": self.account,
            "target": target,
            "code": code,
        }
        try:
            with transaction(self._writer) as connection:
                self._refuse_exchanged()
                connection.execute(insert(table_of(Attempt)), row)
        except (DBAPIError, RegistryFault):
            return

    def meta(self, key: str) -> str | None:
        """A word about this registry: "kind" is real, demo or simulation."""
        with self.reading() as session:
            return session.scalar(select(RegistryMeta.value).where(RegistryMeta.key == key))

    def dispose(self) -> None:
        """Close all connections."""
        self._writer.dispose()
        self._reader.dispose()
        self._held.let_go()


def parsed(url: str) -> URL:
    """The URL, if it names a database that Prasan works on."""
    try:
        made = make_url(url)
        backend = made.get_backend_name()
    except Exception as error:  # SQLAlchemy raises several kinds for a malformed URL
        raise UnknownRegistryUrl(field="--registry") from error
    if backend == "postgresql" and made.drivername == "postgresql" and made.database:
        return made.set(drivername="postgresql+psycopg")
    if made.drivername not in ("sqlite", "postgresql+psycopg") or not made.database:
        raise UnknownRegistryUrl(field="--registry")
    return made


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegistryNotWritable(reason=str(error)) from error


def raise_fault(error: DBAPIError, *, reads: bool = False) -> None:
    """Say in one sentence that the disk is full or read-only, the database away or damaged."""
    if (fault := fault_of(error, reads=reads)) is not None:
        raise fault from error


@contextmanager
def transaction(engine: Engine, *, reads_only: bool = False) -> Iterator[Connection]:
    """A transaction of the engine's kind; on PostgreSQL, reading is one state of all."""
    with engine.begin() as connection:
        if reads_only and engine.dialect.name != "sqlite":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection


@contextmanager
def _references_unchecked(engine: Engine) -> Iterator[Connection]:
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


def _sqlite_engine(url: URL, held: Held, *, reads_only: bool) -> Engine:
    # What a statement holds never comes into a log by the words of its error.
    engine = create_engine(
        url, connect_args={"timeout": BUSY_MILLISECONDS / 1000}, hide_parameters=True
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


def _postgresql_engine(url: URL, held: Held, *, restoring: bool) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _look(connection: Any, _record: object) -> None:  # noqa: ANN401 — a DBAPI connection
        database, unfinished = connection.execute(_WHAT_IT_IS).fetchone()
        connection.rollback()
        held.hold(database)
        if unfinished and not restoring:
            raise RegistryUnfinished(url=held.place)

    return engine


def areas_of(district: str) -> Sequence[str]:
    """The district and what it lies in, in lock order."""
    return (COUNTRY, district[:2], district)
