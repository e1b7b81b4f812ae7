import random
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from registry.backup import BackupNotWritten, BackupTargetExists, backup, revision_of
from registry.partial_files import a_part, folder_made_whole
from registry.postgres_tools import PostgresToolMissing
from registry.refusals import Refusal, RegistryMissing, RegistryNewer
from registry.restore import restore
from registry.schema import head
from registry.seals import seal
from registry.store import Registry
from registry.verification import verify
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.desk.cli.terminal import Terminal
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


def test_what_was_backed_up_comes_back_whole(
    made_registry_url: str, empty_url: str, tmp_path: Path
) -> None:
    desk = a_desk(made_registry_url)
    desk.to_first_draft()
    kept = seal(desk.office.registry)
    file = tmp_path / "backup" / "prasan.backup"
    file.parent.mkdir()
    made = backup(desk.office.registry, file)
    desk.office.registry.dispose()
    assert (made.revision, made.size) == (head(), file.stat().st_size)
    assert left_in(file.parent) == ["prasan.backup"]
    found = restore(empty_url, file, home=tmp_path)
    assert (found.revision, found.older, found.problems) == (head(), False, ())
    assert last_audit(empty_url) == last_audit(made_registry_url)
    restored = Registry(empty_url)
    assert verify(restored, expected_head=kept.digest) == ()
    with restored.writing(MAE_FAH_LUANG) as write:
        write.audit(MAE_FAH_LUANG, "test", actor=None)
    assert verify(restored) == ()
    restored.dispose()


def test_a_backup_is_taken_while_somebody_writes(
    made_registry_url: str, empty_url: str, tmp_path: Path
) -> None:
    stop, written = Event(), Event()

    def write_on() -> None:
        registry = Registry(made_registry_url)
        while not stop.is_set():
            with registry.writing(MAE_FAH_LUANG) as write:
                write.audit(MAE_FAH_LUANG, "test", actor=None)
            written.set()
        registry.dispose()

    writer = Thread(target=write_on)
    writer.start()
    try:
        assert written.wait(30)
        registry = Registry(made_registry_url)
        backup(registry, tmp_path / "taken.backup")
        registry.dispose()
        written.clear()
        assert written.wait(30)
    finally:
        stop.set()
        writer.join()
    assert restore(empty_url, tmp_path / "taken.backup", home=tmp_path).problems == ()


def test_a_backup_writes_over_nothing(made_registry_url: str, tmp_path: Path) -> None:
    file = tmp_path / "taken"
    file.write_text("mine")
    registry = Registry(made_registry_url)
    with pytest.raises(BackupTargetExists) as refused:
        backup(registry, file)
    registry.dispose()
    says_so(refused.value)
    assert file.read_text() == "mine"


def test_a_backup_that_is_refused_or_fails_has_its_row_among_the_attempts(
    made_registry_url: str, tmp_path: Path
) -> None:
    registry = Registry(made_registry_url)
    taken, missing = tmp_path / "taken", tmp_path / "no" / "folder.backup"
    assert backup(registry, taken).noted
    for file in (taken, missing):
        with pytest.raises(Refusal):
            backup(registry, file)
    with registry.reading() as connection:
        rows = connection.execute(text("SELECT target, code FROM attempt ORDER BY id")).all()
    registry.dispose()
    assert [*map(tuple, rows)][-3:] == [
        ("backup taken", "backup"),
        ("backup taken", "backup_target_exists"),
        ("backup folder.backup", "backup_not_written"),
    ]


def test_a_backup_that_the_registry_takes_no_row_about_is_whole_and_says_so(
    made_registry_url: str, tmp_path: Path
) -> None:
    registry = Registry(made_registry_url)
    with registry.making() as connection:
        connection.execute(text("ALTER TABLE attempt RENAME TO away"))
    assert not backup(registry, tmp_path / "taken").noted
    registry.dispose()


def test_a_backup_into_a_folder_that_is_not_there_leaves_nothing(
    made_registry_url: str, tmp_path: Path
) -> None:
    registry = Registry(made_registry_url)
    with pytest.raises(BackupNotWritten) as refused:
        backup(registry, tmp_path / "no" / "such" / "folder.backup")
    registry.dispose()
    says_so(refused.value)
    assert not (tmp_path / "no").exists()


def test_the_next_backup_removes_what_a_killed_one_left_and_nothing_else(
    made_registry_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    left = [".prasan-2026.backup.0123abcd.part", ".prasan-2026.backup.0123abcd.part-journal"]
    (folder / ".everything.0123abcd.part" / "documents").mkdir(parents=True)
    others = [".redactions.part", "prasan.part", ".notes"]
    for name in (*left, *others):
        (folder / name).write_text("x")
    with a_part(folder / "other.backup") as (held, _), folder_made_whole(folder / "all") as all_of:
        registry = Registry(made_registry_url)
        backup(registry, folder / "one.backup")
        registry.dispose()
        assert left_in(folder) == sorted([*others, held.name, all_of.name, "one.backup"])


KILLED = """
import os, sys
from pathlib import Path
from registry.partial_files import made_whole
with made_whole(Path(sys.argv[1])) as part:
    part.write_text("half")
    os.kill(os.getpid(), 9)
"""


def test_a_backup_that_is_killed_leaves_what_the_next_one_removes(
    sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    words = [sys.executable, "-c", KILLED, str(folder / "one")]
    done = subprocess.run(words, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    (left,) = left_in(folder)
    assert left.endswith(".part")
    registry = Registry(sqlite_url)
    backup(registry, folder / "two")
    registry.dispose()
    assert left_in(folder) == ["two"]


ON_AND_ON = """
import sys
from itertools import count
from pathlib import Path
from registry.backup import backup
from registry.store import Registry
registry = Registry(sys.argv[1])
print("ready", flush=True)
for turn in count():
    backup(registry, Path(sys.argv[2]) / f"{sys.argv[3]}-{turn}.backup")
"""
KILLS = 10
LONGEST = 0.5  # seconds


@pytest.mark.slow
def test_a_backup_killed_at_any_instant_is_whole_or_has_no_name(
    made_registry_url: str, empty_url: str, tmp_path: Path
) -> None:
    chance = random.Random(2571)  # noqa: S311 — instants of kills
    folder = tmp_path / "backups"
    folder.mkdir()
    for kill in range(KILLS):
        words = [sys.executable, "-c", ON_AND_ON, made_registry_url, str(folder), str(kill)]
        with subprocess.Popen(
            words, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
        ) as made:
            assert made.stdout is not None
            assert made.stdout.readline() == "ready\n"
            Event().wait(chance.uniform(0, LONGEST))  # until the instant of the kill
            made.kill()
        for file in folder.glob("*.backup"):
            assert revision_of(file, file) == head()
    registry = Registry(made_registry_url)
    last = backup(registry, folder / "last.backup")
    with registry.reading() as connection:
        query = text("SELECT count(*) FROM attempt WHERE code = 'backup'")
        noted = connection.execute(query).scalar_one()
    registry.dispose()
    named = left_in(folder)
    assert [one for one in named if not one.endswith(".backup")] == []
    assert noted >= len(named)  # none without its row
    assert restore(empty_url, last.file, home=tmp_path).problems == ()


HOLD = """
import sqlite3, sys
from contextlib import closing
import psycopg
from sqlalchemy.engine import make_url
from registry.postgres_tools import conninfo
url = make_url(sys.argv[1])
if url.get_backend_name() == "sqlite":
    holder = sqlite3.connect(url.database, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE").close()
    holder.execute("BEGIN EXCLUSIVE").close()
    holder.execute("UPDATE attempt SET code = code").close()
    holder.execute("COMMIT").close()
else:
    holder = psycopg.connect(conninfo(url), application_name="holder")
    holder.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_backup_of_a_registry_that_somebody_holds_waits_for_no_end_of_it_and_says_who(
    made_registry_url: str, tmp_path: Path
) -> None:
    prasan = Terminal(made_registry_url)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, made_registry_url], cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        printed = prasan("backup", str(tmp_path / "taken"), "--lang", "en")
        holder.kill()
    who = f"(process {holder.pid})" if made_registry_url.startswith("sqlite") else "program holder)"
    assert printed.code == 2
    assert who in printed.err
    assert "taken" not in " ".join(left_in(tmp_path))
    assert prasan("backup", str(tmp_path / "taken")).code == 0


def test_there_is_no_backup_of_a_registry_that_is_not_there(tmp_path: Path) -> None:
    registry = Registry(f"sqlite:///{tmp_path / 'nothing.db'}")
    with pytest.raises(RegistryMissing):
        backup(registry, tmp_path / "backup")
    assert left_in(tmp_path) == []


def test_a_backup_onto_a_full_disk_says_so_and_leaves_nothing(
    made_registry_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    assert on_a_full_disk("backup", made_registry_url, folder / "one") == "backup_not_written"
    assert left_in(folder) == []


def test_a_registry_of_a_newer_release_is_not_backed_up_by_this_one(
    made_registry_url: str, tmp_path: Path
) -> None:
    of_revision(made_registry_url, "9999_later")
    registry = Registry(made_registry_url)
    with pytest.raises(RegistryNewer):
        backup(registry, tmp_path / "one.backup")
    registry.dispose()
    assert not (tmp_path / "one.backup").exists()


def test_without_the_tools_of_postgresql_the_sentence_names_them(
    made_registry_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if made_registry_url.startswith("sqlite"):
        pytest.skip("SQLite needs no tools")
    monkeypatch.setenv("PATH", str(tmp_path))
    registry = Registry(made_registry_url)
    with pytest.raises(PostgresToolMissing) as refused:
        backup(registry, tmp_path / "one.backup")
    registry.dispose()
    assert "pg_dump" in refused.value.sentence.en
