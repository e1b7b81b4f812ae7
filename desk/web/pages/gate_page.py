"""The gate page: what is asked, the form, and the decision that it becomes."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.imports.score_lines import MAXIMA
from desk.views.form_fields import FieldKind
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.forms_back import with_address
from desk.web.frame.places import gate_at, gate_place, of_instance, or_not_found, plan_place
from desk.web.frame.problems import shown
from desk.web.frame.typed_fields import typed_lists
from desk.web.frame.unsent_forms import kept_quietly
from desk.web.gate.conflicts import OK, conflict
from desk.web.gate.gate_beginning import typed_in
from desk.web.gate.gate_drafts import draft_saved, next_section, save_typed
from desk.web.gate.gate_form import SentForm, changed_rows, sent
from desk.web.gate.gate_recording import decision_recorded
from desk.web.gate.gate_view import codes_that_came, form_page
from desk.web.gate.quarter_files import (
    FILE as QUARTER_FILE,
    fill_from_quarter,
    misfits as quarter_misfits,
    quarter_as_read,
)
from desk.web.gate.score_files import FILE, fill_from_file, misfits
from desk.web.gate.sheets import GateSheet
from desk.web.gate.typed_sheets import typed_sheet
from flows.capabilities import GATES
from flows.engine.widgets import Widget, field_with
from flows.plan.gates import PlanDraftV1
from registry.journal import GateRow
from registry.records.drafts import GateDraftKey, draft_of, drop_draft
from registry.refusals import Refusal
from registry.rules.rights import Verb

GATE = "/instances/{instance:int}/gates/{path:path}"
DRAFT = "/instances/{instance:int}/drafts/{path:path}"


@get(GATE, Door(Verb.READ, of_instance))
def gate(asking: Asking, instance: int, path: str) -> Response:
    """The gate, with what its reader had typed before, or what is known already."""
    asked = _gate_row(asking, instance, path)
    if asked.status == "open" and issubclass(GATES[asked.gate].form, PlanDraftV1):
        return see(plan_place(instance))  # a plan is written row by row, by several people
    draft = draft_of(asking.connection, GateDraftKey(asking.who.person, instance, path))
    seen = typed_sheet(asking, asked)
    if not seen.takes_paper:
        return conflict(asking, seen, SentForm(typed_in(draft)), status=OK)
    if draft is None:
        return form_page(asking, seen, SentForm(seen.proposal))
    typed = typed_in(draft)
    seen = typed_sheet(asking, asked, typed)
    section = asking.request.query_params.get("section", "")
    return form_page(asking, seen, SentForm(typed), saved_at=draft.saved_at, opened=section)


@post(GATE, Door(Verb.PREPARE, of_instance))
def gate_form(asking: Asking, instance: int, path: str) -> Response:
    """What its form asks for: to record, to check first, to keep for later, or one row more."""
    return with_address(asking, _answered(asking, instance, path))


def _answered(asking: Asking, instance: int, path: str) -> Response:
    asked = _gate_row(asking, instance, path)
    form = sent(asking)
    seen = typed_sheet(asking, asked, form.typed)
    step, _, at = form.said("step").partition(":")
    if step == "discard":
        drop_draft(asking.office.registry, GateDraftKey(asking.who.person, instance, path))
        return see(gate_place(instance, path))
    preparing = {
        "save": draft_saved,
        "go_on": next_section,
        "read_file": _filled,
        "read_quarter": _quarter_filled,
    }
    if step in preparing:
        return preparing[step](asking, seen, form)
    if changed_rows(form, step) or step in ("holders", "back"):
        return form_page(asking, seen, form, opened=at)
    if not asking.may(Verb.RECORD, seen.row.district, seen.gate.recorders):
        raise HTTPException(FORBIDDEN)
    return decision_recorded(asking, seen, form, step)


@post(DRAFT, Door(Verb.PREPARE, of_instance))
def gate_draft(asking: Asking, instance: int, path: str) -> Response:
    """What the script sends while somebody types: kept for them alone."""
    _gate_row(asking, instance, path)
    typed = typed_lists(asking)
    return kept_quietly(asking, lambda: save_typed(asking, instance, path, typed))


def _filled(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    """The form with the lines of the workbook that came along; or what is wrong, by cell."""
    name = next((one.name for one in seen.fields if one.kind is FieldKind.LISTED), None)
    if name is None:
        return form_page(asking, seen, form)
    try:
        read = fill_from_file(asking, form, name, codes_that_came(seen))
    except Refusal as refusal:
        note(asking, refusal)
        place = refusal.field if refusal.field in MAXIMA else FILE
        problems = tuple(shown(one, asking.language, place) for one in misfits(refusal))
        return form_page(asking, seen, form, problems)
    return form_page(asking, seen, form, read=read)


def _quarter_filled(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    """The form with what the quarter's workbook says; or what is wrong, by cell."""
    if field_with(seen.gate.form, Widget.FIGURES) is None:
        return form_page(asking, seen, form)
    if not seen.takes_paper:
        return conflict(asking, seen, form)
    try:
        read = fill_from_quarter(asking, seen, form)
    except Refusal as refusal:
        note(asking, refusal)
        wrong = quarter_misfits(refusal)
        return form_page(
            asking, seen, form, tuple(shown(one, asking.language, QUARTER_FILE) for one in wrong)
        )
    now = typed_sheet(asking, seen.asked, form.typed)
    return form_page(asking, now, form, read=quarter_as_read(asking, now, read))


def _gate_row(asking: Asking, instance: int, path: str) -> GateRow:
    return or_not_found(gate_at(asking.view, instance, path))
