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


@dataclass(frozen=True)
class ActivityRow:
    """What happened on a day; `entry` holds its words."""

    district: str
    key: str
    on: date
    kind: str
    convener: str
    location: str | None
    participants: str
    women: int | None
    men: int | None
    sex_not_stated: int | None
    counterpart: str | None
    team: str
    began_at: str | None
    ended_at: str | None
    plan_row: str | None
    entry: int

    @property
    def instance(self) -> int:
        """The instance in which it was told."""
        return int(self.key.partition("/")[2])

    @property
    def heads(self) -> int | None:
        """How many took part; None where nobody was counted."""
        known = [one for one in (self.women, self.men, self.sex_not_stated) if one is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class CoordinationRow:
    """A line of the coordination log."""

    district: str
    key: str
    on: date
    level: str
    counterpart: str
    channel: str
    subject: str
    outcome: str
    entry: int

    @property
    def instance(self) -> int:
        """The instance in which it was told."""
        return int(self.key.partition("/")[2])


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
    names = {"district": "district_code", "on": "valid_from", "entry": "entry_id"}
    query = select(*columns_of(ActivityRow, HeldActivity, **names)).where(
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
    names = {"district": "district_code", "on": "valid_from", "entry": "entry_id"}
    query = select(*columns_of(CoordinationRow, Coordination, **names)).where(
        within(Coordination.district_code, areas),
        Coordination.valid_from.between(first, last),
        live(Coordination, known),
    )
    if level is not None:
        query = query.where(Coordination.level == level)
    order = (Coordination.valid_from.desc(), Coordination.id.desc())
    return every(CoordinationRow, connection.execute(query.order_by(*order).limit(most)))


def across_the_border(
    connection: Connection, districts: Collection[str], first: date, last: date
) -> dict[str, int]:
    """How often each district was in touch across the border; none of one that told nothing.

    Meetings with the counterpart office count, and so do contacts of the log.
    """
    met = select(
        HeldActivity.district_code, HeldActivity.kind == HeldKind.CROSS_BORDER_MEETING
    ).where(
        HeldActivity.district_code.in_(districts),
        HeldActivity.valid_from.between(first, last),
        live(HeldActivity),
    )
    logged = select(
        Coordination.district_code, Coordination.level == CoordinationLevel.INTERNATIONAL
    ).where(
        Coordination.district_code.in_(districts),
        Coordination.valid_from.between(first, last),
        live(Coordination),
    )
    found: dict[str, int] = {}
    for query in (met, logged):
        for code, counts in connection.execute(query):
            found[code] = found.get(code, 0) + int(bool(counts))
    return found
