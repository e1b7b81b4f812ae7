"""Several consecutive gates already settled on paper, entered at once: all are recorded, or none.

Which gate comes next is known once the one before it is answered: each step is rehearsed in a
transaction that is undone. The steps taken so far travel in the form itself, and so does what was
begun at other gates and left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Sentence, both
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.forms_back import with_address
from desk.web.frame.held_files import drop_held
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import of_instance
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.unsent_forms import LateForm, drop_sent, keep_at_gate
from desk.web.gate.field_views import Typed
from desk.web.gate.form_values import form_values
from desk.web.gate.gate_beginning import is_untouched, typed_before
from desk.web.gate.gate_form import (
    DECIDED_ON,
    SentForm,
    changed_rows,
    sent,
    wanted,
)
from desk.web.gate.sheets import known_instance
from desk.web.pages.catch_up_steps import (
    ASIDE,
    STEPS,
    CatchUpEntry,
    CatchUpStep,
    OpenSteps,
    RehearsalView,
    UnfinishedStep,
    aside_sent,
    decision_of,
    gate_key,
    step_of,
    steps_sent,
)
from flows.decisions.decide import decide
from flows.decisions.rehearsal import Rehearsal, rehearse
from flows.engine.deciding_offices import OFFICE
from registry.records.drafts import GateDraftKey
from registry.refusals import Refusal
from registry.rules.rights import Verb

CATCH_UP = "/instances/{instance:int}/catch-up"
MOST = 40
LEAVING = ("record", "undo", "check", "pick")  # steps that leave the form on the page


@get(CATCH_UP, Door(Verb.PREPARE, of_instance))
def catch_up(asking: Asking, instance: int) -> Response:
    """The first gate of those that were settled on paper."""
    _refuse_partners(asking, instance)
    entered = CatchUpEntry()
    return _page(asking, instance, entered, _rehearsed(asking, instance, entered), None)


@post(CATCH_UP, Door(Verb.PREPARE, of_instance))
def catch_up_form(asking: Asking, instance: int) -> Response:
    """The next gate, one back, all once more in words, or all recorded."""
    _refuse_partners(asking, instance)
    district = known_instance(asking.view, instance).district
    form = sent(asking)
    here = form.said("gate")
    entered = CatchUpEntry(steps_sent(asking, district), aside_sent(asking))
    if here:
        as_begun = _is_left_untouched(asking, instance, entered, form)
        entered = entered.without(here) if as_begun else entered.with_aside(form, here)
    asking.fresh()
    match form.said("step"):
        case "record" if entered.steps:
            return _record(asking, instance, entered)
        case "undo" if entered.steps:
            return _undone(asking, instance, entered)
        case "check" if entered.steps:
            return _check(asking, instance, entered)
        case "pick":
            return _ahead(asking, instance, entered, form.said("pick"))
        case _:
            return _next(asking, instance, entered, form)


def _is_left_untouched(
    asking: Asking, instance: int, entered: CatchUpEntry, form: SentForm
) -> bool:
    """Whether the form is left as its gate begins."""
    here = form.said("gate")
    if form.said("step") not in LEAVING:
        return False
    try:
        seen = _rehearsed(asking, instance, entered, here).next
    except Refusal:
        return False
    return seen is not None and gate_key(seen.asked) == here and is_untouched(asking, seen, form)


def _undone(asking: Asking, instance: int, entered: CatchUpEntry) -> Response:
    """The last step once more, to be changed."""
    *steps, last = entered.steps
    gate = f"{last.instance}/{last.gate}"
    again = UnfinishedStep(gate=gate, typed=last.typed, held=last.held)
    return _ahead(asking, instance, CatchUpEntry(steps, [*entered.aside, again]), gate)


def _next(asking: Asking, instance: int, entered: CatchUpEntry, form: SentForm) -> Response:
    """Read the gate that was filled in, after the others."""
    here = form.said("gate")
    try:
        before = _rehearsed(asking, instance, entered, here, form.typed).next
    except Refusal as refusal:
        return _check(asking, instance, entered, problems_of(asking, refusal))
    if before is None or len(entered.steps) >= MOST:
        return _check(asking, instance, entered)
    if changed_rows(form, form.said("step")) or form.said("step") == "holders":
        return with_address(asking, _ahead(asking, instance, entered, here, form))
    want = wanted(asking, before, form)
    if want.decision is None:
        problems = problems_of(asking, *want.problems)
        return _ahead(asking, instance, entered, here, form, problems)
    step = step_of(asking, before, form, want.decision)
    return _stepped(asking, instance, entered, form, step, want.inputs)


def _stepped(
    asking: Asking,
    instance: int,
    entered: CatchUpEntry,
    form: SentForm,
    step: CatchUpStep,
    inputs: Mapping[str, str],
) -> Response:
    """Rehearse the step after the others; go on to the next gate, or to the check page."""
    here = form.said("gate")
    taken = entered.with_step(step, here)
    try:
        ahead = _rehearsed(asking, instance, taken)
    except Refusal as refusal:
        form.ask_reason(refusal)
        return _ahead(
            asking, instance, entered, here, form, problems_of(asking, refusal, names=inputs)
        )
    if form.said("step") == "last":
        return _check(asking, instance, taken)
    return _page(asking, instance, taken, ahead, None)


def _ahead(
    asking: Asking,
    instance: int,
    entered: CatchUpEntry,
    chosen: str,
    form: SentForm | None = None,
    problems: Problems = (),
) -> Response:
    try:
        ahead = _rehearsed(asking, instance, entered, chosen, form.typed if form else None)
    except Refusal as refusal:
        return _check(asking, instance, entered, problems_of(asking, refusal))
    return _page(asking, instance, entered, ahead, form, problems)


def _page(
    asking: Asking,
    instance: int,
    entered: CatchUpEntry,
    ahead: OpenSteps,
    form: SentForm | None,
    problems: Problems = (),
) -> Response:
    seen = ahead.next
    if seen is None:
        return _check(asking, instance, entered, problems)
    here = gate_key(seen.asked)
    # Paper follows paper: a form begins with the day of the one before, the first with none.
    last = entered.steps[-1].decided_on if entered.steps else None
    first = {DECIDED_ON: [day(last, asking.language)]} if last else {}
    begins = first | (typed_before(asking, seen) or seen.proposal)
    typed = form or entered.begun(asking, here) or SentForm(begins)
    return render(
        asking,
        "catch_up.html",
        **_common(asking, instance, entered),
        **form_values(asking, seen, typed, problems),
        here=here,
        gates=ahead.gates,
    )


def _check(
    asking: Asking, instance: int, entered: CatchUpEntry, problems: Problems = ()
) -> Response:
    """All once more in words, with what to look at; what refuses a step is told before."""
    warnings: tuple[Sentence, ...] = ()
    if entered.steps and not problems:
        try:
            warnings = _rehearsed(asking, instance, entered).warnings
        except Refusal as refusal:
            problems = problems_of(asking, refusal)
    return render(
        asking,
        "catch_up_check.html",
        **_common(asking, instance, entered),
        problems=problems,
        warnings=warnings,
        aside=entered.aside,
    )


def _common(asking: Asking, instance: int, entered: CatchUpEntry) -> dict[str, object]:
    row = known_instance(asking.view, instance)
    return {
        "row": row,
        "district": asking.view.district(row.district),
        "place": f"/instances/{instance}/catch-up",
        "steps": entered.steps,
        "sent_steps": STEPS.dump_json(entered.steps).decode(),
        "sent_aside": ASIDE.dump_json(entered.aside).decode(),
    }


def _record(asking: Asking, instance: int, entered: CatchUpEntry) -> Response:
    try:
        receipts = decide(asking.office, *(decision_of(asking, one) for one in entered.steps))
    except Refusal as refusal:
        return _check(asking, instance, entered, problems_of(asking, refusal))
    for one in entered.steps:
        drop_sent(asking, GateDraftKey(asking.who.person, one.instance, one.gate))
        drop_held(asking, *one.held)
    said = [said for one in receipts for said in one.warnings]
    said += [told for left in entered.aside for told in _left(asking, left)]
    return see(f"/instances/{instance}?done=caught_up{leave_notice(asking, said)}")


def _left(asking: Asking, left: UnfinishedStep) -> Iterator[Sentence]:
    """Keep what was begun aside as a draft, which holds no files; tell of what is not kept."""
    kept = keep_at_gate(asking, asking.who.person, left.place, LateForm([*left.typed]))
    drop_held(asking, *left.held)
    if not kept:
        yield both("page.catch_up.aside_lost", gate=left.title)
    elif left.held:
        yield both("page.catch_up.aside_files", gate=left.title, count=len(left.held))


def _rehearsed(
    asking: Asking,
    instance: int,
    entered: CatchUpEntry,
    chosen: str = "",
    so_far: Typed | None = None,
) -> OpenSteps:
    """What is open after the steps. Raises what refuses one of them."""
    look = RehearsalView(asking, instance, chosen, _last_day(asking, entered), so_far)
    if not entered.steps:
        return look(asking.connection)
    asking.fresh()
    decisions = [decision_of(asking, one) for one in entered.steps]
    found: Rehearsal[OpenSteps] = rehearse(asking.office, decisions, look)
    warnings = tuple(said for one in found.receipts for said in one.warnings)
    return replace(found.seen, warnings=warnings)


def _last_day(asking: Asking, entered: CatchUpEntry) -> date:
    """The day of the paper that was entered last."""
    return entered.steps[-1].decided_on if entered.steps else asking.today


def _refuse_partners(asking: Asking, instance: int) -> None:
    row = known_instance(asking.view, instance)
    if not asking.may(Verb.RECORD, row.district, OFFICE):
        raise HTTPException(FORBIDDEN)
