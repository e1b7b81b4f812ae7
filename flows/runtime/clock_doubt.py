"""A clock that is far from the last seal: what goes by the day would go wrong, and waits."""

from datetime import datetime

from sqlalchemy import Connection

from config.clock import bangkok_day
from flows.engine.installation import Installation
from registry.refusals import Refusal
from registry.seals import sealed_far_from


class ClockDoubted(Refusal):
    """The machine's clock is far from the last seal: what goes by the day would go wrong."""

    sealed: datetime


def doubt_of(connection: Connection, now: datetime) -> ClockDoubted | None:
    """What keeps this clock from being believed; None where it is."""
    sealed = sealed_far_from(connection, now)
    if sealed is None:
        return None
    doubted = ClockDoubted(today=bangkok_day(now), sealed=bangkok_day(sealed))
    doubted.sealed = sealed
    return doubted


def refuse_doubted(office: Installation) -> None:
    """Raises ClockDoubted."""
    with office.registry.reading() as connection:
        doubted = doubt_of(connection, office.registry.clock.now())
    if doubted is not None:
        raise doubted
