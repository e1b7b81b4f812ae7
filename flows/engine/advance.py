"""Advance: in one transaction, carry an instance as far as its journal goes.

It opens the gates that the instance now waits at and closes those that it no longer waits at, asks
for effects, starts children, and ends the instance. Every act that writes a journal calls it, under
the district's lock.
"""

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any

from pydantic import BaseModel

from flows.engine.ending import end_unfinished
from flows.engine.hearing import Unheard, event_of, told_after, unheard
from flows.engine.installation import Installation
from flows.engine.open_calls import raise_incident, sync_effects, sync_gates
from flows.engine.remainder import unconsumed
from flows.engine.replay import (
    TOLD_ALONE,
    Event,
    NewChild,
    Process,
    Query,
    Replay,
)
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from registry.fact_restoration import take_back
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    children,
    end_gate,
    gates_of,
    instance_in,
    journal,
    link_child,
    new_instance,
    open_instance,
    open_instances,
    parents,
    save_instance,
    supersede,
    unlink_child,
)
from registry.queries.events import event_on
from registry.records.filing import drafts_not_signed
from registry.rules.plain_values import Json
from registry.transaction import Write


def reading(office: Installation, write: Write) -> Any:  # noqa: ANN401 — a flows.engine.run.Reader
    """A reader in this transaction, which stays usable where a question fails."""
    return partial(_read, office, write)


def _read(
    office: Installation, write: Write, query: Query[Any], args: BaseModel, on: date
) -> BaseModel:
    with write.connection.begin_nested():
        return office.declared.reads[query.key](write.connection, args, on)


def advance(office: Installation, write: Write, row: InstanceRow) -> None:
    """Replay the instance and bring gates, effects, children and its end in line with it.

    Raises nothing of the process's own: an error, or an entry that the replay did not pass,
    becomes an incident that closes no gate and keeps the decision.
    """
    if row.status != "open":
        return
    rows = journal(write, row)
    process = office.declared.processes[row.process]
    remembered = journal_of(office, row, rows)
    found = replay(process, remembered, reading(office, write))
    odd = unconsumed(remembered, found)
    if found.error is not None or odd:
        problem = found.error or "unconsumed: " + ", ".join(entry.path for entry in odd)
        raise_incident(office, write, row, problem)
        return
    _drop_left_and_stale(write, row, found)
    for new in found.reads:
        append(write, row, NewEntry("read", new.path, new.on, {"value": new.value}))
    sync_gates(office, write, row, found)
    if (missed := _missed(write, row, found)) is not None:
        said = missed.entry
        resolve(office, write, row, event_of(said), missed.paths, by=said.recorded_by)
        return
    sync_effects(write, row, found)
    phase = phase_of(process, found)
    if phase and phase != row.phase:
        row.phase = phase
        save_instance(write, row)
    # Only an undoing, and a subject that left, leave a child that nobody waits for.
    if found.children or found.narrows or row.undone:
        _sync_children(office, write, row, found)
    if found.outcome is not None and found.ended_on is not None:
        finish(office, write, row, str(found.outcome), found.ended_on)


def _missed(write: Write, row: InstanceRow, found: Replay) -> Unheard | None:
    """The first event that an open call is still to hear, but for those that were called off."""
    events = unheard(journal(write, row), found.waits, write.hears_until)
    return next((one for one in events if _stands(write, row.district, one.entry)), None)


def _stands(write: Write, district: str, told: EntryRow) -> bool:
    kind, about = told.body["event"], told.body["about"]
    if kind in TOLD_ALONE:
        return True
    return event_on(write.connection, district, kind, about, told.act_date) is not None


def resolve(
    office: Installation,
    write: Write,
    row: InstanceRow,
    event: Event,
    paths: Collection[str],
    *,
    by: int | None,
) -> None:
    """Enter the event, as `by` recorded it: it takes the place of an answer at these open calls."""
    entry_id = append(write, row, event_entry(event, paths, by))
    for gate in tuple(gates_of(write, row)):
        if gate.path in paths:
            end_gate(write, row, gate, "event", by=entry_id)
            if gate.about is not None:  # the paper that was asked about names who has left
                drafts_not_signed(write, row.id)
    advance(office, write, row)


def event_entry(event: Event, paths: Collection[str], by: int | None) -> NewEntry:
    """What the journal of an instance is told of an event: whom it resolves, who recorded it."""
    body: Json = {"event": event.kind.value, "resolves": [*paths], "about": event.about}
    return NewEntry("event", "", event.on, body, recorded_by=by)


def phase_of(process: Process, found: Replay) -> str | None:
    """The first phase in which something waits; None where that is a day or the machine alone."""
    asked = [one.gate.phase for one in found.waits if one.gate is not None]
    begun = [one.process.key for one in found.children if one.process.key in process.phases]
    places = [phase for phase in (*asked, *begun) if phase in process.phases]
    return min(places, key=process.phases.index, default=None)


def _drop_left_and_stale(write: Write, row: InstanceRow, found: Replay) -> None:
    """Supersede the entries of subjects that left and of inputs that changed."""
    for ids, why in ((set(found.left), "subject_left"), (found.stale, "inputs_changed")):
        if ids:
            body: Json = {"reason": why, "entries": sorted(ids)}
            by = append(write, row, NewEntry("superseding", "", write.today, body))
            supersede(write, row, sorted(ids), by=by, reason=why)
            # The newest first: each puts back what it had cut, as the one before had left it.
            for entry_id in sorted(ids, reverse=True):
                take_back(write, entry_id)


def _sync_children(office: Installation, write: Write, row: InstanceRow, found: Replay) -> None:
    wanted = {begun.path for begun in found.children}
    linked = dict(children(write.connection, row.id))
    for path, child_id in linked.items():
        if path not in wanted:
            leave_child(office, write, row, path, child_id)
    new = [begun for begun in found.children if begun.path not in linked]
    # All are linked before the first goes on: one that ends at once advances its parent again.
    begun_now = [_join_or_begin(write, row, begun) for begun in new]
    for child in begun_now:
        if child is not None:
            advance(office, write, child)


def _join_or_begin(write: Write, parent: InstanceRow, begun: NewChild) -> InstanceRow | None:
    """The parent's child: the open instance for district and period, or a new one.

    None where one of another purpose is open that is not joined: it has to end first.
    """
    period = parent.period if begun.period is None else begun.period
    known = open_instance(write.connection, begun.process.key, parent.district, period)
    child = instance_in(write, known.id) if known is not None else None
    if child is None:
        child = begin(write, begun.process, parent.district, period, begun.start, begun.today)
        for told in told_after(journal(write, parent), begun):
            append(write, child, event_entry(event_of(told), (), told.recorded_by))
    elif not begun.process.joined and _start_of(write, child) != begun.start.model_dump(
        mode="json"
    ):
        return None
    link_child(write, parent.id, begun.path, child.id)
    return child


def _start_of(write: Write, row: InstanceRow) -> Json:
    start: Json = journal(write, row)[0].body["start"]
    return start


def begin(
    write: Write,
    process: Process,
    district: str,
    period: str,
    start: BaseModel,
    on: date,
    recorded_by: int | None = None,
) -> InstanceRow:
    """Make an instance and its first entry; the caller advances it."""
    row = new_instance(
        write,
        process=process.key,
        district=district,
        period=period,
        revision=process.revision,
        phase=process.phases[0],
        on=on,
    )
    body: Json = {"start": start.model_dump(mode="json"), "process": process.key}
    append(write, row, NewEntry("start", "", on, body, recorded_by=recorded_by))
    return row


def leave_child(
    office: Installation, write: Write, row: InstanceRow, path: str, child_id: int
) -> None:
    """The parent no longer waits for the child, which stops once nobody does."""
    unlink_child(write, row.id, path)
    child = instance_in(write, child_id)
    if child and child.status == "open" and not parents(write.connection, child_id):
        stop_instance(office, write, child, "parent_withdrawn", write.today, None)


def finish(office: Installation, write: Write, row: InstanceRow, outcome: str, on: date) -> None:
    """The process came to its outcome."""
    append(write, row, NewEntry("end", "", on, {"outcome": outcome}))
    row.status, row.outcome, row.finished_on = "finished", outcome, on
    save_instance(write, row)
    _tell_parents(office, write, row, {"outcome": outcome}, on)
    _go_on(office, write, row)


def stop_instance(
    office: Installation, write: Write, row: InstanceRow, reason: str, on: date, by: int | None
) -> None:
    """End an instance without an outcome: gates, effects, children; no draft of it is signed."""
    end_unfinished(office, write, row, reason, on, by=by)
    for path, child_id in children(write.connection, row.id):
        leave_child(office, write, row, path, child_id)
    _tell_parents(office, write, row, {"outcome": "", "stopped": reason}, on)
    _go_on(office, write, row)


def _go_on(office: Installation, write: Write, ended: InstanceRow) -> None:
    """What had to wait until the instance ended goes on: other parents first."""
    if not office.declared.processes[ended.process].joined:
        for other in open_instances(write, ended.district):
            advance(office, write, other)
    if (follow := office.declared.after_end.get(ended.process)) is not None:
        follow(office, write, ended)


def _tell_parents(
    office: Installation, write: Write, row: InstanceRow, body: dict[str, str], on: date
) -> None:
    """Enter the end in each open parent, which goes on from it."""
    for parent_id, path in parents(write.connection, row.id):
        unlink_child(write, parent_id, path)
        parent = instance_in(write, parent_id)
        if parent is not None and parent.status == "open":
            append(write, parent, NewEntry("child", path, on, {**body, "instance": row.id}))
            advance(office, write, parent)
