"""What calendars are made of: gates with a due day, and how often those days were moved."""

import json
from collections import Counter
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select

from registry.journal import IS_OPEN, GateRow
from registry.models import Audit, OpenGate, Payload, table_of
from registry.queries.areas import within
from registry.rows import every

MOVED = "gate.due"
_gate = table_of(OpenGate)
Place = tuple[int, str]


def gates_with_due_day(
    connection: Connection, districts: Collection[str], on: date
) -> list[GateRow]:
    """The gates that are open in the districts and due on some day, the most urgent first."""
    query = select(_gate).where(
        IS_OPEN,
        _gate.c.gate != "",
        _gate.c.due_on.is_not(None),
        _gate.c.opened_on <= on,
        _gate.c.district_code.in_(districts),
    )
    return every(GateRow, connection.execute(query.order_by(_gate.c.due_on, _gate.c.id)))


def gates_between(
    connection: Connection, areas: Collection[str], first: date, last: date, on: date
) -> list[GateRow]:
    """The gates and waits open in the areas that are due, or wait until, a day of the span."""
    query = select(_gate).where(
        IS_OPEN,
        _gate.c.opened_on <= on,
        within(_gate.c.district_code, areas),
        or_(_gate.c.due_on.between(first, last), _gate.c.until_on.between(first, last)),
    )
    return every(GateRow, connection.execute(query.order_by(_gate.c.district_code, _gate.c.id)))


def due_day_moves(
    connection: Connection, districts: Collection[str]
) -> list[tuple[Place, datetime]]:
    """Each time that people moved a due day: the instance and path, and when it was moved."""
    query = (
        select(Payload.body, Audit.at)
        .join(Payload, Payload.id == Audit.payload_id)
        .where(Audit.area_code.in_(districts), Audit.action == MOVED)
    )
    told = ((json.loads(body), at) for body, at in connection.execute(query))
    return [((int(said["instance"]), str(said["gate"])), at) for said, at in told]


def first_until(connection: Connection, gate: GateRow) -> date | None:
    """The day until which the gate or wait stood open before anybody moved it; None: nobody did."""
    query = (
        select(Payload.body)
        .join(Audit, Audit.payload_id == Payload.id)
        .where(
            Audit.area_code == gate.district_code, Audit.action == MOVED,
            Audit.at >= gate.opened_at,
        )
        .order_by(Audit.id)
    )  # fmt: skip
    place = (gate.instance_id, gate.path)
    moves = (json.loads(body) for body in connection.scalars(query))
    stood = [one["until"][0] for one in moves if (one["instance"], one["gate"]) == place]
    return date.fromisoformat(stood[0]) if stood and stood[0] else None


def times_opened(connection: Connection, instances: Collection[int]) -> Counter[Place]:
    """How often each path of the instances was opened: again after an answer was taken back."""
    query = (
        select(_gate.c.instance_id, _gate.c.path, func.count())
        .where(_gate.c.instance_id.in_(instances))
        .group_by(_gate.c.instance_id, _gate.c.path)
    )
    return Counter({(instance, path): count for instance, path, count in connection.execute(query)})
