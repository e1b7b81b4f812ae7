"""Instances: how far they have come in several districts, as at a day and as known then.

Told from what gates were opened with and what ended them, a query a kind of row whatever the
number of districts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
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

from registry.facts import holds, live
from registry.models import (
    Directive,
    DirectiveDistrict,
    DistrictOrder,
    Entry,
    Instance,
    OpenGate,
    PastEvent,
    Supersession,
)
from registry.models.base import Day, aliased
from registry.queries.areas import within
from registry.queries.orders import ORDERS, OrderRow, order_row
from registry.rows import columns_of
from registry.rules.directive_results import BEGUN
from registry.shaped_queries import Known, KnownList, ListQuery, ShapedQuery, constants

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


class GateAsOf(NamedTuple):
    """A gate, or a wait for a day (gate ""), that was open on the day or had been answered.

    `ended_on` is the day of what ended it, None while it waits.
    """

    id: int
    instance: int
    path: str
    gate: str
    round: int | None
    opened_on: date
    due_on: date | None
    until_on: date | None
    answered: bool
    ended_on: date | None


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
_BEGUN_OF = ListQuery(lambda several: _begun_where(Instance.id.in_(several), None))


def instances_as_of(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> list[InstanceAsOf]:
    """The instances of the districts that had begun by `on`, oldest first."""
    return [_begun(row, on) for row in _BEGUN.rows(connection, districts, known, {"on": on})]


def these_as_of(connection: Connection, numbers: Collection[int], on: date) -> list[InstanceAsOf]:
    """Those of the numbered instances that had begun by `on`, oldest first."""
    return [_begun(row, on) for row in _BEGUN_OF.rows(connection, numbers, {"on": on})]


def _begun(row: Sequence[Any], on: date) -> InstanceAsOf:
    *columns, end = row
    said = InstanceAsOf._make(columns)
    if end is None or said.ended_on is None or said.ended_on > on:
        return said._replace(status="open", outcome=None, ended_on=None)
    return said


def taken_back(known: Known) -> ColumnElement[bool]:
    """Whether what ended a gate no longer counts. A correction leaves the answer given."""
    query = select(Supersession.entry_id).where(
        Supersession.entry_id == OpenGate.closed_by, Supersession.reason != "corrected"
    )
    if known is not None:
        by = aliased(Entry)
        query = query.join(by, by.id == Supersession.by_id).where(by.recorded_at <= known)
    return query.exists()


def _asked_in(instances: Sequence[BindParameter[int]], known: Known) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            OpenGate.id, OpenGate.instance_id, OpenGate.path, OpenGate.gate, OpenGate.round,
            OpenGate.opened_on, OpenGate.due_on, OpenGate.until_on,
            OpenGate.status, OpenGate.note, OpenGate.closed_at, Entry.act_date,
        )
        .outerjoin(Entry, Entry.id == OpenGate.closed_by)
        .where(OpenGate.instance_id.in_(instances), OpenGate.opened_on <= _ON)
        .where(~and_(OpenGate.status == "closed", taken_back(known)))
        .order_by(OpenGate.id)
    )  # fmt: skip
    return query if known is None else query.where(OpenGate.opened_at <= known)


_ASKED = KnownList(_asked_in)


def gates_as_of(
    connection: Connection, instances: Collection[int], on: date, known: datetime | None = None
) -> list[GateAsOf]:
    """The gates and waits of the instances that were open on `on` or answered by then.

    One that was closed unanswered is no part of the answer; one that its instance's stop closed
    waits on the days before the stop alone (`begun` tells), and where the instance went on it is
    the gate that was opened then.
    """
    found = []
    for row in _ASKED.rows(connection, instances, known, {"on": on}):
        *columns, status, note, closed_at, act_date = row
        ended = status != "open" and (known is None or closed_at <= known)
        if ended and status == "closed" and note != STOPPED:
            continue
        day = act_date if ended and act_date is not None and act_date <= on else None
        found.append(GateAsOf._make((*columns, day is not None and status == "answered", day)))
    return found


_STANDING = KnownList(
    lambda districts, known: ORDERS.where(
        DistrictOrder.district_code.in_(districts), holds(DistrictOrder, _ON, known)
    ).order_by(DistrictOrder.dated)
)


def orders_standing(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> list[OrderRow]:
    """The orders in force in the districts on that day, oldest first."""
    return [order_row(row) for row in _STANDING.rows(connection, districts, known, {"on": on})]


def begun_by_letter(
    connection: Connection, instances: Collection[int], known: datetime | None = None
) -> dict[int, date]:
    """The instances among these that a provincial directive began: the day of its letter."""
    rows = _BY_LETTER.rows(connection, instances, known)
    return {row[0]: row[1] for row in rows if row[0] is not None}


_BY_LETTER = KnownList(
    lambda instances, known: (
        select(DirectiveDistrict.instance_id, Directive.dated)
        .join(Directive, Directive.id == DirectiveDistrict.directive_id)
        .where(
            DirectiveDistrict.instance_id.in_(instances),
            DirectiveDistrict.result.in_(constants(BEGUN)),
            *(() if known is None else (DirectiveDistrict.recorded_at <= known,)),
        )
    )
)


def anything_started(connection: Connection, areas: Iterable[str]) -> bool:
    """Whether any process was ever begun in the areas."""
    query = select(Instance.id).where(within(Instance.district_code, tuple(areas))).limit(1)
    return connection.scalar(query) is not None


def with_open(connection: Connection, process: str) -> set[str]:
    """The districts for which an instance of the process is open."""
    query = select(Instance.district_code).where(
        Instance.process == process, Instance.status == "open"
    )
    return set(connection.scalars(query))


def periods_begun(connection: Connection, process: str, districts: Collection[str]) -> set[str]:
    """The periods for which the process was ever begun in one of the districts."""
    query = select(Instance.period).where(
        Instance.process == process, Instance.district_code.in_(districts)
    )
    return set(connection.scalars(query.distinct()))


def taken_in(
    connection: Connection, districts: Collection[str], known: datetime | None = None
) -> set[str]:
    """The districts whose committee was taken in from its paper file (practice.md 2)."""
    return {row[0] for row in _TAKEN_IN.rows(connection, districts, known)}


_TAKEN_IN = KnownList(
    lambda districts, known: select(PastEvent.district_code).where(
        PastEvent.district_code.in_(districts), PastEvent.kind == "order", live(PastEvent, known)
    )
)


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
