"""A backup of SQLite copied without what was redacted since, which no disk ever shows.

The copy is worked on in a file that has no name any more, so that a process that is killed
leaves nothing of it; what is redacted in it is then written to a file anew.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from registry.partial_files import READ_BY_OWNER, a_part
from registry.records.redaction_list import RedactionLine, apply_in
from registry.scrub import note_scrubbed
from registry.store import Registry

JOURNAL = 18  # the byte of the header that says, with the next one, how a database is written
ROLLBACK = b"\1\1"
PRAGMAS = ("journal_mode=MEMORY", "locking_mode=EXCLUSIVE", "synchronous=OFF", "temp_store=MEMORY")


def copy_redacted(
    registry: Registry, file: Path, part: Path, lines: Iterable[RedactionLine]
) -> int:
    """Write to `part`, which is empty, what is in `file` but for what the lines name.

    Answers how many redactions took something out. Raises OSError, sqlite3.Error.
    """
    with _nameless(file, part) as connection:
        engine = _over(connection)
        with engine.begin() as begun:
            write = registry.write_on(begun)
            taken = apply_in(write, lines)
            note_scrubbed(write)  # the copy is written anew just below
            write.write_heads()
        connection.execute("VACUUM INTO ?", (str(part),)).close()
    return taken


@contextmanager
def _nameless(file: Path, part: Path) -> Iterator[sqlite3.Connection]:
    """A database that is a copy of `file` and lies on the disk of `part` under no name."""
    with (
        a_part(part, READ_BY_OWNER) as (work, stream),
        closing(sqlite3.connect(work, isolation_level=None, check_same_thread=False)) as made,
    ):
        work.unlink()
        with file.open("rb") as source:
            shutil.copyfileobj(source, stream)
        stream.flush()
        # A file that was copied while in use says that a log lies beside it: there is none.
        os.pwrite(stream.fileno(), ROLLBACK, JOURNAL)
        for pragma in PRAGMAS:
            made.execute(f"PRAGMA {pragma}").close()
        yield made


def _over(connection: sqlite3.Connection) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )
    dialect: Any = engine.dialect
    dialect.do_begin = lambda begun: begun.driver_connection.execute("BEGIN").close()
    return engine
