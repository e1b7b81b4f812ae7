"""A process that does to a registry what it is told: one of two that write the same.

Argument: how many entries of journals it keeps. Each line of stdin is a step as JSON: either
`{"open": URL}`, or a rule of `Life` with its values, the step's number and the clock's instant.
Answers with the instant after it. What is random in a registry is drawn by the step's number, so
that the same history leaves the same rows.
"""

import json
import random
import secrets
import sys
from datetime import datetime
from itertools import count
from typing import Any

from registry.kept_journals import KeptJournals
from tests.flows.engine.test_stateful import SUB_PROCESS, Life, work
from tests.flows.machines import an_engine

NOTES_OF_A_STEP = 100


def main() -> None:
    most_entries = int(sys.argv[1])
    life: Any = None
    for line in sys.stdin:
        step = json.loads(line)
        if "open" in step:
            if life is not None:
                life.office.registry.dispose()
            life = living(step["open"], most_entries)
            print("open", flush=True)  # noqa: T201 — spoken to the test
            continue
        take(life, step)
        print(life.engine.clock.at.isoformat(), flush=True)  # noqa: T201 — as above


def living(url: str, most_entries: int) -> Any:
    """The rules of `Life` over a registry, without what drives them."""
    life = object.__new__(Life)
    life.at, life.roots = url, set()
    life.engine = an_engine(url, work, SUB_PROCESS, people=False)
    life.engine.office.registry.kept = KeptJournals(most_entries)
    return life


def take(life: Any, step: dict[str, Any]) -> None:
    life.engine.clock.at = datetime.fromisoformat(step["at"])
    life.notes = count(step["number"] * NOTES_OF_A_STEP)
    drawn = random.Random(step["number"])  # noqa: S311 — the same in every run, no secret
    secrets.token_bytes = lambda nbytes=None: drawn.randbytes(nbytes or 1)
    getattr(life, step["rule"])(**step["values"])


if __name__ == "__main__":
    main()
