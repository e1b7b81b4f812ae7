"""Scrub: the database written anew, so that no freed place still holds what was redacted.

A database marks what is gone as free and keeps the bytes until it needs the place. Nobody
else may be at work meanwhile on PostgreSQL's tables; on SQLite others wait. One that was cut off
is owed: the registry says so itself, and whoever opens it next does it again.
"""

import sqlite3
from contextlib import closing
from secrets import token_hex

from sqlalchemy import Connection, create_engine, select
from sqlalchemy.pool import NullPool

from config.words import Sentence, both
from registry.database_errors import HELD, reason_of_database
from registry.engine import BUSY_MILLISECONDS, faults_told
from registry.fact_digests import add, change
from registry.models import (
    Blob,
    Document,
    EffectRequest,
    FormDraft,
    GateDraft,
    KeptAnswer,
    OpenGate,
    Payload,
    PlanWorking,
    RegistryMeta,
    table_of,
)
from registry.refusals import Refusal, RegistryFault, RegistryNotWritable
from registry.sole_work import Sole, alone, is_at_work
from registry.store import Registry
from registry.transaction import COUNTRY, Write

HELD_TEXTS = (
    Payload, Blob, Document, EffectRequest, FormDraft, GateDraft, KeptAnswer, OpenGate, PlanWorking,
)  # fmt: skip
PATIENCE = BUSY_MILLISECONDS / 1000  # seconds that others are waited for
IN_PASSING = 2.0  # by a command that was given for something else
SCRUB = "scrub"  # the word in the registry's own row about it
OWED, DONE = "owed", "done"
MARK = 4  # bytes that tell one owing from the next
_meta = table_of(RegistryMeta)


class AnotherScrub(Refusal):
    """Another process writes the database anew."""


SCRUBBING = Sole("scrub", 0x5072, 0x7363, AnotherScrub)


def scrub(registry: Registry, *, patience: float = PATIENCE) -> None:
    """Write the places of redacted texts anew. Raises AnotherScrub, RegistryNotWritable.

    Takes as long as copying the registry. Older backups, and PostgreSQL's archived log, are
    not reached.
    """
    with alone(registry, SCRUBBING):
        with registry.writing(COUNTRY) as write:
            owed = owe_scrub(write)
        if registry.is_sqlite:
            _scrub_sqlite(str(registry.url.database), patience)
        else:
            _scrub_postgresql(registry, patience)
        with registry.writing(COUNTRY) as write:
            note_scrubbed(write, owed)


def finish_scrub(registry: Registry) -> Sentence | None:
    """Do again what was cut off, unless another process does; answers what came of it."""
    if not is_scrub_owed(registry):
        return None
    try:
        scrub(registry, patience=IN_PASSING)
    except AnotherScrub:
        return None
    except RegistryFault as fault:
        return both("redaction.scrub_owed", reason=fault.sentence)
    return both("redaction.scrubbed")


def is_scrub_owed(registry: Registry) -> bool:
    """Whether one was cut off, or is still to come, and nobody is at it."""
    with registry.reading() as connection:
        stands = _stands(connection) or DONE
    return stands.startswith(OWED) and not is_at_work(registry, SCRUBBING)


def owe_scrub(write: Write) -> str:
    """Say that freed places may hold what was redacted; answers how that stands in the registry."""
    owed = f"{OWED} {token_hex(MARK)}"
    if _stands(write.connection) is None:
        add(write, _meta, {"key": SCRUB, "value": owed})
    else:
        change(write, _meta, _meta.c.key == SCRUB, value=owed)
    return owed


def note_scrubbed(write: Write, owed: str | None = None) -> None:
    """Say that the database was written anew, for what stood as `owed` before, else for all.

    What somebody owes since then stays owed: it may be in places that were written by then.
    """
    stands = _stands(write.connection)
    if stands not in (None, DONE) and owed in (None, stands):
        change(write, _meta, _meta.c.key == SCRUB, value=DONE)


def _stands(connection: Connection) -> str | None:
    return connection.scalar(select(_meta.c.value).where(_meta.c.key == SCRUB))


def _scrub_sqlite(file: str, patience: float) -> None:
    try:
        with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as connection:
            connection.execute("VACUUM").close()
            # Until all of the log is in the file and cut, the file holds its old pages.
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise RegistryNotWritable(reason=reason_of_database(error)) from error
    if busy:
        raise RegistryNotWritable(reason=HELD)


def _scrub_postgresql(registry: Registry, patience: float) -> None:
    engine = create_engine(registry.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with faults_told(), engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = {round(patience * 1000)}")
        for model in HELD_TEXTS:
            connection.exec_driver_sql(f"VACUUM FULL {model.__tablename__}")
