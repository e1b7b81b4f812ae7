from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from registry.models.guards import missing
from registry.schema import MIGRATIONS, alembic_config, current, head, known_revisions, migrate
from registry.store import Registry


def test_migrations_and_models_agree_on_both_databases(made_registry_url: str) -> None:
    engine = create_engine(made_registry_url)
    with engine.begin() as connection:
        command.check(alembic_config(connection))  # raises where they drift apart
        assert current(connection) == head()
    engine.dispose()


def test_there_is_one_head(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        heads = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
    engine.dispose()
    assert heads == [head()]


def test_a_migration_is_called_like_its_file() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    assert {one.revision for one in scripts} == known_revisions()


def test_every_guard_stands_after_a_migration(made_registry_url: str) -> None:
    engine = create_engine(made_registry_url)
    with engine.connect() as connection:
        assert missing(connection) == ()
    engine.dispose()


def test_a_migration_makes_again_what_a_batch_dropped(made_registry_url: str) -> None:
    engine = create_engine(made_registry_url)
    drop = "DROP TRIGGER entry_append_only_update"
    with engine.begin() as connection:
        on = "" if engine.dialect.name == "sqlite" else " ON entry"
        connection.exec_driver_sql(drop + on)
        assert missing(connection) == ("entry_append_only_update",)
        migrate(connection)
        assert missing(connection) == ()
    engine.dispose()


def test_a_database_without_a_registry_has_no_revision(registry_url: str) -> None:
    registry = Registry(registry_url)
    assert not registry.exists()
    registry.dispose()


def test_asking_whether_there_is_a_registry_makes_no_file(tmp_path: Path) -> None:
    registry = Registry(f"sqlite:///{tmp_path / 'none.db'}")
    assert not registry.exists()
    registry.dispose()
    assert list(tmp_path.iterdir()) == []
