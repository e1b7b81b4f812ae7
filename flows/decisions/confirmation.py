"""The gate where another person confirms what was asked for, in whatever instance is near."""

from typing import Any

from flows.engine.gate import Gate
from flows.engine.installation import Installation
from registry.journal import NewGate, instance_in, open_gate
from registry.transaction import Write


def open_confirmation(
    desk: Installation,
    write: Write,
    instance: int | None,
    gate: Gate[Any],
    path: str,
    *,
    first: int,
) -> str | None:
    """Open the gate at that path, for anybody but the first. None where no instance is near."""
    row = instance_in(write, instance) if instance is not None else None
    if row is None:
        return None
    due = desk.due(gate.due, write.today)
    open_gate(write, row, NewGate(path, gate.key, opened_on=write.today, due_on=due, not_by=first))
    return path
