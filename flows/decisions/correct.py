"""Correct: fields of an answer were mistyped. The branch taken stays the same."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from config.words import Sentence
from flows.decisions.authority import flag_outside_terms
from flows.decisions.corrected_answer import (
    AnswerAnew,
    NothingToCorrect,
    answer_anew,
    whole_fields,
)
from flows.decisions.correction_limits import (
    refuse_against_frozen,
    refuse_built_upon,
    refuse_otherwise,
)
from flows.decisions.deciders import decider_of_entry
from flows.decisions.decision_checks import check_facts
from flows.decisions.frozen import SignedNeverChanges, propose, refuse_if_frozen
from flows.decisions.refusals import NoScanTaken
from flows.decisions.rehearsal import try_out
from flows.decisions.reopening import reopen
from flows.decisions.second_person import who_else
from flows.decisions.withdraw import district_of, live_decision, reason_given
from flows.engine.advance import advance
from flows.engine.answers import answer_of
from flows.engine.days import bring_to_date
from flows.engine.decision import Deciding
from flows.engine.form_labels import as_labelled, called_as_asked
from flows.engine.forms import meets, refuse_unfit_texts
from flows.engine.gate import Answer, Evidence, Gate
from flows.engine.installation import Installation
from flows.engine.misfit import at_once, refused_by, told_at_once
from flows.engine.open_calls import move_days
from flows.engine.paper import Correctable
from flows.engine.partial_answer import partial_answer
from flows.engine.standing_gates import CONFIRM_CORRECTION
from flows.papers.redrafts import draft_anew, drafts_told
from registry.fact_restoration import take_back
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    gate_of_entry,
    supersede,
)
from registry.queries.office_terms import offices_filled_by
from registry.queries.people import PersonRow
from registry.records.filing import Upload
from registry.records.rights import who_may
from registry.refusals import Refusal, each_of
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.transaction import Write

TO_BE_GIVEN = "-"


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
    """What became of it: corrected at once, or waiting for a second person, and who that may be."""

    instance: int
    entry: int
    waits_for_second: bool
    second: Sentence | None = None


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


def refused_beside_correction(
    desk: Installation, correction: Correction, unfit: Collection[str]
) -> list[Refusal]:
    """What else keeps a correction from being made, beside what is refused at `unfit` already.

    `unfit` are fields of the form: what stands there is not looked at.
    """
    # Its reason is asked for apart, and lets through what the screening only warns of.
    reasoned = replace(correction, reason=correction.reason.strip() or TO_BE_GIVEN)

    def told(write: Write) -> list[Refusal]:
        return _correcting(desk, write, reasoned).refused_beside(unfit)

    return try_out(desk, (district_of(desk, correction.instance),), told)


def _with_reason(desk: Installation, correction: Correction) -> Correction:
    return replace(correction, reason=reason_given(desk, correction.reason))


def _put_right(desk: Installation, write: Write, correction: Correction) -> CorrectionReceipt:
    found = _correcting(desk, write, correction)
    answer = found.read()
    of_paper = found.of_paper
    if of_paper is None:
        made: list[int] = []
        told_at_once(*found.checks, lambda: made.append(found.enter(answer)))
        return CorrectionReceipt(found.row.id, made[0], waits_for_second=False)
    found.refuse_proposal(of_paper, answer)
    proposed = propose(
        desk, write, found.row, found.entry, answer, correction.reason, found.who,
        correction.evidence,
    )  # fmt: skip
    second = who_else(write, CONFIRM_CORRECTION, found.row.district, found.who.id)
    return CorrectionReceipt(found.row.id, proposed, waits_for_second=True, second=second)


def _correcting(desk: Installation, write: Write, correction: Correction) -> "_Correcting":
    row, _, entry = live_decision(write, correction.instance, correction.gate)
    who = who_may(write, correction.recorded_by, Verb.CORRECT, row.district)
    bring_to_date(desk, write, row.district)
    row, rows, entry = live_decision(write, correction.instance, str(entry.id))
    gate = desk.declared.gates[entry.gate or ""]
    before = answer_of(rows, entry, gate)
    fields = whole_fields(correction.fields, before.body)
    anew = answer_anew(gate, before.answer, fields)
    return _Correcting(desk, write, correction, who, row, rows, entry, gate, anew)


@dataclass(frozen=True)
class _Correcting:
    """A recorded decision and its answer anew, in the transaction that it is put right in."""

    desk: Installation
    write: Write
    correction: Correction
    who: PersonRow
    row: InstanceRow
    rows: list[EntryRow]
    entry: EntryRow
    gate: Gate[Any]
    anew: AnswerAnew

    @property
    def of_paper(self) -> Correctable | None:
        """What may be put right of the paper that the decision froze, where it froze one."""
        return self.desk.declared.corrected_by_two(self.gate, self.write.connection, self.row)

    @property
    def checks(self) -> tuple[Callable[[], None], ...]:
        """What is checked of a correction whatever its form says: its texts, its scans."""
        reason, scans = self.correction.reason, [one.file_name for one in self.correction.evidence]
        return (
            lambda: refuse_unfit_texts(self.desk, dict(self.anew.fields), reason=reason),
            lambda: refuse_unfit_texts(self.desk, {"evidence": scans}, reason=reason),
            self._refuse_frozen,
            self._refuse_scans,
        )

    def _refuse_frozen(self) -> None:
        of_paper = self.of_paper
        if of_paper is not None and (other := sorted(set(self.anew.fields) - of_paper.fields)):
            raise SignedNeverChanges(field=", ".join(other))

    def _refuse_scans(self) -> None:
        if self.correction.evidence and self.gate.evidence is Evidence.NONE:
            raise NoScanTaken(field="evidence", gate=self.gate.label)

    def read(self) -> dict[str, Json]:
        """The whole answer; what does not fit is told with what else is wrong."""
        try:
            return self.anew.whole()
        except NothingToCorrect:
            raise
        except Refusal as refused:
            misfits = each_of(refused)
            beside = self.refused_beside([one.field or "" for one in misfits])
            raise at_once([*misfits, *beside]) from None

    def refused_beside(self, unfit: Collection[str]) -> list[Refusal]:
        """What is refused of the rest. The facts are left as they were before the answer."""
        left_out = [*unfit, *self.anew.hidden]
        answer = partial_answer(self.gate.form, dict(self.anew.said), left_out)
        check = () if self.of_paper is not None else (lambda: self._refuse_partly(answer),)
        found = refused_by(*self.checks, *check)
        told = [one for one in found if not any(meets(one.field or "", at) for at in unfit)]
        return [as_labelled(self.gate.form, one) for one in told]

    def _refuse_partly(self, answer: Answer) -> None:
        self._refuse_built_upon()
        take_back(self.write, self._before.id)
        check_facts(self._deciding(answer))

    def refuse_proposal(self, of_paper: Correctable, answer: dict[str, Json]) -> None:
        """Raises what is refused of a correction before a second person is asked for it."""
        deciding = self._deciding(self.gate.read(self.gate.form_version, answer))
        told_at_once(*self.checks, lambda: of_paper.propose(deciding))

    @property
    def _before(self) -> EntryRow:
        """What counted until now: the decision, or the correction of it."""
        return answer_of(self.rows, self.entry, self.gate).record

    def _refuse_built_upon(self) -> None:
        """Nothing is put right beneath what followed: an end that another committee has."""
        refuse_built_upon(self.write.connection, self._before)
        counts = answer_of(self.rows, self.entry, self.gate).answer
        if self.desk.declared.recording(self.gate).ends(counts):
            refuse_if_frozen(self.desk, self.write, self.row, self.rows, {self.entry.id})

    def enter(self, answer: dict[str, Json]) -> int:
        """Enter the correction, and all that follows of it. Answers its entry."""
        desk, write, row, entry, gate = self.desk, self.write, self.row, self.entry, self.gate
        value = gate.read(gate.form_version, answer)
        stale, moved = refuse_otherwise(desk, write.connection, row, self.rows, entry, gate, value)
        before = self._before
        self._refuse_built_upon()
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
                {"answer": answer, "reason": self.correction.reason},
                gate=gate.key,
                form_version=gate.form_version,
                recorded_by=self.who.id,
                of_id=entry.id,
            ),
        )
        if before.id != entry.id:
            supersede(write, row, [before.id], by=made, reason="corrected")
        take_back(write, before.id)
        if stale:
            reopen(desk, write, row, self.rows, made)
        deciding = self._deciding(value)
        with called_as_asked(gate.form):
            check_facts(deciding)  # against the facts as they were before the answer
        recording.write(deciding, made)
        refuse_against_frozen(desk, write.connection, row, self.rows, entry, (before.id, made))
        if offices := offices_filled_by(write.connection, (before.id, made)):
            flag_outside_terms(desk, write, offices)
        draft_anew(desk, write, row, told, recording.told_why)
        advance(desk, write, row)
        move_days(desk, write, row, moved)
        return made

    def _deciding(self, answer: Answer) -> Deciding:
        """The decision as it was taken, with the corrected answer."""
        entry = self.entry
        return Deciding(
            office=self.desk,
            write=self.write,
            instance=self.row,
            gate=self.gate,
            open=gate_of_entry(self.write.connection, entry.id),
            answer=answer,
            day=entry.act_date,
            holding=decider_of_entry(self.write, entry),
            person=self.who,
            entries=[one for one in self.rows if one.live and one.id != entry.id],
            evidence=(),
            corrects=self._before,
        )
