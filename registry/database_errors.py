"""What SQLite and PostgreSQL say of an error, in words for people.

Told by their codes, never by their own words, which change with language and version.
"""

import sqlite3

from sqlalchemy.exc import DBAPIError

from config.words import Term, Value, both

_FIRST_BYTE = 0xFF  # of an extended code of SQLite: what kind of error it is
_SQLITE = {
    sqlite3.SQLITE_BUSY: "database_error.held", sqlite3.SQLITE_LOCKED: "database_error.held",
    sqlite3.SQLITE_PROTOCOL: "database_error.held", sqlite3.SQLITE_FULL: "system_error.no_room",
    sqlite3.SQLITE_CANTOPEN: "database_error.not_opened",
    sqlite3.SQLITE_IOERR: "system_error.broken", sqlite3.SQLITE_NOMEM: "database_error.no_memory",
    sqlite3.SQLITE_PERM: "system_error.no_right",
    sqlite3.SQLITE_READONLY: "system_error.read_only",
    sqlite3.SQLITE_CORRUPT: "database_error.damaged",
    sqlite3.SQLITE_NOTADB: "database_error.no_database",
}  # fmt: skip
# Beginnings of SQLSTATE, the longest that fits counts.
_POSTGRESQL = {
    "08": "database_error.lost", "25006": "system_error.read_only",
    "40": "database_error.held", "42501": "system_error.no_right",
    "53": "database_error.no_resources", "53100": "system_error.no_room",
    "53200": "database_error.no_memory", "53300": "database_error.connections",
    "55": "database_error.held", "57": "database_error.stopped", "58": "system_error.broken",
    "XX": "database_error.damaged",
}  # fmt: skip
ALL_IN_USE, HELD = Term("database_error.connections"), Term("database_error.held")
LOST = Term("database_error.lost")


def sqlite_code(error: sqlite3.Error) -> int:
    """The code without what extends it; 0 where the error is not SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & _FIRST_BYTE


def reason_of_database(error: BaseException | None) -> Value:
    """The reason in both languages; one that has no code, or is seldom met, as it was said."""
    told = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(told, sqlite3.Error):
        word = _SQLITE.get(sqlite_code(told))
    elif isinstance(state := getattr(told, "sqlstate", None), str):
        word = next((_POSTGRESQL[state[:n]] for n in (5, 2) if state[:n] in _POSTGRESQL), None)
    else:
        word = None
    if word is not None:
        return Term(word)
    said = (str(told).splitlines() or [type(told).__name__])[0]
    return both("database_error.said", said=said)
