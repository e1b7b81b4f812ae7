import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event, Lock, Semaphore, Thread

import pytest
from sqlalchemy import Connection, create_engine, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.pool import NullPool, QueuePool

from config.settings import Settings
from registry.engine import MOST_CONNECTIONS, MOST_WRITERS, faults_told
from registry.models import Attempt, Audit, RegistryMeta
from registry.places import refuse_network_share
from registry.refusals import (
    PlaceClosed,
    PlaceOfShell,
    PostgresDriverMissing,
    RegistryMissing,
    RegistryNewer,
    RegistryNotReadable,
    RegistryNotWritable,
    RegistryOnNetworkShare,
    RegistryUnreleased,
    UnknownRegistryUrl,
)
from registry.schema import RELEASED
from registry.store import Registry
from registry.transaction import COUNTRY
from registry.verification import verify
from tests.builders import MAE_FAH_LUANG
from tests.registry.at_backups import of_revision


@pytest.fixture
def registry(made_registry_url: str) -> Iterator[Registry]:
    made = Registry(made_registry_url)
    yield made
    made.dispose()


def links(registry: Registry) -> int:
    with registry.reading() as connection:
        return len(connection.scalars(select(Audit.id)).all())


def test_a_reader_cannot_write(registry: Registry) -> None:
    with registry.reading() as connection, pytest.raises(DBAPIError):
        connection.execute(insert(RegistryMeta), {"key": "test", "value": "x"})


def test_a_reader_sees_one_state_while_others_write(registry: Registry) -> None:
    with registry.reading() as connection:
        before = len(connection.scalars(select(Audit.id)).all())
        with registry.writing(MAE_FAH_LUANG) as write:
            write.audit(MAE_FAH_LUANG, "test", actor=None)
        assert len(connection.scalars(select(Audit.id)).all()) == before
    assert links(registry) == before + 1


def test_who_reads_finds_a_connection_however_many_wait_to_write(registry: Registry) -> None:
    at_work, go_on, counting = Semaphore(0), Event(), Lock()
    counts = [0]

    def write() -> None:
        with registry.writing():
            with counting:
                counts.append(counts[-1] + 1)
            at_work.release()
            go_on.wait()
            with counting:
                counts.append(counts[-1] - 1)

    writers = [Thread(target=write) for _ in range(MOST_CONNECTIONS)]
    for one in writers:
        one.start()
    for _ in range(1 if registry.is_sqlite else MOST_WRITERS):
        at_work.acquire()
    links(registry)
    go_on.set()
    for one in writers:
        one.join()
    assert max(counts) == (1 if registry.is_sqlite else MOST_WRITERS)
    assert counts[-1] == 0


def test_that_all_connections_are_in_use_is_told_and_no_error_of_ours() -> None:
    engine = create_engine(
        "sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0
    )
    with engine.connect(), pytest.raises(RegistryNotReadable), faults_told(reads=True):
        engine.connect()
    engine.dispose()


def test_writers_at_one_district_come_one_after_the_other(registry: Registry) -> None:
    def write_often() -> None:
        for _ in range(20):
            with registry.writing(MAE_FAH_LUANG) as write:
                write.audit(MAE_FAH_LUANG, "test", actor=None)

    before = links(registry)
    writers = [Thread(target=write_often) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert links(registry) == before + 80
    assert verify(registry) == ()


def test_locks_are_only_taken_upwards(registry: Registry) -> None:
    with (
        pytest.raises(RuntimeError, match="locks out of order"),
        registry.writing(MAE_FAH_LUANG) as write,
    ):
        write.lock(COUNTRY)
    with registry.writing(MAE_FAH_LUANG, COUNTRY, "57") as write:
        assert list(write.heads) == [COUNTRY, "57", MAE_FAH_LUANG]


def test_what_fails_half_way_leaves_nothing(registry: Registry) -> None:
    def fail() -> None:
        with registry.writing(MAE_FAH_LUANG) as write:
            write.audit(MAE_FAH_LUANG, "test", actor=None)
            message = "half way"
            raise ValueError(message)

    before = links(registry)
    with pytest.raises(ValueError, match="half"):
        fail()
    assert links(registry) == before
    assert verify(registry) == ()


def test_an_instant_comes_back_in_utc_and_aware(registry: Registry) -> None:
    bangkok = datetime(2022, 6, 2, 6, 30, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    with registry.writing() as write:
        row = {"at": bangkok, "actor": "a", "account": "b", "target": "c", "code": "d"}
        write.connection.execute(insert(Attempt), row)
    with registry.reading() as connection:
        (kept,) = connection.scalars(select(Attempt.at))
    assert (kept, kept.tzinfo) == (bangkok, UTC)


def test_an_instant_without_a_time_zone_is_refused(registry: Registry) -> None:
    naive = datetime(2022, 6, 2)  # noqa: DTZ001 — what must be refused
    row = {"at": naive, "actor": "a", "account": "b", "target": "c", "code": "d"}
    with pytest.raises(StatementError, match="time zone"), registry.writing() as write:
        write.connection.execute(insert(Attempt), row)


def test_a_refused_attempt_is_noted_without_what_was_typed(registry: Registry) -> None:
    registry.note_attempt(actor="coord", target="advocacy", code="gate_not_open")
    with registry.reading() as connection:
        row = connection.execute(select(Attempt.actor, Attempt.target, Attempt.code)).one()
    assert tuple(row) == ("coord", "advocacy", "gate_not_open")


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_registry_on_a_network_share_is_refused(tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/sda / ext4 rw 0 0\nserver:/share /mnt/office\\040share {kind} rw 0 0\n"
    )
    with pytest.raises(RegistryOnNetworkShare) as refused:
        refuse_network_share(Path("/mnt/office share/prasan.db"), mounts)
    assert "/mnt/office share" in refused.value.sentence.en
    refuse_network_share(Path("/mnt/prasan.db"), mounts)


def test_a_windows_share_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryOnNetworkShare):
        refuse_network_share(Path("//server/share/prasan.db"), tmp_path / "no mounts")


@pytest.mark.parametrize("place", ["~/prasan.db", "~office/prasan.db", "$HOME/prasan.db"])
def test_a_place_that_a_shell_alone_reads_is_refused_unless_a_registry_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlaceOfShell):
        Registry(f"sqlite:///{place}")
    with pytest.raises(PlaceOfShell):
        Registry(Settings(home=Path(place).parent).registry_url)
    assert list(tmp_path.iterdir()) == []
    Path(place).parent.mkdir()
    Path(place).touch()
    Registry(f"sqlite:///{place}").dispose()


@pytest.mark.parametrize("url", ["", "prasan.db", "mysql://host/x", "sqlite://", "postgresql://"])
def test_a_url_that_names_no_registry_is_refused(url: str) -> None:
    with pytest.raises(UnknownRegistryUrl):
        Registry(url)


def test_without_its_driver_a_registry_on_postgresql_is_refused_and_one_on_sqlite_is_not(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for url in ("postgresql://host/prasan", "postgresql+psycopg://host/prasan"):
        with pytest.raises(PostgresDriverMissing) as refused:
            Registry(url)
        told = refused.value.sentence
        assert all("make postgresql" in one for one in (told.th, told.en))
        assert all("requirements-postgresql.lock" in one for one in (told.th, told.en))
    Registry(sqlite_url).dispose()


def test_a_registry_that_is_not_there_is_refused(registry_url: str) -> None:
    registry = Registry(registry_url)
    with pytest.raises(RegistryMissing):
        registry.check()
    registry.dispose()


def test_a_registry_of_a_newer_release_is_refused_and_left_alone(
    made_registry_url: str, registry: Registry
) -> None:
    of_revision(made_registry_url, "9999_later")
    before = links(registry)
    with pytest.raises(RegistryNewer) as refused:
        registry.check()
    assert refused.value.sentence.th != refused.value.sentence.en
    assert links(registry) == before


@pytest.mark.parametrize("revision", ["0013_events", "0020_monitoring", "0044_failed_steps"])
def test_a_registry_of_no_release_is_told_which_ones_can_be_upgraded(
    made_registry_url: str, registry: Registry, revision: str
) -> None:
    of_revision(made_registry_url, revision)
    before = links(registry)
    with pytest.raises(RegistryUnreleased) as refused:
        registry.check()
    for said in (refused.value.sentence.th, refused.value.sentence.en):
        assert revision in said
        assert all(release in said for release in RELEASED)
    assert links(registry) == before


FULL_DISK = """
import resource, sys
from registry.refusals import RegistryNotWritable
from registry.store import Registry
registry = Registry(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, 16_384))
try:
    with registry.writing("5715") as write:
        for _ in range(2_000):
            write.audit("5715", "test", actor=None, body={"text": "x" * 500})
except RegistryNotWritable as refusal:
    print(refusal.code)
"""


def test_a_full_disk_is_said_in_one_sentence_and_changes_nothing(sqlite_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, sqlite_url],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == "registry_not_writable"
    registry = Registry(sqlite_url)
    assert verify(registry) == ()
    with registry.reading() as connection:
        assert connection.scalar(select(Audit.id).where(Audit.action == "test")) is None
    registry.dispose()


def test_a_database_that_is_read_only_is_said_in_one_sentence(made_registry_url: str) -> None:
    engine = create_engine(made_registry_url)
    readonly = "PRAGMA query_only=ON"
    if engine.dialect.name == "postgresql":
        readonly = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(readonly)
        with pytest.raises(RegistryNotWritable) as refused, faults_told():
            connection.execute(insert(RegistryMeta), {"key": "test", "value": "x"})
    engine.dispose()
    assert "read" in refused.value.sentence.en


def test_what_lies_read_only_beside_a_file_that_may_be_written_is_made_writable(
    sqlite_url: str,
) -> None:
    registry = Registry(sqlite_url)
    file = Path(str(registry.url.database))
    index = file.with_name(f"{file.name}-shm")
    index.write_bytes(bytes(32768))
    index.chmod(0o444)
    with registry.reading() as connection:
        connection.execute(text("SELECT 1"))
        assert index.stat().st_mode == file.stat().st_mode
    registry.dispose()


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    registry = Registry(f"sqlite:///{tmp_path / 'file' / 'registry.db'}")
    with pytest.raises(PlaceClosed), registry.making():
        pass
    registry.dispose()


def test_sqlite_is_in_wal_and_waits_for_the_disk(sqlite_url: str) -> None:
    registry = Registry(sqlite_url)
    with registry.writing() as write:
        said = [
            write.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "page_size")
        ]
    registry.dispose()
    assert said == ["wal", 2, 1, 2048]
    assert sqlite3.sqlite_version_info >= (3, 35)


def test_an_account_without_a_name_is_known_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 54_321)
    assert Registry(f"sqlite:///{tmp_path}/none.db").account == "uid 54321"


def cut(connection: Connection) -> None:
    """End the connection at the server, as its restart does."""
    pid = connection.scalar(text("SELECT pg_backend_pid()"))
    engine = create_engine(connection.engine.url, poolclass=NullPool)
    with engine.connect() as another:
        another.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_a_reading_that_lost_its_connection_ends_with_what_was_told_of_it_and_nothing_else(
    made_registry_url: str,
) -> None:
    registry = Registry(made_registry_url)
    with registry.reading() as connection:
        cut(connection)
        with pytest.raises(DBAPIError):
            connection.execute(text("SELECT 1"))
    assert registry.exists()
    registry.dispose()


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_a_writing_that_goes_on_after_its_connection_was_lost_is_refused_in_a_sentence(
    made_registry_url: str,
) -> None:
    registry = Registry(made_registry_url)

    def go_on() -> None:
        with registry.writing(MAE_FAH_LUANG) as write:
            cut(write.connection)
            with suppress(DBAPIError):
                write.connection.execute(text("SELECT 1"))
            write.connection.execute(text("SELECT 1"))

    with pytest.raises(RegistryNotWritable) as refused:
        go_on()
    assert "the connection to the database is lost" in refused.value.sentence.en
    registry.dispose()
