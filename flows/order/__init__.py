"""An order of the district: drafted, reviewed, signed, registered, corrected."""

from flows.engine.capability import Capability
from flows.order.appointment_report import PRINTABLES
from flows.order.corrections import SIGNED_ORDER
from flows.order.effects import AMENDMENT_FACTS, ORDER_FACTS
from flows.order.gates import GATES
from flows.order.papers import PAPERS
from flows.order.process import ORDER
from flows.order.queue import go_on
from flows.order.recordings import RECORDINGS
from registry.queries.order_facts import amendment_facts, order_facts

CAPABILITY = Capability(
    "order",
    processes=(ORDER,),
    gates=GATES,
    recordings=RECORDINGS,
    papers=PAPERS,
    printables=PRINTABLES,
    frozen=(SIGNED_ORDER,),
    after_end={ORDER.key: go_on},
    reads={ORDER_FACTS.key: order_facts, AMENDMENT_FACTS.key: amendment_facts},
)
