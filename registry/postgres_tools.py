"""PostgreSQL's own pg_dump and pg_restore, as they are run."""

import os
import shutil
import subprocess

from sqlalchemy.engine import URL

from registry.refusals import (
    Refusal,
)


class PostgresToolMissing(Refusal):
    """pg_dump or pg_restore is not installed here."""


def conninfo(url: URL) -> str:
    """The URL as PostgreSQL's tools read it, without the password: others see command lines."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string()


def run_tool(tool: str, *arguments: str, url: URL | None = None) -> str:
    """Run one of PostgreSQL's tools. Raises PostgresToolMissing, or OSError with what it said."""
    found = shutil.which(tool)
    if found is None:
        raise PostgresToolMissing(field=None, tool=tool)
    password = {"PGPASSWORD": str(url.password)} if url is not None and url.password else {}
    done = subprocess.run(  # noqa: S603 — a tool of PostgreSQL, arguments of our own
        [found, "--no-password", *arguments] if url is not None else [found, *arguments],
        env=os.environ | password,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise OSError(said[-1] if said else f"{tool}: {done.returncode}")
    return done.stdout
