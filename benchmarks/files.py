"""Registries as files: copied whole, and named by URL."""

import shutil
from pathlib import Path


def url_of(file: Path) -> str:
    """The URL of a registry's file."""
    return f"sqlite:///{file}"


def fresh_copy(source: Path, target: Path) -> Path:
    """A copy in the place of whatever stood there, its write-ahead log too."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    return Path(shutil.copy(source, target))
