"""Handovers begin by themselves: one for each rotation, on the day on which it is told of."""

from config.handover import handover_defaults
from flows.engine.advance import advance, begin, journal_of, resolve
from flows.engine.hearing import resolved_by
from flows.engine.installation import EventCare, Installation
from flows.engine.replay import Event, EventKind
from flows.engine.run import replay
from flows.handover.process import HANDOVER, HandoverStart
from registry.journal import instance_in, journal, open_instance, open_instances
from registry.queries.events import EventRow, event_number, events_of
from registry.queries.orders import orders_in_force
from registry.rules.handover import HandoverOf, days_after
from registry.transaction import Write


def begin_handover(desk: Installation, write: Write, event: EventRow) -> None:
    """The rotation has a handover of its own: from now on, or from its day where that has passed.

    None where nothing is there to be handed over, where the rotation is told of too late, or where
    somebody else has come into office since.
    """
    if _is_past(write, event) or not _has_work(write, event):
        return
    wanted = HandoverStart(
        district=event.district,
        of=HandoverOf.CHIEF,
        on=event.on,
        rotation=event_number(write.connection, event),
    )
    first, period = min(event.on, write.today), event.on.isoformat()
    row = begin(write, HANDOVER, event.district, period, wanted, first, event.recorded_by)
    advance(desk, write, row)


def _is_past(write: Write, event: EventRow) -> bool:
    """Whether it is too late for a handover: the next Chief came, or what was asked is long due."""
    last = days_after(event.on, handover_defaults().told_within_days)
    later = (
        one
        for one in events_of(write.connection, event.district)
        if one.kind == event.kind and event.on < one.on <= write.today
    )
    return last < write.today or any(later)


def _has_work(write: Write, event: EventRow) -> bool:
    """Whether a committee is at work, or being established, on the day."""
    if orders_in_force(write.connection, event.district, event.on):
        return True
    begun = open_instances(write, event.district)
    return any(one.process != HANDOVER.key and one.started_on <= event.on for one in begun)


def call_off_handover(desk: Installation, write: Write, event: EventRow) -> None:
    """Its rotation does not happen on that day: the handover ends, and tells why."""
    known = open_instance(write.connection, HANDOVER.key, event.district, event.on.isoformat())
    row = instance_in(write, known.id) if known is not None else None
    if row is None:
        return
    waits = replay(HANDOVER, journal_of(desk, row, journal(write, row))).waits
    # The wait for the day in office is open again, and of a day that has passed it hears no later.
    waits_for_day = any(one.gate is None for one in waits)
    on = min(event.on, write.today) if waits_for_day else write.today
    called_off = Event(kind=EventKind.ROTATION_CALLED_OFF, on=on, about=event.about)
    resolve(desk, write, row, called_off, resolved_by(called_off, waits), by=event.recorded_by)


ON_EVENT = {EventKind.CHIEF_ROTATED.value: EventCare(begin_handover, call_off_handover)}
