"""Stop: an instance was started by mistake, and ends."""

from datetime import date

from flows.decisions.days import refuse_future
from flows.decisions.frozen import refuse_if_frozen
from flows.decisions.refusals import (
    InstanceEnded,
)
from flows.decisions.withdraw import district_of, reason_given
from flows.engine.advance import stop_instance
from flows.engine.days import bring_to_date
from flows.engine.installation import Installation
from registry.journal import (
    instance_in,
    journal,
)
from registry.records.rights import who_may
from registry.rules.rights import Verb


def stop(desk: Installation, instance_id: int, *, reason: str, on: date, recorded_by: str) -> None:
    """End an instance that was started by mistake. A frozen paper is never undone by it."""
    reason = reason_given(desk, reason)
    with desk.registry.writing(district_of(desk, instance_id)) as write:
        row = instance_in(write, instance_id)
        if row is None or row.status != "open":
            raise InstanceEnded(field="instance", value=str(instance_id))
        who = who_may(write, recorded_by, Verb.STOP, row.district)
        refuse_future(write, on)
        bring_to_date(desk, write, row.district)
        rows = journal(write, row)
        refuse_if_frozen(desk, write, row, rows, {entry.id for entry in rows})
        stop_instance(desk, write, row, reason, on, who.id)
