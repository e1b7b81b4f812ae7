"""What a release made of registries stays as it is; what none has made yet is one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from registry.schema import RELEASED, known_revisions
from tests.released.migrations import DIGESTS, digests
from tests.released.pouring import unpack

HERE = Path(__file__).parent
NEWEST = max(RELEASED.values())


def test_the_revision_of_every_release_is_that_of_its_kept_registry(tmp_path: Path) -> None:
    found: dict[str, str] = {}
    for kept in HERE.glob("*.db.xz"):
        release = kept.name.removesuffix(".db.xz")
        with closing(sqlite3.connect(unpack(release, tmp_path / "kept.db"))) as connection:
            ((found[release],),) = connection.execute("SELECT version_num FROM alembic_version")
    assert found == RELEASED


def test_what_no_release_has_made_yet_is_one_file_at_most() -> None:
    assert len([one for one in known_revisions() if one > NEWEST]) <= 1


def test_the_files_of_the_releases_are_unchanged_to_the_byte() -> None:
    assert digests(upto=NEWEST) == DIGESTS.read_text(encoding="utf-8")
