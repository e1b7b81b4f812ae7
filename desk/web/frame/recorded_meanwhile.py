"""What others recorded of a district while somebody's form lay unsent: it may no longer be so."""

from dataclasses import dataclass
from datetime import datetime

from config.words import Named
from desk.web.frame.asking import Asking
from registry.queries.audit import LinkRow, recorded_since
from registry.queries.people import names

MOST = 5


@dataclass(frozen=True)
class RecordedMeanwhile:
    """The newest of it, who recorded each, and whether there is more."""

    rows: tuple[LinkRow, ...] = ()
    people: dict[int, Named] | None = None
    more: bool = False


def recorded_meanwhile(
    asking: Asking, district: str, saved_at: datetime | None
) -> RecordedMeanwhile:
    """What others recorded of the district since who asks kept their draft; nothing without one."""
    if saved_at is None:
        return RecordedMeanwhile()
    found = recorded_since(
        asking.connection, district, saved_at, but_by=asking.who.person, most=MOST + 1
    )
    people = names(asking.connection, {one.actor for one in found if one.actor is not None})
    return RecordedMeanwhile(tuple(found[:MOST]), people, len(found) > MOST)
