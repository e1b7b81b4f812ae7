"""Scrub: the database written anew, so that no freed place still holds what was redacted.

A database marks what is gone as free and keeps the bytes until it needs the place. Nobody
else may be at work meanwhile on PostgreSQL's tables; on SQLite others wait.
"""

import sqlite3
from contextlib import closing

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from registry.engine import BUSY_MILLISECONDS
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
)
from registry.refusals import RegistryNotWritable
from registry.store import Registry

HELD_TEXTS = (
    Payload, Blob, Document, EffectRequest, FormDraft, GateDraft, KeptAnswer, OpenGate, PlanWorking,
)  # fmt: skip


def scrub(registry: Registry) -> None:
    """Write the places of redacted texts anew. Raises RegistryNotWritable.

    Takes as long as copying the registry. Older backups, and PostgreSQL's archived log, are
    not reached.
    """
    if registry.is_sqlite:
        _scrub_sqlite(str(registry.url.database))
    else:
        _scrub_postgresql(registry)


def _scrub_sqlite(file: str) -> None:
    waits = BUSY_MILLISECONDS / 1000
    try:
        with closing(sqlite3.connect(file, timeout=waits, isolation_level=None)) as connection:
            connection.execute("VACUUM").close()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    except sqlite3.Error as error:
        raise RegistryNotWritable(reason=str(error)) from error


def _scrub_postgresql(registry: Registry) -> None:
    engine = create_engine(registry.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for model in HELD_TEXTS:
            connection.exec_driver_sql(f"VACUUM FULL {model.__tablename__}")
