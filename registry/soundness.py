"""Whether a database can be read to its last page, whatever stands on them.

SQLite holds its pages and indexes against each other; PostgreSQL is made to read every row,
which finds what its own checks find (most where it keeps checksums of its pages).
"""

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from config.words import Value
from registry.faults import fault_of
from registry.models import Base, Blob
from registry.store import Registry

SOUND = "ok"


def damage(connection: Connection) -> Value | None:
    """What the database says of its first damaged page, None where all of it can be read."""
    try:
        if connection.dialect.name == "sqlite":
            return _of_sqlite(connection)
        with connection.begin_nested():
            _read_all(connection)
    except DBAPIError as error:
        fault = fault_of(error, reads=True)
        if fault is None:
            raise
        return fault.values["reason"]
    return None


def damage_of(registry: Registry) -> Value | None:
    """The same of a registry that may be of any release."""
    with registry.reading() as connection:
        return damage(connection)


def _of_sqlite(connection: Connection) -> str | None:
    said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    return None if said == SOUND else str(said).splitlines()[-1]


def _read_all(connection: Connection) -> None:
    """Every row of the tables that stand there: an earlier release has not all of ours."""
    stand = Base.metadata.tables.keys() & set(inspect(connection).get_table_names())
    for name in sorted(stand - {Blob.__tablename__}):  # `verify` reads each blob anyway
        connection.exec_driver_sql(f'SELECT count(CAST(t AS text)) FROM "{name}" t')  # noqa: S608 — names of our own
