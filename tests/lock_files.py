"""What the lock files name, read as pip reads it."""

import re
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
RUNS, BUILDS, POSTGRESQL, DEVELOPS = (
    f"requirements{which}.lock" for which in ("", "-build", "-postgresql", "-dev")
)
NAMED = re.compile(r"^[a-z0-9][^\\\n]+", re.MULTILINE)


def locked(name: str) -> Iterator[Requirement]:
    """Yields the packages of a lock file, each with its version, extras and marker."""
    for line in NAMED.findall((ROOT / name).read_text(encoding="utf-8")):
        yield Requirement(line)
