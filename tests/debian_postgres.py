"""A PostgreSQL cluster of a test's own, by Debian's package: Prefect asks for pg_trgm.

The wheel that the other tests use brings no extensions.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PLACES = Path("/usr/lib/postgresql"), Path("/usr/share/postgresql")
SERVER_ACCOUNT = "postgres"


def newest_programs() -> Path | None:
    """Where Debian's newest PostgreSQL with pg_trgm has its programs; None where there is none."""
    programs, shared = PLACES
    found = [
        one.parent
        for one in programs.glob("*/bin/initdb")
        if (shared / one.parts[-3] / "extension" / "pg_trgm.control").exists()
    ]
    return max(found, key=lambda one: int(one.parts[-2]), default=None)


@dataclass(frozen=True)
class Cluster:
    """A server that is reached by a socket in its folder alone."""

    programs: Path
    folder: Path

    def url(self, database: str, driver: str = "psycopg") -> str:
        """SQLAlchemy's URL of one of its databases."""
        return f"postgresql+{driver}://prasan@/{database}?host={self.folder}"

    def create(self, database: str) -> None:
        """Make an empty database."""
        self.give("createdb", "-h", str(self.folder), "-U", "prasan", database)

    def give(self, program: str, *options: str) -> None:
        """Run one of its programs: as root as the account that Debian makes for it."""
        as_account = ["runuser", "-u", SERVER_ACCOUNT, "--"] if os.geteuid() == 0 else []
        command = [*as_account, str(self.programs / program), *options]
        subprocess.run(command, check=True, cwd=self.folder, capture_output=True)


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """A cluster that is gone with the block; it waits for no disk."""
    folder = Path(tempfile.mkdtemp(prefix="prasan-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_ACCOUNT, SERVER_ACCOUNT)
    made, data = Cluster(programs, folder), str(folder / "data")
    options = f"-h '' -k {folder} -c fsync=off -c max_connections=300"
    try:
        made.give("initdb", "-D", data, "-U", "prasan", "-A", "trust", "-E", "UTF8", "--no-sync")
        made.give("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.give("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
