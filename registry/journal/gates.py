"""Gates opened and ended."""

from datetime import date

from sqlalchemy import Connection, Text, bindparam, literal_column, select, update

from registry.fact_digests import change, tell
from registry.journal.entries import entry
from registry.journal.rows import GateRow, InstanceRow, NewGate
from registry.models import Entry, OpenGate, table_of
from registry.prepared_statements import PreparedQuery, PreparedStatement, adding
from registry.rows import every
from registry.transaction import Write

_gate = table_of(OpenGate)
_entry = table_of(Entry)

_GATE = select(_gate)  # its columns stand as GateRow has them
# Written out: with a bound value SQLite plans the statement anew each time, to see whether the
# index over open gates serves.
NO_LONGER_ASKED = "no_longer_asked"  # why a gate closed without an answer
IS_OPEN = _gate.c.status == literal_column("'open'", Text)
_OPEN = _GATE.where(IS_OPEN).order_by(_gate.c.id)
_ALL_OPEN = PreparedQuery(_OPEN)
_OPEN_IN_DISTRICT = PreparedQuery(_OPEN.where(_gate.c.district_code == bindparam("district")))
_OF_INSTANCE = _gate.c.instance_id == bindparam("instance_id")
_OPEN_IN_INSTANCE = PreparedQuery(_OPEN.where(_OF_INSTANCE))


def open_gates(
    connection: Connection, *, district: str | None = None, instance_id: int | None = None
) -> list[GateRow]:
    """The open gates and waits of a district, an instance, or all; oldest first."""
    if instance_id is not None:
        rows = _OPEN_IN_INSTANCE.rows(connection, {"instance_id": instance_id})
    elif district is not None:
        rows = _OPEN_IN_DISTRICT.rows(connection, {"district": district})
    else:
        rows = _ALL_OPEN.rows(connection, {})
    return every(GateRow, rows)


def is_open(connection: Connection, gate_id: int) -> bool:
    """Whether the gate of that number still waits."""
    return bool(_IS_OPEN.rows(connection, {"gate_id": gate_id}))


_IS_OPEN = PreparedQuery(select(_gate.c.id).where(_gate.c.id == bindparam("gate_id"), IS_OPEN))


def gates_of(write: Write, row: InstanceRow) -> list[GateRow]:
    """The open gates of the instance, read once in a transaction."""
    if row.gates is None:
        row.gates = open_gates(write.connection, instance_id=row.id)
    return row.gates


def past_gates(connection: Connection, instance_id: int) -> list[GateRow]:
    """The ended gates of an instance, newest first."""
    return every(GateRow, _PAST.rows(connection, {"instance_id": instance_id}))


_PAST = PreparedQuery(
    _GATE.where(_OF_INSTANCE, _gate.c.status != "open").order_by(_gate.c.id.desc())
)


class NoGateAnswered(LookupError):
    """The entry answered no gate: it tells of a start, an effect, an event, an end."""


def gate_of_entry(connection: Connection, entry_id: int) -> GateRow:
    """The gate that the entry answered. Raises NoGateAnswered."""
    found = gate_answered(connection, entry_id)
    if found is None:
        raise NoGateAnswered(entry_id)
    return found


def gate_answered(connection: Connection, entry_id: int) -> GateRow | None:
    """The gate that the entry answered; for late paper the one that had ended before.

    Found by what ended it: entries are numbered as they come, whatever the clock showed. Instants
    tell only of a gate that no entry ended; where the clock was put back, it is the first.
    """
    said = entry(connection, entry_id)
    rows = _ON_PATH.rows(connection, {"entry_id": entry_id, "path": said.path})
    found = every(GateRow, rows)  # the newest first
    by_entry = [one for one in found if one.closed_by is not None and one.closed_by <= entry_id]
    if by_entry:
        return max(by_entry, key=lambda one: one.closed_by or 0)
    before = (one for one in found if one.opened_at <= said.recorded_at)
    return next(before, found[-1] if found else None)


_ON_PATH = PreparedQuery(
    _GATE.where(
        _gate.c.instance_id
        == select(_entry.c.instance_id)
        .where(_entry.c.id == bindparam("entry_id"))
        .scalar_subquery(),
        _gate.c.path == bindparam("path"),
    ).order_by(_gate.c.id.desc())
)


_ADD_GATE = adding(_gate, without=("closed_at", "closed_by"))
_END_GATE = PreparedStatement(
    update(_gate)
    .where(_gate.c.id == bindparam("gate_id"))
    .values(
        status=bindparam("status"),
        closed_at=bindparam("closed_at"),
        closed_by=bindparam("closed_by"),
        note=bindparam("note"),
    )
)


def open_gate(write: Write, instance: InstanceRow, new: NewGate) -> int:
    """Open a gate. Answers its id."""
    row = {
        **vars(new),
        "instance_id": instance.id,
        "district_code": instance.district,
        "opened_at": write.now,
        "status": "open",
    }
    gate_id = _ADD_GATE.add(write.connection, row)
    tell(write, _gate, {**row, "id": gate_id})
    if instance.gates is not None:
        instance.gates.append(GateRow(id=gate_id, **row, closed_at=None, closed_by=None))
    return gate_id


def end_gate(
    write: Write,
    instance: InstanceRow,
    gate: GateRow,
    status: str,
    *,
    by: int | None = None,
    note: str | None = None,
) -> None:
    """End an open gate: answered, lapsed, event, or closed with a note why."""
    values = {"status": status, "closed_at": write.now, "closed_by": by, "note": note or gate.note}
    _END_GATE.run(write.connection, {"gate_id": gate.id, **values})
    if instance.gates is not None:
        instance.gates = [one for one in instance.gates if one.id != gate.id]


def move_gate(write: Write, gate_id: int, *, due_on: date | None, until_on: date | None) -> None:
    """Set the due date of an open gate, and the day until which it stays open."""
    change(write, _gate, _gate.c.id == gate_id, due_on=due_on, until_on=until_on)
