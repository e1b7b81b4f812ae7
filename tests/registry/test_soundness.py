"""Damaged pages are told as such: by `verify`, by `backup`, never as clean."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from registry.backup import backup
from registry.refusals import RegistryDamaged, RegistryFault
from registry.store import Registry
from registry.verification import verify
from tests.conftest import Postgres

DAMAGES = 20


def page_size(file: Path) -> int:
    return int.from_bytes(file.read_bytes()[16:18], "big")


def in_one_file(file: Path) -> None:
    """No log beside it, no page in it that nothing uses: nobody has it open."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM").close()
        connection.execute("PRAGMA journal_mode=DELETE").close()


def first_page_of(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(connection.execute(query, (table,)).fetchone()[0]) - 1


def overwritten(file: Path, page: int, chance: random.Random) -> None:
    size = page_size(file)
    with file.open("rb+") as stream:
        stream.seek(page * size)
        stream.write(chance.randbytes(size))


def told(url: str) -> list[str]:
    """What `verify` says, or the refusal where not even that can be opened."""
    registry = Registry(url)
    try:
        return [one.code for one in verify(registry)]
    except RegistryFault as refusal:
        return [refusal.code]
    finally:
        registry.dispose()


def test_a_damaged_page_is_told_before_anything_is_read_from_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "registry.db"
    in_one_file(file)
    overwritten(file, first_page_of(file, "agency"), random.Random(1))  # noqa: S311 — bytes of damage
    assert told(sqlite_url) == ["pages_damaged"]


def test_an_index_that_says_something_else_than_its_table_is_damage(
    sqlite_url: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "registry.db")) as connection:
        connection.execute("PRAGMA writable_schema=ON").close()
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'person (ref)', 'person (name_th)')"
            " WHERE type = 'index' AND tbl_name = 'person'"
        ).close()
        connection.execute("CREATE INDEX odd ON person (ref)").close()
        connection.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX odd ON person (name_th)'"
            " WHERE name = 'odd'"
        ).close()
        connection.commit()
    assert told(sqlite_url) == ["pages_damaged"]


def test_a_backup_of_a_damaged_registry_speaks_of_the_registry(
    sqlite_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "registry.db"
    in_one_file(file)
    overwritten(file, first_page_of(file, "agency"), random.Random(1))  # noqa: S311 — bytes of damage
    registry = Registry(sqlite_url)
    with pytest.raises(RegistryDamaged):
        backup(registry, tmp_path / "one.backup")
    registry.dispose()
    assert not (tmp_path / "one.backup").exists()


def test_a_row_that_postgresql_cannot_read_is_damage(
    postgres: Postgres, made_postgres: str
) -> None:
    name = copied_as_files(postgres, made_postgres)
    engine = create_engine(postgres.url(name))
    with engine.connect() as connection:
        folder = str(connection.scalar(text("SHOW data_directory")))
        place = str(connection.scalar(text("SELECT pg_relation_filepath('agency')")))
    engine.dispose()
    size = (Path(folder) / place).stat().st_size
    (Path(folder) / place).write_bytes(random.Random(1).randbytes(size))  # noqa: S311 — bytes of damage
    assert told(postgres.url(name)) == ["pages_damaged"]
    postgres.drop(name)


def copied_as_files(postgres: Postgres, template: str) -> str:
    """A database of which nothing is in the server's memory yet."""
    name = f"{template}_as_files"
    maintained = create_engine(postgres.url("postgres"), isolation_level="AUTOCOMMIT")
    with maintained.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    maintained.dispose()
    return name


@pytest.mark.slow
def test_of_twenty_damaged_pages_none_is_called_clean(demo_file: Path, tmp_path: Path) -> None:
    chance = random.Random(2571)  # noqa: S311 — which pages, and what bytes
    whole = tmp_path / "whole.db"
    shutil.copy(demo_file, whole)
    in_one_file(whole)
    assert told(f"sqlite:///{whole}") == []
    in_one_file(whole)
    pages = whole.stat().st_size // page_size(whole)
    for number in chance.sample(range(pages), DAMAGES):
        file = tmp_path / f"page {number}.db"
        shutil.copy(whole, file)
        overwritten(file, number, chance)
        assert told(f"sqlite:///{file}") != [], number
        registry = Registry(f"sqlite:///{file}")
        with pytest.raises(RegistryFault):
            backup(registry, tmp_path / f"page {number}.backup")
        registry.dispose()
