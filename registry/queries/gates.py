"""Gates that wait, as they stand or as they were known; effects that the machine owes."""

from datetime import date, datetime

from sqlalchemy import Connection, or_, select

from registry.journal import EffectRow, GateRow
from registry.models import EffectRequest, OpenGate
from registry.models.journal import OWED
from registry.rows import every

_gate = OpenGate.__table__
_effect = EffectRequest.__table__
_GATE = select(*(_gate.c[name] for name in GateRow._fields))
_EFFECT = select(*(_effect.c["on_date" if name == "on" else name] for name in EffectRow._fields))


def gates_waiting(
    connection: Connection, on: date, known: datetime | None = None, *, district: str | None = None
) -> list[GateRow]:
    """The gates and waits opened by `on` that are open, or were open as known at `known`."""
    if known is None:
        query = _GATE.where(_gate.c.status == "open")
    else:
        query = _GATE.where(
            _gate.c.opened_at <= known,
            or_(_gate.c.closed_at.is_(None), _gate.c.closed_at > known),
        )
    if district is not None:
        query = query.where(_gate.c.district_code == district)
    query = query.where(_gate.c.opened_on <= on).order_by(_gate.c.id)
    return every(GateRow, connection.execute(query))


def effects_owed(connection: Connection, *, district: str | None = None) -> list[EffectRow]:
    """The effects that are not done yet: waiting, claimed, or failed; oldest first."""
    query = _EFFECT.where(OWED)  # in these very words: the index is found by them
    if district is not None:
        query = query.where(_effect.c.district_code == district)
    return every(EffectRow, connection.execute(query.order_by(_effect.c.id)))


def gates_about(connection: Connection, instance_id: int, gate: str) -> set[int]:
    """The entries that a standing gate of that key was opened about, open or ended."""
    query = select(_gate.c.of_id).where(
        _gate.c.instance_id == instance_id, _gate.c.gate == gate, _gate.c.of_id.is_not(None)
    )
    return set(connection.scalars(query))
