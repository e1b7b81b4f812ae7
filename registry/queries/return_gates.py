"""The gates that return forms lead to: by what a form bears, and what takes its place."""

from sqlalchemy import Connection, func, select

from registry.journal import GateRow
from registry.models import OpenGate
from registry.rows import every

_gate = OpenGate.__table__
_GATE = select(*(_gate.c[name] for name in GateRow._fields))


def first_gates(
    connection: Connection,
    instance: int,
    gate: str,
    *,
    round: int | None = None,  # noqa: A002 — the design's word
    about: str | None = None,
) -> dict[str, int]:
    """The number of each question of the gate in that round, by its subject ("" where of none).

    One that was asked anew about the same paper keeps the number that it was first asked under.
    """
    query = (
        select(_gate.c.subject, func.min(_gate.c.id))
        .where(
            _gate.c.instance_id == instance,
            _gate.c.gate == gate,
            _gate.c.round.is_not_distinct_from(round),
            _gate.c.about.is_not_distinct_from(about),
        )
        .group_by(_gate.c.subject)
    )
    return {row[0] or "": row[1] for row in connection.execute(query)}


def last_asked(connection: Connection, gate: GateRow) -> GateRow:
    """The gate at which the same was last asked about the same paper; itself where only once."""
    query = _GATE.where(
        _gate.c.instance_id == gate.instance_id,
        _gate.c.path == gate.path,
        _gate.c.about.is_not_distinct_from(gate.about),
    ).order_by(_gate.c.id.desc())
    return every(GateRow, connection.execute(query.limit(1)))[0]


def gates_of_subjects(connection: Connection, instance: int) -> list[GateRow]:
    """The gates of an instance that were asked of somebody by name, the newest first."""
    query = _GATE.where(_gate.c.instance_id == instance, _gate.c.subject.is_not(None))
    return every(GateRow, connection.execute(query.order_by(_gate.c.id.desc())))
