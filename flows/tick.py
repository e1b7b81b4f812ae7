"""One tick: what has lapsed is recorded, what waits is performed, the day is sealed.

A schedule is a tick, never the meaning: the registry decides what is due, so that a tick
that was missed changes nothing but the hour.
"""

from dataclasses import dataclass

from flows.begin import sweep
from flows.office import Office
from flows.perform import drain
from registry.sealing import seal


@dataclass(frozen=True)
class Ticked:
    """What a tick did: lapses recorded, effects done, and the day's seal if one was made."""

    lapses: int
    effects: int
    sealed: str | None


def tick(office: Office) -> Ticked:
    """Sweep, perform, seal: without Prefect, or within the flow `watch`."""
    lapses = sweep(office)
    done = sum(performed.how == "done" for performed in drain(office))
    return Ticked(lapses, done, close_day(office))
