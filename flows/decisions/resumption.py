"""Resumption: what a decision had ended goes on where it was once that decision is withdrawn.

The end of a committee ends what is open in its district; withdrawn, it ends nothing. What happened
meanwhile is told to what goes on, as if it had been open.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from flows.decisions.happen import drafts_asked_again, told_of_event, undo_later_lapses
from flows.decisions.reopening import undo_entry
from flows.decisions.rotations import tell_rotations
from flows.engine.advance import advance, event_entry
from flows.engine.days import bring_to_date
from flows.engine.ending import end_again, reopen, wait_again
from flows.engine.installation import Installation
from flows.engine.replay import Event, EventKind
from registry.journal import (
    EntryRow,
    InstanceRow,
    append,
    ended_by,
    entries_of_kind,
    instance,
    instance_in,
    open_instance,
    reopened_by,
)
from registry.queries.events import EventRow, events_of
from registry.queries.office_terms import terms_of_kind
from registry.records.events import TOLD
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.plain_values import Json
from registry.rules.rotations import rotations
from registry.transaction import Write

CALLED_OFF = "called_off"
RESUMED, LEFT_ENDED = "instance.resumed", "instance.left_ended"


@dataclass(frozen=True)
class EndedInstance:
    """An instance that a decision had ended: its number, process and period.

    `beside` is the one that was begun in its place meanwhile, or in that of its parent.
    """

    instance: int
    process: str
    period: str
    beside: int | None = None


@dataclass(frozen=True)
class Resumption:
    """What goes on again, and what stays ended since another was begun in its place."""

    going_on: tuple[EndedInstance, ...] = ()
    left: tuple[EndedInstance, ...] = ()


def resumption(connection: Connection, district: str, gone: Collection[int]) -> Resumption:
    """What goes on in the district once these entries no longer count, for they had ended it.

    One stays ended where another of its process and period is open, and with it the children that
    nobody else waits for.
    """
    numbers = ended_by(connection, district, gone)
    ended = [row for one in numbers if (row := instance(connection, one)) is not None]
    children = {row.id: _end(connection, row.id).body["children"].values() for row in ended}
    gives_way = {*reopened_by(connection, district, gone)}
    beside = {
        row.id: known.id
        for row in ended
        if (known := open_instance(connection, row.process, district, row.period)) is not None
        and known.id not in gives_way
    }
    while alone := {
        child: beside[parent]
        for parent in beside
        for child in children.get(parent, ())
        if child not in beside
        and all(one in beside for one, waits_for in children.items() if child in waits_for)
    }:
        beside.update(alone)
    found = [EndedInstance(row.id, row.process, row.period, beside.get(row.id)) for row in ended]
    return Resumption(
        tuple(one for one in found if one.beside is None),
        tuple(one for one in found if one.beside is not None),
    )


def resume_ended(
    desk: Installation,
    write: Write,
    district: str,
    gone: Collection[int],
    *,
    since: datetime,
    by: int,
    who: int,
) -> Resumption:
    """Let go on what these entries had ended, at `since`.

    `by` is the withdrawal, `who` recorded it. What they had let go on in its place ends again.
    Where nothing was open then, what came about since has what follows from it all the same: a
    Chief who came is handed over to.
    """
    found = resumption(write.connection, district, gone)
    for number in reopened_by(write.connection, district, gone):
        if (row := instance_in(write, number)) is not None:
            end_again(desk, write, row, by=who)
    go_on(desk, write, district, [one.instance for one in found.going_on], since, by=by, who=who)
    for one in found.left:
        body: Json = {"instance": one.instance, "beside": one.beside, "by": by}
        write.audit(district, LEFT_ENDED, actor=who, body=body)
    return found


def go_on(
    desk: Installation,
    write: Write,
    district: str,
    numbers: Collection[int],
    since: datetime,
    *,
    by: int,
    who: int,
) -> None:
    """By that entry, let the ended instances of these numbers go on where they stood at `since`."""
    rows = [row for one in numbers if (row := instance_in(write, one)) is not None]
    ends = {row.id: _end(write.connection, row.id) for row in rows}
    for row in rows:
        reopen(write, row, by=by, who=who)
    for row in rows:
        linked = ends[row.id].body.get("children", {}).items()
        wait_again(write, row, {path: child for path, child in linked if child in ends})
    _tell_what_happened(desk, write, district, rows, since, who=who)
    for row in rows:
        body: Json = {"instance": row.id, "beside": None, "by": by}
        write.audit(district, RESUMED, actor=who, body=body)


def _end(connection: Connection, instance_id: int) -> EntryRow:
    """The entry by which the instance ended last."""
    return entries_of_kind(connection, instance_id, "end")[-1]


def _tell_what_happened(
    desk: Installation,
    write: Write,
    district: str,
    rows: Sequence[InstanceRow],
    since: datetime,
    *,
    who: int,
) -> None:
    """What came about in the district since then, or did not come about after all.

    Each event of its own day, as `record_event` and `take_event_back` tell it to what is open.
    """
    before = events_of(write.connection, district, since)
    now = events_of(write.connection, district)
    gone = [*_without(before, now)]
    new = [*_without(now, before)]
    told = {_key(one) for one in before if one.status == TOLD}
    missed = [one for one in now if one.status == TOLD and _key(one) not in told]
    for row in rows:
        for event in gone:
            for entry in told_of_event(write, row, event):
                undo_entry(desk, write, row, entry.id, CALLED_OFF)
        for event in missed:
            if not told_of_event(write, row, event):
                happened = Event(kind=EventKind(event.kind), on=event.on, about=event.about)
                append(write, row, event_entry(happened, (), event.recorded_by))
    for row in rows:
        for event in new:
            if event.on <= write.today:
                undo_later_lapses(desk, write, row, event)
        advance(desk, write, row)
        drafts_asked_again(write, row)
    bring_to_date(desk, write, district)
    _care_for(desk, write, gone, new)
    terms = terms_of_kind(write.connection, FOCAL_POINT, [district], since).get(district, [])
    were = {f"{district}/{FOCAL_POINT}": rotations(terms)}
    tell_rotations(desk, write, were, by=who)


def _without(events: Sequence[EventRow], others: Sequence[EventRow]) -> Iterator[EventRow]:
    known = {_key(one) for one in others}
    return (one for one in events if _key(one) not in known)


def _key(event: EventRow) -> tuple[object, ...]:
    return (event.kind, event.about, event.on)


def _care_for(
    desk: Installation, write: Write, gone: Sequence[EventRow], new: Sequence[EventRow]
) -> None:
    """What is declared to follow an event, now that there is something at work again."""
    declared = desk.declared.on_event
    for event in gone:
        if (care := declared.get(event.kind)) is not None:
            care.called_off(desk, write, event)
    for event in new:
        if (care := declared.get(event.kind)) is not None:
            care.announced(desk, write, event)
