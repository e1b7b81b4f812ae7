"""Withdraw: a decision was a mistake. It and what followed from it no longer count."""

from dataclasses import dataclass

from config.words import Term
from flows.decisions.frozen import refuse_if_frozen
from flows.decisions.refusals import AlreadyStarted, ReasonMissing, UnknownInstance
from flows.engine.advance import advance
from flows.engine.consequences import consequences_of
from flows.engine.days import bring_to_date
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from flows.papers.redrafts import draft_anew, drafts_told
from registry.facts import take_back
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    instance,
    instance_in,
    instances_told,
    journal,
    link_child,
    open_instance,
    save_instance,
    supersede,
)
from registry.records.filing import drafts_of_entries_replaced
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.transaction import Write


class SeveralDecisions(Refusal):
    """The gate was decided on several branches: which of them is meant is not said."""


class DecidedElsewhere(Refusal):
    """The process was stopped, or nobody waits for it any more."""


class OutcomeDecidedOn(Refusal):
    """Another process has gone on from the outcome, or has ended with it."""


class NotADecision(Refusal):
    """There is no such live decision to withdraw or correct."""


@dataclass(frozen=True)
class Withdrawal:
    """What no longer counts: the decision and what followed, oldest first."""

    instance: int
    entries: tuple[int, ...]


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

    Its gate opens again with the old answer offered as a draft. Refused where something
    signed, or decided in another process, rests on it.
    """
    reason = reason_given(desk, reason)
    with desk.registry.writing(district_of(desk, instance_id)) as write:
        row, rows, entry = live_decision(write, instance_id, gate)
        who = who_may(write, recorded_by, Verb.WITHDRAW, row.district)
        bring_to_date(desk, write, row.district)
        row, rows, entry = live_decision(write, instance_id, str(entry.id))
        gone = (entry.id, *consequences_of(desk, row, rows, hidden=frozenset({entry.id})))
        refuse_if_frozen(desk, write, row, rows, set(gone))
        recording = desk.declared.recording(desk.declared.gates[entry.gate or ""])
        told = drafts_told(desk, write, row, recording.told_by)
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
        undo(write, row, gone, by=by, reason="withdrawn")
        reopen(desk, write, row, rows, by)
        draft_anew(desk, write, row, told, recording.told_why)
        advance(desk, write, row)
        return Withdrawal(row.id, tuple(sorted(gone)))


def district_of(desk: Installation, instance_id: int) -> str:
    """The district of an instance. Raises UnknownInstance."""
    with desk.registry.reading() as session:
        row = instance(session.connection(), instance_id)
    if row is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    return row.district


def undo(write: Write, row: InstanceRow, gone: tuple[int, ...], *, by: int, reason: str) -> None:
    """The entries and their corrections no longer count; what they wrote is taken back."""
    rows = journal(write, row)
    corrections = {e.id for e in rows if e.kind == "correction" and e.live and e.of_id in gone}
    every = sorted({*gone, *corrections})
    supersede(write, row, every, by=by, reason=reason)
    for entry_id in reversed(every):
        take_back(write, entry_id)
    drafts_of_entries_replaced(write, every)


def reopen(
    desk: Installation, write: Write, row: InstanceRow, rows: list[EntryRow], by: int
) -> None:
    """A finished instance goes on, and so do those that had only been told its outcome.

    Refused where another process has decided on that outcome.
    """
    if row.status == "open":
        return
    told = told_of(write, row)
    begun_by_parent = rows[0].recorded_by is None
    if row.status == "stopped" or (begun_by_parent and not told):
        raise DecidedElsewhere(field="gate", process=Term(f"process.{row.process}"))
    known = open_instance(write.connection, row.process, row.district, row.period)
    if known is not None:
        raise AlreadyStarted(field="instance", instance=known.id, on=known.started_on)
    ends = [entry.id for entry in rows if entry.kind == "end" and entry.live]
    supersede(write, row, ends, by=by, reason="reopened")
    row.status, row.outcome, row.finished_on = "open", None, None
    save_instance(write, row)
    for parent, entry in told:
        _wait_again(desk, write, parent, entry, row)


def told_of(write: Write, row: InstanceRow) -> list[tuple[InstanceRow, EntryRow]]:
    """The instances that got the outcome, each with the entry of its journal that says so."""
    numbers = instances_told(write.connection, row.district, of=row.id)
    others = (instance_in(write, one) for one in numbers if one != row.id)
    return [
        (other, entry)
        for other in others
        if other is not None
        for entry in journal(write, other)
        if entry.kind == "child" and entry.live and entry.body.get("instance") == row.id
    ]


def _wait_again(
    desk: Installation, write: Write, parent: InstanceRow, told: EntryRow, child: InstanceRow
) -> None:
    rows = journal(write, parent)
    gone = (told.id, *consequences_of(desk, parent, rows, hidden=frozenset({told.id})))
    later = [e.gate for e in rows if e.id in gone and e.kind == "decision"]
    if later or parent.status != "open":
        raise OutcomeDecidedOn(
            field="gate", process=Term(f"process.{parent.process}"), instance=parent.id
        )
    refuse_if_frozen(desk, write, parent, rows, set(gone) - {told.id})
    body: Json = {"reason": "child_reopened", "entries": sorted(gone)}
    by = append(write, parent, NewEntry("superseding", "", write.today, body))
    undo(write, parent, gone, by=by, reason="child_reopened")
    link_child(write, parent.id, told.path, child.id)
    advance(desk, write, parent)
