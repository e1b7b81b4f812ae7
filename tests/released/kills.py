"""Kill a migration again and again, each time at a later statement: `kills URL EVERY`.

Prints how often it was killed, and after how many of these kills the registry was not what it was.
"""

import os
import signal
import sys
from hashlib import sha256

from sqlalchemy import MetaData, create_engine, event, select

from registry.schema import migrate
from registry.store import Registry


def state(url: str) -> str:
    """A digest of every row and of the name and columns of every table."""
    engine, told = create_engine(url), sha256()
    with engine.connect() as connection:
        made = MetaData()
        made.reflect(connection)
        for name, table in sorted(made.tables.items()):
            columns = [(one.name, str(one.type)) for one in table.columns]
            rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            told.update(f"{name} {columns} {rows}".encode())
    engine.dispose()
    return told.hexdigest()


def migrate_until(url: str, place: int) -> None:
    """Migrate, and be killed at the writing statement of that place, or before any is kept."""
    registry, given = Registry(url), 0

    def count(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        nonlocal given
        given += not statement.lstrip().startswith(("SELECT", "PRAGMA"))
        if given == place:
            os.kill(os.getpid(), signal.SIGKILL)

    with registry.making() as connection:
        event.listen(connection, "before_cursor_execute", count)
        migrate(connection)
        os._exit(0)  # all of it was given, and nothing was kept


def is_killed(url: str, place: int) -> bool:
    """Whether a child that migrates was killed, before it had given all statements."""
    child = os.fork()
    if not child:
        migrate_until(url, place)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def main(url: str, every: int) -> tuple[int, int]:
    """How many kills, and after how many the registry was another."""
    before, place, changed = state(url), 1, 0
    while is_killed(url, place):
        changed += state(url) != before
        place += every
    changed += state(url) != before
    return place // every + 1, changed


if __name__ == "__main__":
    sys.stdout.write("{} {}".format(*main(sys.argv[1], int(sys.argv[2]))))
