"""Something that happened is told: its process begins and its gate is answered, all at once."""

from dataclasses import replace
from datetime import date

from flows.decisions.decide import take
from flows.decisions.start import refuse_unknown_district
from flows.engine.advance import advance, begin
from flows.engine.days import bring_to_date
from flows.engine.decision import Decision, Receipt
from flows.engine.installation import Installation
from flows.engine.replay import Process
from registry.journal import InstanceRow, begun_periods, gates_of
from registry.queries.people import person
from registry.transaction import Write


def tell(office: Installation, process: Process, district: str, decision: Decision) -> Receipt:
    """Record what happened in the district; nothing of it where the decision is refused.

    Instance and gate of the decision are those that begin here. Raises UnknownDistrictCode,
    UnknownPerson, and what `decide` refuses.
    """
    refuse_unknown_district(office, district)
    with office.registry.writing(district) as write:
        return tell_within(office, write, process, district, decision)


def tell_within(
    office: Installation, write: Write, process: Process, district: str, decision: Decision
) -> Receipt:
    """The same in a transaction that locks the district."""
    on = min(decision.decided_on, write.today)
    row = begin_telling(office, write, process, district, on, decision.recorded_by)
    (gate,) = gates_of(write, row)
    (receipt,) = take(office, write, [replace(decision, instance=row.id, gate=gate.path)])
    return receipt


def begin_telling(
    office: Installation,
    write: Write,
    process: Process,
    district: str,
    on: date,
    recorded_by: str,
) -> InstanceRow:
    """The process begins that day, its gate open, under a number of its own in the district."""
    who = person(write.connection, recorded_by, field="recorded_by")
    bring_to_date(office, write, district)
    told = begun_periods(write.connection, process.key, [district]).get(district, frozenset())
    start = process.start.model_validate({"district": district})
    row = begin(write, process, district, str(len(told) + 1), start, on, who.id)
    advance(office, write, row)
    return row
