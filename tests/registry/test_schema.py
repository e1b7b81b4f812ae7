from hashlib import sha256
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from registry.models.guards import missing
from registry.schema import MIGRATIONS, alembic_config, current, head, known_revisions, migrate
from registry.store import Registry

# The migrations that a release has, with their SHA-256: registries of offices came by them.
RELEASED = {
    "0001_registry": "0fa25a1db82d7355ed4f9da88cb00e261a99a1788a2a6f7a647c5bc2d575e05b",
    "0002_access": "b94d556b114be6ef6c9c1b0eca62404c63a9545ee7a08327dfed3ff835849edf",
    "0003_history": "f8f4922b915273981c54f063e96193c6a32380349ea63994b7b20b75c10d8896",
    "0004_directives": "7a8efd9e3cd4d712a6be016238fa198c75e85e78a3ec8fa2bd60aa9cd8fefce4",
    "0005_redactions": "7ff946d6e934d4a6c325ad19f9c78bc38451a20f5d0ef8764991afe40bc23fbb",
    "0006_desk_indexes": "08a976272792700c6c32da73472e07da87f2d2076422c12af8aada1155c47725",
    "0007_meetings": "4178754886c2ffe08de3b1c9684006c04e4e62f89231a471a153b41cdd9dd7f9",
    "0008_indexes": "8a3af8e5873b96b60282b923dadc446bbaf993421bf90c11ca2b1114352367b0",
    "0009_hands": "73da560a531df8e305903bd95458980852bb4855ae83e70fdbba1caaf473e071",
    "0010_score_maxima": "bb02cb9faac9f6af0ab9d12943bbf61f9734a81386a03c2d58633e08507df03f",
    "0011_merges": "5dad0f727dba6002e1ecf2117faa61f0e2de17194d961730afc51d9d6e8ff674",
    "0012_facts_in_the_chain": "c1dd3b526da6cf394c8cac839d4ae83548fec566185ca76d719645c5736db032",
}


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


def test_a_migration_that_a_release_has_stays_as_it_is_to_the_byte() -> None:
    files = [MIGRATIONS / "versions" / f"{name}.py" for name in RELEASED]
    assert {one.stem: sha256(one.read_bytes()).hexdigest() for one in files} == RELEASED
    assert {name for name in known_revisions() if name <= max(RELEASED)} == RELEASED.keys()


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
