"""The decision that the form of a gate becomes: looked at first, recorded, or refused."""

from collections.abc import Sequence

from starlette.responses import Response

from config.words import Sentence
from desk.views.answer_words import in_words
from desk.views.sight import OWN
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import see
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import gate_at, gate_place
from desk.web.frame.problems import FieldProblem, Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.frame.unsent_forms import drop_sent
from desk.web.gate.committee_outcome import standing
from desk.web.gate.conflicts import conflict
from desk.web.gate.form_values import kept_elsewhere, sheet_values
from desk.web.gate.further_refusals import NO_INPUT, refused_beside
from desk.web.gate.gate_drafts import keep_refused
from desk.web.gate.gate_form import (
    ABOUT,
    DECIDED_ON,
    HELD_NAME,
    DecisionReading,
    SentForm,
    deciders_shown,
    fields_without,
    wanted,
)
from desk.web.gate.gate_view import form_page, score_preview
from desk.web.gate.sheets import GateSheet
from desk.web.gate.typed_sheets import typed_sheet
from flows.decisions.decide import Decision, Receipt, decide
from flows.decisions.refusals import AlreadyDecided, DraftNotLatest, GateNotOpen, InstanceEnded
from flows.decisions.rehearsal import decide_unless_warned, rehearse
from flows.engine.gate import SecondLook
from registry.records.drafts import GateDraftKey
from registry.refusals import Refusal

CONFLICT = 409
PASSED_BY = (AlreadyDecided, GateNotOpen, InstanceEnded)


def decision_recorded(asking: Asking, seen: GateSheet, form: SentForm, step: str) -> Response:
    """Record it; a form that was sent by the Enter key alone is shown once more in any case."""
    want = wanted(asking, seen, form)
    if want.decision is None:
        beside = refused_beside(asking, want)
        problems = _all_shown(asking, want, beside)
        form.ask_reason(*beside)
        if not seen.takes_paper:  # what is lacking is wanted no more
            return conflict(asking, seen, form)
        keep_refused(asking, seen, form)
        return form_page(asking, seen, form, problems)
    decision = want.decision
    asking.fresh()
    try:
        if step != "record":
            look = _looked_at_first(asking, seen, decision, asked=step == "look")
            if look is not None:
                return _check_page(asking, seen, form, decision, look, want.inputs)
            receipt, is_taken = decide_unless_warned(asking.office, decision)
            if not is_taken:
                return _check_page(asking, seen, form, decision, receipt, want.inputs)
        else:
            receipt = decide(asking.office, decision)[0]
    except Refusal as refusal:
        return _refused(asking, seen, form, want, refusal)
    return _done(asking, seen, form, receipt)


def _looked_at_first(
    asking: Asking, seen: GateSheet, decision: Decision, *, asked: bool
) -> Receipt | None:
    """What the decision would become, where that is shown before it is recorded.

    At gates that are checked first, where it is `asked`, where the day lies before the work began,
    and where paper of an earlier day opens gates whose last day has passed. What is warned of is
    shown first in any case, by whoever takes the decision.
    """
    is_early = decision.decided_on < seen.row.started_on
    is_checked = asked or is_early or seen.gate.form.second_look is not None
    if not is_checked and decision.decided_on >= asking.today:
        return None
    (receipt,) = rehearse(asking.office, [decision], lambda _: None).receipts
    return receipt if is_checked or receipt.lapsing else None


def _done(asking: Asking, seen: GateSheet, form: SentForm, receipt: Receipt) -> Response:
    person = asking.who.person
    drop_sent(asking, GateDraftKey(person, seen.row.id, seen.asked.path))
    form.drop(asking)
    look = leave_notice(asking, receipt.warnings)
    return see(f"/instances/{seen.row.id}?done=decided{look}")


def _refused(
    asking: Asking, seen: GateSheet, form: SentForm, want: DecisionReading, refusal: Refusal
) -> Response:
    """Beside its field; where somebody was first, with what they recorded."""
    problems = problems_of(asking, refusal, names=want.inputs | NO_INPUT)
    again = gate_at(asking.view, seen.row.id, seen.asked.path) or seen.asked
    now = typed_sheet(asking, again, form.typed)
    form.ask_reason(refusal)
    earlier = isinstance(refusal, GateNotOpen) and now.takes_paper  # of an earlier day
    if isinstance(refusal, PASSED_BY) and not earlier:
        return conflict(asking, now, form, problems)
    keep_refused(asking, seen, form)
    is_other = isinstance(refusal, DraftNotLatest)
    if is_other:  # it is shown as it stands now, and what was typed is an answer to that
        form.typed[ABOUT] = [now.about or ""]
    status = CONFLICT if earlier or is_other else None
    return form_page(asking, now, form, problems, status=status)


def _all_shown(asking: Asking, want: DecisionReading, beside: Sequence[Refusal]) -> Problems:
    """Everything that is wrong, one line a field; the attempt is noted once."""
    found: dict[str, FieldProblem] = {}
    for one in (*want.problems, *beside):
        told = shown(one.sentence, asking.language, one.field or "")
        found.setdefault(told.field_id or told.text, told)
    note(asking, want.problems[0])
    return tuple(found.values())


def _check_page(
    asking: Asking,
    seen: GateSheet,
    form: SentForm,
    decision: Decision,
    look: Receipt,
    inputs: dict[str, str],
) -> Response:
    """Every answer once more in words, before what cannot be undone."""
    answer = decision.answer if isinstance(decision.answer, dict) else {}
    return render(
        asking,
        "gate_check.html",
        **kept_elsewhere(asking, seen, form),
        sheet=seen,
        final=seen.gate.form.second_look is SecondLook.FINAL,
        place=gate_place(seen.row.id, seen.asked.path),
        said=in_words(seen.gate, answer, OWN, seen.known),
        stands=standing(seen, answer),
        inputs=inputs,
        decision=decision,
        decider=_decider_of(asking, seen, decision),
        held=form.held,
        warnings=look.warnings,
        of_seats=seen.has_seats,
        lapsing=look.lapsing,
        scores=score_preview(asking, seen, form.typed),
        totals=sheet_values(asking, seen, form.typed)["totals"],
        typed=fields_without(form.typed, ("csrf", "step", "add", "remove", HELD_NAME)),
    )


def _decider_of(asking: Asking, seen: GateSheet, decision: Decision) -> Sentence | None:
    on_the_day = typed_sheet(asking, seen.asked, {DECIDED_ON: [decision.decided_on.isoformat()]})
    shown = deciders_shown(on_the_day.able)
    return next((one.label for one in shown if one.value == decision.by), None)
