"""Which errors are the database's or the disk's, and not a defect of ours: each one sentence.

Told by the codes of the database and the system, never by their words, which change with
language and version.
"""

import errno
import sqlite3

from sqlalchemy.exc import (
    DBAPIError,
    OperationalError,
    PendingRollbackError,
    TimeoutError as PoolTimeout,
)

from config.system_errors import reason_of
from registry.database_errors import ALL_IN_USE, LOST, reason_of_database, sqlite_code
from registry.refusals import (
    DiskRefuses,
    PlaceClosed,
    RegistryDamaged,
    RegistryFault,
    RegistryNotReadable,
    RegistryNotWritable,
)

SQLITE_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
# Classes of SQLSTATE: what is damaged; connections, rolled back for others, resources, states,
# an operator's or the system's doing.
POSTGRESQL_DAMAGE = ("XX",)
POSTGRESQL_AWAY = ("08", "25006", "40", "53", "55", "57", "58")
DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})
PLACE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}
)


def fault_of(error: BaseException, *, reads: bool = False) -> RegistryFault | None:
    """The refusal that tells of the error; None where it is not the database's or the disk's.

    `reads`: it came up while something was only read.
    """
    match error:
        case RegistryFault():
            return error
        case DBAPIError():
            return _of_database(error, reads=reads)
        case (
            PendingRollbackError() | PoolTimeout()
        ):  # the first: lost before, and used all the same
            reason = ALL_IN_USE if isinstance(error, PoolTimeout) else LOST
            return (RegistryNotReadable if reads else RegistryNotWritable)(reason=reason)
        case sqlite3.Error():
            return _fault(_sqlite_kind(error), error, reads=reads)
        case OSError():
            return _of_system(error)
        case _:
            return None


def _of_system(error: OSError) -> RegistryFault | None:
    reason = reason_of(error)
    if error.errno in DISK:
        return DiskRefuses(reason=reason)
    if error.errno in PLACE and error.filename is not None:
        return PlaceClosed(place=str(error.filename), reason=reason)
    return None


def _of_database(error: DBAPIError, *, reads: bool) -> RegistryFault | None:
    if isinstance(error.orig, sqlite3.Error):
        return _fault(_sqlite_kind(error.orig), error, reads=reads)
    return _fault(_postgresql_kind(error), error, reads=reads)


def _fault(
    kind: type[RegistryFault] | None, error: BaseException | None, *, reads: bool
) -> RegistryFault | None:
    if kind is None:
        return None
    told = RegistryNotReadable if reads and kind is RegistryNotWritable else kind
    return told(reason=reason_of_database(error))


def _sqlite_kind(error: sqlite3.Error) -> type[RegistryFault] | None:
    code = sqlite_code(error)
    if code in SQLITE_DAMAGE:
        return RegistryDamaged
    return RegistryNotWritable if code in SQLITE_AWAY else None


def _postgresql_kind(error: DBAPIError) -> type[RegistryFault] | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:  # the server never answered: it is away
        away = isinstance(error, OperationalError) or error.connection_invalidated
        return RegistryNotWritable if away else None
    if state.startswith(POSTGRESQL_DAMAGE):
        return RegistryDamaged
    return RegistryNotWritable if state.startswith(POSTGRESQL_AWAY) else None
