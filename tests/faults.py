"""Faults of the machine that a test brings about."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HEADER = 100  # bytes at the head of a SQLite file


@contextmanager
def full_disk(largest: int = 0) -> Iterator[None]:
    """A disk on which no file of this process may grow beyond `largest` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def without_pages(file: Path) -> None:
    """Nothing but its header is left of a database that nobody has open."""
    whole = file.read_bytes()
    file.write_bytes(whole[:HEADER].ljust(len(whole), b"\0"))


def without_header(file: Path) -> None:
    """Its first bytes are not a database's."""
    file.write_bytes(b"\0" * HEADER + file.read_bytes()[HEADER:])


def cut_in_half(file: Path) -> None:
    """Its second half is gone."""
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
