"""What lies at a registry's path is what its connections have open, or nothing is written."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from registry.refusals import RegistryExchanged
from registry.store import Registry
from tests.builders import MAE_FAH_LUANG, OPENED


def moved_away(file: Path) -> None:
    for one in file.parent.glob(f"{file.name}*"):
        one.rename(one.with_name(f"old-{one.name}"))


def deleted(file: Path) -> None:
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()


def exchanged(file: Path) -> None:
    shutil.copy(file, file.with_name("copy"))
    moved_away(file)
    file.with_name("copy").rename(file)


def write(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        write.audit(MAE_FAH_LUANG, "test", actor=None)


def written(registry: Registry) -> int:
    with registry.reading() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM audit WHERE action = 'test'")) or 0)


@pytest.fixture
def registry(sqlite_url: str) -> Registry:
    made = Registry(sqlite_url)
    OPENED.append(made)
    write(made)
    return made


GONE = pytest.mark.parametrize("befalls", [moved_away, deleted, exchanged])


@GONE
def test_nothing_is_written_or_read_once_another_file_or_none_lies_there(
    registry: Registry, tmp_path: Path, befalls: Callable[[Path], None]
) -> None:
    file = tmp_path / "registry.db"
    befalls(file)
    with pytest.raises(RegistryExchanged) as refused:
        write(registry)
    assert refused.value.sentence.th != refused.value.sentence.en
    assert str(file) in refused.value.sentence.en
    with pytest.raises(RegistryExchanged), registry.reading():
        pass
    assert file.exists() == (befalls is exchanged)  # SQLite makes no empty file of that name


@GONE
def test_what_is_being_written_as_the_file_goes_is_not_acknowledged(
    registry: Registry, tmp_path: Path, befalls: Callable[[Path], None]
) -> None:
    def write_meanwhile() -> None:
        with registry.writing(MAE_FAH_LUANG) as write:
            write.audit(MAE_FAH_LUANG, "test", actor=None)
            befalls(tmp_path / "registry.db")

    with pytest.raises(RegistryExchanged):
        write_meanwhile()


@GONE
def test_nobody_is_refused_by_what_stands_in_a_file_that_is_gone(
    registry: Registry, tmp_path: Path, befalls: Callable[[Path], None]
) -> None:
    befalls(tmp_path / "registry.db")
    with pytest.raises(RegistryExchanged), registry.writing(MAE_FAH_LUANG):
        raise ZeroDivisionError


def test_a_registry_that_lets_go_while_it_is_written_to_opens_what_lies_there_next(
    registry: Registry, tmp_path: Path
) -> None:
    with registry.writing(MAE_FAH_LUANG):
        registry.dispose()
    exchanged(tmp_path / "registry.db")
    before = written(registry)
    write(registry)
    assert written(registry) == before + 1


def test_a_registry_that_lets_go_opens_what_lies_there_now(
    registry: Registry, tmp_path: Path
) -> None:
    exchanged(tmp_path / "registry.db")
    registry.dispose()
    write(registry)


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_a_database_made_anew_under_the_same_name_is_another(made_registry_url: str) -> None:
    registry = Registry(made_registry_url)
    OPENED.append(registry)
    write(registry)
    name = registry.url.database
    engine = create_engine(registry.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    with pytest.raises(RegistryExchanged):
        write(registry)
