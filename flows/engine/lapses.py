"""Lapses: gates and waits whose last day has passed unanswered."""

from datetime import date, timedelta

from flows.engine.advance import advance
from flows.engine.installation import Installation
from registry.journal import (
    GateRow,
    NewEntry,
    append,
    end_gate,
    instance_in,
    open_gates,
)
from registry.rules.plain_values import Json
from registry.seals import sealed_far_from
from registry.transaction import Write


def record_lapses(
    office: Installation,
    write: Write,
    district: str,
    on: date | None = None,
    *,
    clock_is_right: bool = False,
) -> int:
    """Record what has lapsed in the district by the day `on`, else by today; answers how many.

    Each lapse is dated the day after `until`. Of several steps settled on paper each gives the day
    of the next: a gate that the first opens lapses by their days, not by the day of typing. By a
    clock far from the last seal nothing lapses, unless somebody has looked at the clock.
    """
    count = 0
    # One at a time, the earliest first: what it opens or closes decides what lapses next.
    while due := _lapsed(gates := _open_in(write, district), on or write.today):
        gate = due[0]
        # Asked once, and only where something would lapse: a decision pays for no doubt.
        believed = clock_is_right or count > 0
        if gate.until_on is None or not (believed or clock_is_believed(write)):
            break
        row = instance_in(write, gate.instance_id)
        if row is None:
            break
        body: Json = {"until": gate.until_on.isoformat()}
        lapse = NewEntry("lapse", gate.path, gate.until_on + timedelta(days=1), body)
        by = append(write, row, lapse)
        end_gate(write, row, gate, "lapsed", by=by)
        advance(office, write, row)
        count += 1
    _hand_out(write, district, gates)
    return count


def clock_is_believed(write: Write) -> bool:
    """Whether the clock may let anything lapse. Asked only where something would."""
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


def _lapsed(gates: list[GateRow], on: date) -> list[GateRow]:
    due = [g for g in gates if g.until_on is not None and g.until_on < on]
    return sorted(due, key=lambda gate: (gate.until_on, gate.id))


def sweep(desk: Installation, *, clock_is_right: bool = False) -> int:
    """Record what has lapsed in any district; answers how many.

    By a doubted clock nothing lapses, unless somebody has looked at the clock.
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
