"""What the days bring: gates whose last day has passed unanswered, and events that happen."""

from collections.abc import Collection
from datetime import date, timedelta

from flows.engine.advance import advance, resolve
from flows.engine.apart import ONE_AFTER_ANOTHER, OneAfterAnother
from flows.engine.hearing import resolved_by
from flows.engine.installation import Installation
from flows.engine.replay import Event, EventKind
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from registry.journal import (
    GateRow,
    InstanceRow,
    NewEntry,
    append,
    end_gate,
    instance_in,
    journal,
    open_gates,
    open_instances,
)
from registry.queries.events import EventRow, announced, districts_due
from registry.records.events import told
from registry.rules.plain_values import Json
from registry.seals import sealed_far_from
from registry.transaction import Write


def bring_to_date(
    office: Installation,
    write: Write,
    district: str,
    on: date | None = None,
    *,
    clock_is_right: bool = False,
) -> int:
    """Record what has lapsed and what has happened in the district; answers how much.

    By the day `on`, else by today. Each lapse is dated the day after `until`, each event its own
    day, and what comes first goes first. Of several steps settled on paper each gives the day of
    the next: a gate that the first opens lapses by their days, not by the day of typing. By a clock
    far from the last seal nothing comes to pass, unless somebody has looked at the clock.
    """
    by, count = on or write.today, 0
    # One at a time, the earliest first: what it opens or closes decides what comes next.
    while True:
        gates = _open_in(write, district)
        gate, event = _lapsed(gates, by), _happened(write, district, by)
        if gate is None and event is None:
            break
        # Asked once, and only where something would come to pass: a decision pays for no doubt.
        if not (clock_is_right or count > 0 or clock_is_believed(write)):
            break
        if event is not None and (gate is None or event.on < _day_of_lapse(gate)):
            deliver(office, write, event)
        elif gate is not None and not _lapse(office, write, gate):
            break
        count += 1
    _hand_out(write, district, gates)
    return count


def pass_waits(office: Installation, write: Write) -> None:
    """Go past the waits whose day has come, of the instances that this transaction touched.

    A gate whose last day has passed stays for an answer until the next write: nobody answers a
    wait for a day.
    """
    while (wait := _lapsed(_waits(write), write.today)) is not None:
        if not (clock_is_believed(write) and _lapse(office, write, wait)):
            return


def _waits(write: Write) -> list[GateRow]:
    touched = [row for row in write.instances.values() if row.status == "open" and row.gates]
    return [gate for row in touched for gate in row.gates if not gate.gate]


def _lapse(office: Installation, write: Write, gate: GateRow) -> bool:
    row = instance_in(write, gate.instance_id)
    if row is None:
        return False
    body: Json = {"until": gate.until_on.isoformat() if gate.until_on else None}
    by = append(write, row, NewEntry("lapse", gate.path, _day_of_lapse(gate), body))
    end_gate(write, row, gate, "lapsed", by=by)
    advance(office, write, row)
    return True


def deliver(office: Installation, write: Write, event: EventRow) -> None:
    """Tell every open instance of the district: it resolves the open calls that listen to it.

    The replay says which those are, so that a gate that an older release opened hears it too. A
    call that opened after the event's day does not. Each instance gets an entry, with such a call
    or without: one that opens later, of a day before the event's, hears it then (`advance`).
    """
    tell_open(office, write, event)
    told(write, event)


def tell_open(office: Installation, write: Write, event: EventRow) -> None:
    """The same of what is no fact of the district."""
    for row in open_instances(write, event.district):
        if row.status == "open":
            _tell_instance(office, write, row, event)


def _tell_instance(office: Installation, write: Write, row: InstanceRow, event: EventRow) -> None:
    process = office.declared.processes[row.process]
    found = replay(process, journal_of(office, row, journal(write, row)))
    happened = Event(kind=EventKind(event.kind), on=event.on, about=event.about)
    paths = resolved_by(happened, found.waits)
    resolve(office, write, row, happened, paths, by=event.recorded_by)


def clock_is_believed(write: Write) -> bool:
    """Whether the clock may let anything come to pass. Asked only where something would."""
    return sealed_far_from(write.connection, write.now) is None


def _open_in(write: Write, district: str) -> list[GateRow]:
    """The open gates of the district: those that came with its lock, the first time."""
    with_lock: list[GateRow] | None = write.gates.pop(district, None)
    return open_gates(write.connection, district=district) if with_lock is None else with_lock


def _hand_out(write: Write, district: str, gates: list[GateRow]) -> None:
    """Give each instance its gates of those just read, so that it does not read them again."""
    for row in write.instances.values():
        if row.district == district:
            row.gates = [gate for gate in gates if gate.instance_id == row.id]


def _lapsed(gates: list[GateRow], by: date) -> GateRow | None:
    """The gate that lapsed first."""
    due = [one for one in gates if one.until_on is not None and one.until_on < by]
    return min(due, key=lambda gate: (_day_of_lapse(gate), gate.id), default=None)


def _day_of_lapse(gate: GateRow) -> date:
    return (gate.until_on or date.max - timedelta(days=1)) + timedelta(days=1)


def _happened(write: Write, district: str, by: date) -> EventRow | None:
    """The first event that the district was not told; what came with its lock may say: none."""
    first = write.events.pop(district, by)
    if first is None or first > by:
        return None
    return next(iter(announced(write.connection, district, by)), None)


def sweep(
    desk: Installation,
    *,
    clock_is_right: bool = False,
    among: Collection[str] | None = None,
    apart: OneAfterAnother = ONE_AFTER_ANOTHER,
) -> int:
    """Record what has lapsed and what has happened in any district; answers how much.

    `among`: in these districts alone.
    By a doubted clock nothing comes to pass, unless somebody has looked at the clock.
    """
    with desk.registry.reading() as connection:
        due = districts_due(connection, desk.registry.today)

    def work(district: str) -> int:
        with desk.registry.writing(district) as write:
            return bring_to_date(desk, write, district, clock_is_right=clock_is_right)

    return apart.each((one for one in due if among is None or one in among), work)
