"""Backup: a registry copied while it is in use.

SQLite through its online backup; PostgreSQL through its own pg_dump. A copy is written under a
temporary name, checked, flushed and only then named: a backup that was cut off never looks like
one.
"""

import os
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from config.system_errors import reason_of
from config.words import Value
from registry.database_errors import reason_of_database
from registry.holders import PATIENCE, refuse_held
from registry.partial_files import READ_BY_OWNER, made_whole
from registry.postgres_tools import conninfo, run_tool
from registry.refusals import (
    Refusal,
    RegistryDamaged,
    RegistryHeld,
    RegistryMissing,
    RegistryNewer,
    RegistryOlder,
    RegistryUnfinished,
    RegistryUnreleased,
)
from registry.soundness import damage_of
from registry.store import Registry

SQLITE_MAGIC = b"SQLite format 3\x00"
POSTGRESQL_MAGIC = b"PGDMP"
# Nothing is written where there is no registry, none of ours, a broken one, or one that is held.
UNNOTED = (
    RegistryMissing, RegistryNewer, RegistryUnreleased, RegistryDamaged, RegistryUnfinished,
    RegistryHeld,
)  # fmt: skip
VERSION_ROW = re.compile(r"^COPY \S*alembic_version .*\n(\S+)$", re.MULTILINE)


class BackupTargetExists(Refusal):
    """There is a file of that name; a backup writes over nothing."""


class BackupNotWritten(Refusal):
    """The copy could not be written: a full disk, a folder that cannot be written."""


class BackupBroken(Refusal):
    """The file is no whole backup of a registry."""


@dataclass(frozen=True)
class BackedUp:
    """A backup that was written and checked: its file, its size in bytes, its revision.

    `noted` is False where the registry took no row about it: a redaction does not know of it.
    """

    file: Path
    size: int
    revision: str
    noted: bool


def backup(registry: Registry, file: Path) -> BackedUp:
    """Copy the registry, as it is at one instant, into a new `file`. Others may go on writing.

    The attempts log has a row about it, and about one that was refused or failed.

    Raises RegistryMissing, RegistryNewer, RegistryUnreleased, RegistryHeld, BackupTargetExists,
    BackupNotWritten, RegistryDamaged, PostgresToolMissing.
    """
    try:
        refuse_held(registry)
        return _copied(registry, file)
    except UNNOTED:
        raise
    except Refusal as refusal:
        _note(registry, file, refusal.code)
        raise


def _note(registry: Registry, file: Path, code: str) -> bool:
    return registry.note_attempt(actor="", target="backup", file=file.name, code=code)


def _copied(registry: Registry, file: Path) -> BackedUp:
    """The copy in the new `file`. Raises as `backup`."""
    with suppress(RegistryOlder):  # the very moment for a backup: before the upgrade
        registry.check()
    if file.exists():
        raise BackupTargetExists(field="file", file=str(file))
    try:
        with made_whole(file, READ_BY_OWNER) as part:
            copy = _copy_sqlite if registry.is_sqlite else _dump_postgresql
            copy(registry.url, part)
            revision = revision_of(part, file)
            # A copy of everything leaves the house, and a later redaction has to be able to say
            # so. Before it has its name: whoever is killed in between leaves none without a row.
            noted = _note(registry, file, "backup")
        return BackedUp(file, file.stat().st_size, revision, noted)
    except (OSError, sqlite3.Error, BackupBroken) as error:
        refuse_held(registry, patience=0)  # by somebody who began meanwhile
        if (said := damage_of(registry)) is not None:  # what is copied, and not the copy
            raise RegistryDamaged(reason=said) from error
        raise BackupNotWritten(field="file", file=str(file), reason=_reason(error)) from error


def _reason(error: Exception) -> Value:
    if isinstance(error, BackupBroken):
        return error.values["reason"]
    return reason_of(error) if isinstance(error, OSError) else reason_of_database(error)


def revision_of(copy: Path, file: Path) -> str:
    """The release that the whole and sound `copy` is of. Raises BackupBroken about `file`."""
    try:
        with copy.open("rb") as stream:
            sqlite = stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
        revision = _sqlite_revision(copy) if sqlite else _dump_revision(copy)
    except (OSError, sqlite3.Error) as error:
        raise BackupBroken(field="file", file=str(file), reason=_reason(error)) from error
    if revision is None:
        raise BackupBroken(field="file", file=str(file), reason="alembic_version")
    return revision


def _sqlite_revision(copy: Path) -> str | None:
    # Immutable: a backup may lie on a medium that cannot be written.
    source = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(source, uri=True)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(said)
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def _dump_revision(copy: Path) -> str | None:
    if not starts_with(copy, POSTGRESQL_MAGIC):
        return None
    # Everything is read, so that a dump that was cut off is found before anything is made.
    run_tool("pg_restore", "--file", os.devnull, str(copy))
    said = run_tool("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(copy))
    found = VERSION_ROW.search(said)
    return found.group(1) if found else None


def starts_with(file: Path, magic: bytes) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(magic)) == magic


def _copy_sqlite(url: URL, part: Path) -> None:
    # All pages in one step: one state of the source, and in WAL no writer waits for it.
    with (
        closing(sqlite3.connect(str(url.database))) as source,
        closing(sqlite3.connect(part)) as target,
    ):
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode=DELETE").close()


def _dump_postgresql(url: URL, part: Path) -> None:
    options = ("--format=custom", "--no-owner", "--no-privileges", "--file", str(part))
    patience = f"--lock-wait-timeout={round(PATIENCE * 1000)}"
    run_tool("pg_dump", *options, patience, "--dbname", conninfo(url), url=url)
