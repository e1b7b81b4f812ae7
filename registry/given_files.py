"""Files that people name: read where they are files, and no further than is taken.

A device has no end, and a pipe that nobody writes to none either: neither is waited for.
"""

import os
from pathlib import Path
from stat import S_ISREG

from registry.refusals import Refusal

MEGABYTE = 1024 * 1024


class FileIsNone(Refusal):
    """What bears the name is a device, a pipe or a socket."""


class FileTooLarge(Refusal):
    """The file holds more than is read."""


def read_given(path: Path, megabytes: int, *, field: str) -> bytes:
    """What the file holds. Raises FileIsNone, FileTooLarge and OSError (of a folder too)."""
    with open(path, "rb", opener=_without_waiting) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise FileIsNone(field=field, file=path.name)
        content = file.read(megabytes * MEGABYTE + 1)
    if len(content) > megabytes * MEGABYTE:
        raise FileTooLarge(field=field, file=path.name, megabytes=megabytes)
    return content


def _without_waiting(name: str, flags: int) -> int:
    """Open a pipe without waiting for who writes to it."""
    return os.open(name, flags | os.O_NONBLOCK)
