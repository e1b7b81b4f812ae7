"""Late paper: for a gate that has lapsed, or that an event closed, since its day or before it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from config.words import Sentence, Term, both
from flows.decisions.entry import entry_of, keep_evidence
from flows.decisions.frozen import RestsOnSigned, refuse_if_frozen
from flows.decisions.gate_lookup import not_open
from flows.decisions.late_reports import still_to_do
from flows.decisions.owed_decisions import settle_by_duty
from flows.decisions.reopening import reopen, undo
from flows.engine.advance import advance, leave_child
from flows.engine.consequences import consequences_of, dry
from flows.engine.decision import Deciding, Decision, Receipt
from flows.engine.ending import STOPPED
from flows.engine.installation import Installation, Recording
from flows.engine.open_calls import raise_incident
from flows.engine.replay import Entry, EntryKind, Replay
from flows.papers.redrafts import draft_anew, drafts_told
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    children,
    instance_in,
    journal,
)
from registry.records.filing import draft_again
from registry.rules.plain_values import Json
from registry.transaction import Write


def decide_late(
    deciding: Deciding,
    decision: Decision,
    rows: list[EntryRow],
    recording: Recording,
    warnings: tuple[Sentence, ...],
) -> Receipt:
    """The paper takes the place of the lapse and of what followed.

    Where something signed rests on that, nothing is undone: the paper is kept and an
    incident asks. A process that was stopped stays so: nothing follows from its late paper.
    Raises GateNotOpen where what led to the gate was withdrawn.
    """
    desk, write, row, asked = deciding.office, deciding.write, deciding.instance, deciding.open
    new = entry_of(deciding, decision)
    said = Entry(0, EntryKind.DECISION, asked.path, new.act_date, row.revision, deciding.answer)
    lapse = {asked.closed_by} if asked.status == "lapsed" and asked.closed_by else set()
    # Replayed with the paper in the place of the lapse: does the process come to it at all?
    _, found = dry(desk, row, rows, hidden=frozenset(lapse), instead=said)
    if said.id not in found.consumed:
        raise not_open(write, row, deciding.gate.label)
    after = consequences_of(desk, row, rows, hidden=frozenset(lapse), instead=said)
    gone = (*lapse, *after)
    try:
        refuse_if_frozen(desk, write, row, rows, set(gone))
    except RestsOnSigned:
        kept = _kept_beside(deciding, new)
        warnings = (*warnings, both("warning.late_paper"))
        return Receipt(kept, row.id, deciding.gate.key, asked.path, warnings)
    goes_on = row.status != STOPPED
    told = drafts_told(desk, write, row, recording.told_by) if goes_on else {}
    warnings = (*_counts_no_more(desk, rows, after), *warnings)
    entry_id = append(write, row, new)
    undo(write, row, gone, by=entry_id, reason="late_paper")
    if asked.about is not None:
        draft_again(write, row.id, asked.about)  # its signer answered before they left
    keep_evidence(deciding, entry_id)
    recording.write(deciding, entry_id)
    _begin_children_anew(deciding, frozenset({*lapse, entry_id}), found)
    if goes_on:
        reopen(desk, write, row, rows, entry_id)
    draft_anew(desk, write, row, told, recording.told_why)
    advance(desk, write, row)
    settle_by_duty(deciding)
    if not goes_on:
        warnings = (*_stays_stopped(deciding), *warnings)
    return Receipt(entry_id, row.id, deciding.gate.key, asked.path, warnings)


def _counts_no_more(
    desk: Installation, rows: list[EntryRow], gone: Collection[int]
) -> Iterator[Sentence]:
    """What somebody decided because of the lapse, and what the paper thereby undoes."""
    for one in rows:
        gate = desk.declared.gates.get(one.gate or "")
        if one.id in gone and one.kind == "decision" and gate is not None:
            yield both("warning.counts_no_more", gate=gate.label, on=one.act_date)


def _kept_beside(deciding: Deciding, paper: NewEntry) -> int:
    """The paper's entry, of which nothing follows until the incident is answered."""
    write, row = deciding.write, deciding.instance
    kept = append(write, row, replace(paper, kind="standing"))
    raise_incident(deciding.office, write, row, "late_paper", f"!late/{kept}")
    return kept


def _stays_stopped(deciding: Deciding) -> Iterator[Sentence]:
    """That the report is recorded and counted, and what is to be done yet."""
    desk, connection, row = deciding.office, deciding.write.connection, deciding.instance
    yield both("warning.after_stop", process=Term(f"process.{row.process}"), on=row.finished_on)
    if (left := still_to_do(desk.declared, connection, row)) is not None:
        yield left


def _begin_children_anew(deciding: Deciding, said: frozenset[int], now: Replay) -> None:
    """A child that began only because of the lapse goes by the paper's day and facts.

    `said` is the lapse and what took its place: a replay without both tells what else began.
    A child in which somebody has decided stays: nothing recorded is lost for a late letter,
    and its gates show what today's facts say otherwise.
    """
    desk, write, row = deciding.office, deciding.write, deciding.instance
    _, without = dry(desk, row, journal(write, row), hidden=said)
    apart_from_it = {begun.path for begun in without.children}
    days = {begun.path: begun.today for begun in now.children}
    for path, child_id in children(write.connection, row.id):
        child = instance_in(write, child_id)
        if child is None or path in apart_from_it or _is_decided(journal(write, child)):
            continue
        if days.get(path) == child.started_on:
            _read_anew(desk, write, child)
        else:
            leave_child(desk, write, row, path, child_id)


def _is_decided(rows: list[EntryRow]) -> bool:
    return any(entry.kind == "decision" and entry.live for entry in rows)


def _read_anew(desk: Installation, write: Write, row: InstanceRow) -> None:
    """What an instance read and made before anybody decided in it no longer counts."""
    gone = tuple(e.id for e in journal(write, row) if e.live and e.kind != "start")
    body: Json = {"reason": "late_paper", "entries": list(gone)}
    by = append(write, row, NewEntry("superseding", "", write.today, body))
    undo(write, row, gone, by=by, reason="late_paper")
    advance(desk, write, row)
