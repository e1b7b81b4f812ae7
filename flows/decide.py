"""Decide: one decision, the advance it causes, its audit and its effects, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from config.clock import BANGKOK, bangkok_day
from config.words import Named, Sentence, Term, both, written
from flows.advance import (
    STANDING_PREFIX,
    advance,
    leave_child,
    raise_incident,
    record_lapses,
)
from flows.deciding import Deciding
from flows.following import dry, followed
from flows.forms import parse, refuse_unfit_texts
from flows.gates.gate import Evidence, Gate
from flows.office import Office, Recording
from flows.refusals import (
    ActInFuture,
    AlreadyDecided,
    DidNotHoldOffice,
    DraftNotLatest,
    EvidenceMissing,
    GateNotOpen,
    InstanceEnded,
    MayNotRecord,
    OfficeMayNotDecide,
    OfficeVacant,
    SamePerson,
    SeveralGatesOpen,
    UnknownGate,
    UnknownInstance,
    UnknownOffice,
)
from flows.run import EntryKind, Recorded, Replay
from flows.withdraw import RestsOnSigned, refuse_if_signed, reopen, undo
from registry.journal import (
    EntryRow,
    GateRow,
    InstanceRow,
    NewEntry,
    append,
    children,
    end_gate,
    entry,
    gates_of,
    instance,
    instance_in,
    journal,
    past_gates,
)
from registry.queries.offices import Held, actor, holders, holding, office
from registry.queries.people import PersonRow, names, person
from registry.records.documents import EVIDENCE, NewDocument, Upload, keep
from registry.refusals import Refusal
from registry.rules.plain import Json
from registry.rules.printing import refuse_unprintable
from registry.rules.rights import Subject, Verb, may
from registry.store import Write


@dataclass(frozen=True)
class Decision:
    """A decision as it comes in. `about` is the content hash that was read, if one was.

    `by` is an office reference, or "office@person"; `reason` lets through what the screening
    of free text only warns of.
    """

    instance: int
    gate: str
    by: str
    decided_on: date
    answer: Json
    recorded_by: str
    evidence: tuple[Upload, ...] = ()
    about: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What a decision became, and what its recorder should look at."""

    entry: int
    instance: int
    gate: str
    path: str
    warnings: tuple[Sentence, ...] = ()


def decide(desk: Office, *decisions: Decision) -> list[Receipt]:
    """Take one decision, or several consecutive ones settled on paper: all, or none.

    Refuses, changing nothing: see flows.refusals and the checks of each gate.
    """
    with desk.registry.writing() as write:
        districts = sorted({_district(write, decision.instance) for decision in decisions})
        write.lock(*districts)
        return [
            _one_of(len(decisions), place, desk, write, districts, decision)
            for place, decision in enumerate(decisions, start=1)
        ]


def _one_of(
    count: int, place: int, desk: Office, write: Write, districts: list[str], decision: Decision
) -> Receipt:
    """A decision among several says which one it is, where it is refused."""
    try:
        return _after_lapses(desk, write, districts, decision)
    except Refusal as refused:
        refused.place = place if count > 1 else None
        raise


def _after_lapses(desk: Office, write: Write, districts: list[str], decision: Decision) -> Receipt:
    """Decide once what has fallen due is recorded, by the decision before it too."""
    for district in districts:
        record_lapses(desk, write, district)
    return _decide(desk, write, decision)


def _district(write: Write, instance_id: int) -> str:
    """The instance's district, read before its lock: a district never changes."""
    read = (
        instance_in(write, instance_id)
        if write.exclusive
        else instance(write.connection, instance_id)
    )
    if read is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    return read.district


def _decide(desk: Office, write: Write, decision: Decision) -> Receipt:
    row = instance_in(write, decision.instance)
    if row is None:
        raise UnknownInstance(field="instance", value=str(decision.instance))
    rows = journal(write, row)
    asked = find_gate(desk, write, row, decision)
    gate = desk.declared.gates[asked.gate]
    deciding = _deciding(desk, write, row, asked, gate, decision, rows)
    recording = desk.declared.recordings.get(gate.key, Recording())
    recording.check(deciding)
    warnings = tuple(recording.warn(deciding))
    if asked.status != "open":
        return _decide_late(deciding, decision, rows, recording, warnings)
    entry_id = append(write, row, _entry(deciding, decision))
    end_gate(write, row, asked, "answered", by=entry_id)
    keep_scans(
        write, row, entry_id, gate.key, decision.evidence, deciding.recorder.id, decision.decided_on
    )
    recording.write(deciding, entry_id)
    advance(desk, write, row)
    return Receipt(entry_id, row.id, gate.key, asked.path, warnings)


def find_gate(desk: Office, write: Write, row: InstanceRow, decision: Decision) -> GateRow:
    """The open gate that is meant, by path or key; a lapsed one for paper dated in time.

    Raises UnknownGate, GateNotOpen, AlreadyDecided, SeveralGatesOpen, InstanceEnded.
    """
    named = decision.gate
    key = named.split("#")[0].split("[")[0].split("/")[-1]
    standing = next((g for g in desk.declared.gates if named == g), None) or key
    if standing not in desk.declared.gates and not named.startswith(STANDING_PREFIX):
        raise UnknownGate(field="gate", value=named)
    meant = [gate for gate in gates_of(write, row) if gate.gate and named in (gate.path, gate.gate)]
    if len(meant) == 1:
        return _with_latest_draft(meant[0], decision)
    if len(meant) > 1:
        paths = ", ".join(gate.path for gate in meant)
        raise SeveralGatesOpen(field="gate", value=named, paths=paths)
    return _ended_gate(write, row, decision)


def _with_latest_draft(gate: GateRow, decision: Decision) -> GateRow:
    if decision.about is not None and decision.about != gate.about:
        raise DraftNotLatest(field="about", gate=Term(f"gate.{gate.gate}"))
    return gate


def _ended_gate(write: Write, row: InstanceRow, decision: Decision) -> GateRow:
    past = [
        gate
        for gate in past_gates(write.connection, row.id)
        if decision.gate in (gate.path, gate.gate)
    ]
    _refuse_several_lapsed(write, row, past, decision)
    said = [e for e in journal(write, row) if past and e.path == past[0].path and e.live]
    if any(entry.kind == "decision" for entry in said):
        raise _already_decided(write, past[0], said[-1])
    if past and past[0].status in ("lapsed", "event") and _in_time(write, past[0], decision):
        return past[0]
    if row.status != "open":
        raise InstanceEnded(field="instance", value=str(row.id))
    raise _not_open(write, row, Term(f"gate.{past[0].gate}") if past else decision.gate)


def _refuse_several_lapsed(
    write: Write, row: InstanceRow, past: list[GateRow], decision: Decision
) -> None:
    """A letter of one agency is never taken for that of another: the key alone names none."""
    answered = {e.path for e in journal(write, row) if e.live and e.kind == "decision"}
    lapsed = {
        gate.path
        for gate in past
        if gate.subject and gate.status == "lapsed" and gate.path not in answered
    }
    if len(lapsed) > 1:
        paths = ", ".join(sorted(lapsed))
        raise SeveralGatesOpen(field="gate", value=decision.gate, paths=paths)


def _not_open(write: Write, row: InstanceRow, gate: Term | str) -> GateNotOpen:
    waits = [one.gate or one.path for one in gates_of(write, row)]
    return GateNotOpen(
        field="gate",
        gate=gate,
        open=Named(", ".join(waits) or "-", ", ".join(waits) or "-"),
    )


def _in_time(write: Write, gate: GateRow, decision: Decision) -> bool:
    """Paper dated on or before the day that closed the gate is still taken there."""
    if gate.status == "lapsed":
        return gate.until_on is not None and decision.decided_on <= gate.until_on
    ended = entry_date(write, gate.closed_by)
    return ended is not None and decision.decided_on < ended


def entry_date(write: Write, entry_id: int | None) -> date | None:
    """The act date of an entry."""
    return entry(write.connection, entry_id).act_date if entry_id is not None else None


def _already_decided(write: Write, gate: GateRow, said: EntryRow) -> AlreadyDecided:
    who = names(write.connection, {said.recorded_by or 0})
    return AlreadyDecided(
        field="gate",
        gate=Term(f"gate.{gate.gate}"),
        by=who.get(said.recorded_by or 0),
        on=bangkok_day(said.recorded_at),
        at=f"{said.recorded_at.astimezone(BANGKOK):%H:%M}",
    )


def _decide_late(
    deciding: Deciding,
    decision: Decision,
    rows: list[EntryRow],
    recording: Recording,
    warnings: tuple[Sentence, ...],
) -> Receipt:
    """Paper dated in time for a gate that has lapsed, or that an event closed.

    It takes the place of the lapse and of what followed; where something signed rests on
    that, nothing is undone: the paper is kept and an incident asks.
    """
    desk, write, row, asked = deciding.office, deciding.write, deciding.instance, deciding.open
    new = _entry(deciding, decision)
    said = Recorded(0, EntryKind.DECISION, asked.path, new.act_date, row.revision, deciding.answer)
    lapse = {asked.closed_by} if asked.status == "lapsed" and asked.closed_by else set()
    _, found = dry(desk, row, rows, hidden=frozenset(lapse), instead=said)
    if said.id not in found.consumed:  # what led to the gate was withdrawn
        raise _not_open(write, row, deciding.gate.label)
    after = followed(desk, row, rows, hidden=frozenset(lapse), instead=said)
    gone = (*lapse, *after)
    try:
        refuse_if_signed(write, row, rows, set(gone))
    except RestsOnSigned:
        kept = append(write, row, replace(new, kind="standing"))
        raise_incident(desk, write, row, "late_paper", f"!late/{kept}")
        return Receipt(
            kept, row.id, deciding.gate.key, asked.path, (*warnings, both("warning.late_paper"))
        )
    entry_id = append(write, row, new)
    undo(write, row, gone, by=entry_id, reason="late_paper")
    keep_scans(
        write,
        row,
        entry_id,
        deciding.gate.key,
        decision.evidence,
        deciding.recorder.id,
        decision.decided_on,
    )
    recording.write(deciding, entry_id)
    _begin_children_anew(deciding, frozenset({*lapse, entry_id}), found)
    reopen(desk, write, row, rows, entry_id)
    advance(desk, write, row)
    return Receipt(entry_id, row.id, deciding.gate.key, asked.path, warnings)


def _begin_children_anew(deciding: Deciding, said: frozenset[int], now: Replay) -> None:
    """A child that began only because of the lapse goes by the paper's day and facts.

    `said` is the lapse and what took its place: a replay without both tells what else began.
    A child in which somebody has decided stays: nothing recorded is lost for a late letter,
    and its gates show what today's facts say otherwise.
    """
    desk, write, row = deciding.office, deciding.write, deciding.instance
    _, without = dry(desk, row, journal(write, row), hidden=said)
    apart_from_it = {begun.path for begun in without.begun}
    days = {begun.path: begun.today for begun in now.begun}
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


def _read_anew(desk: Office, write: Write, row: InstanceRow) -> None:
    """What an instance read and made before anybody decided in it no longer counts."""
    gone = tuple(e.id for e in journal(write, row) if e.live and e.kind != "start")
    body: Json = {"reason": "late_paper", "entries": list(gone)}
    by = append(write, row, NewEntry("superseding", "", write.today, body))
    undo(write, row, gone, by=by, reason="late_paper")
    advance(desk, write, row)


def _deciding(
    desk: Office,
    write: Write,
    row: InstanceRow,
    asked: GateRow,
    gate: Gate[Any],
    decision: Decision,
    rows: list[EntryRow],
) -> Deciding:
    if decision.decided_on > write.today:
        raise ActInFuture(field="decided_on", value=decision.decided_on, today=write.today)
    answer = parse(gate, decision.answer)
    refuse_unfit_texts(desk, decision.answer, reason=decision.reason)
    refuse_unfit_texts(desk, _said_beside(decision), reason=decision.reason)
    refuse_unprintable({"by": decision.by})
    held = decider(write, gate, row.district, decision)
    recorder = person(write.connection, decision.recorded_by, field="recorded_by")
    refuse_recorder(write, gate, row.district, recorder)
    _refuse_same_person(asked, held, recorder)
    if gate.evidence is Evidence.REQUIRED and not decision.evidence:
        raise EvidenceMissing(field="evidence", gate=gate.label)
    live = [one for one in rows if one.live]
    return Deciding(
        desk,
        write,
        row,
        gate,
        asked,
        answer,
        decision.decided_on,
        held,
        recorder,
        live,
        decision.evidence,
    )


def _said_beside(decision: Decision) -> Json:
    """What is kept of a decision beside its answer, each under the name of its field."""
    scans: dict[str, Json] = {"evidence": [file.file_name for file in decision.evidence]}
    return {**scans, "reason": decision.reason} if decision.reason else scans


def decider(write: Write, gate: Gate[Any], district: str, decision: Decision) -> Held:
    """Who decided: the office's holder on the decided day, as known now.

    Raises UnknownOffice, OfficeMayNotDecide, OfficeVacant, DidNotHoldOffice.
    """
    typed, _, named = decision.by.partition("@")
    on = decision.decided_on
    ref, held = _holders_of(write, typed, district, on)
    if not held:
        _refuse_vacant(write, ref, decision)
    if held[0].kind not in gate.deciders or not district.startswith(held[0].area):
        kinds = [Term(f"office.{kind}") for kind in gate.deciders]
        raise OfficeMayNotDecide(field="by", value=ref, gate=gate.label, offices=joined(kinds))
    if not named:
        return held[0]
    meant = person(write.connection, named, field="by")
    for one in held:
        if one.person == meant.id:
            return one
    raise DidNotHoldOffice(field="by", person=meant.name, office=ref, on=on, holder=held[0].name)


def _holders_of(write: Write, typed: str, district: str, on: date) -> tuple[str, list[Held]]:
    """The office as typed, or of the district or its province where only its kind was."""
    if typed.split("/", maxsplit=1)[0].isdigit():
        return typed, holders(write.connection, typed, on)
    for area in (district, district[:2]):
        held = holders(write.connection, f"{area}/{typed}", on)
        if held:
            return f"{area}/{typed}", held
    return f"{district}/{typed}", []


def joined(terms: Sequence[Term]) -> Named:
    """Words as one list, in each language."""
    return Named(
        ", ".join(written(one, "th") for one in terms),
        ", ".join(written(one, "en") for one in terms),
    )


def _refuse_vacant(write: Write, ref: str, decision: Decision) -> None:
    if office(write.connection, ref, decision.decided_on) is None:
        raise UnknownOffice(field="by", value=ref)
    raise OfficeVacant(field="by", office=ref, on=decision.decided_on)


def refuse_recorder(write: Write, gate: Gate[Any], district: str, recorder: PersonRow) -> None:
    """Raises MayNotRecord where the recorder holds no part today that this gate lets record."""
    who = actor(write.connection, recorder.id, write.today)
    if not may(who, Verb.RECORD, Subject(district, gate.recorders), write.today):
        raise MayNotRecord(field="recorded_by", person=recorder.name, gate=gate.label)


def _refuse_same_person(asked: GateRow, held: Held, recorder: PersonRow) -> None:
    if asked.not_by is not None and asked.not_by in (held.person, recorder.id):
        raise SamePerson(field="recorded_by", person=recorder.name)


def _entry(deciding: Deciding, decision: Decision) -> NewEntry:
    body: dict[str, Json] = {
        "answer": deciding.answer.model_dump(mode="json"),
        "evidence": [file.sha256 for file in deciding.evidence],
        "holding": deciding.by.holding,
    }
    if decision.reason:
        body["reason"] = decision.reason
    return NewEntry(
        kind="decision",
        path=deciding.open.path,
        gate=deciding.gate.key,
        form_version=deciding.gate.form_version,
        act_date=deciding.decided_on,
        decided_by=deciding.by.office,
        person_id=deciding.by.person,
        capacity=deciding.by.capacity,
        recorded_by=deciding.recorder.id,
        about=deciding.open.about,
        body=body,
    )


def keep_scans(
    write: Write,
    row: InstanceRow,
    entry_id: int,
    gate: str,
    files: tuple[Upload, ...],
    attested_by: int,
    own_date: date,
) -> None:
    """Keep the papers that came with a decision; who uploads them attests them."""
    for file in files:
        keep(
            write,
            row.district,
            row.id,
            entry_id,
            NewDocument(
                kind=f"scan.{gate}",
                file_name=file.file_name,
                media_type=file.media_type,
                own_date=own_date,
                content=file.content,
                content_hash=file.sha256,
                status=EVIDENCE,
                attested_by=attested_by,
            ),
        )


def decider_of_entry(write: Write, entry: EntryRow) -> Held:
    """Who decided, as the entry holds it: by the very holding that was found then."""
    return holding(write.connection, int(entry.body["holding"]))
