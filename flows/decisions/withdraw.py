"""Withdraw: a decision was a mistake. It and what followed from it no longer count."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from flows.decisions.frozen import refuse_if_frozen
from flows.decisions.happen import drafts_asked_again
from flows.decisions.late_reports import is_after_stop
from flows.decisions.reach import districts_of, offices_reached
from flows.decisions.refusals import ReasonMissing, UnknownInstance
from flows.decisions.reopening import reopen, undo
from flows.decisions.resumption import Resumption, resume_ended
from flows.decisions.rotations import rotations_before, tell_rotations
from flows.engine.advance import advance
from flows.engine.answers import answer_of
from flows.engine.consequences import consequences_of
from flows.engine.days import bring_to_date
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from flows.papers.redrafts import draft_anew, drafts_told
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    entries,
    instance,
    instance_in,
    journal,
)
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.transaction import Write


class SeveralDecisions(Refusal):
    """The gate was decided on several branches: which of them is meant is not said."""


class NotADecision(Refusal):
    """There is no such live decision to withdraw or correct."""


@dataclass(frozen=True)
class Withdrawal:
    """What no longer counts: the decision and what followed, oldest first; and what goes on."""

    instance: int
    entries: tuple[int, ...]
    resumed: Resumption = field(default_factory=Resumption)


def reason_given(desk: Installation, reason: str, field: str = "reason") -> str:
    """The reason, which must be there and name no identity number. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(field=field)
    refuse_unfit_texts(desk, {field: reason}, reason=reason)
    return reason.strip()


def live_decision(
    write: Write, instance_id: int, gate: str
) -> tuple[InstanceRow, list[EntryRow], EntryRow]:
    """The latest live decision at the gate (its path, its key, or the entry's number).

    Of several rounds the latest is meant; of several branches or subjects one must be named.
    """
    row = instance_in(write, instance_id)
    if row is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    rows = journal(write, row)
    found = [
        entry
        for entry in rows
        if entry.kind == "decision"
        and entry.live
        and gate in (entry.path, entry.gate, str(entry.id))
    ]
    if not found:
        raise NotADecision(field="gate", value=gate)
    branches = {entry.path.partition("#")[0]: entry.path for entry in found}
    if len(branches) > 1:
        raise SeveralDecisions(field="gate", value=gate, paths=", ".join(branches.values()))
    return row, rows, found[-1]


def withdraw(
    desk: Installation, instance_id: int, gate: str, *, reason: str, recorded_by: str
) -> Withdrawal:
    """Supersede a decision and what followed on its branch, and all after the join.

    Its gate opens again with the old answer offered as a draft; that of a report that a stopped
    process took stays as it was. Refused where something signed, or decided in another process,
    rests on it.
    """
    reason = reason_given(desk, reason)
    with desk.registry.writing(*_areas_of(desk, instance_id)) as write:
        row, rows, entry = live_decision(write, instance_id, gate)
        who = who_may(write, recorded_by, Verb.WITHDRAW, row.district)
        bring_to_date(desk, write, row.district)
        row, rows, entry = live_decision(write, instance_id, str(entry.id))
        gone = (entry.id, *consequences_of(desk, row, rows, hidden=frozenset({entry.id})))
        refuse_if_frozen(desk, write, row, rows, set(gone))
        recording = desk.declared.recording(desk.declared.gates[entry.gate or ""])
        recording.check_withdrawal(write, row)
        ended_at = _ended_at(desk, rows, gone)
        stays_stopped = is_after_stop(row, rows, entry)
        told = {} if stays_stopped else drafts_told(desk, write, row, recording.told_by)
        by = append(
            write,
            row,
            NewEntry(
                "withdrawal",
                entry.path,
                write.today,
                {"reason": reason, "entries": sorted(gone)},
                recorded_by=who.id,
                of_id=entry.id,
            ),
        )
        elsewhere = rotations_before(write, _reached(desk, write.connection, row.district, rows))
        undo(write, row, gone, by=by, reason="withdrawn")
        tell_rotations(desk, write, elsewhere, by=who.id)
        if not stays_stopped:
            reopen(desk, write, row, rows, by)
        draft_anew(desk, write, row, told, recording.told_why)
        advance(desk, write, row)
        drafts_asked_again(write, row)
        resumed = Resumption()
        if ended_at is not None:
            resumed = resume_ended(
                desk, write, row.district, gone, since=ended_at, by=by, who=who.id
            )
        return Withdrawal(row.id, tuple(sorted(gone)), resumed)


def _areas_of(desk: Installation, instance_id: int) -> set[str]:
    """The district of the instance, and those whose offices its answers reach."""
    district = district_of(desk, instance_id)
    with desk.registry.reading() as connection:
        reached = _reached(desk, connection, district, entries(connection, instance_id))
    return {district, *districts_of(reached)}


def _reached(
    desk: Installation, connection: Connection, district: str, rows: list[EntryRow]
) -> set[str]:
    """The offices elsewhere whose terms change with what is withdrawn."""
    return offices_reached(desk, connection, [one.gate for one in rows if one.gate], district)


def _ended_at(desk: Installation, rows: list[EntryRow], gone: Collection[int]) -> datetime | None:
    """When one of these decisions ended the work of the district; None where none did."""
    for entry in rows:
        gate = desk.declared.gates.get(entry.gate or "")
        if entry.id in gone and entry.kind == "decision" and entry.live and gate is not None:
            answer = answer_of(rows, entry, gate).answer
            if desk.declared.recording(gate).ends(answer):
                return entry.recorded_at
    return None


def district_of(desk: Installation, instance_id: int) -> str:
    """The district of an instance. Raises UnknownInstance."""
    with desk.registry.reading() as connection:
        row = instance(connection, instance_id)
    if row is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    return row.district
