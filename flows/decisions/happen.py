"""Happen: what comes about in a district, whatever its processes wait for."""

from collections.abc import Sequence
from datetime import date

from flows.decisions.days import refuse_future
from flows.decisions.reopening import reopen, told_of, undo_entry
from flows.engine.advance import advance
from flows.engine.consequences import consequences_of
from flows.engine.days import bring_to_date
from flows.engine.installation import Installation
from flows.engine.open_calls import raise_incident
from flows.engine.replay import EventKind, PassedLapse
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from registry.journal import (
    EntryRow,
    InstanceRow,
    gates_of,
    instance_in,
    journal,
    open_instance,
    open_instances,
)
from registry.queries.events import EventRow
from registry.queries.void_committees import counted_instances
from registry.records.events import ANNOUNCED, announce, call_off
from registry.records.filing import draft_again
from registry.records.rights import who_may
from registry.rules.district_offices import CHIEF
from registry.rules.rights import Verb
from registry.rules.terms import DAY
from registry.transaction import Write

LATE_EVENT = "late_event"
CALLED_OFF = "called_off"


def happen(
    desk: Installation, district: str, kind: EventKind, *, on: date, recorded_by: str
) -> Sequence[int]:
    """Record what happened to the district. The same event again changes nothing.

    Answers the instances in which an open call was resolved by it.
    """
    with desk.registry.writing(district) as write:
        who = who_may(write, recorded_by, Verb.RECORD_EVENT, district)
        refuse_future(write, on)
        event = EventRow(
            district, kind.value, f"{district}/{CHIEF}", on, ANNOUNCED, recorded_by=who.id
        )
        return record_event(desk, write, event)


def record_event(desk: Installation, write: Write, event: EventRow) -> Sequence[int]:
    """Announce the event; where its day has come, the processes of the district are told.

    What is entered late takes its place among the days: lapses dated after it, at calls that
    listen to it, no longer count, nor what followed. Where something signed rests on one, or its
    instance has ended, an incident asks. Answers the instances in which an open call was resolved.
    """
    if not announce(write, event):
        return []
    care = desk.declared.on_event.get(event.kind)
    if care is not None:
        care.announced(desk, write, event)
    if event.on <= write.today:
        for row in open_instances(write, event.district):
            undo_later_lapses(desk, write, row, event)
        for row in _ended_since(write, event):
            _ask_about_later_lapse(desk, write, row, event)
    bring_to_date(desk, write, event.district)
    return [
        row.id
        for row in open_instances(write, event.district)
        if any(entry.body["resolves"] for entry in told_of_event(write, row, event))
    ]


def take_event_back(desk: Installation, write: Write, event: EventRow, *, by: int | None) -> None:
    """The event does not happen on that day: what processes were told of it no longer counts.

    Nor does what followed. Where something signed rests on it, an incident asks. What it alone
    had ended goes on.
    """
    call_off(write, event, by=by)
    for row in open_instances(write, event.district):
        for entry in told_of_event(write, row, event):
            undo_entry(desk, write, row, entry.id, CALLED_OFF)
        advance(desk, write, row)
        drafts_asked_again(write, row)
    for row in _ended_since(write, event, with_its_day=True):
        _go_on_without(desk, write, row, event)
    care = desk.declared.on_event.get(event.kind)
    if care is not None:
        care.called_off(desk, write, event)


def take_telling_back(desk: Installation, write: Write, event: EventRow) -> None:
    """What open instances were told of it, on whatever day, no longer counts, nor what followed."""
    for row in open_instances(write, event.district):
        for entry in journal(write, row):
            if entry.live and entry.kind == "event" and _tells(entry, event):
                undo_entry(desk, write, row, entry.id, CALLED_OFF)
        advance(desk, write, row)


def drafts_asked_again(write: Write, row: InstanceRow) -> None:
    """The papers that its gates ask about are drafts: their signer has not left, or what took
    their place no longer counts.
    """
    for about in {gate.about for gate in gates_of(write, row) if gate.about is not None}:
        draft_again(write, row.id, about)


def _go_on_without(desk: Installation, write: Write, row: InstanceRow, event: EventRow) -> None:
    """Open an instance again that ended with the event, where nobody has gone on from its end."""
    told, rows = told_of_event(write, row, event), journal(write, row)
    if not told or told_of(write, row):
        return
    gone = consequences_of(desk, row, rows, hidden=frozenset(entry.id for entry in told))
    decided = any(entry.kind == "decision" and entry.id in gone for entry in rows)
    known = open_instance(write.connection, row.process, row.district, row.period)
    if decided or known is not None:
        return
    for entry in told:
        by = undo_entry(desk, write, row, entry.id, CALLED_OFF)
        if by is None:
            return
        reopen(desk, write, row, rows, by)
    advance(desk, write, row)


def told_of_event(write: Write, row: InstanceRow, event: EventRow) -> list[EntryRow]:
    """The entries by which the instance was told of the event."""
    return [
        entry
        for entry in journal(write, row)
        if entry.live
        and entry.kind == "event"
        and entry.act_date == event.on
        and _tells(entry, event)
    ]


def _tells(entry: EntryRow, event: EventRow) -> bool:
    return (entry.body["event"], entry.body.get("about")) == (event.kind, event.about)


def undo_later_lapses(desk: Installation, write: Write, row: InstanceRow, event: EventRow) -> None:
    """The first such lapse of each branch, with what followed from it."""
    kept: set[int] = set()  # those that something signed rests on
    while late := _later_lapse(desk, write, row, event, kept):
        if undo_entry(desk, write, row, late.entry.id, LATE_EVENT) is None:
            kept.add(late.entry.id)


def _ended_since(write: Write, event: EventRow, *, with_its_day: bool = False) -> list[InstanceRow]:
    """The instances that count and came to an outcome after the event's day, or on it."""
    first = event.on if with_its_day else event.on + DAY
    ended = (
        instance_in(write, one.id)
        for one in counted_instances(write.connection, event.district)
        if one.status == "finished" and one.finished_on is not None and one.finished_on >= first
    )
    return [one for one in ended if one is not None]


def _ask_about_later_lapse(
    desk: Installation, write: Write, row: InstanceRow, event: EventRow
) -> None:
    """An instance that has ended is not opened again: others have gone on from its outcome."""
    late = _later_lapse(desk, write, row, event, set())
    if late is not None:
        raise_incident(desk, write, row, LATE_EVENT, f"!event/{late.entry.id}")


def _later_lapse(
    desk: Installation, write: Write, row: InstanceRow, event: EventRow, kept: set[int]
) -> PassedLapse | None:
    process = desk.declared.processes[row.process]
    found = replay(process, journal_of(desk, row, journal(write, row)))
    return next(
        (
            one
            for one in found.lapses
            if event.kind in one.unless
            and one.opened <= event.on < one.entry.act_date
            and one.entry.id not in kept
        ),
        None,
    )
