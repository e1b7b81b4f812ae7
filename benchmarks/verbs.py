"""What a decision costs where it costs most: at real gates, and at the end of a long journal.

`python -m benchmarks.verbs FOLDER`: milliseconds of the processor, so that a busy disk counts for
neither. At real gates an establishment is told up to its signed order, four drafts with their
reviews among it; the papers are drafted between the decisions and not counted. The long journal
has small forms, twenty branches side by side and no effects.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.deciding import NOTE, STARTED, open_bench
from benchmarks.files import url_of
from benchmarks.population import coordinator, load_people
from benchmarks.story import BEGUN, CHIEF, DISTRICT, FOCAL_POINT, Teller, told_office
from benchmarks.workload import BRANCHES
from config.clock import moved_to
from flows.decisions.decide import Decision, decide
from flows.decisions.start import start
from flows.demo.stories import recorder_of
from flows.engine.perform import drain
from registry.records.filing import Upload
from registry.records.new_registry import make_registry
from registry.rules.plain_values import Json
from registry.store import Registry

DRAFTS = 4
ENTRIES, LAST = 600, 100


@dataclass
class TimedTeller(Teller):
    """Notes what of the processor each decision takes, its effects left out."""

    milliseconds: list[float] = field(default_factory=list)

    def take(
        self, instance: int, gate: str, by: str, answer: Json, evidence: Sequence[Upload] = ()
    ) -> None:
        """One decision, timed; then the effects that follow."""
        recorder = recorder_of(DISTRICT)
        decision = Decision(instance, gate, by, self.day(), answer, recorder, tuple(evidence))
        self.milliseconds.append(spent(partial(decide, self.office, decision)))
        for _ in drain(self.office):
            pass


def spent(act: Callable[[], object]) -> float:
    """Milliseconds of the processor that it takes."""
    begun = time.thread_time()
    act()
    return 1000 * (time.thread_time() - begun)


def at_real_gates(file: Path) -> list[float]:
    """Of an establishment up to its signed order, told twice: the first time is not counted."""
    clock = moved_to(BEGUN)
    office = told_office(file, clock)
    for _ in range(2):
        teller = TimedTeller(office, clock)
        teller.establish()
        teller.waver()
        teller.to_order()
        teller.draft(DRAFTS)
        teller.take(teller.order, "deputy_review", FOCAL_POINT, {"result": "forward"})
        teller.take(teller.order, "chief_review", CHIEF, {"result": "sign"})
        teller.stop()
    office.registry.dispose()
    return teller.milliseconds


def at_a_long_journal(file: Path) -> list[float]:
    """The last decisions of one instance, up to so many entries."""
    registry = Registry(url_of(file))
    make_registry(registry, "simulation", admin=("", "Administrator"))
    load_people(registry, [DISTRICT])
    registry.dispose()
    office = open_bench(file)
    recorder = coordinator(DISTRICT)
    begun = start(office, "branches", DISTRICT, on=STARTED, recorded_by=recorder)
    found = []
    for number in range(ENTRIES):
        turn, branch = divmod(number, BRANCHES)
        decision = Decision(
            instance=begun.instance,
            gate=f"all/of{branch + 1}/step#{turn + 1}",
            by="district_chief",
            decided_on=STARTED + timedelta(days=turn),
            answer={"result": "agreed", "note": NOTE, "count": turn},
            recorded_by=recorder,
        )
        found.append(spent(partial(decide, office, decision)))
    office.registry.dispose()
    return found[-LAST:]


def measure(folder: Path) -> dict[str, object]:
    """Both, each over a registry of its own."""
    return {
        "entries": ENTRIES,
        "real_ms": at_real_gates(folder / "real.db"),
        "long_ms": at_a_long_journal(folder / "long.db"),
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
