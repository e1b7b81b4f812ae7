"""Instances, found, made and saved."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from registry.fact_digests import add
from registry.journal.rows import InstanceRow
from registry.models import Instance, table_of
from registry.prepared_statements import PreparedQuery, PreparedStatement
from registry.queries.areas import within
from registry.rows import every, one
from registry.transaction import Write

_instance = table_of(Instance)
_INSTANCE = select(_instance)  # its columns stand as InstanceRow has them
_INSTANCE_OF = PreparedQuery(_INSTANCE.where(_instance.c.id == bindparam("instance_id")))


def instance(connection: Connection, instance_id: int) -> InstanceRow | None:
    """The instance, None where there is none of that number."""
    rows = _INSTANCE_OF.rows(connection, {"instance_id": instance_id})
    return next(iter(every(InstanceRow, rows)), None)


def instance_in(write: Write, instance_id: int) -> InstanceRow | None:
    """The instance as this transaction knows it: the same object however often it is asked."""
    if instance_id not in write.instances:
        found = instance(write.connection, instance_id)
        if found is None:
            return None
        write.instances[instance_id] = found
    known: InstanceRow = write.instances[instance_id]
    return known


def instances(connection: Connection, *, district: str | None = None) -> list[InstanceRow]:
    """All instances, of one district or of all, oldest first."""
    asked = _ALL if district is None else _OF_DISTRICT
    return every(InstanceRow, asked.rows(connection, {"district": district}))


_ALL = PreparedQuery(_INSTANCE.order_by(_instance.c.id))
_OF_DISTRICT = PreparedQuery(
    _INSTANCE.where(_instance.c.district_code == bindparam("district")).order_by(_instance.c.id)
)


def instances_for(connection: Connection, process: str, period: str) -> list[InstanceRow]:
    """The instances of that process whose period begins so, of all districts, newest first."""
    query = _INSTANCE.where(
        _instance.c.process == process, _instance.c.period.startswith(period, autoescape=True)
    )
    return every(InstanceRow, connection.execute(query.order_by(_instance.c.id.desc())))


def newest_within(connection: Connection, areas: Iterable[str]) -> InstanceRow | None:
    """The instance that was started last in one of the areas."""
    query = _INSTANCE.where(within(_instance.c.district_code, areas))
    row = connection.execute(query.order_by(_instance.c.id.desc()).limit(1)).first()
    return one(InstanceRow, row)


def instances_numbered(connection: Connection, numbers: Collection[int]) -> list[InstanceRow]:
    """The instances of these numbers, oldest first."""
    query = _INSTANCE.where(_instance.c.id.in_(numbers)).order_by(_instance.c.id)
    return every(InstanceRow, connection.execute(query))


def open_instance(
    connection: Connection, process: str, district: str, period: str
) -> InstanceRow | None:
    """The open instance of the process for the district and period, if there is one."""
    said = {"process": process, "district": district, "period": period}
    return next(iter(every(InstanceRow, _OPEN_OF.rows(connection, said))), None)


_OPEN_OF = PreparedQuery(
    _INSTANCE.where(
        _instance.c.process == bindparam("process"),
        _instance.c.district_code == bindparam("district"),
        _instance.c.period == bindparam("period"),
        _instance.c.status == "open",
    )
)


def begun_periods(
    connection: Connection,
    process: str,
    districts: Collection[str] | None = None,
    *,
    but: Collection[int] = (),
) -> dict[str, frozenset[str]]:
    """The periods for which the process was ever begun, stopped ones too, by district.

    Of these districts, else of all; `but` for instances that are not meant.
    """
    query = select(_instance.c.district_code, _instance.c.period).where(
        _instance.c.process == process, _instance.c.id.not_in(but)
    )
    if districts is not None:
        query = query.where(_instance.c.district_code.in_(districts))
    found: dict[str, set[str]] = {}
    for code, period in connection.execute(query.distinct()):
        found.setdefault(code, set()).add(period)
    return {code: frozenset(periods) for code, periods in found.items()}


def new_instance(
    write: Write, *, process: str, district: str, period: str, revision: int, phase: str, on: date
) -> InstanceRow:
    """Make an instance; its attempt counts those of the same process, district and period."""
    same = {"process": process, "district": district, "period": period}
    ((last,),) = _LAST_ATTEMPT.rows(write.connection, same)
    attempt = 1 + (last or 0)
    row: dict[str, Any] = {  # in the order of InstanceRow
        "process": process,
        "district_code": district,
        "period": period,
        "attempt": attempt,
        "revision": revision,
        "status": "open",
        "phase": phase,
        "outcome": None,
        "started_on": on,
        "finished_on": None,
    }
    new = InstanceRow(add(write, _instance, row), *row.values())
    new.rows, new.gates = [], []
    write.instances[new.id] = new
    return new


_LAST_ATTEMPT = PreparedQuery(
    select(func.max(_instance.c.attempt)).where(
        _instance.c.process == bindparam("process"),
        _instance.c.district_code == bindparam("district"),
        _instance.c.period == bindparam("period"),
    )
)


def open_instances(write: Write, district: str) -> list[InstanceRow]:
    """The open instances of a district as this transaction knows them, oldest first."""
    found = write.connection.scalars(
        select(_instance.c.id)
        .where(_instance.c.district_code == district, _instance.c.status == "open")
        .order_by(_instance.c.id)
    ).all()
    return [row for one in found if (row := instance_in(write, one)) is not None]


_CHANGING = ("revision", "status", "phase", "outcome", "finished_on")


def save_instance(write: Write, row: InstanceRow) -> None:
    """Write what of an instance changes."""
    values = {name: getattr(row, name) for name in _CHANGING}
    _SAVE.run(write.connection, {"instance_id": row.id, **values})


_SAVE = PreparedStatement(
    update(_instance)
    .where(_instance.c.id == bindparam("instance_id"))
    .values({name: bindparam(name) for name in _CHANGING})
)
