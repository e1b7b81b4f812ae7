"""What others recorded of a district while somebody's form lay unsent: it may no longer be so."""

from dataclasses import dataclass
from datetime import datetime

from desk.views.audit_links import LinkSummary, link_summaries
from desk.web.frame.asking import Asking
from registry.queries.audit import recorded_since

MOST = 5


@dataclass(frozen=True)
class RecordedMeanwhile:
    """The newest of it, and whether there is more."""

    rows: tuple[LinkSummary, ...] = ()
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
    rows = link_summaries(asking.connection, found[:MOST])
    return RecordedMeanwhile(rows, more=len(found) > MOST)
