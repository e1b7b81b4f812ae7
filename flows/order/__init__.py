"""An order of the district: drafted, reviewed, signed, registered, corrected."""

from flows.engine.capability import Capability
from flows.order import corrections, recordings
from flows.order.effects import ORDER_FACTS
from flows.order.gates import GATES
from flows.order.papers import PAPERS
from flows.order.process import ORDER
from registry.queries.order_facts import order_facts

CAPABILITY = Capability(
    "order",
    processes=(ORDER,),
    gates=GATES,
    recordings=recordings.RECORDINGS | corrections.RECORDINGS,
    papers=PAPERS,
    reads={ORDER_FACTS.key: order_facts},
)
