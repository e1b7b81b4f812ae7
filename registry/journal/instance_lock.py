"""The lock of an instance's district, and all that stands there as it is taken."""

from sqlalchemy import ScalarSelect, and_, bindparam, func, literal_column, select

from registry.journal.effects import states_asked
from registry.journal.entries import HOW_MANY_REDACTIONS
from registry.journal.gates import IS_OPEN
from registry.journal.instances import instance_in
from registry.journal.rows import GateRow, InstanceRow
from registry.models import ChainHead, Instance, OpenGate, table_of
from registry.prepared_statements import PreparedQuery, Question, Rows, answers, pipeline_on
from registry.queries.events import first_announced, last_entered
from registry.transaction import Write

_instance = table_of(Instance)
_head = table_of(ChainHead)
_gate = table_of(OpenGate)

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
