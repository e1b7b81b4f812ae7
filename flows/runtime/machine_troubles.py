"""What the machine cannot do: steps of a sweep that stand failed, and a clock that is doubted.

One list for the inbox, the command line and the API. Keys, days and words of the catalogues alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from config.clock import BANGKOK, bangkok_day
from config.words import Named, Sentence, Term, both
from flows.engine.installation import Installation
from flows.runtime.clock_doubt import ClockDoubted, doubt_of
from registry.queries.areas import names
from registry.queries.failed_steps import FailedStepRow, failed_steps_within
from registry.transaction import COUNTRY

CLOCK = "clock"


@dataclass(frozen=True)
class MachineTrouble:
    """Something that the machine cannot do, in an area, and what can be done about it.

    `step` is the step of a sweep, or clock; `item` the one thing of it that fails, or "". Of a
    clock there are no attempts: it waits until somebody has looked.
    """

    step: str
    area: str
    item: str
    since: datetime
    attempts: int
    tried_at: datetime | None
    again_at: datetime | None
    error: str
    number: str
    sentence: Sentence


def machine_troubles(
    office: Installation, connection: Connection, areas: Collection[str]
) -> list[MachineTrouble]:
    """Those that matter to these areas; a doubted clock, which keeps all from being done, first."""
    rows = failed_steps_within(connection, areas)
    places = names(connection, {one.area for one in rows})
    return [*_of_clock(office, connection), *(_of_step(one, places[one.area]) for one in rows)]


def _of_clock(office: Installation, connection: Connection) -> Iterator[MachineTrouble]:
    doubted = doubt_of(connection, office.registry.clock.now())
    if doubted is not None:
        said = both("trouble.clock", said=doubted.sentence)
        yield MachineTrouble(
            CLOCK, COUNTRY, "", doubted.sealed, 0, None, None, ClockDoubted.code, "", said
        )


def _of_step(one: FailedStepRow, place: Named) -> MachineTrouble:
    said = both(
        "trouble.step" if one.area == COUNTRY else "trouble.step_of_area",
        area=place, what=Term(f"sweep.{one.step}"), since=_moment(one.since), count=one.attempts,
        again=_moment(one.again_at), number=one.number, error=one.error,
    )  # fmt: skip
    return MachineTrouble(
        one.step, one.area, one.item, one.since, one.attempts, one.tried_at, one.again_at,
        one.error, one.number, said,
    )  # fmt: skip


def _moment(at: datetime) -> Sentence:
    local = at.astimezone(BANGKOK)
    return both(
        "trouble.moment", on=bangkok_day(at), at=local.time().replace(second=0, microsecond=0)
    )
