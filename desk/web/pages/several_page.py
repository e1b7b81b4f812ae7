"""Several gates of one kind answered by one paper: shown first, all recorded or none."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Sentence
from desk.views.answer_words import AnswerLine, in_words
from desk.views.sight import OWN
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import gate_place, of_instance, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.unsent_forms import drop_sent
from desk.web.gate.field_views import shown
from desk.web.gate.form_values import form_values
from desk.web.gate.gate_form import (
    HELD_NAME,
    SentForm,
    deciders_shown,
    fields_without,
    sent,
)
from desk.web.gate.several import (
    SubjectReading,
    SubjectRow,
    answered_together,
    gates_sent,
    read_rows,
    shared_fields,
    subject_rows,
)
from flows.decisions.decide import decide
from flows.decisions.rehearsal import rehearse
from registry.records.drafts import GateDraftKey
from registry.refusals import Refusal, each_of
from registry.rules.rights import Verb

SEVERAL = "/instances/{instance:int}/several/{gate}"
NOBODY = "several"


class NobodyAnswered(Refusal):
    """No subject is chosen: the paper would answer for nobody."""


@dataclass(frozen=True)
class AnswerPreview:
    """What would be recorded for one subject, and what to look at."""

    title: Sentence
    said: tuple[AnswerLine, ...]
    warnings: tuple[Sentence, ...]


@get(SEVERAL, Door(Verb.PREPARE, of_instance))
def several(asking: Asking, instance: int, gate: str) -> Response:
    """Every open gate of that kind, with what one paper says for all of them.

    Where one is left, for the others were answered since the way here was shown, it is that gate.
    """
    gates = or_not_found(answered_together(asking, instance, gate) or None)
    if len(gates) == 1:
        return see(gate_place(instance, gates[0].path))
    begun = SentForm({})
    rows = subject_rows(asking, gates, begun)
    for one in rows:
        begun.typed.update(one.proposal)
    return _page(asking, rows, begun)


@post(SEVERAL, Door(Verb.PREPARE, of_instance))
def several_form(asking: Asking, instance: int, gate: str) -> Response:
    """Show what would be recorded; then record all of it."""
    form = sent(asking)
    gates = or_not_found(gates_sent(asking, instance, gate, form) or None)
    rows = subject_rows(asking, gates, form)
    if not asking.may(Verb.RECORD, rows[0].sheet.row.district, rows[0].sheet.gate.recorders):
        raise HTTPException(FORBIDDEN)
    if form.said("step") in ("back", "holders"):
        return _page(asking, rows, form)
    readings = read_rows(asking, rows, form)
    if wrong := _wrong(readings):
        note(asking, wrong[0])
        return _page(asking, rows, form, problems_of(asking, *wrong))
    return _taken(asking, rows, form, readings)


def _wrong(readings: list[SubjectReading]) -> list[Refusal]:
    """All that is wrong, what the rows share told once."""
    if not readings:
        return [NobodyAnswered(field=NOBODY)]
    found: dict[tuple[str, str], Refusal] = {}
    for reading in readings:
        for one in reading.problems:
            found.setdefault((one.field or "", one.code), one)
    return [*found.values()]


def _taken(
    asking: Asking, rows: list[SubjectRow], form: SentForm, readings: list[SubjectReading]
) -> Response:
    decisions = [one.decision for one in readings]
    asking.fresh()
    try:
        if form.said("step") != "record":
            receipts = rehearse(asking.office, decisions, lambda _: None).receipts
            warnings = [one.warnings for one in receipts]
            return _check(asking, rows, form, readings, warnings)
        done = decide(asking.office, *decisions)
    except Refusal as refusal:
        return _page(asking, rows, form, _refused(asking, form, readings, refusal))
    person, number = asking.who.person, rows[0].sheet.row.id
    paths = [one.row.sheet.asked.path for one in readings]
    drop_sent(asking, *(GateDraftKey(person, number, path) for path in paths))
    form.drop(asking)
    look = leave_notice(asking, [said for one in done for said in one.warnings])
    return see(f"/instances/{number}?done=caught_up{look}")


def _refused(
    asking: Asking, form: SentForm, readings: list[SubjectReading], refusal: Refusal
) -> Problems:
    """Beside the input of the row that it is of."""
    of = readings[(refusal.place or 1) - 1]
    form.ask_reason(refusal)
    refusal.place = None
    for one in each_of(refusal):
        one.field = of.inputs.get(one.field or "") or of.row.input_of(one.field or "")
    return problems_of(asking, refusal)


def _page(
    asking: Asking, rows: list[SubjectRow], form: SentForm, problems: Problems = ()
) -> Response:
    first = rows[0].sheet
    shared = [one for one in first.fields if one.name in shared_fields(first)]
    return render(
        asking, "several.html",
        **_common(asking, rows, form, problems),
        shared=shown(shared, form.typed),
        rows=[(one, one.fields(form.typed)) for one in rows],
    )  # fmt: skip


def _common(
    asking: Asking, rows: list[SubjectRow], form: SentForm, problems: Problems
) -> dict[str, object]:
    first = rows[0].sheet
    return form_values(asking, first, form, problems) | {
        "place": f"/instances/{first.row.id}/several/{first.gate.key}",
        "hint_of": lambda _name: None,
    }


def _check(
    asking: Asking,
    rows: list[SubjectRow],
    form: SentForm,
    readings: list[SubjectReading],
    warnings: list[tuple[Sentence, ...]],
) -> Response:
    """Every answer in words, before any is recorded."""
    seen = [
        AnswerPreview(
            one.row.title,
            tuple(in_words(one.row.sheet.gate, one.want.answer, OWN, one.row.sheet.known)),
            told,
        )
        for one, told in zip(readings, warnings, strict=True)
    ]
    decision = readings[0].decision
    offered = deciders_shown(rows[0].sheet.able)
    return render(
        asking, "several_check.html",
        **_common(asking, rows, form, ()),
        seen=seen,
        decision=decision,
        decider=next((one.label for one in offered if one.value == decision.by), None),
        left=len(rows) - len(readings),
        typed=fields_without(form.typed, ("csrf", "step", "add", "remove", HELD_NAME)),
    )  # fmt: skip
