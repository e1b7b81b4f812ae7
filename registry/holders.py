"""Who holds a database so that nobody else can begin, as far as the system tells."""

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from config.words import Sentence, both, joined
from registry.engine import faults_told
from registry.refusals import RegistryHeld
from registry.store import Registry

PATIENCE = 5.0  # seconds until whoever only reads gives up on a registry that is held
BETWEEN_LOOKS = 0.1
LOCKS = Path("/proc/locks")
BESIDE = ("", "-shm")  # where SQLite locks: the file, and the index of its log
# Of a table of ours as a whole: `VACUUM FULL`, a change of its columns, `LOCK TABLE`.
_HOLDING = text(
    "SELECT DISTINCT a.pid, a.usename, a.application_name FROM pg_locks l"
    " JOIN pg_stat_activity a USING (pid) JOIN pg_class c ON c.oid = l.relation"
    " WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'AccessExclusiveLock'"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY a.pid"
)


def refuse_held(registry: Registry, patience: float = PATIENCE) -> None:
    """Wait that long for whoever lets nobody read. Raises RegistryHeld, RegistryFault."""
    if registry.is_sqlite:
        _refuse_held_file(registry.url, patience)
        return
    until = time.monotonic() + patience
    while found := _sessions(registry.url):
        if time.monotonic() > until:
            raise RegistryHeld(holder=_several(found))
        time.sleep(BETWEEN_LOOKS)


def _refuse_held_file(url: URL, patience: float) -> None:
    file = Path(str(url.database)).absolute()
    try:
        with closing(
            sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=patience)
        ) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").close()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise RegistryHeld(holder=_several(_processes(file))) from error


def _processes(file: Path) -> list[Sentence]:
    """The processes that hold the file against others. It is not opened: SQLite's locks end so."""
    places = set()
    for ending in BESIDE:
        with suppress(OSError):
            found = os.stat(f"{file.resolve()}{ending}")  # noqa: PTH116 — a path made of a string
            device = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}"
            places.add(f"{device}:{found.st_ino}")
    numbers = set()
    with suppress(OSError):
        for line in LOCKS.read_text(encoding="ascii").splitlines():
            words = line.split()
            # A line with an arrow is of one that waits.
            if words[1] == "POSIX" and words[3] == "WRITE" and words[5] in places:
                numbers.add(int(words[4]))
    return [
        both("holder.process", program=_program(number), number=number)
        for number in sorted(numbers)
        if number > 0  # a process outside of this container has none here
    ]


def _program(number: int) -> str:
    """What the process runs; never its words, which may hold what somebody typed."""
    try:
        return Path(f"/proc/{number}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "?"


def _sessions(url: URL) -> list[Sentence]:
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    with faults_told(reads=True), engine.connect() as connection:
        rows = connection.execute(_HOLDING).all()
    return [
        both("holder.session", number=number, role=role or "?", program=program or "?")
        for number, role, program in rows
    ]


def _several(holders: Sequence[Sentence]) -> Sentence:
    if not holders:
        return both("holder.unknown")
    return joined("; ", holders)
