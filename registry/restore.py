"""Restore: a registry brought back whole from a backup.

A target is only ever made, never written over. What comes back is redacted before it has its
name; on PostgreSQL, where tables have theirs from the beginning, a mark keeps everybody else out
until then.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from config.system_errors import reason_of
from registry.backup import POSTGRESQL_MAGIC, SQLITE_MAGIC, BackupBroken, revision_of, starts_with
from registry.database_errors import reason_of_database
from registry.engine import UNFINISHED, faults_told
from registry.faults import fault_of
from registry.partial_files import READ_BY_OWNER, made_whole
from registry.postgres_tools import conninfo, run_tool
from registry.records.redaction_list import (
    RedactionLine,
    apply_again,
    keep_list,
    list_file,
    read_list,
)
from registry.redacted_copy import copy_redacted
from registry.refusals import (
    Refusal,
    RegistryNotWritable,
)
from registry.schema import head, refuse_unknown
from registry.scrub import scrub
from registry.store import Registry
from registry.verification import verify
from registry.verification_problems import Problem


class BackupOfOtherDatabase(Refusal):
    """A backup of SQLite goes back into SQLite, one of PostgreSQL into PostgreSQL."""


class RestoreTargetNotEmpty(Refusal):
    """There is something where the registry is to go; a restore writes over nothing."""


@dataclass(frozen=True)
class RestoredRegistry:
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


def restore(
    url: str, file: Path, *, home: Path, redactions: Path | None = None
) -> RestoredRegistry:
    """Bring the registry in `file` back behind `url`, where nothing may be yet; then verify it.

    What the list `redactions` names (that beside the registry in any case, for PostgreSQL
    under `home`) is taken out before the registry can be opened; of one of an older release by
    its upgrade, until which nothing else opens it. A restore that was cut off is given again.

    Raises BackupBroken, BackupOfOtherDatabase, RegistryNewer, RegistryUnreleased,
    RestoreTargetNotEmpty, RegistryFault, PostgresToolMissing, RedactionListUnreadable,
    RedactionListNotKept. Then nothing has changed.
    """
    registry = Registry(url, restoring=True)
    try:
        revision = refuse_unfit(registry, file)
        listed = list_file(registry, home)
        found = redactions is not None or listed.exists()  # one that holds nothing is a list too
        lines = [line for one in (redactions, listed) if one for line in _listed(one, redactions)]
        if lines:
            keep_list(listed, lines)
        older = revision != head()
        bring = _bring_sqlite if registry.is_sqlite else _bring_postgresql
        taken = bring(registry, file, [] if older else lines)
        problems = () if older else verify(registry)
        return RestoredRegistry(revision, older, problems, taken, listed=found)
    finally:
        registry.dispose()


def refuse_unfit(registry: Registry, file: Path) -> str:
    """The release that the backup is of, where it can be restored there. Raises as `restore`."""
    _refuse_other_database(registry, file)
    _refuse_if_not_empty(registry)
    revision = revision_of(file, file)
    refuse_unknown(revision)
    return revision


def _listed(file: Path, named: Path | None) -> list[RedactionLine]:
    """The lines of a list; that beside the registry need not be there."""
    return read_list(file) if file == named or file.exists() else []


def _refuse_other_database(registry: Registry, file: Path) -> None:
    if not file.is_file():
        raise BackupBroken(field="file", file=str(file), reason="no such file")
    theirs = POSTGRESQL_MAGIC if registry.is_sqlite else SQLITE_MAGIC
    if starts_with(file, theirs):
        raise BackupOfOtherDatabase(field="file", file=str(file))
    ours = SQLITE_MAGIC if registry.is_sqlite else POSTGRESQL_MAGIC
    if not starts_with(file, ours):
        raise BackupBroken(field="file", file=str(file), reason="no backup of Prasan")


def _refuse_if_not_empty(registry: Registry) -> None:
    if registry.is_sqlite:
        taken = Path(registry.url.database or "").exists()
    else:
        with registry.reading() as connection:
            tables = set(connection.scalars(text(_TABLES)))
            taken = bool(tables) and UNFINISHED not in tables
    if taken:
        url = registry.url.render_as_string(hide_password=True)
        raise RestoreTargetNotEmpty(field="--registry", url=url)


def _bring_sqlite(registry: Registry, file: Path, lines: list[RedactionLine]) -> int:
    """The file under its name, redacted; answers how many redactions took something."""
    target = Path(registry.url.database or "")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with made_whole(target, READ_BY_OWNER) as part:
            if lines:
                return copy_redacted(registry, file, part, lines)
            shutil.copyfile(file, part)
            return 0
    except (sqlite3.Error, DBAPIError) as error:
        raise fault_of(error) or RegistryNotWritable(reason=reason_of_database(error)) from error
    except OSError as error:
        raise fault_of(error) or RegistryNotWritable(reason=reason_of(error)) from error


def _bring_postgresql(registry: Registry, file: Path, lines: list[RedactionLine]) -> int:
    """The tables, redacted; until they are, the mark stands that keeps everybody else out."""
    with _alone(registry) as connection:
        try:
            _empty(connection)
            _pg_restore(registry.url, file)
            taken = apply_again(registry, lines) if lines else 0
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
    with faults_told(), engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {UNFINISHED} ()")
        yield connection


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
        run_tool("pg_restore", *options, "--dbname", conninfo(url), str(file), url=url)
    except OSError as error:
        raise RegistryNotWritable(reason=str(error)) from error
