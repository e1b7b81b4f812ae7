"""What people call a gate: with its round, and the seat or the session that it is about."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, Term, Value, both, known
from flows.engine.answers import Answers, AnswerUnreadable
from flows.engine.installation import (
    NOTHING_BESIDE,
    Declarations,
    Recording,
    TitleContext,
    Titled,
)
from registry.journal import (
    EntryRow,
    GateRow,
    InstanceRow,
    entries,
    entries_under,
    instances_numbered,
)

INCIDENT = "incident"
_QUARTER = re.compile(r"/q([1-4])/")  # a lane of a year


def titles(
    declared: Declarations, connection: Connection, gates: Collection[GateRow]
) -> dict[int, Sentence]:
    """What each of the gates is called, by its id; of the journals is read what this needs."""
    told = _contexts(declared, connection, gates)
    called = {one.id: _title(declared, one, told.get(one.instance_id)) for one in gates}
    return called | _told_apart(declared, connection, gates, called)


def owed(
    declared: Declarations, connection: Connection, gates: Collection[GateRow]
) -> dict[int, Sentence]:
    """What is still to come of those gates, by id, whose form says so."""
    asked = [one for one in gates if _recording(declared, one).owed is not None]
    told = _contexts(declared, connection, asked)
    said = {one.id: _owed(declared, one, told[one.instance_id]) for one in asked}
    return {number: one for number, one in said.items() if one is not None}


def _owed(declared: Declarations, asked: GateRow, at: TitleContext) -> Sentence | None:
    says = _recording(declared, asked).owed
    try:
        return says(asked, at) if says else None
    except AnswerUnreadable:  # as in _title
        return None


def _contexts(
    declared: Declarations, connection: Connection, gates: Collection[GateRow]
) -> dict[int, TitleContext]:
    """By the instance what titles of its gates are told from, where any are."""
    return {
        instance: TitleContext(connection, Answers(rows, declared.gates))
        for instance, rows in _told_from(declared, connection, gates).items()
    }


def _told_from(
    declared: Declarations, connection: Connection, gates: Collection[GateRow]
) -> Mapping[int, Sequence[EntryRow]]:
    """By the instance the entries that titles of its gates are told from, where any are."""
    whole, parts = set(), dict[int, set[str]]()
    for one in gates:
        recording = _recording(declared, one)
        if recording.title is None:
            continue
        if recording.title_from is None:
            whole.add(one.instance_id)
        else:
            parts.setdefault(one.instance_id, set()).update(recording.title_from)
    alike: dict[tuple[str, ...], list[int]] = {}
    for instance in parts.keys() - whole:
        alike.setdefault(tuple(sorted(parts[instance])), []).append(instance)
    found = {one: entries(connection, one) for one in whole}
    for keys, instances in alike.items():
        found |= entries_under(connection, instances, keys)
    return found


def _told_apart(
    declared: Declarations,
    connection: Connection,
    gates: Collection[GateRow],
    called: Mapping[int, Sentence],
) -> dict[int, Sentence]:
    """Gates of a district that are called alike in several instances, with what these are of.

    Two meetings may wait at once: one of a quarter that is over, and one of the next.
    """
    alike: dict[tuple[str, str], list[GateRow]] = {}
    for one in gates:
        alike.setdefault((one.district_code, called[one.id].th), []).append(one)
    several = [
        one
        for same in alike.values()
        if len({gate.instance_id for gate in same}) > 1
        for one in same
    ]
    if not several:
        return {}
    rows = {
        row.id: row for row in instances_numbered(connection, {one.instance_id for one in several})
    }
    return {
        one.id: _of_period(declared, connection, rows[one.instance_id], called[one.id], one)
        for one in several
    }


def _of_period(
    declared: Declarations,
    connection: Connection,
    row: InstanceRow,
    label: Sentence,
    gate: GateRow,
) -> Sentence:
    of = period_of(declared, connection, row, gate.opened_on)
    return both("page.instance.of_period", process=label, period=of) if of else label


def period_of(declared: Declarations, connection: Connection, row: InstanceRow, on: date) -> Value:
    """What the instance is of; its period itself where that says it, as a fiscal year does."""
    said = declared.periods.get(row.process)
    return said(connection, row, on) if said is not None and row.period else row.period


def title(
    declared: Declarations, connection: Connection, asked: GateRow, rows: Sequence[EntryRow]
) -> Sentence:
    """What people call the gate; where it is of something, with what that is called."""
    return _title(declared, asked, TitleContext(connection, Answers(rows, declared.gates)))


def _title(declared: Declarations, asked: GateRow, at: TitleContext | None) -> Sentence:
    label, titled = _label_of(asked), _titled(declared, asked)
    try:
        return (titled(label, asked, at) if titled and at else None) or label
    except AnswerUnreadable:  # an answer that nobody can read: its instance has the incident
        return label


def _titled(declared: Declarations, asked: GateRow) -> Titled | None:
    return _recording(declared, asked).title


def _recording(declared: Declarations, asked: GateRow) -> Recording:
    gate = declared.gates.get(asked.gate)
    return declared.recording(gate) if gate else NOTHING_BESIDE


def failed(gate: GateRow) -> Value:
    """What an incident is about, in people's words; the error's own only where there are none."""
    problem, _, remedy = (gate.note or "").partition(": ")
    if known(f"incident.{problem}"):
        return both(f"incident.{problem}", remedy=remedy)
    effect = f"effect.{key_of(gate.path)}"
    return Term(effect) if known(effect) else gate.note or ""


def _label_of(gate: GateRow) -> Sentence:
    """With its round and subject, and what an incident is about."""
    if not gate.gate:
        return wait_label(gate.path)
    label = both(f"gate.{gate.gate}")
    if gate.gate == INCIDENT and gate.note:
        return both("why.label_noted", label=label, note=failed(gate))
    if gate.subject is not None:
        return both("why.label_subject", label=label, subject=gate.subject)
    if gate.round is not None:
        return both("why.label_round", label=label, round=gate.round)
    return label


def wait_label(path: str) -> Sentence:
    """What the wait for a day at that path is called; of a year's quarter, of which one."""
    label, quarter = both(f"why.wait.{key_of(path)}"), _QUARTER.search(path)
    return both("why.wait_of_quarter", wait=label, quarter=quarter[1]) if quarter else label


def key_of(path: str) -> str:
    """The key of the gate at a path, or of one that was named by its key."""
    return path.partition("[")[0].rpartition("/")[2].partition("#")[0]
