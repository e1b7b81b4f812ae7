"""A registry that a release kept on SQLite, poured into PostgreSQL as that release had it."""

import lzma
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import Boolean, Connection, MetaData, Table, create_engine, text

from registry.schema import RELEASED, alembic_config

HERE = Path(__file__).parent


def unpack(release: str, file: Path) -> Path:
    """The registry that a release kept, in `file`."""
    with lzma.open(HERE / f"{release}.db.xz") as source, file.open("wb") as target:
        shutil.copyfileobj(source, target)
    return file


def pour(release: str, file: Path, url: str) -> None:
    """Every row of the kept registry, unpacked in `file`, into the empty database behind `url`."""
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), RELEASED[release])
        made = MetaData()
        made.reflect(connection)
        tables = [one for one in made.tables.values() if one.name != "alembic_version"]
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # no guard minds
        connection.execute(text(f"TRUNCATE {', '.join(one.name for one in tables)}"))
        with closing(sqlite3.connect(file)) as source:
            source.row_factory = sqlite3.Row
            for table in tables:
                _copy(source, connection, table)
    engine.dispose()


def _copy(source: sqlite3.Connection, target: Connection, table: Table) -> None:
    rows = [*_rows(source, table)]
    if not rows:
        return
    names = ", ".join(rows[0])
    values = ", ".join(f"CAST(:{one} AS {table.c[one].type})" for one in rows[0])
    target.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({values})"), rows)  # noqa: S608 — names of our own
    if "id" in rows[0] and isinstance(rows[0]["id"], int):
        behind = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
        target.execute(text(f"{behind} FROM {table.name}"))


def _rows(source: sqlite3.Connection, table: Table) -> Iterator[dict[str, object]]:
    truths = {one.name for one in table.columns if isinstance(one.type, Boolean)}
    for row in source.execute(f"SELECT * FROM {table.name}"):  # noqa: S608 — names of our own
        yield {
            name: bool(row[name]) if name in truths and row[name] is not None else row[name]
            for name in row.keys()  # noqa: SIM118 — a row of sqlite3 gives its values
        }
