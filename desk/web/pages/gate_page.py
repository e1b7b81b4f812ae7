"""The gate page: what is asked, the form, and the decision that it becomes."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Sentence
from desk.imports.score_lines import MAXIMA
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.forms_back import with_address
from desk.web.frame.held_files import drop_held
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import gate_at, gate_place, of_instance, or_not_found, plan_place
from desk.web.frame.problems import FieldProblem, Problems, attempt, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.frame.unsent_forms import as_draft, drop_sent, kept_quietly
from desk.web.gate.answer_words import in_words
from desk.web.gate.committee_outcome import standing
from desk.web.gate.conflicts import OK, conflict
from desk.web.gate.form_fields import FieldKind
from desk.web.gate.form_sections import sections_of_form
from desk.web.gate.form_values import sheet_values
from desk.web.gate.gate_beginning import typed_in
from desk.web.gate.gate_form import (
    BY,
    DECIDED_ON,
    HELD_NAME,
    LET_THROUGH,
    DecisionReading,
    SentForm,
    TypedLists,
    changed_rows,
    day_typed,
    deciders_shown,
    fields_without,
    kept,
    lists,
    sent,
    wanted,
)
from desk.web.gate.gate_view import codes_that_came, form_page, score_preview
from desk.web.gate.quarter_files import (
    FILE as QUARTER_FILE,
    fill_from_quarter,
    misfits as quarter_misfits,
)
from desk.web.gate.refused_beside import NO_INPUT, refused_beside
from desk.web.gate.score_files import FILE, fill_from_file, misfits
from desk.web.gate.sheets import GateSheet, sheet
from desk.web.gate.sight import OWN
from flows.capabilities import GATES
from flows.decisions.decide import Decision, Receipt, decide
from flows.decisions.refusals import AlreadyDecided, DraftNotLatest, GateNotOpen, InstanceEnded
from flows.decisions.rehearsal import rehearse
from flows.engine.gate import SecondLook
from flows.engine.widgets import Widget, field_with
from flows.plan.gates import PlanDraftV1
from registry.journal import GateRow
from registry.records.drafts import GateDraftKey, draft_of, drop_draft, save_draft
from registry.refusals import Refusal, each_of
from registry.rules.answer_screening import TextNeedsReason
from registry.rules.rights import Verb

GATE = "/instances/{instance:int}/gates/{path:path}"
DRAFT = "/instances/{instance:int}/drafts/{path:path}"
CONFLICT = 409
PASSED_BY = (AlreadyDecided, GateNotOpen, InstanceEnded)


@get(GATE, Door(Verb.READ, of_instance))
def gate(asking: Asking, instance: int, path: str) -> Response:
    """The gate, with what its reader had typed before, or what is known already."""
    asked = _gate_row(asking, instance, path)
    if asked.status == "open" and issubclass(GATES[asked.gate].form, PlanDraftV1):
        return see(plan_place(instance))  # a plan is written row by row, by several people
    draft = draft_of(asking.connection, GateDraftKey(asking.who.person, instance, path))
    seen = _sheet(asking, asked)
    if not seen.takes_paper:
        return conflict(asking, seen, SentForm(typed_in(draft)), status=OK)
    if draft is None:
        return form_page(asking, seen, SentForm(seen.proposal))
    typed = typed_in(draft)
    seen, section = _sheet(asking, asked, typed), asking.request.query_params.get("section", "")
    return form_page(asking, seen, SentForm(typed), saved_at=draft.saved_at, opened=section)


@post(GATE, Door(Verb.PREPARE, of_instance))
def gate_form(asking: Asking, instance: int, path: str) -> Response:
    """What its form asks for: to record, to check first, to keep for later, or one row more."""
    return with_address(asking, _answered(asking, instance, path))


def _answered(asking: Asking, instance: int, path: str) -> Response:
    asked = _gate_row(asking, instance, path)
    form = sent(asking)
    seen = _sheet(asking, asked, form.typed)
    step, _, at = form.said("step").partition(":")
    if step == "discard":
        drop_draft(asking.office.registry, GateDraftKey(asking.who.person, instance, path))
        return see(gate_place(instance, path))
    preparing = {
        "save": _saved,
        "go_on": _gone_on,
        "read_file": _filled,
        "read_quarter": _quarter_filled,
    }
    if step in preparing:
        return preparing[step](asking, seen, form)
    if changed_rows(form, step) or step in ("holders", "back"):
        return form_page(asking, seen, form, opened=at)
    if not asking.may(Verb.RECORD, seen.row.district, seen.gate.recorders):
        raise HTTPException(FORBIDDEN)
    return _recorded(asking, seen, form, step)


@post(DRAFT, Door(Verb.PREPARE, of_instance))
def gate_draft(asking: Asking, instance: int, path: str) -> Response:
    """What the script sends while somebody types: kept for them alone."""
    _gate_row(asking, instance, path)
    typed = lists((k, v) for k, v in asking.form.multi_items() if isinstance(v, str))
    return kept_quietly(asking, lambda: _save(asking, instance, path, typed))


def _filled(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    """The form with the lines of the workbook that came along; or what is wrong, by cell."""
    name = next((one.name for one in seen.fields if one.kind is FieldKind.LISTED), None)
    if name is None:
        return form_page(asking, seen, form)
    try:
        told = fill_from_file(asking, form, name, codes_that_came(seen))
    except Refusal as refusal:
        note(asking, refusal)
        place = refusal.field if refusal.field in MAXIMA else FILE
        problems = tuple(shown(one, asking.language, place) for one in misfits(refusal))
        return form_page(asking, seen, form, problems)
    return form_page(asking, seen, form, told=told)


def _quarter_filled(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    """The form with what the quarter's workbook says; or what is wrong, by cell."""
    if field_with(seen.gate.form, Widget.FIGURES) is None:
        return form_page(asking, seen, form)
    if not seen.takes_paper:
        return conflict(asking, seen, form)
    try:
        fill_from_quarter(asking, seen, form)
    except Refusal as refusal:
        note(asking, refusal)
        wrong = quarter_misfits(refusal)
        return form_page(
            asking, seen, form, tuple(shown(one, asking.language, QUARTER_FILE) for one in wrong)
        )
    return form_page(asking, _sheet(asking, seen.asked, form.typed), form)


def _gate_row(asking: Asking, instance: int, path: str) -> GateRow:
    return or_not_found(gate_at(asking.view, instance, path))


def _sheet(asking: Asking, asked: GateRow, typed: TypedLists | None = None) -> GateSheet:
    """The gate with the holders of the day that was typed, else of today."""
    on = day_typed(asking, typed or {}) or asking.today
    return sheet(asking, asked, on=on, so_far=typed)


def _save(asking: Asking, instance: int, path: str, typed: TypedLists) -> datetime:
    office = asking.office
    person, answer = asking.who.person, as_draft(kept(typed))
    return save_draft(office.registry, GateDraftKey(person, instance, path), answer, net=office.net)


def _keep(asking: Asking, seen: GateSheet, form: SentForm) -> None:
    """Keep what was refused as the draft, for "back" leads to the page as it was first asked for.

    What no draft may hold is told with what else is wrong.
    """
    with suppress(Refusal):
        _save(asking, seen.row.id, seen.asked.path, form.typed)


def _saved(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    if problems := _problems_of_draft(asking, seen, form):
        return form_page(asking, seen, form, problems)
    return see(f"/instances/{seen.row.id}?done=saved")


def _gone_on(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    """Keep what was typed as the draft, and open the section that comes after.

    A scan that came along is held by the page that shows it: a draft would tell what seals it.
    """
    section = form.said("step").partition(":")[2]
    if problems := _problems_of_draft(asking, seen, form):
        return form_page(asking, seen, form, problems)
    following = sections_of_form(asking, seen, form.typed).after(section)
    opened, anchor = (following.name, following.anchor) if following else ("", BY)
    if form.held or form.problems:
        problems = problems_of(asking, *form.problems)
        return form_page(asking, seen, form, problems, opened=opened)
    return see(
        f"{gate_place(seen.row.id, seen.asked.path)}?section={quote(opened)}#{quote(anchor)}"
    )


def _problems_of_draft(asking: Asking, seen: GateSheet, form: SentForm) -> Problems:
    """Keep the draft; answers what refused it. It names its texts by their place as typed."""
    names = {f"typed.{place}.1": name for place, (name, _) in enumerate(kept(form.typed))}
    return attempt(asking, lambda: _save(asking, seen.row.id, seen.asked.path, form.typed), names)


def _recorded(asking: Asking, seen: GateSheet, form: SentForm, step: str) -> Response:
    """Record it; a form that was sent by the Enter key alone is shown once more in any case."""
    want = wanted(asking, seen, form)
    if want.decision is None:
        beside = refused_beside(asking, want)
        problems = _all_shown(asking, want, beside)
        _ask_reason(form, beside)
        if not seen.takes_paper:  # what is lacking is wanted no more
            return conflict(asking, seen, form)
        _keep(asking, seen, form)
        return form_page(asking, seen, form, problems)
    decision = want.decision
    asking.fresh()
    try:
        if step != "record":
            look = _looked_at_first(asking, seen, decision, asked=step == "look")
            if look is not None:
                return _check_page(asking, seen, form, decision, look, want.inputs)
        receipt = decide(asking.office, decision)[0]
    except Refusal as refusal:
        return _refused(asking, seen, form, want, refusal)
    return _done(asking, seen, form, receipt)


def _looked_at_first(
    asking: Asking, seen: GateSheet, decision: Decision, *, asked: bool
) -> Receipt | None:
    """What the decision would become, where that is shown before it is recorded.

    At gates that are checked first, where it is `asked`, where the day lies before the work began,
    and where paper of an earlier day opens gates whose last day has passed.
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
    drop_held(asking, *(one.token for one in form.held))
    look = leave_notice(asking, receipt.warnings)
    return see(f"/instances/{seen.row.id}?done=decided{look}")


def _refused(
    asking: Asking, seen: GateSheet, form: SentForm, want: DecisionReading, refusal: Refusal
) -> Response:
    """Beside its field; where somebody was first, with what they recorded."""
    problems = problems_of(asking, refusal, names=want.inputs | NO_INPUT)
    again = gate_at(asking.view, seen.row.id, seen.asked.path) or seen.asked
    now = _sheet(asking, again, form.typed)
    _ask_reason(form, each_of(refusal))
    earlier = isinstance(refusal, GateNotOpen) and now.takes_paper  # of an earlier day
    if isinstance(refusal, PASSED_BY) and not earlier:
        return conflict(asking, now, form, problems)
    _keep(asking, seen, form)
    status = CONFLICT if earlier or isinstance(refusal, DraftNotLatest) else None
    return form_page(asking, now, form, problems, status=status)


def _ask_reason(form: SentForm, refusals: Iterable[Refusal]) -> None:
    """Have the page ask for the reason where a text needs one."""
    if any(isinstance(one, TextNeedsReason) for one in refusals):
        form.typed.setdefault(LET_THROUGH, [""])


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
        of_seats=any(one.kind is FieldKind.SEATS for one in seen.fields),
        lapsing=look.lapsing,
        scores=score_preview(asking, seen, form.typed),
        totals=sheet_values(asking, seen, form.typed)["totals"],
        typed=fields_without(form.typed, ("csrf", "step", "add", "remove", HELD_NAME)),
    )


def _decider_of(asking: Asking, seen: GateSheet, decision: Decision) -> Sentence | None:
    on_the_day = _sheet(asking, seen.asked, {DECIDED_ON: [decision.decided_on.isoformat()]})
    shown = deciders_shown(on_the_day.able)
    return next((one.label for one in shown if one.value == decision.by), None)
