"""What releases kept comes forward on PostgreSQL too, and loses nothing where it is killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from config.clock import moved_to
from flows.capabilities import open_installation
from flows.verification import verify_all
from registry.schema import RELEASED
from registry.store import Registry
from registry.upgrade import bring_forward
from registry.verification import verify
from tests.builders import OPENED
from tests.conftest import Postgres
from tests.released.pouring import pour, unpack

ROOT = Path(__file__).parents[2]
NEWEST = max(RELEASED, key=lambda one: RELEASED[one])
# Statements from one kill to the next. `EVERY=1` kills at each, which takes a quarter of an hour.
EVERY = os.environ.get("EVERY", "30")
LEAST_STATEMENTS = 200  # that a migration gives which makes half a hundred tables


def opened(url: str) -> Registry:
    registry = Registry(url, moved_to(date(2022, 12, 1)))
    OPENED.append(registry)
    return registry


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.mark.parametrize("release", RELEASED)
def test_what_a_release_kept_comes_forward_on_postgresql(
    release: str, database: str, tmp_path: Path
) -> None:
    pour(release, unpack(release, tmp_path / "kept.db"), database)
    registry = opened(database)
    with registry.making() as connection:
        bring_forward(connection, registry)
    registry.check()
    assert verify(registry) == ()
    assert verify_all(open_installation(registry)) == ()


@pytest.mark.slow
@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])
def test_killed_at_a_statement_of_its_migration_it_is_what_it_was(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kept = unpack(NEWEST, tmp_path / "registry.db")
    url = f"sqlite:///{kept}"
    if database_kind == "postgresql":
        url = request.getfixturevalue("database")
        pour(NEWEST, kept, url)
    words = [sys.executable, "-m", "tests.released.kills", url, EVERY]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    kills, changed = done.stdout.split()
    assert int(kills) * int(EVERY) > LEAST_STATEMENTS
    assert int(changed) == 0
    registry = opened(url)
    with registry.making() as connection:
        bring_forward(connection, registry)
    assert verify(registry) == ()
