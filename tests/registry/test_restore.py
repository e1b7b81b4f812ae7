"""Restores: onto what, from what, and what is told of it."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from registry.backup import BackupBroken, backup
from registry.refusals import Refusal, RegistryNewer, RegistryUnreleased
from registry.restore import BackupOfOtherDatabase, RestoreTargetNotEmpty, restore
from registry.store import Registry
from registry.transaction import COUNTRY
from tests.registry.at_backups import (
    empty_url,
    last_audit,
    left_in,
    of_revision,
    on_a_full_disk,
    postgres_tools,
    says_so,
)

__all__ = ["empty_url", "postgres_tools"]


def test_a_restore_onto_a_full_disk_says_so_and_leaves_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    registry = Registry(sqlite_url)
    backup(registry, tmp_path / "one.backup")
    registry.dispose()
    folder = tmp_path / "full"
    folder.mkdir()
    url = f"sqlite:///{folder / 'registry.db'}"
    assert on_a_full_disk("restore", url, tmp_path / "one.backup") == "disk_refuses"
    assert left_in(folder) == []


def test_a_restore_writes_over_nothing(made_registry_url: str, tmp_path: Path) -> None:
    registry = Registry(made_registry_url)
    backup(registry, tmp_path / "one.backup")
    registry.dispose()
    before = last_audit(made_registry_url)
    with pytest.raises(RestoreTargetNotEmpty) as refused:
        restore(made_registry_url, tmp_path / "one.backup", home=tmp_path)
    says_so(refused.value)
    assert last_audit(made_registry_url) == before


def is_empty(url: str) -> bool:
    registry = Registry(url)
    found = registry.exists()
    registry.dispose()
    return not found


def test_a_backup_that_was_cut_off_is_refused(
    made_registry_url: str, empty_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "one.backup"
    registry = Registry(made_registry_url)
    backup(registry, file)
    registry.dispose()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupBroken) as refused:
        restore(empty_url, file, home=tmp_path)
    says_so(refused.value)
    assert is_empty(empty_url)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no backup at all"])
def test_a_file_that_is_no_backup_is_refused(
    made_registry_url: str, empty_url: str, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "one").write_bytes(content)
    for file in (tmp_path / "one", tmp_path / "missing"):
        with pytest.raises(BackupBroken):
            restore(empty_url, file, home=tmp_path)
    assert is_empty(empty_url)


def test_a_database_that_is_no_registry_is_no_backup(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE note (said text)").close()
    with pytest.raises(BackupBroken):
        restore(f"sqlite:///{tmp_path / 'registry.db'}", tmp_path / "other.db", home=tmp_path)
    assert left_in(tmp_path) == ["other.db"]


def test_a_backup_of_the_other_database_is_refused(
    made_registry_url: str, empty_url: str, tmp_path: Path
) -> None:
    theirs = b"PGDMP" if empty_url.startswith("sqlite") else b"SQLite format 3\x00"
    (tmp_path / "theirs").write_bytes(theirs)
    with pytest.raises(BackupOfOtherDatabase) as refused:
        restore(empty_url, tmp_path / "theirs", home=tmp_path)
    says_so(refused.value)
    assert is_empty(empty_url)


@pytest.mark.parametrize(
    ("revision", "refusal"),
    [("9999_later", RegistryNewer), ("0020_monitoring", RegistryUnreleased)],
)
def test_a_backup_of_a_newer_release_or_of_none_is_refused(
    made_registry_url: str, empty_url: str, tmp_path: Path, revision: str, refusal: type[Refusal]
) -> None:
    file = tmp_path / "one.backup"
    if made_registry_url.startswith("sqlite"):
        registry = Registry(made_registry_url)
        backup(registry, file)
        registry.dispose()
        of_revision(f"sqlite:///{file}", revision)
    else:
        of_revision(made_registry_url, revision)
        bare = made_registry_url.replace("+psycopg", "")
        subprocess.run(["pg_dump", "-Fc", "-f", str(file), "-d", bare], check=True)
    with pytest.raises(refusal):
        restore(empty_url, file, home=tmp_path)
    assert is_empty(empty_url)


def test_a_tampered_registry_is_restored_and_its_problems_are_told(
    sqlite_url: str, tmp_path: Path
) -> None:
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE chain_head SET digest = 'x' WHERE area_code = 'TH'"))
    engine.dispose()
    registry = Registry(sqlite_url)
    backup(registry, tmp_path / "one.backup")
    registry.dispose()
    found = restore(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "one.backup", home=tmp_path)
    assert [(one.code, one.area) for one in found.problems] == [("head_changed", COUNTRY)]
