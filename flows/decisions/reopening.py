"""Reopening: what a decision or an event had ended goes on once that no longer counts."""

from collections.abc import Iterator

from config.words import Term
from flows.decisions.authority import ask_no_more
from flows.decisions.frozen import RestsOnSigned, refuse_if_frozen
from flows.decisions.refusals import AlreadyStarted
from flows.engine.advance import advance
from flows.engine.consequences import consequences_of
from flows.engine.ending import STOPPED, open_again
from flows.engine.installation import Installation
from flows.engine.open_calls import raise_incident
from registry.fact_restoration import take_back
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    instance_in,
    instances_told,
    journal,
    link_child,
    open_instance,
    supersede,
)
from registry.records.filing import drafts_of_entries_replaced
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.transaction import Write


class DecidedElsewhere(Refusal):
    """The process was stopped, or nobody waits for it any more."""


class OutcomeDecidedOn(Refusal):
    """Another process has gone on from the outcome, or has ended with it."""


def undo(write: Write, row: InstanceRow, gone: tuple[int, ...], *, by: int, reason: str) -> None:
    """The entries and their corrections no longer count; what they wrote is taken back."""
    rows = journal(write, row)
    corrections = {e.id for e in rows if e.kind == "correction" and e.live and e.of_id in gone}
    every = sorted({*gone, *corrections})
    supersede(write, row, every, by=by, reason=reason)
    for entry_id in reversed(every):
        take_back(write, entry_id)
    drafts_of_entries_replaced(write, every)
    ask_no_more(write, row, every)


def undo_entry(
    desk: Installation, write: Write, row: InstanceRow, entry: int, reason: str
) -> int | None:
    """The entry and what followed no longer count; None where an incident asks instead.

    Answers the entry that says so.
    """
    rows = journal(write, row)
    gone = (entry, *consequences_of(desk, row, rows, hidden=frozenset({entry})))
    try:
        refuse_if_frozen(desk, write, row, rows, set(gone))
    except RestsOnSigned:
        raise_incident(desk, write, row, reason, f"!event/{entry}")
        return None
    body: Json = {"reason": reason, "entries": list(gone)}
    by = append(write, row, NewEntry("superseding", "", write.today, body))
    undo(write, row, gone, by=by, reason=reason)
    return by


def reopen(
    desk: Installation, write: Write, row: InstanceRow, rows: list[EntryRow], by: int
) -> None:
    """A finished instance goes on, and so do those that had only been told its outcome.

    Refused where another process has decided on that outcome.
    """
    if row.status == "open":
        return
    ends = [*_ends_told(write, row)]
    told = [(other, entry) for other, entry in ends if entry.live]
    # What the machine began by itself, as it opens a year, was never a parent's to wait for.
    begun_by_parent = rows[0].recorded_by is None and bool(ends)
    if row.status == "stopped" or (begun_by_parent and not told):
        raise DecidedElsewhere(field="gate", process=Term(f"process.{row.process}"))
    known = open_instance(write.connection, row.process, row.district, row.period)
    if known is not None:
        raise AlreadyStarted(field="instance", instance=known.id, on=known.started_on)
    open_again(write, row, by=by)
    for parent, entry in told:
        _wait_again(desk, write, parent, entry, row)


def told_of(write: Write, row: InstanceRow) -> list[tuple[InstanceRow, EntryRow]]:
    """The instances that got the outcome, each with the entry of its journal that says so."""
    return [(other, entry) for other, entry in _ends_told(write, row) if entry.live]


def _ends_told(write: Write, row: InstanceRow) -> Iterator[tuple[InstanceRow, EntryRow]]:
    """Each time that the end of the instance was told to another, whether it counts or not."""
    numbers = instances_told(write.connection, row.district, of=row.id)
    others = (instance_in(write, one) for one in numbers if one != row.id)
    for other in others:
        for entry in journal(write, other) if other is not None else ():
            if other and entry.kind == "child" and entry.body.get("instance") == row.id:
                yield other, entry


def _wait_again(
    desk: Installation, write: Write, parent: InstanceRow, told: EntryRow, child: InstanceRow
) -> None:
    rows = journal(write, parent)
    gone = (told.id, *consequences_of(desk, parent, rows, hidden=frozenset({told.id})))
    later = [e.gate for e in rows if e.id in gone and e.kind == "decision"]
    if later or parent.status == STOPPED:
        raise OutcomeDecidedOn(
            field="gate", process=Term(f"process.{parent.process}"), instance=parent.id
        )
    refuse_if_frozen(desk, write, parent, rows, set(gone) - {told.id})
    body: Json = {"reason": "child_reopened", "entries": sorted(gone)}
    by = append(write, parent, NewEntry("superseding", "", write.today, body))
    undo(write, parent, gone, by=by, reason="child_reopened")
    reopen(desk, write, parent, rows, by)
    link_child(write, parent.id, told.path, child.id)
    advance(desk, write, parent)
