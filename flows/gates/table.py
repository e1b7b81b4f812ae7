"""The one table of gates. Retired gates stay in it."""

from typing import Any

from flows.gates import establishment, order, standing
from flows.gates.gate import Gate

GATES: dict[str, Gate[Any]] = {
    gate.key: gate for gate in (*establishment.GATES, *order.GATES, *standing.GATES)
}
STANDING = frozenset(gate.key for gate in standing.GATES)
