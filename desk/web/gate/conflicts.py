"""Somebody was first, or the gate is open no more: what was recorded, beside what was typed."""

from contextlib import suppress
from typing import Any

from starlette.responses import Response

from desk.views.answer_words import in_words
from desk.views.instance_summary import history_lines
from desk.views.sight import OWN
from desk.web.frame.asking import Asking
from desk.web.frame.language import era
from desk.web.frame.problems import Problems
from desk.web.frame.rendering import render
from desk.web.frame.unsent_forms import as_draft
from desk.web.gate.form_reading import Reader
from desk.web.gate.gate_form import ABOUT, SentForm, kept
from desk.web.gate.history import history
from desk.web.gate.sheets import GateSheet
from flows.capabilities import GATES
from flows.engine.answers import Answers, CurrentAnswer
from flows.engine.forms import parse
from flows.engine.gate import Answer
from registry.journal import EntryRow
from registry.queries.documents import documents
from registry.records.drafts import GateDraftKey, save_draft
from registry.refusals import Refusal

CONFLICT = 409
OK = 200


def conflict(
    asking: Asking,
    sheet: GateSheet,
    form: SentForm,
    problems: Problems = (),
    status: int = CONFLICT,
) -> Response:
    """The page that loses nothing: what counts at the gate now, and what was typed here."""
    decided = decided_at(sheet)
    typed = Reader(sheet.gate, form.typed, era(asking), sheet.seats, sheet.ties).read(sheet.fields)
    same_read = form.said(ABOUT) in ("", sheet.about)
    own = (
        decided is not None
        and same_read
        and _is_same(asking, sheet, decided.decision, typed.answer)
    )
    if not own and form.typed:
        _keep(asking, sheet, form)
    every = documents(asking.connection, instance_id=sheet.row.id) if decided else []
    papers = asking.view.opened(every)
    told = {decided.decision.id, decided.record.id} if decided else set()
    every_line = history_lines(asking.view, sheet.row, sheet.rows, papers)  # titles rest on all
    lines = [one for one in every_line if one.entry in told]
    return render(
        asking,
        "gate_conflict.html",
        status,
        problems=() if own else problems,
        sheet=sheet,
        own=own,
        decided=history(asking, sheet.row, sheet.rows, lines, papers),
        typed=in_words(sheet.gate, typed.answer, OWN, sheet.known),
        let_through=form.said("let_through"),
        has_typed=bool(kept(form.typed)),
    )


def decided_at(sheet: GateSheet) -> CurrentAnswer[Answer] | None:
    """The answer that counts at the gate."""
    given = Answers(sheet.rows, GATES).to(Answer)
    return next((one for one in reversed(given) if one.path == sheet.asked.path), None)


def _is_same(asking: Asking, sheet: GateSheet, decided: EntryRow, answer: dict[str, Any]) -> bool:
    """Whether who asks recorded the very same: a form that was sent twice."""
    if decided.recorded_by != asking.who.person:
        return False
    try:
        said = parse(sheet.gate, answer).model_dump(mode="json")
    except Refusal:
        return False
    return bool(said == decided.body["answer"])


def _keep(asking: Asking, sheet: GateSheet, form: SentForm) -> None:
    """What was typed stays as a draft too; what may not be kept stands on the page alone."""
    office = asking.office
    with suppress(Refusal):
        save_draft(
            office.registry,
            GateDraftKey(asking.who.person, sheet.row.id, sheet.asked.path),
            as_draft(kept(form.typed)),
            net=office.net,
        )
