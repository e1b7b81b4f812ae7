"""What is checked of a decision: all that refuses it is told at once."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, NamedTuple

from flows.decisions.days import refuse_papers_ahead
from flows.decisions.deciders import decider, read_both_people, recorder_at, refuse_first_person
from flows.decisions.refusals import ActInFuture, EvidenceMissing, NotInRegister, ReadUnnamed
from flows.engine.decision import Deciding, Decision
from flows.engine.form_labels import as_labelled
from flows.engine.forms import meets, officials_of, parse, refuse_unfit_texts
from flows.engine.gate import Answer, Evidence, Gate
from flows.engine.installation import Installation
from flows.engine.misfit import at_once, refused_by, told_at_once
from flows.engine.partial_answer import partial_answer
from flows.engine.read_marks import read_first
from registry.journal import EntryRow, GateRow, InstanceRow
from registry.queries.classified_papers import classified_papers
from registry.refusals import Refusal, each_of
from registry.rules.plain_values import Json
from registry.rules.printing import refuse_unprintable
from registry.transaction import Write

BY, DECIDED_ON = "by", "decided_on"  # what a decision says beside its answer, and needs


class AskedDecision(NamedTuple):
    """A decision and the gate that it is meant for."""

    desk: Installation
    write: Write
    row: InstanceRow
    asked: GateRow
    gate: Gate[Any]
    decision: Decision
    rows: list[EntryRow]


def refused_beside(at: AskedDecision, unfit: Collection[str]) -> list[Refusal]:
    """What is refused of the rest, where something is unfit."""
    answer = partial_answer(at.gate.form, at.decision.answer, unfit)
    found = refused_by(lambda: _checked(at, answer, frozenset(unfit) & {BY, DECIDED_ON}))
    told = [one for one in found if not any(meets(one.field or "", other) for other in unfit)]
    return [as_labelled(at.gate.form, one) for one in told]


def read(at: AskedDecision) -> Answer:
    """The answer in the gate's newest form; what does not fit is told with what else is wrong."""
    try:
        return parse(at.gate, at.decision.answer)
    except Refusal as refused:
        misfits = each_of(refused)
        beside = refused_beside(at, [one.field or "" for one in misfits])
        raise at_once([*misfits, *beside]) from None


def checked(at: AskedDecision, answer: Answer) -> Deciding:
    """The decision with everything around it. All that refuses it is told at once."""
    (made,) = _checked(at, answer, frozenset())
    return made


def _checked(at: AskedDecision, answer: Answer, unfit: frozenset[str]) -> list[Deciding]:
    """The decision; none where its facts cannot all be checked, for something in it is unfit.

    Of `unfit`, its day or office, nothing is known. The facts are checked though whoever is said to
    have decided may not have.
    """
    decision = at.decision
    known: dict[str, Any] = {"day": None if DECIDED_ON in unfit else decision.decided_on}
    made: list[Deciding] = []

    def find_recorder() -> None:
        known["person"] = recorder_at(at.write, at.gate, at.row.district, decision.recorded_by)

    def find_decider() -> None:
        held = decider(at.write, at.gate, at.row, at.asked, decision)
        if "person" in known:
            refuse_first_person(at.write, at.gate, at.asked, held, known["person"])
        known["holding"] = held

    def refuse_facts() -> None:
        if "person" not in known:
            return  # whoever may not record here is told nothing of the registry
        deciding = Deciding(
            at.desk, at.write, at.row, at.gate, at.asked, answer,
            known["day"], known.get("holding"), known["person"],
            [one for one in at.rows if one.live], decision.evidence,
            classified=decision.classified,
        )  # fmt: skip
        check_facts(deciding)
        made.append(deciding)

    read_both_people(at.write, at.row.district, decision)
    of_day = () if DECIDED_ON in unfit else (lambda: _refuse_future(at.write, decision),)
    of_decider = () if unfit else (find_decider,)
    told_at_once(*of_day, *_checks(at), find_recorder, *of_decider, refuse_facts)
    return made


def check_facts(deciding: Deciding) -> None:
    """What its gate refuses, and papers that nobody can hold yet."""
    told_at_once(
        lambda: deciding.office.declared.recording(deciding.gate).check(deciding),
        lambda: refuse_papers_ahead(deciding),
    )


def _checks(at: AskedDecision) -> tuple[Callable[[], None], ...]:
    """What is checked of a decision whatever its form says: its texts, its scans."""
    decision = at.decision
    known = partial(officials_of, at.write.connection, at.row.district)

    def refuse_text(said: Json) -> None:
        refuse_unfit_texts(at.desk, said, reason=decision.reason, officials=known)

    return (
        lambda: refuse_text(decision.answer),
        lambda: refuse_text(_said_beside(decision)),
        lambda: refuse_unprintable({"by": decision.by}),
        lambda: _refuse_without_evidence(at.gate, decision),
        lambda: _refuse_unregistered(at),
        lambda: _refuse_unread(at),
    )


def _refuse_future(write: Write, decision: Decision) -> None:
    if decision.decided_on > write.today:
        raise ActInFuture(field="decided_on", value=decision.decided_on, today=write.today)


def _refuse_without_evidence(gate: Gate[Any], decision: Decision) -> None:
    if gate.evidence is Evidence.REQUIRED and not (decision.evidence or decision.classified):
        raise EvidenceMissing(field="evidence", gate=gate.label)


def _refuse_unregistered(at: AskedDecision) -> None:
    if not at.decision.classified:
        return
    found = classified_papers(at.write.connection, (at.row.district,), at.write.today)
    known = {one.registered for one in found}
    for number in at.decision.classified:
        if number not in known:
            raise NotInRegister(field="classified", value=str(number))


def _refuse_unread(at: AskedDecision) -> None:
    """Whoever confirms what another recorded says which version of it they have read."""
    if at.decision.about is None and read_first(at.desk.declared, at.gate.key):
        path = at.asked.path
        raise ReadUnnamed(field="about", gate=at.gate.label, instance=at.row.id, path=path)


def _said_beside(decision: Decision) -> Json:
    """What is kept of a decision beside its answer, each under the name of its field."""
    scans = [file.file_name for file in decision.evidence]
    beside: dict[str, Json] = {"evidence": scans, "reason": decision.reason}
    return {name: value for name, value in beside.items() if value}
