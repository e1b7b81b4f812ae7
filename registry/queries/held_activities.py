"""What committees did beside their meetings, and their coordination log, within a span of days."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnClause, Connection, Integer, Select, bindparam, select

from config.activity_kinds import CoordinationLevel, HeldKind
from registry.facts import live
from registry.models import Coordination, HeldActivity
from registry.models.base import Day
from registry.queries.areas import within
from registry.rows import columns_of, every
from registry.rules.held_activities import CoordinationFacts, HeldActivityFacts
from registry.shaped_queries import KNOWN, ShapedQuery


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


_Shape: TypeAlias = tuple[frozenset[str], bool, bool, bool]
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
    shape = frozenset(areas), known is not None, kind is not None, most is not None
    said = {"first": first, "last": last, "known": known, "only": kind, "most": most}
    return every(ActivityRow, _ACTIVITIES.rows(connection, shape, said))


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
    shape = frozenset(areas), known is not None, level is not None, most is not None
    said = {"first": first, "last": last, "known": known, "only": level, "most": most}
    return every(CoordinationRow, _LOG.rows(connection, shape, said))


def _told(
    record: type[ActivityRow | CoordinationRow],
    told: type[HeldActivity | Coordination],
    only: ColumnClause[str],
) -> ShapedQuery[_Shape]:
    """What was told of the areas within a span of days, the newest first.

    Its shape: the areas, whether as known at an instant, whether `only` of a value, whether a few.
    """

    def asked(shape: _Shape) -> Select[*tuple[Any, ...]]:
        areas, past, of_value, few = shape
        query = (
            select(*columns_of(record, told, **_NAMES))
            .where(
                within(told.district_code, areas),
                told.valid_from.between(
                    bindparam("first", type_=Day), bindparam("last", type_=Day)
                ),
                live(told, KNOWN if past else None),
            )
            .order_by(told.valid_from.desc(), told.id.desc())
        )
        if of_value:
            query = query.where(only == bindparam("only"))
        return query.limit(bindparam("most", type_=Integer)) if few else query

    return ShapedQuery(asked)


_ACTIVITIES = _told(ActivityRow, HeldActivity, HeldActivity.kind)
_LOG = _told(CoordinationRow, Coordination, Coordination.level)


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
