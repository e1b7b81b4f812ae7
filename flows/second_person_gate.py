"""The standing gate at which a second person confirms or refuses what the first asked."""

from typing import Any

from flows.gates.gate import Gate
from flows.office import Office
from registry.journal import NewGate, instance_in, open_gate
from registry.store import Write


def open_second_person_gate(
    office: Office, write: Write, gate: Gate[Any], path: str, at: int | None, *, first: int
) -> str | None:
    """Open it for everybody but the first, at that instance; answers its path.

    None where there is no instance: then the request is answered without a gate.
    """
    row = instance_in(write, at) if at is not None else None
    if row is None:
        return None
    opened, due = write.today, office.due(gate.due, write.today)
    new = NewGate(path=path, gate=gate.key, opened_on=opened, due_on=due, not_by=first)
    open_gate(write, row, new)
    return path
