"""One tick: what has lapsed is recorded, what waits performed, what is old erased, the day sealed.

A schedule is a tick, never the meaning: the registry decides what is due, so that a tick
that was missed changes nothing but the hour.
"""

from dataclasses import dataclass

from config.clock import bangkok_day
from flows.begin import sweep
from flows.office import Office
from flows.perform import drain
from flows.upkeep import keep_house
from registry.records.redaction_list import redact_again
from registry.refusals import Refusal
from registry.sealing import seal, sealed_far_from


class ClockDoubted(Refusal):
    """The machine's clock is far from the last seal: what goes by the day would go wrong."""

    code = "clock_doubted"


@dataclass(frozen=True)
class Ticked:
    """What a tick did: lapses recorded, effects done, and the head of the day's seal."""

    lapses: int
    effects: int
    sealed: str


def tick(office: Office, *, clock_is_right: bool = False) -> Ticked:
    """Sweep, perform, erase, seal, without Prefect. The flow `watch` does the same under it.

    What two people took out and stands there again is taken out first. Raises ClockDoubted,
    unless somebody has looked at the clock; its seal then is what the next tick goes by.
    """
    redact_again(office.registry, office.settings.home)
    if not clock_is_right:
        refuse_doubted(office)
    lapses = sweep(office, clock_is_right=clock_is_right)
    done = sum(performed.how == "done" for performed in drain(office))
    keep_house(office)
    return Ticked(lapses, done, seal(office.registry).digest)


def refuse_doubted(office: Office) -> None:
    """Raises ClockDoubted."""
    now = office.registry.clock.now()
    with office.registry.reading() as session:
        sealed = sealed_far_from(session.connection(), now)
    if sealed is not None:
        raise ClockDoubted(today=bangkok_day(now), sealed=bangkok_day(sealed))
