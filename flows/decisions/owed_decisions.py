"""What a handover asks a Chief for and is decided at a gate of its own: it is asked no longer."""

from collections.abc import Collection

from config.handover import handover_defaults
from flows.engine.advance import resolve
from flows.engine.decision import Deciding
from flows.engine.installation import Installation
from flows.engine.replay import Event, EventKind
from registry.journal import instance_in, open_gates
from registry.queries.handover_facts import SUCCESSOR
from registry.transaction import Write


def settle_by_duty(deciding: Deciding) -> None:
    """The gate has been answered: what handovers ask about it is settled where none waits there.

    Whoever answered, and in which instance, makes no difference.
    """
    duty, district = deciding.gate.key, deciding.instance.district
    keys = [one.key for one in handover_defaults().decisions if one.duty == duty]
    if not keys or any(
        one.gate == duty for one in open_gates(deciding.write.connection, district=district)
    ):
        return
    for key in keys:
        settle(deciding.office, deciding.write, district, key, by=deciding.recorder.id)


def settle(
    desk: Installation,
    write: Write,
    district: str,
    key: str,
    *,
    by: int | None,
    gates: Collection[str] = (SUCCESSOR,),
) -> None:
    """The district's handovers ask for that decision no longer, at none of these gates."""
    told = Event(kind=EventKind.DECISION_SETTLED, on=write.today, about=key)
    for gate in open_gates(write.connection, district=district):
        if gate.gate not in gates or gate.subject not in (key, None):
            continue
        row = instance_in(write, gate.instance_id)
        if row is not None:
            resolve(desk, write, row, told, [gate.path], by=by)
