"""One tick: what has lapsed is recorded, what waits performed, what is old erased, the day sealed.

A schedule is a tick, never the meaning: the registry decides what is due, so that a tick
that was missed changes nothing but the hour.
"""

from dataclasses import dataclass

from flows.begin import sweep
from flows.office import Office
from flows.perform import drain
from flows.upkeep import keep_house
from registry.records.redaction_list import redact_again
from registry.sealing import seal


@dataclass(frozen=True)
class Ticked:
    """What a tick did: lapses recorded, effects done, and the head of the day's seal."""

    lapses: int
    effects: int
    sealed: str


def tick(office: Office) -> Ticked:
    """Sweep, perform, erase, seal, without Prefect. The flow `watch` does the same under it."""
    redact_again(office.registry, office.settings.home)
    lapses = sweep(office)
    done = sum(performed.how == "done" for performed in drain(office))
    keep_house(office)
    return Ticked(lapses, done, seal(office.registry).digest)
