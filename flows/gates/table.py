"""The one table of gates. Retired gates stay in it."""

from typing import Any

from flows.gates import (
    capacity,
    establishment,
    inception,
    order,
    refresher,
    replacement,
    standing,
)
from flows.gates.gate import Gate

GATES: dict[str, Gate[Any]] = {
    gate.key: gate
    for gate in (
        *establishment.GATES,
        *order.GATES,
        *inception.GATES,
        *capacity.GATES,
        *replacement.GATES,
        *refresher.GATES,
        *standing.GATES,
    )
}
STANDING = frozenset(gate.key for gate in standing.GATES)
