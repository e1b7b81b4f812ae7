"""Instances, found, made and saved, and who waits for whom."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    ScalarSelect,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)

from registry.fact_digests import add
from registry.journal.effects import states_asked
from registry.journal.entries import HOW_MANY_REDACTIONS
from registry.journal.gates import IS_OPEN
from registry.journal.rows import GateRow, InstanceRow
from registry.models import (
    ChainHead,
    ChildLink,
    Instance,
    OpenGate,
    table_of,
)
from registry.prepared_statements import (
    PreparedQuery,
    PreparedStatement,
    Question,
    Rows,
    answers,
    pipeline_on,
)
from registry.queries.areas import within
from registry.queries.events import first_announced, last_entered
from registry.rows import every, one
from registry.transaction import Write

_instance = table_of(Instance)
_link = table_of(ChildLink)
_head = table_of(ChainHead)
_gate = table_of(OpenGate)

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


# PostgreSQL may wait for the lock: what stands is asked after it, of a newer state.
_LOCK = PreparedQuery(
    select(_head.c.seq)
    .join(_instance, _head.c.area_code == _instance.c.district_code)
    .where(_instance.c.id == bindparam("instance_id"))
    .with_for_update(of=_head)
)
_OF_INSTANCE = (
    select(
        _head.c.seq,
        _head.c.digest,
        first_announced(_instance.c.district_code),
        last_entered(_instance.c.district_code),
        HOW_MANY_REDACTIONS,
        _instance,
        _gate,
    )
    .select_from(_instance)
    .join(_head, _head.c.area_code == _instance.c.district_code)
    .outerjoin(_gate, and_(_gate.c.district_code == _instance.c.district_code, IS_OPEN))
    .where(_instance.c.id == bindparam("instance_id"))
    .order_by(_gate.c.id)
)
_STANDING = PreparedQuery(_OF_INSTANCE)
NUMBERED = ("payload", "entry", "gate", "effect", "audit")  # a plain decision adds one of each


def _next_number(table: str) -> ScalarSelect[int]:
    """The number of a row to come, drawn once however many gates are open.

    The sequence is written out: PostgreSQL finds one that is a value anew each time.
    """
    return select(func.nextval(literal_column(f"'{table}_id_seq'"))).scalar_subquery()


_STANDING_AND_NUMBERS = PreparedQuery(_OF_INSTANCE.add_columns(*map(_next_number, NUMBERED)))
_OF_GATE = 5 + len(_instance.c)  # where the columns of a gate begin
_OF_NUMBERS = _OF_GATE + len(_gate.c)


def lock_instance(write: Write, instance_id: int) -> InstanceRow | None:
    """Lock the instance's district; the instance as it stands under the lock, None for none.

    The open gates of the district come along, and the day of the first event that it was not
    told: `bring_to_date` looks at them next. So does what advancing the instance asks: when the
    last event was entered, and on PostgreSQL, which is waited for once, where the effects stand.
    """
    rows = _under_lock(write, instance_id)
    if not rows:
        return None
    seq, digest, event, entered, redactions, *columns = rows[0][:_OF_GATE]
    read = InstanceRow(*columns)
    write.hold(read.district, seq, digest)
    if (pipeline := pipeline_on(write.connection)) is not None:
        pipeline.draw(dict(zip(NUMBERED, rows[0][_OF_NUMBERS:], strict=True)))
    write.entered[read.district] = entered
    write.kept.note_redactions(redactions)
    write.instances.setdefault(instance_id, read)
    gates = (row[_OF_GATE:_OF_NUMBERS] for row in rows)
    write.gates[read.district] = [GateRow(*gate) for gate in gates if gate[0] is not None]
    write.events[read.district] = event
    return instance_in(write, instance_id)


def _under_lock(write: Write, instance_id: int) -> Rows:
    """The lock of the district taken, what stands in it, and numbers for rows that may wait.

    SQLite is locked as a write begins, and no row waits there.
    """
    said = {"instance_id": instance_id}
    if write.exclusive:
        return _STANDING.rows(write.connection, said)
    lock = Question(_LOCK, said, list)
    if pipeline_on(write.connection) is None:
        return answers(write.connection, lock, Question(_STANDING, said, list))[1]
    standing, states = Question(_STANDING_AND_NUMBERS, said, list), states_asked(instance_id)
    _, rows, effects = answers(write.connection, lock, standing, states)
    write.effects[instance_id] = states.made(effects)
    return rows


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


def instances_come_to(
    connection: Connection, process: str, outcome: str, district: str | None = None
) -> list[InstanceRow]:
    """The instances of that process with that outcome, of one district or of all, oldest first."""
    query = _INSTANCE.where(_instance.c.process == process, _instance.c.outcome == outcome)
    if district is not None:
        query = query.where(_instance.c.district_code == district)
    return every(InstanceRow, connection.execute(query.order_by(_instance.c.id)))


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
    connection: Connection, process: str, districts: Collection[str] | None = None
) -> dict[str, frozenset[str]]:
    """The periods for which the process was ever begun, stopped ones too, by district.

    Of these districts, else of all.
    """
    query = select(_instance.c.district_code, _instance.c.period).where(
        _instance.c.process == process
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


def link_child(write: Write, parent_id: int, path: str, child_id: int) -> None:
    """The parent waits at `path` for the child."""
    write.connection.execute(
        insert(_link), {"parent_id": parent_id, "path": path, "child_id": child_id}
    )


def unlink_child(write: Write, parent_id: int, path: str) -> None:
    """The parent no longer waits there."""
    write.connection.execute(
        _link.delete().where(_link.c.parent_id == parent_id, _link.c.path == path)
    )


def parents(connection: Connection, child_id: int) -> Sequence[tuple[int, str]]:
    """Who waits for the child, and where."""
    query = select(_link.c.parent_id, _link.c.path).where(_link.c.child_id == child_id)
    return [(row[0], row[1]) for row in connection.execute(query)]


def children(connection: Connection, parent_id: int) -> Sequence[tuple[str, int]]:
    """Whom the parent waits for, by path."""
    rows = _CHILDREN.rows(connection, {"parent_id": parent_id})
    return [(row[0], row[1]) for row in rows]


_CHILDREN = PreparedQuery(
    select(_link.c.path, _link.c.child_id).where(_link.c.parent_id == bindparam("parent_id"))
)
