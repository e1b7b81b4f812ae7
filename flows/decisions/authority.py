"""A decision outside its author's term stands; it is flagged, and its office is asked about it.

Nobody is asked any more once the decision no longer counts, or lies within the term after all.
"""

from collections.abc import Collection

from flows.decisions.refusals import OfficeMayNotDecide
from flows.engine.decision import Deciding
from flows.engine.installation import Installation
from flows.engine.offers import GateContext
from flows.engine.read_marks import answer_in, entries_read
from flows.engine.standing_gates import CONFIRM_AUTHORITY
from registry.journal import (
    NO_LONGER_ASKED,
    InstanceRow,
    NewGate,
    end_gate,
    entry,
    gates_of,
    instance_in,
    open_gate,
)
from registry.queries.decisions import (
    DecisionRow,
    asked_about,
    decision,
    decisions_of,
    instances_asked,
)
from registry.queries.office_holders import holders
from registry.queries.offices import titles
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.transaction import Write

PREFIX = "!authority/"


def districts_decided(registry: Registry, offices: Collection[str]) -> set[str]:
    """The districts in which these offices decided anything: to be locked before a load."""
    with registry.reading() as connection:
        return {one.district for one in decisions_of(connection, offices)}


def flag_outside_terms(desk: Installation, write: Write, offices: Collection[str]) -> list[int]:
    """Ask the holders about decisions of these offices that lie outside their author's term.

    Judged by the terms as they are known now. The decision stands; a gate `confirm_authority`
    opens about it, and is answered once ever; about one that lies within the term after all it
    closes. Answers the entries that were flagged. The districts of `districts_decided` must be
    locked.
    """
    taken = [one for one in decisions_of(write.connection, offices) if one.district in write.heads]
    outside = [one for one in taken if lies_outside(write, one)]
    _ask_no_more_within_terms(write, {one.entry for one in taken} - {one.entry for one in outside})
    known = asked_about(write.connection, CONFIRM_AUTHORITY.key, [one.entry for one in outside])
    new = [one for one in outside if one.entry not in known]
    for one in new:
        _ask(desk, write, one)
    return [one.entry for one in new]


def _ask_no_more_within_terms(write: Write, within: Collection[int]) -> None:
    asked = instances_asked(write.connection, CONFIRM_AUTHORITY.key, write.heads)
    for number in {asked[one] for one in asked.keys() & within}:
        row = instance_in(write, number)
        if row is not None:
            ask_no_more(write, row, within)


def ask_no_more(write: Write, row: InstanceRow, entries: Collection[int]) -> None:
    """Nobody is asked any more about the authority for these decisions of the instance."""
    for gate in tuple(gates_of(write, row)):
        if gate.gate == CONFIRM_AUTHORITY.key and gate.of_id in entries:
            end_gate(write, row, gate, "closed", note=NO_LONGER_ASKED)


def lies_outside(write: Write, one: DecisionRow) -> bool:
    """Whether the person did not hold the office on the decided day, as known now."""
    held = holders(write.connection, one.office, one.act_date)
    return one.person not in {holder.person for holder in held}


def _ask(desk: Installation, write: Write, one: DecisionRow) -> None:
    row = instance_in(write, one.instance)
    if row is None:
        return
    gate = NewGate(
        path=f"{PREFIX}{one.entry}",
        gate=CONFIRM_AUTHORITY.key,
        opened_on=write.today,
        due_on=desk.due(CONFIRM_AUTHORITY.due, write.today),
        of_id=one.entry,
    )
    open_gate(write, row, gate)


def decision_read(at: GateContext) -> Json:
    """What is read where its office is asked about a decision: the answer as it counts now."""
    number = at.path.removeprefix(PREFIX)
    of = next((one for one in at.entries if str(one.id) == number and one.live), None)
    return None if of is None else entries_read(at, answer_in(at, of))


def check_authority(deciding: Deciding) -> None:
    """Only the holder of the very office answers for it. Raises OfficeMayNotDecide."""
    connection = deciding.write.connection
    asked = decision(connection, deciding.open.of_id or 0)
    if asked is not None and asked.office != deciding.by.ref:
        theirs = entry(connection, asked.entry).decided_by or 0
        called = titles(connection, [theirs, deciding.by.office])
        raise OfficeMayNotDecide(
            field="by",
            office=called[deciding.by.office],
            gate=deciding.gate.label,
            offices=called[theirs],
        )
