"""Happen: what comes about in a district, whatever its processes wait for."""

from collections.abc import Sequence
from datetime import date

from flows.decisions.days import refuse_future
from flows.decisions.withdraw import recorder_who_may
from flows.engine.advance import advance
from flows.engine.installation import Installation
from flows.engine.lapses import record_lapses
from flows.engine.replay import EventKind
from registry.journal import (
    NewEntry,
    append,
    end_gate,
    gates_of,
    open_instances,
)
from registry.rules.rights import Verb


def happen(
    desk: Installation, district: str, kind: EventKind, *, on: date, recorded_by: str
) -> Sequence[int]:
    """Record what happened to the district: it resolves the open calls that had listed it.

    Each open instance gets an entry, with such a call or without. Answers those that went on.
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
