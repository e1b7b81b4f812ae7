"""Correct: fields of an answer were mistyped. The branch taken stays the same."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, or_, select

from config.words import Term
from flows.decisions.deciders import decider_of_entry
from flows.decisions.frozen import SignedNeverChanges, propose
from flows.decisions.rehearsal import try_out
from flows.decisions.reopening import reopen
from flows.decisions.withdraw import district_of, live_decision, reason_given
from flows.engine.advance import advance
from flows.engine.answers import answer_of
from flows.engine.consequences import dry
from flows.engine.days import bring_to_date
from flows.engine.decision import Deciding
from flows.engine.form_labels import called_as_asked
from flows.engine.forms import parse, refuse_unfit_texts
from flows.engine.gate import REDACTED, Answer, Gate, NotAsked, RedactedValue
from flows.engine.installation import Installation
from flows.engine.typed_journal import journal_of
from flows.papers.redrafts import draft_anew, drafts_told
from registry.facts import take_back
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    entry,
    gate_of_entry,
    supersede,
)
from registry.models.guards import fact_classes
from registry.queries.people import PersonRow
from registry.records.filing import Upload
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.transaction import Write

NOT_YET = 0  # the entry of a correction that is only tried


class WouldChangeBranch(Refusal):
    """The corrected answer would lead elsewhere: withdraw instead."""


class WouldChangeDecided(Refusal):
    """A later decision was about what the correction would change."""


class NothingToCorrect(Refusal):
    """The fields say what is recorded already."""


@dataclass(frozen=True)
class Correction:
    """Fields of a recorded answer as they should read, and why.

    `gate` is the path of its gate, its key, or the entry's number.
    """

    instance: int
    gate: str
    fields: dict[str, Json]
    reason: str
    recorded_by: str
    evidence: tuple[Upload, ...] = ()


@dataclass(frozen=True)
class CorrectionReceipt:
    """What became of it: corrected at once, or waiting for a second person."""

    instance: int
    entry: int
    waits_for_second: bool


def correct(desk: Installation, correction: Correction) -> CorrectionReceipt:
    """Replace fields of an answer; of one that froze a paper two people, and only what may be."""
    correction = _with_reason(desk, correction)
    with desk.registry.writing(district_of(desk, correction.instance)) as write:
        return _put_right(desk, write, correction)


def rehearse_correction(desk: Installation, correction: Correction) -> None:
    """Refuse as `correct` does, and keep nothing: before anybody looks at what would change."""
    correction = _with_reason(desk, correction)
    areas = (district_of(desk, correction.instance),)
    try_out(desk, areas, lambda write: _put_right(desk, write, correction))


def _with_reason(desk: Installation, correction: Correction) -> Correction:
    return replace(correction, reason=reason_given(desk, correction.reason))


def _put_right(desk: Installation, write: Write, correction: Correction) -> CorrectionReceipt:
    reason, evidence = correction.reason, correction.evidence
    row, _, entry = live_decision(write, correction.instance, correction.gate)
    who = who_may(write, correction.recorded_by, Verb.CORRECT, row.district)
    bring_to_date(desk, write, row.district)
    row, rows, entry = live_decision(write, correction.instance, str(entry.id))
    gate = desk.declared.gates[entry.gate or ""]
    fields = _whole_fields(correction.fields, answer_of(rows, entry, gate).body)
    answer = corrected_answer(gate, rows, entry, fields)
    refuse_unfit_texts(desk, fields, reason=reason)
    refuse_unfit_texts(desk, {"evidence": [file.file_name for file in evidence]}, reason=reason)
    of_paper = desk.declared.correctable(gate)
    if of_paper is None:
        anew = _AnswerAnew(desk, write, row, rows, entry, gate, answer)
        return CorrectionReceipt(row.id, anew.enter(reason, who), waits_for_second=False)
    if other := sorted(set(fields) - of_paper.fields):
        raise SignedNeverChanges(field=", ".join(other))
    made = propose(desk, write, row, entry, answer, reason, who, evidence)
    return CorrectionReceipt(row.id, made, waits_for_second=True)


def _whole_fields(said: Mapping[str, Json], now: Mapping[str, Json]) -> dict[str, Json]:
    """The fields with those of rows and parts ("rows.0.target") put into what is recorded."""
    made = {path: value for path, value in said.items() if "." not in path}
    for path, value in said.items():
        name, _, inside = path.partition(".")
        if not inside:
            continue
        whole = deepcopy(made.get(name, now.get(name)))
        is_there = _put(whole, inside.split("."), value)
        made |= {name: whole} if is_there else {path: value}  # the form refuses what it has not
    return made


def _put(whole: Any, path: Sequence[str], value: Json) -> bool:  # noqa: ANN401 — of any form
    """Put the value at the path within; whether there is such a place."""
    place, *inside = path
    at: Any = int(place) if isinstance(whole, list) and place.isdecimal() else place
    is_row = isinstance(whole, list) and isinstance(at, int) and at < len(whole)
    if not (is_row or isinstance(whole, dict)):
        return False
    if inside:
        return (is_row or at in whole) and _put(whole[at], inside, value)
    whole[at] = value
    return True


def corrected_answer(
    gate: Gate[Any],
    rows: list[EntryRow],
    entry: EntryRow,
    fields: dict[str, Json],
) -> dict[str, Json]:
    """The whole answer with the fields put right, checked against the newest form.

    What was redacted stays so; what was never asked has to be said.
    """
    before = answer_of(rows, entry, gate).answer
    values = dict(before)
    unsaid = {name for name, value in values.items() if isinstance(value, RedactedValue | NotAsked)}
    hidden: dict[str, Json] = {
        name: REDACTED for name in unsaid - fields.keys() if isinstance(values[name], RedactedValue)
    }
    old = before.model_dump(mode="json", exclude=unsaid) | hidden
    shown = {name: value for name, value in {**old, **fields}.items() if name not in hidden}
    new = parse(gate, shown).model_dump(mode="json") | hidden
    silent = {name for name in unsaid - fields.keys() if isinstance(values[name], NotAsked)}
    if {name: value for name, value in new.items() if name not in silent} == old:
        raise NothingToCorrect(field=", ".join(sorted(fields)), gate=gate.label)
    return new


@dataclass(frozen=True)
class _AnswerAnew:
    """A recorded decision with its whole answer as it is to read, in the transaction it is in."""

    desk: Installation
    write: Write
    row: InstanceRow
    rows: list[EntryRow]
    entry: EntryRow
    gate: Gate[Any]
    answer: dict[str, Json]

    def enter(self, reason: str, who: PersonRow) -> int:
        """Enter the correction, and all that follows of it. Answers its entry."""
        desk, write, row, entry, gate = self.desk, self.write, self.row, self.entry, self.gate
        stale = self._refuse_other_branch()
        before = answer_of(self.rows, entry, gate).record
        refuse_built_upon(write.connection, before)
        recording = desk.declared.recording(gate)
        drafts = drafts_told(desk, write, row, recording.told_by)
        told = {one: papers for one, papers in drafts.items() if one not in stale}
        made = append(
            write,
            row,
            NewEntry(
                "correction",
                entry.path,
                entry.act_date,
                {"answer": self.answer, "reason": reason},
                gate=gate.key,
                form_version=gate.form_version,
                recorded_by=who.id,
                of_id=entry.id,
            ),
        )
        if before.id != entry.id:
            supersede(write, row, [before.id], by=made, reason="corrected")
        take_back(write, before.id)
        if stale:
            reopen(desk, write, row, self.rows, made)
        deciding = self._deciding(who, before)
        with called_as_asked(gate.form):
            recording.check(deciding)  # against the facts as they were before the answer
        recording.write(deciding, made)
        draft_anew(desk, write, row, told, recording.told_why)
        advance(desk, write, row)
        return made

    def _deciding(self, who: PersonRow, before: EntryRow) -> Deciding:
        """The decision as it was taken, with the corrected answer."""
        entry, gate = self.entry, self.gate
        return Deciding(
            office=self.desk,
            write=self.write,
            instance=self.row,
            gate=gate,
            open=gate_of_entry(self.write.connection, entry.id),
            answer=gate.read(gate.form_version, self.answer),
            day=entry.act_date,
            holding=decider_of_entry(self.write, entry),
            person=who,
            entries=[one for one in self.rows if one.live and one.id != entry.id],
            evidence=(),
            corrects=before,
        )

    def _refuse_other_branch(self) -> set[int]:
        """Raises WouldChangeBranch or WouldChangeDecided where the process would go another way.

        A dry replay with the new answer must pass the same entries, ask at the same gates and
        begin the same children.

        Answers the entries of what was made of the answer, which the replay has made anew.
        """
        gate = self.gate
        value = gate.read(gate.form_version, self.answer)
        return refuse_otherwise(self.desk, self.row, self.rows, self.entry, gate, value)


def refuse_otherwise(
    desk: Installation,
    row: InstanceRow,
    rows: list[EntryRow],
    entry: EntryRow,
    gate: Gate[Any],
    value: Answer,
) -> set[int]:
    """The same with the new answer."""
    as_is = next(one for one in journal_of(desk, row, rows).entries if one.id == entry.id)
    new = as_is._replace(value=value, corrected=NOT_YET)
    _, before = dry(desk, row, rows)
    _, after = dry(desk, row, rows, instead=new)
    lost = before.consumed - after.consumed - after.stale
    if lost or after.error:
        first = next((one for one in rows if one.id in lost and one.kind == "decision"), None)
        if first is None or first.about is None:
            raise WouldChangeBranch(field="gate", gate=gate.label)
        raise WouldChangeDecided(field="gate", later=Term(f"gate.{first.gate}"))
    asks_otherwise = {a.path for a in before.waits} != {a.path for a in after.waits}
    begins_otherwise = any(after.starts.get(path, s) != s for path, s in before.starts.items())
    if begins_otherwise or (asks_otherwise and not after.stale):
        raise WouldChangeBranch(field="gate", gate=gate.label)
    return after.stale


def refuse_built_upon(connection: Connection, written: EntryRow) -> None:
    """Refuse a correction of facts that a later decision has changed."""
    for fact in fact_classes():
        table = fact.__table__
        assert isinstance(table, Table)  # noqa: S101 — narrows for the type checker
        later = connection.execute(
            select(table.c.superseded_by, table.c.cut_by).where(
                table.c.entry_id == written.id,
                or_(table.c.superseded_by.is_not(None), table.c.cut_by.is_not(None)),
            )
        ).first()
        if later is not None:
            decided = entry(connection, later[0] or later[1])
            raise WouldChangeDecided(field="gate", later=Term(f"gate.{decided.gate}"))
