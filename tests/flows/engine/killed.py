"""Workers of the registry that are killed: each decides and performs effects in a loop, for ever.

Arguments: URL, instances (a comma between). For each line of stdin a worker is forked, a
process of its own that begins with `ready PID`; each decision is told on stdout once it is
acknowledged: `instance path entry`. When the worker is dead, `dead` is told.
"""

import os
import sys
from datetime import date
from itertools import cycle

from config.clock import SystemClock
from config.settings import Settings
from flows.decisions.decide import Decision, decide
from flows.engine.installation import Installation
from flows.engine.perform import perform, waiting
from flows.engine.replay import Process
from flows.engine.run import Run
from registry.journal import open_gates
from registry.store import Registry
from tests.flows.machines import (
    FIRST,
    REVIEW,
    Done,
    Workshop,
    a_process,
    an_office,
    declared_with,
    write_paper,
)

ROUNDS = 10_000
CLAIM_SECONDS = 1
KILLS = 10_000  # of one effect: they are the test's, and none is the effect's own


def endless(run: Run) -> Done:
    """A decision, then a paper beside the next decision, which is about the paper before."""
    for turn in range(1, ROUNDS):
        said = run.ask(FIRST, round=turn)
        paper = write_paper(run, f"{said.note} {turn}", turn)
        run.ask(REVIEW, round=turn, about=paper.content_hash)
    return Done.DONE


ENDLESS: Process = a_process(endless)


def office_at(url: str) -> Installation:
    """An office whose claims expire soon, by the machine's own clock."""
    registry = Registry(url, SystemClock())
    office = an_office(registry, declared_with(Workshop(), ENDLESS))
    settings = Settings(claim_seconds=CLAIM_SECONDS, effect_attempts=KILLS)
    return Installation(registry, office.declared, settings, office.calendar, office.net)


def main() -> None:
    url, listed = sys.argv[1:]
    # Warm, so that a worker's life is work: imports, holidays, words. No connection is opened.
    office_at(url).due("chief_review", date(2022, 6, 2))
    for _ in sys.stdin:
        worker = os.fork()
        if worker == 0:
            work_for_ever(url, [int(one) for one in listed.split(",")])
        os.waitpid(worker, 0)
        print("\ndead", flush=True)  # noqa: T201 — spoken to the test


def work_for_ever(url: str, instances: list[int]) -> None:
    office = office_at(url)
    print(f"ready {os.getpid()}", flush=True)  # noqa: T201 — as above
    for instance in cycle(instances):
        work_on(office, instance)


def work_on(office: Installation, instance: int) -> None:
    """One decision where the instance waits, and whatever effects wait."""
    with office.registry.reading() as connection:
        gates = open_gates(connection, instance_id=instance)
    for gate in gates:
        answer = {"result": "go", "note": f"of {instance}"}
        today = office.registry.today
        said = Decision(instance, gate.path, "district_chief", today, answer, "coord")
        (receipt,) = decide(office, said)
        # In one write, which no kill can cut in two.
        print(f"{instance} {gate.path} {receipt.entry}", flush=True)  # noqa: T201 — as above
    for row in waiting(office):
        perform(office, row.id)


if __name__ == "__main__":
    main()
