"""What many tests begin with: it comes about once a process, and later tests take it over.

On SQLite only, where a registry is a file.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from registry.store import Registry

if TYPE_CHECKING:
    from tests.builders import Desk

P = ParamSpec("P")


@dataclass(frozen=True)
class Stage:
    """A desk's registry as it stood when it had come so far."""

    answer: int
    at: datetime
    content: bytes = field(repr=False)


_BEGINNINGS: dict[tuple[bytes, tuple[str, ...]], bytes] = {}
_STAGES: dict[tuple[str, ...], Stage] = {}


def file_of(registry: Registry) -> Path:
    """The registry's file. Raises LookupError on PostgreSQL, where none holds it."""
    if not registry.is_sqlite:
        msg = "no file holds this registry: compare its tables"
        raise LookupError(msg)
    return Path(registry.url.database or "")


def content_of(registry: Registry) -> bytes:
    """The whole registry."""
    with closing(sqlite3.connect(file_of(registry))) as connection:
        return connection.serialize()


def put_content(registry: Registry, content: bytes) -> None:
    """The registry is now as that one was."""
    registry.dispose()
    file = file_of(registry)
    for end in ("-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    file.write_bytes(content)


def begun(registry: Registry, how: tuple[str, ...], begin: Callable[[], None]) -> None:
    """The registry was begun with; the same file is not begun with twice in the same way."""
    file = None if not registry.is_sqlite else file_of(registry)
    if file is None or Path(f"{file}-wal").exists():
        begin()
        return
    key = sha256(file.read_bytes()).digest(), how
    if key in _BEGINNINGS:
        put_content(registry, _BEGINNINGS[key])
        return
    begin()
    _BEGINNINGS[key] = content_of(registry)


def once(to: Callable[Concatenate["Desk", P], int]) -> Callable[Concatenate["Desk", P], int]:
    """A way that a desk comes is gone once.

    A later desk that began alike, and has done nothing since, takes over the registry that the
    first one had by then where it is told the same.
    """

    @wraps(to)
    def reached(desk: "Desk", /, *otherwise: P.args, **told: P.kwargs) -> int:
        if not desk.is_untouched():
            return to(desk, *otherwise, **told)
        how = repr((desk.clock.now(), otherwise, told))
        key = (to.__module__, to.__qualname__, how, *desk.began)
        if (stage := _STAGES.get(key)) is not None:
            desk.take_over(stage)
            return stage.answer
        answer = to(desk, *otherwise, **told)
        _STAGES[key] = Stage(answer, desk.clock.now(), content_of(desk.office.registry))
        return answer

    return reached
