"""The databases that conftest.py hands out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.builders import a_desk
from tests.conftest import LONG, LONG_ON_BOTH

LOOK = "import shutil, tests.conftest; print(shutil.which('useradd'))"


@pytest.mark.slow
def test_what_starts_postgresql_as_root_is_found_where_plain_su_does_not_look() -> None:
    plain = {name: value for name, value in os.environ.items() if name != "PATH"}
    said = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=plain | {"PATH": "/usr/bin:/bin"},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(said.stdout.strip()).is_file()


def test_the_postgresql_of_the_tests_is_the_newest_supported(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        version = connection.execute(text("SHOW server_version_num")).scalar_one()
    engine.dispose()
    assert int(version) // 10_000 == 18


def test_a_database_is_empty_and_can_be_written(registry_url: str) -> None:
    # The same name in both runs of this test: a database handed out twice would refuse it.
    engine = create_engine(registry_url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == []
        connection.execute(text("CREATE TABLE district (name varchar NOT NULL)"))
        connection.execute(text("INSERT INTO district VALUES ('แม่สาย')"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM district")).scalars().all() == ["แม่สาย"]
    engine.dispose()


def test_the_next_database_is_empty_again(registry_url: str) -> None:
    engine = create_engine(registry_url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_a_desk_is_compared_by_its_file_only_where_one_holds_the_registry(
    made_registry_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_desk(made_registry_url)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    if desk.office.registry.is_sqlite:
        before = desk.content()
        desk.start()
        assert desk.content() != before
    else:
        for compared in (desk.content, desk.marks):
            with pytest.raises(LookupError):
                compared()
    assert [*elsewhere.iterdir()] == []


def test_each_file_whose_longer_half_is_slow_is_there() -> None:
    here = Path(__file__).parent
    assert {one.name for one in here.rglob("test_*.py")} >= LONG | LONG_ON_BOTH
