"""Start, stop, move a due date, and what happens to a district whatever is waited for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from flows.decisions.days import refuse_future
from flows.decisions.frozen import refuse_if_frozen
from flows.decisions.refusals import (
    AlreadyStarted,
    GateNotOpen,
    InstanceEnded,
    UnknownDistrictCode,
    UnknownProcess,
)
from flows.decisions.withdraw import district_of, reason_given, recorder_who_may
from flows.engine.advance import advance, begin, record_lapses, stop_instance
from flows.engine.office import Office
from flows.engine.run import EventKind, Process
from registry.journal import (
    GateRow,
    NewEntry,
    append,
    end_gate,
    gates_of,
    instance_in,
    journal,
    move_gate,
    open_gates,
    open_instance,
    open_instances,
)
from registry.queries.areas import district as district_row
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.transaction import Write


@dataclass(frozen=True)
class Started:
    """An instance that began."""

    instance: int
    district: str


def start(
    desk: Office,
    process_key: str,
    district: str,
    *,
    on: date,
    recorded_by: str,
    period: str = "",
    field: str = "--district",
    params: Callable[[Write], BaseModel] | None = None,
) -> Started:
    """Begin a process for a district on the day that the work began; one at a time each period.

    `params` says what it starts with beside the district, and may refuse; `field` names the period.
    Raises UnknownProcess, UnknownDistrictCode, AlreadyStarted, ActInFuture, MayNot.
    """
    process = desk.declared.processes.get(process_key)
    if process is None or (params is None and _asked_to_start(process) != {"district"}):
        raise UnknownProcess(field="process", value=process_key)
    refuse_unknown_district(desk, district)
    with desk.registry.writing(district) as write:
        who = recorder_who_may(write, recorded_by, Verb.START, district)
        refuse_future(write, on)
        record_lapses(desk, write, district)
        known = open_instance(write.connection, process.key, district, period)
        if known is not None:
            raise AlreadyStarted(field=field, instance=known.id, on=known.started_on)
        given = params(write) if params else process.start.model_validate({"district": district})
        row = begin(write, process, district, period, given, on, who.id)
        advance(desk, write, row)
        return Started(row.id, district)


def refuse_unknown_district(office: Office, district: str) -> None:
    """Raises UnknownDistrictCode."""
    with office.registry.reading() as session:
        if district_row(session.connection(), district) is None:
            raise UnknownDistrictCode(field="--district", value=district)


def _asked_to_start(process: Process) -> set[str]:
    return {name for name, field in process.start.model_fields.items() if field.is_required()}


def stop(desk: Office, instance_id: int, *, reason: str, on: date, recorded_by: str) -> None:
    """End an instance that was started by mistake. A frozen paper is never undone by it."""
    reason = reason_given(desk, reason)
    with desk.registry.writing(district_of(desk, instance_id)) as write:
        row = instance_in(write, instance_id)
        if row is None or row.status != "open":
            raise InstanceEnded(field="instance", value=str(instance_id))
        who = recorder_who_may(write, recorded_by, Verb.STOP, row.district)
        refuse_future(write, on)
        record_lapses(desk, write, row.district)
        rows = journal(write, row)
        refuse_if_frozen(desk, write, row, rows, {entry.id for entry in rows})
        stop_instance(desk, write, row, reason, on, who.id)


def move_due(
    desk: Office,
    instance_id: int,
    gate: str,
    *,
    due_on: date | None,
    until_on: date | None,
    reason: str,
    recorded_by: str,
) -> GateRow:
    """Move the due date of an open gate, or the day until which it stays open."""
    reason = reason_given(desk, reason)
    with desk.registry.writing(district_of(desk, instance_id)) as write:
        row = instance_in(write, instance_id)
        district = row.district if row else ""
        who = recorder_who_may(write, recorded_by, Verb.MOVE_DUE, district)
        record_lapses(desk, write, district)
        waits = open_gates(write.connection, instance_id=instance_id)
        found = [one for one in waits if gate in (one.path, one.gate)]
        if len(found) != 1:
            names = ", ".join(one.path for one in waits) or "-"
            raise GateNotOpen(field="gate", gate=gate, open=names)
        moved = found[0]
        move_gate(write, moved.id, due_on=due_on, until_on=until_on)
        body: Json = {
            "gate": moved.path,
            "instance": instance_id,
            "due": [_iso(moved.due_on), _iso(due_on)],
            "until": [_iso(moved.until_on), _iso(until_on)],
            "reason": reason,
        }
        write.audit(district, "gate.due", actor=who.id, body=body)
        return moved


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def happen(
    desk: Office, district: str, kind: EventKind, *, on: date, recorded_by: str
) -> Sequence[int]:
    """Something happened to the district: the open calls that listed it are resolved by it.

    Answers the instances that went on. Each gets an entry, whether it had listed it or not.
    """
    with desk.registry.writing(district) as write:
        who = recorder_who_may(write, recorded_by, Verb.RECORD_EVENT, district)
        refuse_future(write, on)
        record_lapses(desk, write, district)
        went_on = []
        for row in open_instances(write, district):
            listed = [gate for gate in gates_of(write, row) if kind.value in gate.unless.split(",")]
            body = {"event": kind.value, "resolves": [gate.path for gate in listed]}
            by = append(write, row, NewEntry("event", "", on, body, recorded_by=who.id))
            for gate in listed:
                end_gate(write, row, gate, "event", by=by)
            advance(desk, write, row)
            if listed:
                went_on.append(row.id)
        return went_on


def sweep(desk: Office, *, clock_is_right: bool = False) -> int:
    """Record what has lapsed anywhere. Answers how many lapses; none by a doubted clock, unless
    somebody has looked at it.
    """
    with desk.registry.reading() as session:
        today = desk.registry.today
        due = {
            gate.district_code
            for gate in open_gates(session.connection())
            if gate.until_on is not None and gate.until_on < today
        }
    count = 0
    for district in sorted(due):
        with desk.registry.writing(district) as write:
            count += record_lapses(desk, write, district, clock_is_right=clock_is_right)
    return count
