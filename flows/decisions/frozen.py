"""Frozen papers: what led to one is no longer undone; what it bears is put right by two people.

Which papers those are, and what freezes them, each capability declares (flows.engine.paper).
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from config.words import Sentence, Term
from flows.decisions.entry import keep_scans
from flows.engine.answers import parsed
from flows.engine.decision import Deciding
from flows.engine.fields import Confirmation
from flows.engine.gate import Gate
from flows.engine.installation import Installation
from flows.engine.offers import GateContext
from flows.engine.paper import Correctable, FrozenPaper
from flows.engine.read_marks import answer_in, entries_read
from flows.engine.standing_gates import CONFIRM_CORRECTION
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    NewGate,
    append,
    children,
    end_gate,
    entries,
    entry,
    gates_of,
    open_gate,
    supersede,
)
from registry.queries.documents import SETTLED, documents
from registry.queries.people import PersonRow
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.transaction import Write


class RestsOnSigned(Refusal):
    """A signed paper rests on it: it is amended, never undone."""


class RestsOnAdopted(RestsOnSigned):
    """A paper that was adopted rests on it: what is wrong in it is put right by the next one."""


class SignedNeverChanges(Refusal):
    """A signed paper's content is amended by another one."""


def refuse_if_frozen(
    desk: Installation, write: Write, row: InstanceRow, rows: list[EntryRow], gone: Collection[int]
) -> None:
    """Raises RestsOnSigned, or what the paper's capability says, where an entry froze a paper."""
    if refusal := what_is_frozen(desk, write.connection, row, rows, gone):
        raise refusal


def what_is_frozen(
    desk: Installation,
    connection: Connection,
    row: InstanceRow,
    rows: list[EntryRow],
    gone: Collection[int],
    papers: Collection[FrozenPaper] | None = None,
) -> Refusal | None:
    """What keeps these entries from being undone: a paper that one of them froze, and rests on it.

    Those of the instance go first, then those of the children whose outcome would be lost, and
    of the children that it waits for. `papers`: of which kinds, None for all.
    """
    for instance, lost in _lost(connection, row, rows, gone):
        for paper in desk.declared.frozen if papers is None else papers:
            froze = [one for one in lost if _may_freeze(desk, paper, one)]
            if froze and (refusal := _rests(connection, paper, instance, froze)):
                return refusal
    return None


def _lost(
    connection: Connection, row: InstanceRow, rows: list[EntryRow], gone: Collection[int]
) -> Iterator[tuple[int, list[EntryRow]]]:
    corrections = {one.id for one in rows if one.kind == "correction" and one.of_id in gone}
    yield row.id, [one for one in rows if one.id in gone or one.id in corrections]
    told = [one.body["instance"] for one in rows if one.id in gone and one.kind == "child"]
    for child in (*told, *(number for _, number in children(connection, row.id))):
        yield int(child), entries(connection, int(child))


def _may_freeze(desk: Installation, paper: FrozenPaper, row: EntryRow) -> bool:
    gate = desk.declared.gates.get(row.gate or "")
    return gate is not None and issubclass(gate.form, paper.by)


def _rests(
    connection: Connection, paper: FrozenPaper, instance: int, froze: list[EntryRow]
) -> Refusal | None:
    if paper.rests is not None:
        return paper.rests(connection, froze)
    about = {one.about for one in froze}
    found = (
        RestsOnAdopted(field="gate", paper=Term(f"document_kind.{one.kind}"), dated=one.own_date)
        for one in documents(connection, instance_id=instance)
        if one.kind == paper.kind and one.status in SETTLED and one.content_hash in about
    )
    return next(found, None)


def propose(
    desk: Installation,
    write: Write,
    row: InstanceRow,
    decision: EntryRow,
    answer: Json,
    reason: str,
    who: PersonRow,
    evidence: tuple[Upload, ...],
) -> int:
    """The corrected answer, or a better scan, is kept until another person agrees."""
    path = f"!correction/{decision.id}"
    body: dict[str, Json] = {"answer": answer, "reason": reason, "of": decision.id}
    made = append(
        write,
        row,
        NewEntry(
            "standing",
            path,
            write.today,
            body,
            gate=CONFIRM_CORRECTION.key,
            recorded_by=who.id,
            of_id=decision.id,
        ),
    )
    keep_scans(write, row, made, decision.gate or "", evidence, who.id, decision.act_date)
    for gate in tuple(gates_of(write, row)):
        if gate.path == path:
            end_gate(write, row, gate, "closed", note="proposed_anew", by=made)
    open_gate(
        write,
        row,
        NewGate(
            path=path,
            gate=CONFIRM_CORRECTION.key,
            opened_on=write.today,
            due_on=desk.due(CONFIRM_CORRECTION.due, write.today),
            not_by=who.id,
            of_id=made,
        ),
    )
    return made


def gate_answered(desk: Installation, connection: Connection, row: EntryRow) -> Gate[Any]:
    """The gate whose form the entry's answer is in: of a proposal, that of what it corrects."""
    proposed = row.kind == "standing" and row.gate == CONFIRM_CORRECTION.key
    said = entry(connection, int(row.body["of"])) if proposed else row
    return desk.declared.gates[said.gate or ""]


def correction_read(at: GateContext) -> Json:
    """What is read where a correction waits: the last that was proposed, and what counts now."""
    proposed = [
        one
        for one in at.entries
        if (one.kind, one.gate, one.path) == ("standing", CONFIRM_CORRECTION.key, at.path)
    ]
    if not proposed:
        return None
    of = next(one for one in at.entries if one.id == proposed[-1].of_id)
    return entries_read(at, [proposed[-1], *answer_in(at, of)])


def check_correction(deciding: Deciding) -> None:
    """What is confirmed must still be possible, as the paper's capability sees it."""
    if deciding.answer.result is Confirmation.CONFIRMED:
        of_paper, proposed, answer = _proposed(deciding)
        of_paper.check(deciding, entry(deciding.write.connection, proposed.body["of"]), answer)


def warn_correction(deciding: Deciding) -> Sequence[Sentence]:
    """What whoever confirms should look at, as the paper's capability says."""
    if deciding.answer.result is not Confirmation.CONFIRMED:
        return ()
    of_paper, _, answer = _proposed(deciding)
    return of_paper.warn(deciding, answer)


def write_correction(deciding: Deciding, _entry_id: int) -> None:
    """Confirmed, the corrected answer takes the place of the one that froze the paper."""
    if deciding.answer.result is not Confirmation.CONFIRMED:
        return
    of_paper, proposed, answer = _proposed(deciding)
    decision = entry(deciding.write.connection, proposed.body["of"])
    before = [
        one.id for one in deciding.entries if one.kind == "correction" and one.of_id == decision.id
    ]
    gate = deciding.office.declared.gates[decision.gate or ""]
    made = append(
        deciding.write,
        deciding.instance,
        NewEntry(
            "correction",
            proposed.path,
            getattr(answer, of_paper.dated) if of_paper.dated else decision.act_date,
            {"answer": proposed.body["answer"], "reason": proposed.body["reason"]},
            gate=gate.key,
            form_version=gate.form_version,
            recorded_by=proposed.recorded_by,
            of_id=decision.id,
        ),
    )
    supersede(deciding.write, deciding.instance, before, by=made, reason="corrected")
    of_paper.write(deciding, decision, answer, made)


def _proposed(deciding: Deciding) -> tuple[Correctable, EntryRow, Any]:
    """What may be put right of the paper, the proposal, and its answer as it reads now."""
    connection, declared = deciding.write.connection, deciding.office.declared
    proposed = entry(connection, deciding.open.of_id or 0)
    gate = gate_answered(deciding.office, connection, proposed)
    of_paper = declared.correctable(gate)
    if of_paper is None:
        msg = f"nothing of {gate.key} froze a paper"
        raise LookupError(msg)
    return of_paper, proposed, parsed(gate, proposed)
