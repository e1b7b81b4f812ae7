"""The plan is looked at as a plan, and put to the committee: who decided, when, on which paper."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.views.plan_summary import PlanFilter, PlanSummary
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import gate_at, of_plan, or_not_found, plan_place
from desk.web.frame.problems import FieldProblem, Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.gate.conflicts import conflict as decided_already
from desk.web.gate.form_reading import FormReading
from desk.web.gate.form_values import form_values
from desk.web.gate.gate_form import SentForm, sent, wanted_with
from desk.web.gate.sheets import GateSheet
from desk.web.gate.typed_sheets import typed_sheet
from desk.web.pages.plan_frame import changes_told, plan_values, summary_of
from desk.web.pages.plan_page import PLACE
from flows.plan.gates import PLAN_DRAFT
from flows.plan.writing import PlanLocked, PlanMoved, put_forward
from registry.refusals import Refusal
from registry.rules.rights import Verb

SUBMIT = f"{PLACE}/submit"
MOVED, STATE = 409, "state"


@get(SUBMIT, Door(Verb.PREPARE, of_plan))
def submit_page(asking: Asking, plan: int) -> Response:
    """The whole plan as it is printed, what there is to say about it, and the decision."""
    return _form(asking, summary_of(asking, plan), SentForm({}))


def _sheet(asking: Asking, seen: PlanSummary, form: SentForm) -> GateSheet:
    at = seen.copy.at
    asked = or_not_found(gate_at(asking.view, at.instance, at.path))
    return typed_sheet(asking, asked, form.typed)


def _form(
    asking: Asking,
    seen: PlanSummary,
    form: SentForm,
    problems: Problems = (),
    status: int | None = None,
) -> Response:
    if not seen.copy.open:
        return see(plan_place(seen.copy.at.instance))
    values = form_values(asking, _sheet(asking, seen, form), form, problems)
    return render(
        asking,
        "plan_submit.html",
        status,
        **(values | plan_values(asking, seen) | changes_told(seen)),
        groups=seen.groups(PlanFilter()),
        incomplete=seen.incomplete,
    )


@post(SUBMIT, Door(Verb.PREPARE, of_plan))
def submit(asking: Asking, plan: int) -> Response:
    """The plan put forward as it was shown, or what keeps it from that."""
    seen = summary_of(asking, plan)
    form = sent(asking)
    if form.said("step") == "holders":
        return _form(asking, seen, form)
    if not asking.may(Verb.RECORD, seen.copy.at.district, PLAN_DRAFT.recorders):
        raise HTTPException(FORBIDDEN)
    asked = _sheet(asking, seen, form)
    if not seen.copy.open:
        return decided_already(asking, asked, form)
    want = wanted_with(asking, asked, form, FormReading(dict(seen.copy.answer)))
    if seen.incomplete or want.decision is None:
        return _form(asking, seen, form, _incomplete(asking, seen) + _told(asking, want.problems))
    asking.fresh()
    try:
        receipt = put_forward(asking.office, want.decision, form.said(STATE))
    except Refusal as refusal:
        return _refused(asking, plan, form, refusal)
    form.drop(asking)
    return see(f"/instances/{plan}?done=decided{leave_notice(asking, receipt.warnings)}")


def _told(asking: Asking, problems: tuple[Refusal, ...]) -> Problems:
    beside = [one for one in problems if not (one.field or "").startswith("rows")]
    return problems_of(asking, *beside)


def _incomplete(asking: Asking, seen: PlanSummary) -> Problems:
    """Each row that lacks something, with the way to it."""
    found = []
    for row in seen.incomplete:
        lacks = seen.lacks(row)
        if lacks is not None:
            told = shown(lacks, asking.language)
            found.append(FieldProblem(f"row.{row.key}", f"{row.called}: {told.text}"))
    return tuple(found)


def _refused(asking: Asking, plan: int, form: SentForm, refusal: Refusal) -> Response:
    problems = problems_of(asking, refusal)
    seen = summary_of(asking, plan)
    if isinstance(refusal, PlanLocked) or not seen.copy.open:
        return decided_already(asking, _sheet(asking, seen, form), form, problems)
    form.ask_reason(refusal)
    status = MOVED if isinstance(refusal, PlanMoved) else None
    return _form(asking, seen, form, problems, status)
