"""An earlier registry is brought to this release whole, or stays what it was."""

import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, text

from config.clock import moved_to
from flows.capabilities import open_installation
from flows.verification import verify_all, verify_in
from registry import upgrade as upgrading
from registry.backup import BackupNotWritten, BackupTargetExists, backup
from registry.models import guards as guard_module
from registry.models.guards import guards, install, missing
from registry.records.redaction_list import RedactionLine, keep_list, list_file
from registry.refusals import RegistryMissing, RegistryOlder
from registry.restore import restore
from registry.rules.redaction import RedactionPart
from registry.schema import alembic_config, current, head
from registry.store import Registry
from registry.upgrade import (
    GuardLetThroughError,
    NothingToUpgrade,
    UpgradeFailed,
    UpgradeReport,
    is_older,
    try_guards,
    upgrade,
)
from registry.verification import problems_in
from registry.verification_problems import Problem, problem
from tests.builders import OPENED, a_desk
from tests.conftest import Postgres
from tests.registry.at_backups import postgres_tools
from tests.released.pouring import unpack

__all__ = ["postgres_tools"]

FIRST = "0001_registry"
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registry]:
    """A registry of 0.1.0: with its journals on SQLite, its schema and areas on PostgreSQL."""
    if request.param == "sqlite":
        unpack("0.1.0", tmp_path / "registry.db")
        yield opened(f"sqlite:///{tmp_path / 'registry.db'}")
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    engine = create_engine(server.url(name))
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), FIRST)
        connection.execute(
            text(
                "INSERT INTO area (code, kind, name_th, name_en)"
                " VALUES ('TH', 'country', 'ไทย', 'TH')"
            )
        )
        connection.execute(text("INSERT INTO registry_meta VALUES ('id', 'x'), ('kind', 'real')"))
        connection.execute(text("INSERT INTO chain_head VALUES ('TH', 0, repeat('0', 64))"))
    engine.dispose()
    yield opened(server.url(name))
    server.drop(name)


def opened(url: str) -> Registry:
    registry = Registry(url, moved_to(date(2022, 7, 22)))
    OPENED.append(registry)
    return registry


def brought_forward(registry: Registry, tmp_path: Path, **options: object) -> UpgradeReport:
    office = open_installation(registry)

    def clean(connection: Connection) -> Iterator[Problem]:
        return verify_in(office, connection)

    given = {"verify": clean, "tell": lambda _: None, "home": tmp_path / "home", **options}
    return upgrade(registry, **given)  # type: ignore[arg-type]


def test_an_earlier_registry_is_refused_and_the_sentence_names_the_remedy(
    older: Registry,
) -> None:
    with pytest.raises(RegistryOlder) as refused:
        older.check()
    assert "prasan upgrade" in refused.value.sentence.en
    assert "prasan upgrade" in refused.value.sentence.th


def test_it_is_brought_to_this_release_guarded_and_verified(
    older: Registry, tmp_path: Path
) -> None:
    made = brought_forward(older, tmp_path)
    assert (made.before, made.after, made.problems) == (FIRST, head(), ())
    older.check()
    with older.reading() as connection:
        assert missing(connection) == ()
    assert verify_all(open_installation(older)) == ()
    assert made.backup.exists()


def test_what_others_could_read_is_its_owners_alone_once_upgraded(
    tmp_path: Path,
) -> None:
    file = tmp_path / "kept.db"
    unpack("0.1.0", file)
    file.chmod(0o664)
    made = brought_forward(opened(f"sqlite:///{file}"), tmp_path)
    kept = [*tmp_path.glob("kept.db*"), made.backup]
    assert {stat.S_IMODE(one.stat().st_mode) for one in kept} == {0o600}


def test_every_guard_is_tried_or_named_as_standing_over_an_empty_table(
    older: Registry, tmp_path: Path
) -> None:
    tried = brought_forward(older, tmp_path).tried
    every = {guard.name for guard in guards()} | {
        f"{rule.name}_no_overlap" for rule in guard_module.NO_OVERLAP
    }
    assert {*tried.refused, *tried.untried} == every
    assert set(tried.refused) & set(tried.untried) == set()
    if older.is_sqlite:
        wanted = {"entry_append_only_update", "audit_append_only_delete", "payload_kept",
                  "payload_redacted_only", "blob_redacted_only", "document_frozen",
                  "gate_opened_once", "holding_superseded_only", "holding_own_no_overlap",
                  "seat_version_no_overlap", "district_order_no_overlap"}  # fmt: skip
        assert wanted - set(tried.refused) == set()


def test_a_registry_of_this_release_has_nothing_to_upgrade(
    made_registry_url: str, tmp_path: Path
) -> None:
    registry = opened(made_registry_url)
    assert not is_older(registry)
    with pytest.raises(NothingToUpgrade) as refused:
        brought_forward(registry, tmp_path)
    assert head() in refused.value.sentence.en


def test_there_is_nothing_to_upgrade_where_there_is_no_registry(tmp_path: Path) -> None:
    with pytest.raises(RegistryMissing):
        brought_forward(opened(f"sqlite:///{tmp_path / 'none.db'}"), tmp_path)


def still_the_old_one(registry: Registry) -> bool:
    with registry.reading() as connection:
        there = "SELECT count(*) FROM registry_meta"
        return current(connection) == FIRST and bool(connection.scalar(text(there)))


def test_what_fails_while_verifying_leaves_the_old_one_and_names_the_way_back(
    older: Registry, tmp_path: Path
) -> None:
    found = problem("entry_unlinked", None, entry=7)
    with pytest.raises(UpgradeFailed) as refused:
        brought_forward(older, tmp_path, verify=lambda _: [found], file=tmp_path / "kept.backup")
    assert "prasan restore" in refused.value.sentence.en
    assert str(tmp_path / "kept.backup") in refused.value.sentence.th
    assert still_the_old_one(older)
    made = brought_forward(older, tmp_path)
    assert made.after == head()


def test_problems_that_are_known_are_let_through_where_that_is_asked(
    older: Registry, tmp_path: Path
) -> None:
    found = problem("entry_unlinked", None, entry=7)
    made = brought_forward(older, tmp_path, verify=lambda _: [found], despite_problems=True)
    assert made.problems == (found,)
    assert not is_older(older)


def test_a_migration_that_fails_leaves_the_old_one(
    older: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(connection: Connection) -> None:
        command.upgrade(alembic_config(connection), "0003_history")
        msg = "out of memory"
        raise MemoryError(msg)

    with monkeypatch.context() as patched:
        patched.setattr(upgrading, "migrate", half)
        with pytest.raises(UpgradeFailed) as refused:
            brought_forward(older, tmp_path)
    assert "out of memory" in refused.value.sentence.en
    assert still_the_old_one(older)
    assert brought_forward(older, tmp_path, file=tmp_path / "again.backup").after == head()


KILLED = """
import os, signal, sys
from pathlib import Path
from registry.store import Registry
from registry.upgrade import upgrade
upgrade(
    Registry(sys.argv[1]), home=Path(sys.argv[2]), file=Path(sys.argv[2]) / "killed.backup",
    verify=lambda connection: os.kill(os.getpid(), signal.SIGKILL), tell=lambda said: None,
)
"""


def test_killed_in_the_middle_it_is_still_the_old_one_and_works_again(
    older: Registry, tmp_path: Path
) -> None:
    url = older.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, url, str(tmp_path)], cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert still_the_old_one(older)
    assert brought_forward(older, tmp_path).after == head()


def test_the_backup_before_it_brings_the_earlier_one_back(
    older: Registry, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made = brought_forward(older, tmp_path)
    url = f"sqlite:///{tmp_path / 'back.db'}"
    if not older.is_sqlite:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.url(server.create())
    found = restore(url, made.backup, home=tmp_path)
    assert (found.revision, found.older) == (FIRST, True)
    back = opened(url)
    assert is_older(back)
    assert brought_forward(back, tmp_path, file=tmp_path / "back.backup").after == head()


def test_a_backup_of_an_earlier_registry_that_cannot_be_written_says_so(
    older: Registry, tmp_path: Path
) -> None:
    with pytest.raises(BackupNotWritten):
        backup(older, tmp_path / "no folder" / "one.backup")
    assert not (tmp_path / "no folder").exists()


def test_a_backup_of_that_name_is_not_written_over(older: Registry, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(BackupTargetExists):
        brought_forward(older, tmp_path, file=tmp_path / "mine")
    assert still_the_old_one(older)


@pytest.mark.parametrize("guard", ["entry_append_only_update", "holding_own_no_overlap"])
def test_a_guard_that_lets_through_what_it_must_refuse_is_found(
    made_registry_url: str, guard: str
) -> None:
    a_desk(made_registry_url).start()
    table = next((one.table for one in guards() if one.name == guard), guard.partition("_")[0])
    engine = create_engine(made_registry_url)
    with engine.connect() as connection, connection.begin() as transaction:
        for statement in dropped(connection, guard, table):
            connection.execute(text(statement))
        with pytest.raises(GuardLetThroughError, match=guard):
            try_guards(connection)
        install(connection)
        assert guard in try_guards(connection).refused
        transaction.rollback()
    engine.dispose()


def dropped(connection: Connection, guard: str, table: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        return [f"DROP TRIGGER {guard}"]
    if guard.endswith("no_overlap"):
        return [f"ALTER TABLE {table} DROP CONSTRAINT {guard}"]
    return [f"DROP TRIGGER {guard} ON {table}"]


@pytest.mark.parametrize("older", ["sqlite"], indirect=True)
def test_what_was_redacted_is_gone_before_the_registry_is_of_this_release(
    older: Registry, tmp_path: Path
) -> None:
    with older.reading() as connection:
        own = connection.scalar(text("SELECT value FROM registry_meta WHERE key = 'id'"))
        taken = connection.scalar(text("SELECT sha256 FROM blob ORDER BY sha256 LIMIT 1"))
        who = connection.scalar(text("SELECT ref FROM person ORDER BY id LIMIT 1"))
    parts = (RedactionPart(kind="blob", ref=str(taken), digest=str(taken)),)
    line = RedactionLine(
        registry=str(own), at=older.clock.now(), first=str(who), second="x", parts=parts
    )
    keep_list(list_file(older, tmp_path), [line])
    seen: list[object] = []

    def look(connection: Connection) -> Iterator[Problem]:
        """Still within the transaction that brings the schema forward."""
        query = text("SELECT content FROM blob WHERE sha256 = :taken")
        seen.append(connection.scalar(query, {"taken": taken}))
        yield from problems_in(connection)

    made = upgrade(older, home=tmp_path, verify=look, tell=lambda _: None)
    assert (made.redacted_again, seen) == (1, [None])
    assert verify_all(open_installation(older)) == ()
