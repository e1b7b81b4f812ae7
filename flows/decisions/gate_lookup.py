"""Finding the gate that a decision means: an open one, or one that its paper is in time for."""

from collections import Counter
from datetime import date, timedelta

from config.clock import BANGKOK, bangkok_day
from config.words import Sentence, Value
from flows.decisions.late_reports import reports_until
from flows.decisions.refusals import (
    AlreadyDecided,
    AskedBefore,
    ChangedSinceRead,
    DayAwaited,
    DraftNotLatest,
    GateNotOpen,
    InstanceEnded,
    LastDayPassed,
    SeveralGatesOpen,
    UnknownGate,
)
from flows.engine.decision import Decision
from flows.engine.ending import STOPPED
from flows.engine.gate_titles import title
from flows.engine.installation import Installation
from flows.engine.read_marks import mark_at, read_first
from flows.engine.replay import branch_of
from flows.engine.standing_gates import STANDING_PREFIX
from registry.journal import (
    EntryRow,
    GateRow,
    InstanceRow,
    entry,
    gates_of,
    journal,
    past_gates,
)
from registry.queries.people import names
from registry.transaction import Write


def find_gate(desk: Installation, write: Write, row: InstanceRow, decision: Decision) -> GateRow:
    """The open gate that is meant, by path or key; a lapsed one for paper that is still taken.

    Raises UnknownGate, GateNotOpen, AlreadyDecided, AskedBefore, SeveralGatesOpen, InstanceEnded.
    """
    named = decision.gate
    key = named.split("#")[0].split("[")[0].split("/")[-1]
    known = named in desk.declared.gates or key in desk.declared.gates
    if not known and not named.startswith(STANDING_PREFIX):
        raise UnknownGate(field="gate", value=named)
    meant = [gate for gate in gates_of(write, row) if gate.gate and named in (gate.path, gate.gate)]
    if len(meant) == 1:
        return _with_latest_draft(desk, write, row, meant[0], decision)
    if len(meant) > 1:
        paths = ", ".join(gate.path for gate in meant)
        raise SeveralGatesOpen(field="gate", value=named, paths=paths)
    return _ended_gate(desk, write, row, decision)


def _with_latest_draft(
    desk: Installation, write: Write, row: InstanceRow, gate: GateRow, decision: Decision
) -> GateRow:
    is_mark = read_first(desk.declared, gate.gate)  # held against what stands by refuse_changed
    if not is_mark and decision.about is not None and decision.about != gate.about:
        raise DraftNotLatest(field="about", gate=_called(desk, write, row, gate))
    if (before := _asked_before(write, row, gate, decision.decided_on)) is not None:
        raise AskedBefore(
            field="decided_on",
            value=decision.decided_on,
            gate=_called(desk, write, row, before),
            path=before.path,
        )
    return gate


def refuse_changed(
    desk: Installation, write: Write, row: InstanceRow, asked: GateRow, decision: Decision
) -> None:
    """Raises ChangedSinceRead where other than what stands at the gate now is said to be read."""
    if decision.about is None or not read_first(desk.declared, asked.gate):
        return
    rows = journal(write, row)
    if decision.about != mark_at(write.connection, desk.declared, asked, rows, write.today):
        raise ChangedSinceRead(
            field="about",
            gate=_called(desk, write, row, asked),
            instance=row.id,
            path=asked.path,
        )


def _asked_before(write: Write, row: InstanceRow, gate: GateRow, on: date) -> GateRow | None:
    """The earlier round of the gate that was open on that day, until an event closed it."""
    ended = {
        one.id: one.act_date
        for one in journal(write, row)
        if one.kind == "event" and one.live and on < one.act_date
    }
    if not ended:
        return None  # nothing more is asked of the registry for most decisions
    asked = (gate.gate, branch_of(gate.path), gate.subject)
    closed = [
        one
        for one in past_gates(write.connection, row.id)
        if one.closed_by in ended and (one.gate, branch_of(one.path), one.subject) == asked
    ]
    return min(closed, key=lambda one: ended[one.closed_by or 0], default=None)


def _called(desk: Installation, write: Write, row: InstanceRow, gate: GateRow) -> Sentence:
    """What lists and pages call the gate: of several heads or agencies, with the one it asks."""
    return title(desk.declared, write.connection, gate, journal(write, row))


def _ended_gate(desk: Installation, write: Write, row: InstanceRow, decision: Decision) -> GateRow:
    past = [
        gate
        for gate in past_gates(write.connection, row.id)
        if decision.gate in (gate.path, gate.gate)
    ]
    _refuse_several(desk, write, row, past, decision)
    said = [e for e in journal(write, row) if past and e.path == past[0].path and e.live]
    if any(entry.kind == "decision" for entry in said):
        raise _already_decided(write, _called(desk, write, row, past[0]), said[-1])
    if past and _is_taken(desk, write, row, past[0], decision):
        return past[0]
    if past and past[0].status == "lapsed" and past[0].until_on is not None:
        gate = _called(desk, write, row, past[0])
        raise LastDayPassed(field="decided_on", gate=gate, last=past[0].until_on)
    if row.status != "open":
        raise InstanceEnded(field="instance", value=str(row.id))
    raise not_open(write, row, _called(desk, write, row, past[0]) if past else decision.gate)


def _refuse_several(
    desk: Installation, write: Write, row: InstanceRow, past: list[GateRow], decision: Decision
) -> None:
    """Paper of one agency, or quarter, is never taken for another's: the key alone names none."""
    answered = {e.path for e in journal(write, row) if e.live and e.kind == "decision"}
    meant = [
        one
        for one in past
        if one.path not in answered
        and (one.status == "lapsed" or reports_until(desk.declared, write.connection, row, one))
    ]
    if len({(branch_of(one.path), one.subject) for one in meant}) > 1:
        paths = ", ".join(sorted({one.path for one in meant}))
        raise SeveralGatesOpen(field="gate", value=decision.gate, paths=paths)


def not_open(write: Write, row: InstanceRow, gate: Value) -> GateNotOpen:
    """The refusal that says what the instance waits at instead, each as it may be named.

    Where nobody is asked anything it names the day that is awaited, and how that is moved.
    """
    waits = gates_of(write, row)
    asked = [one for one in waits if one.gate]
    days = [(one.path, one.until_on) for one in waits if one.until_on is not None]
    if not asked and len(days) == 1:
        ((wait, last),) = days
        comes = last + timedelta(days=1)
        return DayAwaited(field="gate", gate=gate, wait=wait, on=comes, instance=row.id)
    alike = Counter(one.gate for one in asked)
    named = [one.gate if not one.subject and alike[one.gate] == 1 else one.path for one in asked]
    return GateNotOpen.of(gate, named, row.id)


def _is_taken(
    desk: Installation, write: Write, row: InstanceRow, gate: GateRow, decision: Decision
) -> bool:
    """Paper dated on or before the day that closed the gate is; some of any later day too.

    Of a process that was stopped reports alone are, dated on or before the day of the stop.
    """
    if row.status == STOPPED:
        until = reports_until(desk.declared, write.connection, row, gate)
        return until is not None and decision.decided_on <= until
    if gate.status == "lapsed":
        late = not is_in_time(gate, decision.decided_on)
        return desk.declared.gates[gate.gate].takes_late or not late
    if gate.status != "event":
        return False
    ended = _entry_date(write, gate.closed_by)
    return ended is not None and decision.decided_on < ended


def is_in_time(gate: GateRow, on: date) -> bool:
    """Whether paper of that day came by the last day on which it was asked for."""
    return gate.until_on is not None and on <= gate.until_on


def _entry_date(write: Write, entry_id: int | None) -> date | None:
    return entry(write.connection, entry_id).act_date if entry_id is not None else None


def _already_decided(write: Write, gate: Sentence, said: EntryRow) -> AlreadyDecided:
    who = names(write.connection, {said.recorded_by or 0})
    return AlreadyDecided(
        field="gate",
        gate=gate,
        by=who.get(said.recorded_by or 0),
        on=bangkok_day(said.recorded_at),
        at=said.recorded_at.astimezone(BANGKOK).time(),
    )
