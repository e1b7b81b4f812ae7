"""What committees did beside their meetings, and their coordination log, within a span of days."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.activity_kinds import CoordinationLevel, HeldKind
from registry.facts import live
from registry.models import Coordination, HeldActivity
from registry.queries.areas import within
from registry.rows import columns_of, every
from registry.rules.held_activities import CoordinationFacts, HeldActivityFacts


@dataclass(frozen=True)
class ActivityRow(HeldActivityFacts):
    """What happened on a day; `entry` holds its words."""

    district: str
    key: str
    on: date
    entry: int

    @property
    def instance(self) -> int:
        """The instance in which it was told."""
        return _instance(self.key)


@dataclass(frozen=True)
class CoordinationRow(CoordinationFacts):
    """A line of the coordination log, made on a day."""

    district: str
    key: str
    on: date
    entry: int

    @property
    def instance(self) -> int:
        """The instance in which it was told."""
        return _instance(self.key)


def _instance(key: str) -> int:
    return int(key.partition("/")[2])


_NAMES = {"district": "district_code", "on": "valid_from", "entry": "entry_id"}


def held_activities(
    connection: Connection,
    areas: Iterable[str],
    first: date,
    last: date,
    known: datetime | None = None,
    *,
    kind: str | None = None,
    most: int | None = None,
) -> list[ActivityRow]:
    """What happened in the areas from the first day to the last, the newest first."""
    query = select(*columns_of(ActivityRow, HeldActivity, **_NAMES)).where(
        within(HeldActivity.district_code, areas),
        HeldActivity.valid_from.between(first, last),
        live(HeldActivity, known),
    )
    if kind is not None:
        query = query.where(HeldActivity.kind == kind)
    order = (HeldActivity.valid_from.desc(), HeldActivity.id.desc())
    return every(ActivityRow, connection.execute(query.order_by(*order).limit(most)))


def coordination_log(
    connection: Connection,
    areas: Iterable[str],
    first: date,
    last: date,
    known: datetime | None = None,
    *,
    level: str | None = None,
    most: int | None = None,
) -> list[CoordinationRow]:
    """The lines of the log of the areas from the first day to the last, the newest first."""
    query = select(*columns_of(CoordinationRow, Coordination, **_NAMES)).where(
        within(Coordination.district_code, areas),
        Coordination.valid_from.between(first, last),
        live(Coordination, known),
    )
    if level is not None:
        query = query.where(Coordination.level == level)
    order = (Coordination.valid_from.desc(), Coordination.id.desc())
    return every(CoordinationRow, connection.execute(query.order_by(*order).limit(most)))


def across_the_border(
    connection: Connection,
    districts: Collection[str],
    first: date,
    last: date,
    known: datetime | None = None,
) -> dict[str, int]:
    """How often each district was in touch across the border; none of one that told nothing.

    Meetings with the counterpart office count, and so do contacts of the log.
    """
    met = select(
        HeldActivity.district_code, HeldActivity.kind == HeldKind.CROSS_BORDER_MEETING
    ).where(
        HeldActivity.district_code.in_(districts),
        HeldActivity.valid_from.between(first, last),
        live(HeldActivity, known),
    )
    logged = select(
        Coordination.district_code, Coordination.level == CoordinationLevel.INTERNATIONAL
    ).where(
        Coordination.district_code.in_(districts),
        Coordination.valid_from.between(first, last),
        live(Coordination, known),
    )
    found: dict[str, int] = {}
    for query in (met, logged):
        for code, counts in connection.execute(query):
            found[code] = found.get(code, 0) + int(bool(counts))
    return found
