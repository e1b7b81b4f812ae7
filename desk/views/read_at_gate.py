"""What is read at a gate beside its form: an earlier answer in words, its scans, what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from config.words import Sentence, both
from desk.views.answer_names import known_of
from desk.views.answer_words import AnswerLine, in_words
from desk.views.form_schema import OpenForm, ReadAtGate, open_gate
from desk.views.instance_summary import in_place_of_scans
from desk.views.view import View
from flows.capabilities import GATES, STANDING
from flows.decisions.standing_gates import ACTS_OF_TWO
from flows.engine.answers import Answers, CurrentAnswer, answer_of
from flows.engine.gate import Gate
from registry.journal import EntryRow, GateRow, InstanceRow, entries, instance
from registry.queries.documents import DocumentRow, documents


@dataclass(frozen=True)
class Concern:
    """What the gate is about beside a draft: an earlier entry in words, its scans."""

    label: Sentence
    said: tuple[AnswerLine, ...]
    reason: str | None
    evidence: tuple[DocumentRow, ...]
    classified: tuple[Sentence, ...]


@dataclass(frozen=True)
class AskedGate:
    """A gate with the journal of its instance, and the papers that are kept of that."""

    row: InstanceRow
    gate: Gate[Any]
    asked: GateRow
    answers: Answers
    papers: Sequence[DocumentRow]


def concern_at(view: View, at: AskedGate) -> Concern | None:
    """What the gate is about, as far as it is shown to who looks; None of most."""
    about = concerned(at.gate, at.asked, at.answers)
    if about is None:
        return None
    sight = view.sight(at.row.district)
    names = known_of(view.connection, at.row, at.answers.entries, view.on)
    decided = about.decision
    return Concern(
        both(f"page.gate.concern.{at.gate.key}"),
        in_words(about.gate, about.body, sight, names),
        about.record.body.get("reason") if sight.quotes_nothing_hidden(about.gate) else None,
        tuple(one for one in at.papers if one.entry == decided.id),
        in_place_of_scans(view, at.row.district, [decided]).get(decided.id, ()),
    )


def concerned(gate: Gate[Any], asked: GateRow, seen: Answers) -> CurrentAnswer[Any] | None:
    """What the gate is about, as it counts now: an answer, one that is proposed, a decision."""
    if gate.form.confirms is not None:
        return seen.last(gate.form.confirms)
    by_id = {one.id: one for one in seen.entries}
    about = by_id.get(asked.of_id or 0) if gate.key in STANDING else None
    if about is None:
        return None
    of = by_id[about.of_id or 0] if about.kind == "standing" else about  # a correction proposed
    return answer_of(seen.entries, about, GATES[of.gate or ""])


def with_what_is_read(view: View, form: OpenForm) -> OpenForm:
    """The form with what its page shows beside it of an earlier answer, as who looks may see it."""
    connection, row = view.connection, instance(view.connection, form.instance)
    asked = open_gate(connection, form.instance, form.gate)
    if row is None:
        return form
    rows: list[EntryRow] = entries(connection, row.id)
    papers = view.opened(documents(connection, instance_id=row.id))
    at = AskedGate(row, GATES[asked.gate], asked, Answers(rows, GATES), papers)
    concern = concern_at(view, at)
    if concern is None:
        return form
    scans = tuple((one.id, one.file_name) for one in concern.evidence)
    read = ReadAtGate(concern.said, concern.reason, scans, concern.classified)
    return replace(form, read=read)


def with_what_two_settle(view: View, form: OpenForm) -> OpenForm:
    """The form with what was asked of a second person, and what follows from it."""
    connection = view.connection
    asked = open_gate(connection, form.instance, form.gate)
    act = ACTS_OF_TWO.get(asked.gate)
    if act is None:
        return form
    row = act.at_gate(connection, asked.path)
    return replace(form, read=ReadAtGate(told=act.told(connection, row, view.on)))
