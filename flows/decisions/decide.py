"""Decide: one decision, the advance it causes, its audit and its effects, in one transaction."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from config.logs import Ids
from config.words import Sentence, both
from flows.decisions.decision_checks import AskedDecision, checked, read, refused_beside
from flows.decisions.entry import entry_of, keep_evidence
from flows.decisions.gate_lookup import find_gate, is_in_time, refuse_changed
from flows.decisions.late_paper import decide_late
from flows.decisions.owed_decisions import settle_by_duty
from flows.decisions.reach import districts_of, is_far, offices_reached
from flows.decisions.refusals import UnknownInstance
from flows.engine.advance import advance
from flows.engine.days import bring_to_date, clock_is_believed, pass_waits
from flows.engine.decision import Decision, Receipt
from flows.engine.form_labels import called_as_asked
from flows.engine.gate_titles import key_of
from flows.engine.installation import Installation
from flows.papers.redrafts import draft_anew, drafts_told
from registry.journal import (
    EntryRow,
    GateRow,
    InstanceRow,
    append,
    end_gate,
    gates_of,
    instance,
    instance_in,
    journal,
    lock_instance,
)
from registry.refusals import Refusal
from registry.transaction import Write, lock_order

__all__ = ["Decision", "Receipt", "decide"]

LOG = logging.getLogger("prasan.decisions")


def decide(desk: Installation, *decisions: Decision) -> list[Receipt]:
    """Take one decision, or several consecutive ones settled on paper: all, or none.

    Refuses, changing nothing: see flows.decisions.refusals and the checks of each gate.
    """
    with desk.registry.writing() as write:
        receipts = take(desk, write, decisions)
    log_decisions(receipts)
    return receipts


def log_decisions(receipts: Iterable[Receipt]) -> None:
    """One line each, once they stand."""
    if not LOG.isEnabledFor(logging.INFO):
        return
    for one in receipts:
        LOG.info("decision %s", Ids(entry=one.entry, instance=one.instance, gate=one.gate))


def take(desk: Installation, write: Write, decisions: Sequence[Decision]) -> list[Receipt]:
    """Take the decisions in this transaction: to be kept, or to see what would follow."""
    districts = _lock(desk, write, decisions)
    nexts = [*(one.decided_on for one in decisions[1:]), None]
    receipts = []
    for place, (decision, write.hears_until) in enumerate(zip(decisions, nexts, strict=True), 1):
        receipts.append(_one_of(len(decisions), place, desk, write, districts, decision))
    if len(decisions) > 1:
        _hear_the_rest(desk, write)
    pass_waits(desk, write)
    last = {one.instance: place for place, one in enumerate(receipts)}
    return [
        _with_lapsing(write, one) if last[one.instance] == place else one
        for place, one in enumerate(receipts)
    ]


def gate_meant(desk: Installation, write: Write, decision: Decision) -> GateRow:
    """The gate that `take` finds for the decision next in this transaction, lapses recorded first.

    For a door that asks more of a decision than `take` does. Raises what `find_gate` raises.
    """
    for district in _lock(desk, write, [decision]):
        bring_to_date(desk, write, district)
    row = _known(decision.instance, instance_in(write, decision.instance))
    return find_gate(desk, write, row, decision)


def _hear_the_rest(desk: Installation, write: Write) -> None:
    """Let the instances that the decisions touched hear what happened after their days."""
    for row in [*write.instances.values()]:
        if row.rows is not None:
            advance(desk, write, row)


def _with_lapsing(write: Write, receipt: Receipt) -> Receipt:
    """Tell of the gates of the instance that are open now and whose last day has passed.

    Of several decisions the last of an instance tells: it may have answered what one before it
    opened. By a doubted clock nothing lapses, and none are told of.
    """
    row = _known(receipt.instance, instance_in(write, receipt.instance))
    late = [one for one in gates_of(write, row) if one.until_on and one.until_on < write.today]
    if not late or not clock_is_believed(write):
        return receipt
    until = min(one.until_on for one in late if one.until_on)
    warning = both("warning.lapsing", count=len(late), until=until)
    paths = tuple(one.path for one in late)
    return replace(receipt, warnings=(*receipt.warnings, warning), lapsing=paths)


def _lock(desk: Installation, write: Write, decisions: Sequence[Decision]) -> list[str]:
    """The districts of the instances, locked in lock order with those that the answers reach."""
    ids = list({one.instance for one in decisions})
    reached = {area for one in decisions for area in _reached(desk, write, one)}
    if len(ids) > 1 or reached:
        ids.sort(key=partial(_district, write))
    found = set()
    for one in ids:
        if reached:
            own = _district(write, one)
            write.lock(*(area for area in reached if lock_order(area) < lock_order(own)))
        found.add(_known(one, lock_instance(write, one)).district)
    write.lock(*reached)
    return sorted(found)


def _reached(desk: Installation, write: Write, decision: Decision) -> set[str]:
    """The areas of the other districts whose offices the answer reaches."""
    key = key_of(decision.gate)
    if not is_far(desk, key):
        return set()
    district = _district(write, decision.instance)
    return districts_of(offices_reached(desk, write.connection, [key], district))


def _district(write: Write, instance_id: int) -> str:
    """The instance's district, read before its lock: a district never changes."""
    return _known(instance_id, instance(write.connection, instance_id)).district


def _known(instance_id: int, row: InstanceRow | None) -> InstanceRow:
    if row is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    return row


def _one_of(
    count: int,
    place: int,
    desk: Installation,
    write: Write,
    districts: list[str],
    decision: Decision,
) -> Receipt:
    """A decision among several says which one it is, where it is refused."""
    try:
        return _after_lapses(desk, write, districts, decision, is_first=place == 1)
    except Refusal as refused:
        refused.place = place if count > 1 else None
        raise


def _after_lapses(
    desk: Installation, write: Write, districts: list[str], decision: Decision, *, is_first: bool
) -> Receipt:
    """Record what has lapsed, then decide.

    Several decisions settled on paper are read in the order of their days: a gate that the first
    opens lapses before a later one only where the day of the later one comes after. By today's date
    it would lapse between two steps of one entry, though the answers came in time.
    """
    on = None if is_first else min(decision.decided_on, write.today)
    for district in districts:
        bring_to_date(desk, write, district, on)
    return _decide(desk, write, decision)


def _decide(desk: Installation, write: Write, decision: Decision) -> Receipt:
    row = _known(decision.instance, instance_in(write, decision.instance))
    rows = journal(write, row)
    asked = find_gate(desk, write, row, decision)
    refuse_changed(desk, write, row, asked, decision)
    gate = desk.declared.gates[asked.gate]
    recording = desk.declared.recording(gate)
    with called_as_asked(gate.form):
        at = AskedDecision(desk, write, row, asked, gate, decision, rows)
        deciding = checked(at, read(at))
    of_day = (*_before_start(rows, decision), *_after_last_day(asked, decision))
    warnings = (*recording.warn(deciding), *of_day)
    if asked.status != "open":
        return decide_late(deciding, decision, rows, recording, warnings)
    told = drafts_told(desk, write, row, recording.told_by)
    entry_id = append(write, row, entry_of(deciding, decision))
    end_gate(write, row, asked, "answered", by=entry_id)
    keep_evidence(deciding, entry_id)
    recording.write(deciding, entry_id)
    draft_anew(desk, write, row, told, recording.told_why)
    advance(desk, write, row)
    settle_by_duty(deciding)
    return Receipt(entry_id, row.id, gate.key, asked.path, warnings)


def _before_start(rows: list[EntryRow], decision: Decision) -> Iterator[Sentence]:
    """Paper older than its process is taken, and looked at: it may bear a mistyped day."""
    began = next((one.act_date for one in rows if one.kind == "start" and one.live), None)
    if began is not None and decision.decided_on < began:
        yield both("warning.before_start", decided=decision.decided_on, began=began)


def _after_last_day(asked: GateRow, decision: Decision) -> Iterator[Sentence]:
    """A report that comes after the last day on which it was asked for is told as late."""
    if asked.status == "lapsed" and not is_in_time(asked, decision.decided_on):
        yield both("warning.after_last_day", decided=decision.decided_on, last=asked.until_on)


def refusals_beside(
    desk: Installation, write: Write, decision: Decision, unfit: Collection[str]
) -> list[Refusal]:
    """What else keeps a decision from being taken, beside what is refused at `unfit` already.

    `unfit` are fields of the form, and `by` or `decided_on` where no office or no day is known:
    what stands there is not looked at. Nothing is told of a gate that is not found.
    """
    for district in _lock(desk, write, [decision]):
        bring_to_date(desk, write, district)
    row = _known(decision.instance, instance_in(write, decision.instance))
    asked = find_gate(desk, write, row, decision)
    refuse_changed(desk, write, row, asked, decision)
    gate = desk.declared.gates[asked.gate]
    return refused_beside(
        AskedDecision(desk, write, row, asked, gate, decision, journal(write, row)), unfit
    )
