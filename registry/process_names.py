"""What a process is called in its claims: others on its machine can tell by it that it is dead."""

import os
import re
import socket
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
ENDED = frozenset("ZX")  # states in which nothing of a process runs any more
_STATE, _STARTED = 0, 19  # among the words of its `stat` after its name
_NAME = re.compile(r"[^:]*:(?P<number>\d+):(?P<where>[0-9a-f-]+\.\d+):(?P<started>\d+)(?::.*)?")


class _Stat(NamedTuple):
    """What the system says of a process: its state, and when it began in ticks since the boot."""

    state: str
    started: str


def process_name() -> str:
    """This process on this machine: host, number, boot and namespace of the number, its start.

    A number serves another process later, on the same machine or in another container.
    """
    name = f"{socket.gethostname()}:{os.getpid()}"
    where, stat = _where(), _stat(os.getpid())
    return name if where is None or stat is None else f"{name}:{where}:{stat.started}"


def is_surely_dead(name: str) -> bool:
    """Whether the process of that name lives no more; False where this machine cannot know."""
    named = _NAME.fullmatch(name)
    if named is None or named["where"] != _where():
        return False
    number = int(named["number"])
    try:
        os.kill(number, 0)  # a process of others can be hidden from /proc, and is told apart here
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    stat = _stat(number)
    return stat is not None and (stat.state in ENDED or stat.started != named["started"])


def _where() -> str | None:
    """The boot of the machine and the namespace that numbers of processes are of."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}.{(PROC / 'self/ns/pid').stat().st_ino}"
    except OSError:
        return None


def _stat(number: int) -> _Stat | None:
    try:
        said = (PROC / str(number) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    words = said.rpartition(")")[2].split()
    return _Stat(words[_STATE], words[_STARTED])
