"""Handovers begin by themselves, one for each rotation, when it is told of."""

from config.handover import handover_defaults
from flows.decisions.owed_decisions import settle
from flows.decisions.reopening import undo_entry
from flows.engine.advance import advance, begin, resolve
from flows.engine.days import bring_to_date
from flows.engine.ending import cancel_effects
from flows.engine.hearing import resolved_by
from flows.engine.installation import EventCare, Installation
from flows.engine.instance_start import start_of
from flows.engine.replay import Event, EventKind
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from flows.handover.effects import BRIEFED
from flows.handover.gates import BRIEFING, SUCCESSOR, VACANCY
from flows.handover.process import HANDOVER, VACANT, HandoverOutcome, HandoverStart
from registry.journal import (
    InstanceRow,
    instance_in,
    journal,
    open_instance,
    open_instances,
)
from registry.queries.events import EventRow, event_number, events_of
from registry.queries.office_holders import holders
from registry.queries.orders import orders_in_force
from registry.queries.void_committees import counted_instances
from registry.records.events import ANNOUNCED
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.handover import HandoverOf, days_after
from registry.transaction import Write

OF_DEPUTY, OTHER_CAME = "focal_point/", "other_came"


def begin_handover(desk: Installation, write: Write, event: EventRow) -> None:
    """A Chief's rotation has a handover of its own: from now on, or from its day if that is past.

    None where nothing is there to be handed over, where the rotation is told of too late, where
    somebody else has come into office since, or where it was begun as the rotation was told of.
    """
    too_late = _is_past(write, event) or _is_followed(write, event)
    if not too_late and not _is_begun(write, event) and _has_work(write, event):
        _begin(desk, write, event, HandoverOf.CHIEF)


def begin_deputys(desk: Installation, write: Write, event: EventRow) -> None:
    """Another is focal point, or nobody: a smaller handover, which ends the one before it."""
    if _is_past(write, event) or not _has_work(write, event):
        return
    if event.on <= write.today:
        for row in open_instances(write, event.district):
            if row.process == HANDOVER.key and row.period.startswith(OF_DEPUTY):
                _tell(desk, write, row, EventKind.FOCAL_POINT_CHANGED, event)
    _begin(desk, write, event, HandoverOf.FOCAL_POINT)
    bring_to_date(desk, write, event.district)
    if holders(write.connection, f"{event.district}/{FOCAL_POINT}", write.today):
        asked = (SUCCESSOR.key, VACANCY.key)
        settle(desk, write, event.district, VACANT, by=event.recorded_by, gates=asked)


def _begin(desk: Installation, write: Write, event: EventRow, of: HandoverOf) -> None:
    start = HandoverStart(
        district=event.district, of=of, on=event.on, rotation=event_number(write.connection, event),
        told=write.today if event.on < write.today else None,
    )  # fmt: skip
    open_handover(desk, write, start, _period(event), by=event.recorded_by)


def open_handover(
    desk: Installation, write: Write, start: HandoverStart, period: str, *, by: int | None
) -> InstanceRow:
    """A handover begins: from now on, or from its day if that is past."""
    first = min(start.on, write.today)
    row = begin(write, HANDOVER, start.district, period, start, first, by)
    advance(desk, write, row)
    return row


def _period(event: EventRow) -> str:
    """One handover a day of a Chief, and one of a focal point."""
    chiefs = event.kind == EventKind.CHIEF_ROTATED.value
    return f"{'' if chiefs else OF_DEPUTY}{event.on.isoformat()}"


def _is_past(write: Write, event: EventRow) -> bool:
    """Whether it is told of so late that what would be asked is long due."""
    return days_after(event.on, handover_defaults().told_within_days) < write.today


def _is_followed(write: Write, event: EventRow) -> bool:
    """Whether the next Chief is in office already, and is the one who is asked."""
    known = events_of(write.connection, event.district)
    return any(one.kind == event.kind and event.on < one.on <= write.today for one in known)


def _is_begun(write: Write, event: EventRow) -> bool:
    """Whether its handover goes on, or came to an end of its own."""
    return any(
        one.status == "open" or one.outcome not in (None, HandoverOutcome.CALLED_OFF)
        for one in _handovers(write, event)
    )


def _handovers(write: Write, event: EventRow) -> list[InstanceRow]:
    """The handovers of the rotation, but for those of a committee that was never there."""
    return [
        one
        for one in counted_instances(write.connection, event.district)
        if (one.process, one.period) == (HANDOVER.key, _period(event))
    ]


def _has_work(write: Write, event: EventRow) -> bool:
    """Whether a committee is at work, or being established, on the day."""
    if orders_in_force(write.connection, event.district, event.on):
        return True
    begun = open_instances(write, event.district)
    return any(one.process != HANDOVER.key and one.started_on <= event.on for one in begun)


def call_off_handover(desk: Installation, write: Write, event: EventRow) -> None:
    """Its rotation does not happen on that day: the handover ends, and tells why."""
    known = open_instance(write.connection, HANDOVER.key, event.district, _period(event))
    row = instance_in(write, known.id) if known is not None else None
    if row is not None:
        _tell(desk, write, row, EventKind.ROTATION_CALLED_OFF, event)
    if event.kind == EventKind.CHIEF_ROTATED.value:
        _begin_of_sitting_chief(desk, write, event)


def _begin_of_sitting_chief(desk: Installation, write: Write, gone: EventRow) -> None:
    """Whoever came last is asked after all, where the rotation that is gone was why nobody was."""
    came = [
        one
        for one in events_of(write.connection, gone.district)
        if one.kind == gone.kind and one.on <= write.today
    ]
    if came and came[-1].on < gone.on and not _handovers(write, came[-1]):
        begin_handover(desk, write, came[-1])


def brief_other(desk: Installation, write: Write, event: EventRow) -> None:
    """Another came on the day of the rotation than who was briefed: the briefing is asked anew."""
    known = open_instance(write.connection, HANDOVER.key, event.district, _period(event))
    row = instance_in(write, known.id) if known is not None else None
    if row is None:
        return
    told = (e for e in journal(write, row) if e.live and e.kind in ("decision", "read"))
    asked = (e for e in told if e.gate == BRIEFING.key or e.path.endswith(BRIEFED.key))
    first = next(asked, None)
    if first is not None:
        undo_entry(desk, write, row, first.id, OTHER_CAME)
        advance(desk, write, row)


def tell_called_off(desk: Installation, write: Write, row: InstanceRow, *, by: int | None) -> None:
    """What the handover was begun for does not come about: it ends, and tells so."""
    start = start_of(journal(write, row), HandoverStart)
    kind = EventKind.ROTATION_CALLED_OFF.value
    event = EventRow(row.district, kind, "", start.on, ANNOUNCED, recorded_by=by)
    _tell(desk, write, row, EventKind.ROTATION_CALLED_OFF, event)


def _tell(
    desk: Installation, write: Write, row: InstanceRow, kind: EventKind, event: EventRow
) -> None:
    """Tell this handover alone, on the day on which it can still hear it.

    Of one that is called off no paper is made any more.
    """
    waits = replay(HANDOVER, journal_of(desk, row, journal(write, row))).waits
    # The wait for the day in office may be open again: of a day that has passed it hears no later.
    waits_for_day = any(one.gate is None for one in waits)
    told_today = kind is EventKind.ROTATION_CALLED_OFF and not waits_for_day
    on = write.today if told_today else min(event.on, write.today)
    happened = Event(kind=kind, on=on, about=event.about)
    resolve(desk, write, row, happened, resolved_by(happened, waits), by=event.recorded_by)
    if row.outcome == HandoverOutcome.CALLED_OFF:
        cancel_effects(write, row)


ON_EVENT = {
    EventKind.CHIEF_ROTATED.value: EventCare(begin_handover, call_off_handover, brief_other),
    EventKind.FOCAL_POINT_CHANGED.value: EventCare(begin_deputys, call_off_handover, brief_other),
}
