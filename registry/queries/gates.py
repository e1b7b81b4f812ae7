"""Gates and waits that are open, or were on a day, and what comes next of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, func, or_, select

from registry.journal import IS_OPEN, GateRow
from registry.models import Entry, Instance, OpenGate, table_of
from registry.models.base import Day
from registry.queries.areas import within
from registry.queries.gates_as_of import taken_back
from registry.queries.instances import STOPPED
from registry.rows import every
from registry.rules.district_offices import CHIEF
from registry.shaped_queries import KNOWN, ListQuery, ShapedQuery, constants
from registry.transaction import COUNTRY

_gate = OpenGate.__table__
_entry = table_of(Entry)
_instance = table_of(Instance)
_ON = bindparam("on", type_=Day)
_HERE = _gate.c.district_code == bindparam("district")
GATE_ROWS = select(*(_gate.c[name] for name in GateRow._fields))


def gates_waiting(
    connection: Connection, on: date, *, district: str | None = None
) -> list[GateRow]:
    """The gates and waits that are open and were opened by `on`."""
    said = {"on": on, "district": district}
    return every(GateRow, _WAITING.rows(connection, district is not None, said))


def _waiting(of_district: bool) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 — the shape
    query = GATE_ROWS.where(IS_OPEN, _gate.c.opened_on <= _ON).order_by(_gate.c.id)
    return query.where(_HERE) if of_district else query


_WAITING = ShapedQuery(_waiting)


def gates_that_waited(
    connection: Connection,
    on: date,
    known: datetime | None = None,
    *,
    district: str | None = None,
    instance: int | None = None,
) -> list[GateRow]:
    """The gates and waits that were open on the day, as known at `known`.

    One that is answered by now waited until the day of its answer, one that the stop of its
    instance closed until that day. One that was closed with what it rested on never counted, nor
    one whose answer was taken back: where it was asked again it waits as that.
    """
    shape = known is not None, district is not None, instance is not None
    said = {"on": on, "known": known, "district": district, "instance": instance}
    found = every(GateRow, _WAITED.rows(connection, shape, said))
    return list({(one.instance_id, one.path): one for one in found}.values())


def _waited(shape: tuple[bool, bool, bool]) -> Select[*tuple[Any, ...]]:
    """As known at an instant, of a district, of an instance."""
    past, of_district, of_instance = shape
    known = KNOWN if past else None
    left_open = _gate.c.status == "open"
    if known is not None:
        left_open = or_(left_open, _gate.c.closed_at > known)
    closed = and_(_gate.c.status == "closed", _gate.c.note.is_distinct_from(STOPPED))
    ended_on = func.coalesce(_entry.c.act_date, _instance.c.finished_on)
    query = (
        GATE_ROWS.outerjoin(_entry, _entry.c.id == _gate.c.closed_by)
        .join(_instance, _instance.c.id == _gate.c.instance_id)
        .where(or_(left_open, and_(~closed, ~taken_back(known), ended_on > _ON)))
        .where(_gate.c.opened_on <= _ON)
        .order_by(_gate.c.id)
    )
    if known is not None:
        query = query.where(_gate.c.opened_at <= known)
    if of_district:
        query = query.where(_HERE, _instance.c.district_code == bindparam("district"))
    return query.where(_gate.c.instance_id == bindparam("instance")) if of_instance else query


_WAITED = ShapedQuery(_waited)


def gates_about(connection: Connection, instance_id: int, gate: str) -> set[int]:
    """The entries that a standing gate of that key was opened about, open or ended."""
    query = select(_gate.c.of_id).where(
        _gate.c.instance_id == instance_id, _gate.c.gate == gate, _gate.c.of_id.is_not(None)
    )
    return set(connection.scalars(query))


def gates_due(
    connection: Connection, by: date, on: date, areas: Iterable[str] = (COUNTRY,)
) -> list[GateRow]:
    """The open gates of the areas, opened before that day `on`, that are due by the day `by`."""
    query = GATE_ROWS.where(
        IS_OPEN, OpenGate.due_on <= by, OpenGate.opened_on < on, OpenGate.gate != "",
        within(OpenGate.district_code, areas),
    ).order_by(OpenGate.district_code, OpenGate.due_on, OpenGate.id)  # fmt: skip
    return every(GateRow, connection.execute(query))


def open_instances_past(
    connection: Connection, areas: Iterable[str], gates: Iterable[str]
) -> dict[int, str]:
    """The open instances in the areas that came to one of the gates, each with its district."""
    shape = frozenset(areas), frozenset(gates)
    return {row[0]: row[1] for row in _OPEN_PAST.rows(connection, shape, {})}


def _open_past(shape: tuple[frozenset[str], frozenset[str]]) -> Select[*tuple[Any, ...]]:
    areas, gates = shape
    return (
        select(OpenGate.instance_id, OpenGate.district_code)
        .join(Instance, Instance.id == OpenGate.instance_id)
        .where(
            Instance.status == "open",
            within(OpenGate.district_code, areas),
            OpenGate.gate.in_(constants(sorted(gates))),
        )
        .distinct()
        .order_by(OpenGate.instance_id)
    )


_OPEN_PAST = ShapedQuery(_open_past)


def gates_numbered(connection: Connection, ids: Iterable[int]) -> dict[int, GateRow]:
    """The gates of these numbers, by number."""
    return {one.id: one for one in every(GateRow, _NUMBERED.rows(connection, ids))}


_NUMBERED = ListQuery(lambda ids: GATE_ROWS.where(_gate.c.id.in_(ids)))


def late_gates(connection: Connection, districts: Iterable[str], on: date) -> dict[str, int]:
    """How many open gates of each of the districts are past their due day; none are left out."""
    query = (
        select(OpenGate.district_code, func.count())
        .where(
            IS_OPEN, OpenGate.gate != "", OpenGate.due_on < on, OpenGate.opened_on <= on,
            OpenGate.district_code.in_(tuple(districts)),
        )
        .group_by(OpenGate.district_code)
    )  # fmt: skip
    return {row[0]: row[1] for row in connection.execute(query)}


def next_to_come(connection: Connection, areas: Iterable[str], on: date) -> GateRow | None:
    """The open gate or wait of the areas that is due, or lapses, first from `on` on."""
    rows = _NEXT.rows(connection, frozenset(areas), {"on": on})
    return next(iter(every(GateRow, rows)), None)


def _next_of(areas: frozenset[str]) -> Select[*tuple[Any, ...]]:
    comes = case((OpenGate.due_on >= _ON, OpenGate.due_on), else_=OpenGate.until_on)
    return (
        GATE_ROWS.where(IS_OPEN, within(OpenGate.district_code, areas), comes >= _ON)
        .order_by(comes, OpenGate.id)
        .limit(1)
    )


_NEXT = ShapedQuery(_next_of)


def waits_for(gate: GateRow) -> str | None:
    """The reference of the office that the gate waits for; None for the Chief's and for none."""
    subject = gate.subject or ""
    return subject if "/" in subject and subject != f"{gate.district_code}/{CHIEF}" else None
