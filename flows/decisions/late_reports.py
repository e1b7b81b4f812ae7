"""Late reports: what gates that ask for a report still take once they ask for it no more."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, both, joined
from flows.engine.ending import STOPPED
from flows.engine.gate_titles import titles
from flows.engine.installation import Declarations
from registry.journal import (
    EntryRow,
    GateRow,
    InstanceRow,
    entries_of_kind,
    entry,
    instance,
    past_gates,
)


def reports_until(
    declared: Declarations, connection: Connection, row: InstanceRow, asked: GateRow
) -> date | None:
    """The day on which the process was stopped: a report of that day or before is still taken.

    None where none is: the process goes on, no report was asked for there, or what stopped the
    process says that it was never to be counted.
    """
    gate = declared.gates.get(asked.gate)
    if row.status != STOPPED or gate is None or not gate.reports_after_stop:
        return None
    end = next(one for one in reversed(entries_of_kind(connection, row.id, "end")) if one.live)
    if asked.status != "lapsed" and asked.closed_by != end.id:
        return None
    cause = entry(connection, end.of_id).gate if end.of_id is not None else None
    return None if cause in declared.voiding else end.act_date


def still_to_do(
    declared: Declarations, connection: Connection, row: InstanceRow
) -> Sentence | None:
    """What is to be done yet in a process that was stopped and asks for reports; None for others.

    It stays stopped, and nothing follows from what it takes: of the reports that it asked for those
    that nobody has told yet may come, each of a day on which it went on.
    """
    told = {one.path for one in entries_of_kind(connection, row.id, "decision") if one.live}
    asked = {
        one.path: (one, until)
        for one in past_gates(connection, row.id)
        if (until := reports_until(declared, connection, row, one)) is not None
    }
    if not asked:
        return None
    missing = [one for path, (one, _) in sorted(asked.items()) if path not in told]
    if not missing:
        return both("stopped.nothing_to_do")
    called = titles(declared, connection, missing)
    reports = joined(", ", (called[one.id] for one in missing))
    return both("stopped.reports", until=max(day for _, day in asked.values()), reports=reports)


def takes_report(declared: Declarations, connection: Connection, asked: GateRow) -> bool:
    """Whether the gate that asks no more takes a report: of any day where its process goes on."""
    row, gate = instance(connection, asked.instance_id), declared.gates.get(asked.gate)
    if row is None or gate is None:
        return False
    if row.status == STOPPED:
        return reports_until(declared, connection, row, asked) is not None
    return asked.status == "lapsed" and gate.takes_late


def is_after_stop(row: InstanceRow, rows: Iterable[EntryRow], said: EntryRow) -> bool:
    """Whether the decision is a report that the process took after it had been stopped."""
    ends = (one.id for one in rows if one.kind == "end" and one.live)
    return row.status == STOPPED and max(ends) < said.id
