"""Backup and restore: a registry copied while it is in use, and brought back whole.

SQLite through its online backup; PostgreSQL through its own pg_dump and pg_restore. A copy
is written under a temporary name, checked, flushed and only then named: a backup that was
cut off never looks like one. A target is only ever made, never written over. What comes back
is redacted before it has its name; on PostgreSQL, where tables have theirs from the beginning,
a mark keeps everybody else out until then.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from config.words import Value
from registry.faults import fault_of
from registry.parts import made_whole
from registry.records.redaction_list import (
    Line,
    apply_again,
    keep_list,
    list_file,
    read_list,
)
from registry.redacted_copy import copy_redacted
from registry.refusals import (
    Refusal,
    RegistryDamaged,
    RegistryNewer,
    RegistryNotWritable,
    RegistryOlder,
)
from registry.schema import head, known_revisions
from registry.scrubbing import scrub
from registry.soundness import damage_of
from registry.store import UNFINISHED, Registry, raise_fault
from registry.verifying import Problem, verify

SQLITE_MAGIC = b"SQLite format 3\x00"
POSTGRESQL_MAGIC = b"PGDMP"
VERSION_ROW = re.compile(r"^COPY \S*alembic_version .*\n(\S+)$", re.MULTILINE)


class BackupTargetExists(Refusal):
    """There is a file of that name; a backup writes over nothing."""

    code = "backup_target_exists"


class BackupNotWritten(Refusal):
    """The copy could not be written: a full disk, a folder that cannot be written."""

    code = "backup_not_written"


class BackupBroken(Refusal):
    """The file is no whole backup of a registry."""

    code = "backup_broken"


class BackupOfOtherDatabase(Refusal):
    """A backup of SQLite goes back into SQLite, one of PostgreSQL into PostgreSQL."""

    code = "backup_of_other_database"


class RestoreTargetNotEmpty(Refusal):
    """There is something where the registry is to go; a restore writes over nothing."""

    code = "restore_target_not_empty"


class PostgresToolMissing(Refusal):
    """pg_dump or pg_restore is not installed here."""

    code = "postgres_tool_missing"


@dataclass(frozen=True)
class BackedUp:
    """A backup that was written and checked: its file, its size in bytes, its revision."""

    file: Path
    size: int
    revision: str


@dataclass(frozen=True)
class Restored:
    """A registry that was brought back, and what `verify` found in it.

    `redacted_again` counts the redactions that had come back with the backup; `listed` is
    False where no list of redactions was found. A registry of an older release has to be
    upgraded first: then it is verified, and they are carried out.
    """

    revision: str
    older: bool
    problems: tuple[Problem, ...]
    redacted_again: int = 0
    listed: bool = True


def backup(registry: Registry, file: Path) -> BackedUp:
    """Copy the registry, as it is at one instant, into a new `file`. Others may go on writing.

    Raises RegistryMissing, RegistryNewer, BackupTargetExists, BackupNotWritten,
    RegistryDamaged, PostgresToolMissing.
    """
    with suppress(RegistryOlder):  # the very moment for a backup: before the upgrade
        registry.check()
    if file.exists():
        raise BackupTargetExists(field="file", file=str(file))
    try:
        with made_whole(file) as part:
            copy = _copy_sqlite if registry.is_sqlite else _dump_postgresql
            copy(registry.url, part)
            revision = _revision_of(part, file)
    except (OSError, sqlite3.Error, BackupBroken) as error:
        if (said := damage_of(registry)) is not None:  # what is copied, and not the copy
            raise RegistryDamaged(reason=said) from error
        raise BackupNotWritten(field="file", file=str(file), reason=_reason(error)) from error
    # A copy of everything has left the house: a later redaction has to be able to say so.
    registry.note_attempt(actor="", target=f"backup {file.name}", code="backup")
    return BackedUp(file, file.stat().st_size, revision)


def restore(url: str, file: Path, *, home: Path, redactions: Path | None = None) -> Restored:
    """Bring the registry in `file` back behind `url`, where nothing may be yet; then verify it.

    What the list `redactions` names (that beside the registry in any case, for PostgreSQL
    under `home`) is taken out before the registry can be opened; of one of an older release by
    its upgrade, until which nothing else opens it. A restore that was cut off is given again.

    Raises BackupBroken, BackupOfOtherDatabase, RegistryNewer, RestoreTargetNotEmpty,
    RegistryFault, PostgresToolMissing, RedactionListUnreadable, RedactionListNotKept. Then
    nothing has changed.
    """
    registry = Registry(url, restoring=True)
    try:
        revision = refuse_unfit(registry, file)
        listed = list_file(registry, home)
        lines = [line for one in (redactions, listed) if one for line in _listed(one, redactions)]
        if lines:
            keep_list(listed, lines)
        older = revision != head()
        bring = _bring_sqlite if registry.is_sqlite else _bring_postgresql
        taken = bring(registry, file, [] if older else lines)
        problems = () if older else verify(registry)
        return Restored(revision, older, problems, taken, listed=bool(lines))
    finally:
        registry.dispose()


def refuse_unfit(registry: Registry, file: Path) -> str:
    """The release that the backup is of, where it can be restored there. Raises as `restore`."""
    _refuse_other_database(registry, file)
    _refuse_if_not_empty(registry)
    revision = _revision_of(file, file)
    if revision not in known_revisions():
        raise RegistryNewer
    return revision


def _reason(error: Exception) -> Value:
    return error.values["reason"] if isinstance(error, BackupBroken) else str(error)


def _listed(file: Path, named: Path | None) -> list[Line]:
    """The lines of a list; that beside the registry need not be there."""
    return read_list(file) if file == named or file.exists() else []


def _revision_of(copy: Path, file: Path) -> str:
    """The release that the whole and sound `copy` is of. Raises BackupBroken about `file`."""
    try:
        with copy.open("rb") as stream:
            sqlite = stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
        revision = _sqlite_revision(copy) if sqlite else _dump_revision(copy)
    except (OSError, sqlite3.Error) as error:
        raise BackupBroken(field="file", file=str(file), reason=str(error)) from error
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
    if not _starts_with(copy, POSTGRESQL_MAGIC):
        return None
    # Everything is read, so that a dump that was cut off is found before anything is made.
    _postgres("pg_restore", "--file", os.devnull, str(copy))
    said = _postgres("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(copy))
    found = VERSION_ROW.search(said)
    return found.group(1) if found else None


def _starts_with(file: Path, magic: bytes) -> bool:
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
    _postgres("pg_dump", *options, "--dbname", _conninfo(url), url=url)


def _refuse_other_database(registry: Registry, file: Path) -> None:
    if not file.is_file():
        raise BackupBroken(field="file", file=str(file), reason="no such file")
    theirs = POSTGRESQL_MAGIC if registry.is_sqlite else SQLITE_MAGIC
    if _starts_with(file, theirs):
        raise BackupOfOtherDatabase(field="file", file=str(file))
    ours = SQLITE_MAGIC if registry.is_sqlite else POSTGRESQL_MAGIC
    if not _starts_with(file, ours):
        raise BackupBroken(field="file", file=str(file), reason="no backup of Prasan")


def _refuse_if_not_empty(registry: Registry) -> None:
    if registry.is_sqlite:
        taken = Path(registry.url.database or "").exists()
    else:
        with registry.reading() as session:
            tables = set(session.scalars(text(_TABLES)))
            taken = bool(tables) and UNFINISHED not in tables
    if taken:
        url = registry.url.render_as_string(hide_password=True)
        raise RestoreTargetNotEmpty(field="--registry", url=url)


def _bring_sqlite(registry: Registry, file: Path, lines: list[Line]) -> int:
    """The file under its name, redacted; answers how many redactions took something."""
    target = Path(registry.url.database or "")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with made_whole(target) as part:
            if lines:
                return copy_redacted(registry, file, part, lines)
            shutil.copyfile(file, part)
            return 0
    except (sqlite3.Error, DBAPIError) as error:
        raise fault_of(error) or RegistryNotWritable(reason=type(error).__name__) from error
    except OSError as error:
        raise RegistryNotWritable(reason=str(error)) from error


def _bring_postgresql(registry: Registry, file: Path, lines: list[Line]) -> int:
    """The tables, redacted; until they are, the mark stands that keeps everybody else out."""
    with _alone(registry) as connection:
        try:
            _empty(connection)
            _pg_restore(registry.url, file)
            taken = apply_again(registry, lines).taken if lines else 0
            if taken:
                scrub(registry)
        except Exception:
            registry.dispose()
            _empty(connection)
            connection.exec_driver_sql(f"DROP TABLE {UNFINISHED}")
            raise
        connection.exec_driver_sql(f"DROP TABLE {UNFINISHED}")
    return taken


@contextmanager
def _alone(registry: Registry) -> Iterator[Connection]:
    """A connection beside the mark that says that a restore is at work."""
    engine = create_engine(registry.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {UNFINISHED} ()")
            yield connection
    except DBAPIError as error:
        raise_fault(error)
        raise


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
# pg_restore is a process of its own, and goes on where the restore that started it was killed.
_END_LEFT = text(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'pg_restore'"
)
_WHAT_CAME = text(
    "SELECT format('DROP TABLE %I CASCADE', tablename) FROM pg_tables"
    " WHERE schemaname = current_schema() AND tablename <> :mark"
    " UNION ALL SELECT format('DROP FUNCTION %s CASCADE', CAST(oid AS regprocedure)) FROM pg_proc"
    " WHERE pronamespace = CAST(current_schema() AS regnamespace) AND proname LIKE 'guard\\_%'"
)


def _empty(connection: Connection) -> None:
    """Drop what a restore that was cut off brought. Nothing else was there when it began."""
    connection.execute(_END_LEFT)
    for statement in connection.scalars(_WHAT_CAME, {"mark": UNFINISHED}).all():
        connection.exec_driver_sql(statement.replace("%", "%%"))


def _pg_restore(url: URL, file: Path) -> None:
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    try:
        _postgres("pg_restore", *options, "--dbname", _conninfo(url), str(file), url=url)
    except OSError as error:
        raise RegistryNotWritable(reason=str(error)) from error


def _conninfo(url: URL) -> str:
    """The URL as PostgreSQL's tools read it, without the password: others see command lines."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string()


def _postgres(tool: str, *arguments: str, url: URL | None = None) -> str:
    """Run one of PostgreSQL's tools. Raises PostgresToolMissing, or OSError with what it said."""
    found = shutil.which(tool)
    if found is None:
        raise PostgresToolMissing(field=None, tool=tool)
    password = {"PGPASSWORD": str(url.password)} if url is not None and url.password else {}
    done = subprocess.run(  # noqa: S603 — a tool of PostgreSQL, arguments of our own
        [found, "--no-password", *arguments] if url is not None else [found, *arguments],
        env=os.environ | password,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise OSError(said[-1] if said else f"{tool}: {done.returncode}")
    return done.stdout
