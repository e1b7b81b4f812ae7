"""Instances: how far they have come in several districts, as at a day and as known then.

A query a kind of row, whatever the number of districts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
)

from registry.models import Entry, Instance, Supersession
from registry.models.base import Day, aliased
from registry.queries.areas import within
from registry.queries.void_committees import void_instances
from registry.rows import columns_of
from registry.shaped_queries import Known, KnownList, ShapedQuery

STOPPED = "stopped"
_ON = bindparam("on", type_=Day)


class InstanceAsOf(NamedTuple):
    """An instance that had begun by the day. `ended_on` and `outcome` only if it had ended.

    `phase` is where it stands today, or where one that was taken in began; `ended_at` the gate
    elsewhere whose answer ended it, on whatever day.
    """

    id: int
    process: str
    district: str
    period: str
    attempt: int
    phase: str
    started_on: date
    status: str
    outcome: str | None
    ended_on: date | None
    ended_at: str | None


def _begun_where(these: ColumnElement[bool], known: Known) -> Select[*tuple[Any, ...]]:
    first, last, cause = aliased(Entry), aliased(Entry), aliased(Entry)
    in_time = () if known is None else (last.recorded_at <= known,)
    ended = and_(
        Instance.status != "open",
        last.instance_id == Instance.id,
        last.kind == "end",
        *in_time,
        ~exists().where(Supersession.entry_id == last.id),
    )
    query = (
        select(
            *columns_of(InstanceAsOf, Instance, ended_on="finished_on", ended_at=cause.gate),
            last.id,
        )
        .join(first, and_(first.instance_id == Instance.id, first.seq == 1))
        .outerjoin(last, ended)
        .outerjoin(cause, cause.id == last.of_id)
        .where(these, Instance.started_on <= _ON)
        .order_by(Instance.id)
    )
    return query if known is None else query.where(first.recorded_at <= known)


_BEGUN = KnownList(
    lambda districts, known: _begun_where(Instance.district_code.in_(districts), known)
)
_BEGUN_OF = KnownList(lambda several, known: _begun_where(Instance.id.in_(several), known))


def instances_as_of(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> list[InstanceAsOf]:
    """The instances of the districts that had begun by `on`, oldest first.

    Left out, whatever the day, is what a committee did that was never there.
    """
    rows = _BEGUN.rows(connection, districts, known, {"on": on})
    begun = [_begun(row, on) for row in rows]
    void = void_instances(connection, {one.district for one in begun}, known)
    return [one for one in begun if one.id not in void]


def these_as_of(
    connection: Connection, numbers: Collection[int], on: date, known: datetime | None = None
) -> list[InstanceAsOf]:
    """Those of the numbered instances that had begun by `on`, whether they count or not."""
    rows = _BEGUN_OF.rows(connection, numbers, known, {"on": on})
    return [_begun(row, on) for row in rows]


def _begun(row: Sequence[Any], on: date) -> InstanceAsOf:
    *columns, end = row
    said = InstanceAsOf._make(columns)
    if end is None or said.ended_on is None or said.ended_on > on:
        return said._replace(status="open", outcome=None, ended_on=None)
    return said


def anything_started(connection: Connection, areas: Iterable[str]) -> bool:
    """Whether any process was ever begun in the areas."""
    query = select(Instance.id).where(within(Instance.district_code, tuple(areas))).limit(1)
    return connection.scalar(query) is not None


def provinces_begun(connection: Connection, areas: Iterable[str]) -> set[str]:
    """The provinces in whose districts within the areas any process was ever begun."""
    query = (
        select(func.substr(Instance.district_code, 1, 2))
        .where(within(Instance.district_code, tuple(areas)))
        .distinct()
    )
    return set(connection.scalars(query))


def with_open(connection: Connection, process: str) -> set[str]:
    """The districts for which an instance of the process is open."""
    query = select(Instance.district_code).where(
        Instance.process == process, Instance.status == "open"
    )
    return set(connection.scalars(query))


def districts_older(
    connection: Connection, areas: Iterable[str], newest: Mapping[str, int]
) -> list[str]:
    """The districts of the areas in which such an instance is open, by code.

    `newest` is each process's revision in this release.
    """
    query = select(Instance.district_code).where(_older(areas, newest)).distinct()
    return list(connection.scalars(query.order_by(Instance.district_code)))


def how_many_older(connection: Connection, areas: Iterable[str], newest: Mapping[str, int]) -> int:
    """How many such instances are open in the areas."""
    shape = frozenset(areas), frozenset(newest.items())
    return int(_HOW_MANY_OLDER.rows(connection, shape)[0][0])


def _how_many_older(
    shape: tuple[frozenset[str], frozenset[tuple[str, int]]],
) -> Select[*tuple[Any, ...]]:
    areas, newest = shape
    return select(func.count(Instance.id)).where(_older(areas, dict(newest)))


_HOW_MANY_OLDER = ShapedQuery(_how_many_older)


def begun_after(connection: Connection, entry: int, process: str | None = None) -> list[int]:
    """The instances, of the process or of any, that began in the entry's district after it.

    Oldest first, those that were stopped too.
    """
    district = (
        select(Instance.district_code)
        .join(Entry, Entry.instance_id == Instance.id)
        .where(Entry.id == entry)
    )
    began = select(Entry.instance_id).where(Entry.kind == "start", Entry.id > entry)
    here = Instance.district_code == district.scalar_subquery()
    query = select(Instance.id).where(here, Instance.id.in_(began))
    if process is not None:
        query = query.where(Instance.process == process)
    return list(connection.scalars(query.order_by(Instance.id)))


def _older(areas: Iterable[str], newest: Mapping[str, int]) -> ColumnElement[bool]:
    earlier = or_(
        false(),
        *(
            and_(Instance.process == process, Instance.revision < revision)
            for process, revision in newest.items()
        ),
    )
    return and_(Instance.status == "open", earlier, within(Instance.district_code, areas))
