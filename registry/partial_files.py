"""Parts: files and folders written beside their place, under a name that says they are not whole.

Whoever makes one holds a lock on it: a part that nobody holds was left by a process that was
killed. It may hold everything that a registry holds, so the next one to write there removes it.
"""

import errno
import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

LEFT = re.compile(r"\..+\.[0-9a-f]{8}\.part")
READ_BY_OWNER = 0o600  # of a file that holds all that a registry does
AS_MASKED = 0o666  # of any other: as the account has it
BESIDE = ("", "-journal", "-wal", "-shm")  # what SQLite keeps of a database


@contextmanager
def made_whole(file: Path, mode: int = AS_MASKED, *, over: bool = False) -> Iterator[Path]:
    """A part that becomes `file` once all of it is on the disk, and else is gone.

    It is there and empty to begin with. With `over` it takes the place of a file that was there,
    which stays until then. Raises OSError.
    """
    remove_left(file.parent)
    if over and file.exists():
        mode = file.stat().st_mode & 0o777
    with a_part(file, mode) as (part, _):
        yield part
        flush(part)
        if not over:
            _refuse_taken(file)
        part.replace(file)
        flush(file.parent)


@contextmanager
def folder_made_whole(folder: Path, mode: int = 0o777) -> Iterator[Path]:
    """An empty folder that becomes `folder` once all of it is on the disk, and else is gone.

    Raises OSError.
    """
    if folder.parent.is_dir():
        remove_left(folder.parent)
    part = _beside(folder)
    part.mkdir(mode, parents=True)
    held = os.open(part, os.O_RDONLY)
    try:
        _hold(held)
        yield part
        os.sync()
        _refuse_taken(folder)
        part.rename(folder)
    finally:
        os.close(held)
        _remove(part)


@contextmanager
def a_part(file: Path, mode: int = AS_MASKED) -> Iterator[tuple[Path, BinaryIO]]:
    """An empty part for `file`, held and open; gone afterwards unless it was renamed."""
    part = _beside(file)
    part.touch(mode, exist_ok=False)
    with part.open("r+b") as stream:
        try:
            _hold(stream.fileno())
            yield part, stream
        finally:
            _remove(part)


def remove_left(folder: Path) -> None:
    """Remove the parts in the folder that nobody writes any more."""
    for part in folder.glob(".*.part"):
        if LEFT.fullmatch(part.name) and not part.is_symlink() and _is_left(part):
            _remove(part)


def flush(path: Path) -> None:
    """See to it that the file, or the folder's list of files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_taken(place: Path) -> None:
    if place.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")


def _hold(descriptor: int) -> None:
    with suppress(OSError):  # a file system without locks: then nothing is removed there either
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_left(part: Path) -> bool:
    if not (part.is_file() or part.is_dir()):
        return False
    descriptor: int | None = None
    try:
        descriptor = os.open(part, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held, or somebody else's
        return False
    finally:
        if descriptor is not None:
            os.close(descriptor)
    return True


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
        return
    for ending in BESIDE:
        part.with_name(part.name + ending).unlink(missing_ok=True)
