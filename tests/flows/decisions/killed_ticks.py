"""Ticks of a registry that are killed: each brings it to a day and performs what then waits.

Argument: URL. For each line of stdin, a day and an hour, a worker is forked, a process of its own
that begins with `ready PID`. When it is dead, `dead` is told.
"""

import os
import sys
from datetime import date

from config.clock import moved_to
from config.settings import Settings
from flows.capabilities import open_installation
from flows.engine.days import sweep
from flows.engine.installation import Installation
from flows.engine.perform import drain
from registry.store import Registry

CLAIM_SECONDS = 1
KILLS = 10_000  # of one effect: they are the test's, and none is the effect's own


def office_at(url: str, day: date, hour: int) -> Installation:
    """An office whose clock stands there, and whose claims have expired an hour later."""
    registry = Registry(url, moved_to(day, hour))
    return open_installation(registry, Settings(claim_seconds=CLAIM_SECONDS, effect_attempts=KILLS))


def tick(office: Installation) -> None:
    """What the machine does on a day."""
    sweep(office)
    for _ in drain(office):
        pass


def main() -> None:
    (url,) = sys.argv[1:]
    for line in sys.stdin:
        day, hour = line.split()
        worker = os.fork()
        if worker == 0:
            office = office_at(url, date.fromisoformat(day), int(hour))
            print(f"ready {os.getpid()}", flush=True)  # noqa: T201 — spoken to the test
            tick(office)
            os._exit(0)
        os.waitpid(worker, 0)
        print("dead", flush=True)  # noqa: T201 — as above


if __name__ == "__main__":
    main()
