"""Desks that many tests begin with, each made once a process."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import make_url

from config.clock import MovedClock
from flows.capabilities import open_installation
from flows.engine.installation import Declarations
from registry.store import Registry
from tests.builders import OPENED, Desk

P = ParamSpec("P")
T = TypeVar("T", bound=Desk | tuple[Any, ...])


@dataclass(frozen=True)
class Made:
    """A desk that a builder made, and what the builder answered beside it."""

    declared: Declarations
    at: datetime
    content: bytes
    beside: tuple[Any, ...] | None

    def at_work(self, file: Path) -> Desk | tuple[Any, ...]:
        """The same over another file."""
        file.write_bytes(self.content)
        clock = MovedClock(self.at)
        registry = Registry(f"sqlite:///{file}", clock)
        OPENED.append(registry)
        desk = Desk(replace(open_installation(registry), declared=self.declared), clock)
        return desk if self.beside is None else (desk, *self.beside)


def made_once(build: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """A builder of a desk (and plain values beside it) builds over the same file once.

    A later test has the registry that was built for the first. On SQLite only, where a registry is
    a file.
    """
    kept: dict[Hashable, Made] = {}

    @wraps(build)
    def made(url: str, /, *words: P.args, **more: P.kwargs) -> T:
        file = Path(make_url(url).database or "")
        if not url.startswith("sqlite") or not file.is_file() or Path(f"{file}-wal").exists():
            return build(url, *words, **more)
        key = sha256(file.read_bytes()).digest(), repr((words, more))
        if key not in kept:
            built = build(url, *words, **more)
            desk, *beside = built if isinstance(built, tuple) else (built,)
            kept[key] = Made(
                desk.office.declared,
                desk.clock.now(),
                desk.content(),
                tuple(beside) if isinstance(built, tuple) else None,
            )
            return built
        return cast("T", kept[key].at_work(file))

    return made
