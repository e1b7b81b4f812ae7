"""What an operator of the machine asks: how much waits, and what happened since a look before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, literal, select

from registry.journal import IS_OPEN
from registry.models import (
    DistrictOrder,
    EffectRequest,
    Entry,
    FailedStep,
    Instance,
    OpenGate,
    table_of,
)
from registry.models.journal import OWED

_gate, _entry, _instance = table_of(OpenGate), table_of(Entry), table_of(Instance)
_failed = table_of(FailedStep)
_effect, _order = table_of(EffectRequest), table_of(DistrictOrder)
_ASKED = and_(IS_OPEN, _gate.c.gate != "")


class ProcessCount(NamedTuple):
    """Of a process: its open instances, the gates that wait for people, those of them late."""

    process: str
    instances: int
    gates: int
    late: int


@dataclass(frozen=True)
class WaitingCount:
    """How much waits in all: a row a process, incidents with steps that stand failed, effects that
    the machine owes.
    """

    processes: tuple[ProcessCount, ...]
    incidents: int
    effects: int


def waiting_count(connection: Connection, today: date, incident: str) -> WaitingCount:
    """What waits today; `incident` is the key of the gate of incidents."""
    late = func.count(_gate.c.id).filter(_gate.c.due_on < today)
    query = (
        select(
            _instance.c.process, func.count(_instance.c.id.distinct()), func.count(_gate.c.id), late
        )
        .select_from(_instance)
        .outerjoin(_gate, and_(_gate.c.instance_id == _instance.c.id, _ASKED))
        .where(_instance.c.status == "open")
        .group_by(_instance.c.process)
        .order_by(_instance.c.process)
    )  # fmt: skip
    incidents = select(func.count()).where(_ASKED, _gate.c.gate == incident)
    failed = select(func.count()).select_from(_failed)
    owed = select(func.count()).select_from(_effect).where(OWED)
    return WaitingCount(
        tuple(ProcessCount._make(row) for row in connection.execute(query)),
        (connection.scalar(incidents) or 0) + (connection.scalar(failed) or 0),
        connection.scalar(owed) or 0,
    )


@dataclass(frozen=True)
class Look:
    """How far somebody has looked: the last entry, gate and order, the day of lateness, and since
    when the step has failed that failed last.
    """

    entry: int
    gate: int
    order: int
    late_before: date
    failed: datetime | None = None


class Happening(NamedTuple):
    """Something that happened in an instance: its kind and row, the gate or path, and when.

    A step that fails is of no instance (0) and no process; its path is the step's key.
    """

    kind: str
    row: int
    instance: int
    process: str
    district: str
    path: str
    gate: str
    at: datetime | date


def look(connection: Connection, today: date) -> Look:
    """How far one sees who looks now."""
    entry, gate, order = (
        connection.scalar(select(func.max(one.c.id))) or 0 for one in (_entry, _gate, _order)
    )
    failed = connection.scalar(select(func.max(_failed.c.failed_since)))
    return Look(entry, gate, order, today, failed)


def happened(connection: Connection, since: Look, to: Look, incident: str) -> Iterator[Happening]:
    """What happened after one look and by the other, kind after kind, each oldest first."""
    asked = _of_gates().where(_gate.c.id > since.gate, _gate.c.id <= to.gate)
    queries = (
        (
            "decision.recorded",
            select(
                _entry.c.id, _instance.c.id, _instance.c.process, _instance.c.district_code,
                _entry.c.path, _entry.c.gate, _entry.c.recorded_at,
            )
            .join(_instance, _instance.c.id == _entry.c.instance_id)
            .where(
                _entry.c.kind.in_(("decision", "correction")),
                _entry.c.id > since.entry,
                _entry.c.id <= to.entry,
            ),
        ),
        ("gate.opened", asked.where(_gate.c.gate != incident)),
        ("incident.opened", asked.where(_gate.c.gate == incident)),
        (
            "gate.late",
            _of_gates(_gate.c.due_on).where(
                IS_OPEN,
                _gate.c.due_on >= since.late_before,
                _gate.c.due_on < to.late_before,
            ),
        ),
        (
            "order.signed",
            select(
                _entry.c.id, _instance.c.id, _instance.c.process, _instance.c.district_code,
                _entry.c.path, _entry.c.gate, _entry.c.recorded_at,
            )
            .distinct()  # what cuts an order's days leaves a row of the same entry
            .select_from(_order)
            .join(_entry, _entry.c.id == _order.c.entry_id)
            .join(_instance, _instance.c.id == _entry.c.instance_id)
            .where(_order.c.id > since.order, _order.c.id <= to.order),
        ),
        (
            "step.failed",
            select(
                _failed.c.id, literal(0), literal(""), _failed.c.area_code, _failed.c.step,
                literal(""), _failed.c.failed_since,
            ).where(*_between(_failed.c.failed_since, since.failed, to.failed)),
        ),
    )  # fmt: skip
    for kind, query in queries:
        for row in connection.execute(query.order_by(query.selected_columns[0])):
            yield Happening(kind, *row)


def _between(
    at: ColumnElement[datetime], since: datetime | None, to: datetime | None
) -> Iterator[ColumnElement[bool]]:
    """After one instant (None: ever), no later than the other. Rows go, and numbers come again."""
    if since is not None:
        yield at > since
    yield at <= to if to is not None else false()


def _of_gates(at: ColumnElement[Any] = _gate.c.opened_at) -> Select[*tuple[Any, ...]]:
    return (
        select(
            _gate.c.id, _instance.c.id, _instance.c.process, _gate.c.district_code, _gate.c.path,
            _gate.c.gate, at,
        )
        .join(_instance, _instance.c.id == _gate.c.instance_id)
        .where(_gate.c.gate != "")
    )  # fmt: skip
