"""An order that appoints by name whoever left is amended: the work begins with the new Chief."""

from functools import partial

from flows.engine.installation import Installation, Job, Output
from flows.order.amendment import NoOrderInForce
from flows.order.gates import AMENDMENT
from flows.order.process import ORDER
from flows.order.queue import begin_or_wait
from registry.journal import gates_of, instance_in, open_instance
from registry.rules.handover import AmendmentBegun, HandoverArgs
from registry.transaction import Write

AMEND = "amend"


def begin_amendment(office: Installation, job: Job) -> Output:
    """The amending order begins, or waits behind the one under way; the Chief signs it in time."""
    asked = HandoverArgs.model_validate(job.inputs)
    result = AmendmentBegun(purpose=AMEND)
    return Output(result.model_dump(mode="json"), facts=partial(_begin, office, asked))


def _begin(office: Installation, asked: HandoverArgs, write: Write, _entry_id: int) -> None:
    if _is_asked_already(write, asked.district):
        return
    try:
        begin_or_wait(office, write, asked.district, AMEND, on=asked.on, by=None)
    except NoOrderInForce:
        return  # it was replaced or has ended since: nobody is named by it any more


def _is_asked_already(write: Write, district: str) -> bool:
    """Whether an order under way still asks what it changes: that seat is one answer more."""
    known = open_instance(write.connection, ORDER.key, district, "")
    row = instance_in(write, known.id) if known is not None else None
    return row is not None and any(one.gate == AMENDMENT.key for one in gates_of(write, row))
