"""What was mistyped is put right: shown as it was and as it would be, before it is done."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.clock import bangkok_day
from desk.views.answer_difference import AnswerDifference
from desk.views.answer_names import known_of
from desk.views.answer_words import in_words
from desk.views.form_fields import FieldKind
from desk.views.quarter_book import RecordedSheet, book_of_recorded
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.confirmers import Confirmers, act_at_gate, confirmers
from desk.web.frame.doors import Door, get, post
from desk.web.frame.downloads import file_given
from desk.web.frame.forms_back import with_address
from desk.web.frame.places import NOT_FOUND, of_instance
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import OK, render
from desk.web.gate.answer_change import (
    WHY,
    AnswerChange,
    answer_change,
    reason_missing,
    wanted_correction,
)
from desk.web.gate.form_values import form_values
from desk.web.gate.gate_form import SentForm, changed_rows, fields_without, sent
from desk.web.gate.quarter_files import FILE, fill_from_quarter, misfits
from desk.web.gate.recorded_values import recorded_beside
from desk.web.gate.seat_table import typed_seats
from desk.web.gate.sheets import GateSheet, sheet, typed_answer
from desk.web.gate.sight import sight_in
from desk.web.pages.second_look import done_after_a_look, live_decision
from flows.decisions.barred_corrections import refuse_any_correction
from flows.decisions.correct import correct, rehearse_correction
from flows.engine.answers import answer_of
from flows.engine.paper import Correctable
from flows.engine.standing_gates import CONFIRM_CORRECTION
from registry.journal import EntryRow, gate_of_entry
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX

CORRECT = "/instances/{instance:int}/correct/{entry:int}"


@get(CORRECT, Door(Verb.CORRECT, of_instance))
def correct_page(asking: Asking, instance: int, entry: int) -> Response:
    """The answer as it is recorded, to be put right."""
    found = live_decision(asking, instance, entry)
    seen, now = _recorded(asking, found)
    if refused := _refused_whatever(asking, seen, found):
        return _barred(asking, seen, found, refused)
    sight = sight_in(asking, seen.row.district)
    typed = typed_answer(seen.gate, seen.fields, seen.seats, now, asking.language, sight)
    return _correction(asking, seen, found, SentForm(typed))


@post(CORRECT, Door(Verb.CORRECT, of_instance))
def correct_form(asking: Asking, instance: int, entry: int) -> Response:
    """Show what would change; then correct."""
    found = live_decision(asking, instance, entry)
    seen, now = _recorded(asking, found)
    form = sent(asking)
    if changed_rows(form) or form.said("step") == "back":
        return with_address(asking, _correction(asking, seen, found, form))
    if form.said("step") == "read_quarter":
        return with_address(asking, _quarter_read(asking, seen, found, form, now))
    change = answer_change(asking, seen, found, form, now, [*form.problems, *reason_missing(form)])
    if change.problems:
        return _correction(asking, seen, found, form, change.problems)

    correction = wanted_correction(asking, seen, found, form, change.fields)

    def put_right() -> None:
        correct(asking.office, correction)
        form.drop(asking)

    return done_after_a_look(
        asking,
        lambda problems, check: _correction(
            asking, seen, found, form, problems, change=change if check else None
        ),
        put_right,
        f"/instances/{instance}?done=corrected",
        reason=WHY,
        rehearsal=None if form.held else lambda: rehearse_correction(asking.office, correction),
        names=change.inputs,
    )


@get(CORRECT + "/quarter-workbook", Door(Verb.CORRECT, of_instance))
def recorded_workbook(asking: Asking, instance: int, entry: int) -> Response:
    """The quarter's workbook with what was recorded, to be put right and read in again."""
    found = live_decision(asking, instance, entry)
    seen, _ = _recorded(asking, found)
    if not _has_workbook(seen):
        raise HTTPException(NOT_FOUND)
    counts = RecordedSheet(instance, answer_of(seen.rows, found, seen.gate))
    name, content = book_of_recorded(asking.connection, counts)
    return file_given(content, XLSX, name)


def _has_workbook(seen: GateSheet) -> bool:
    """Whether a quarter's workbook tells what the form asks, and its figures are shown."""
    return any(one.kind is FieldKind.FIGURES for one in seen.fields)


def _quarter_read(
    asking: Asking, seen: GateSheet, found: EntryRow, form: SentForm, now: dict[str, Any]
) -> Response:
    """The form with what the workbook says, and what of it differs from what is recorded."""
    if not _has_workbook(seen):
        return _correction(asking, seen, found, form)
    try:
        file = fill_from_quarter(asking, seen, form)
    except Refusal as refusal:
        note(asking, refusal)
        wrong = tuple(shown(one, asking.language, FILE) for one in misfits(refusal))
        return _correction(asking, seen, found, form, wrong)
    change = answer_change(asking, seen, found, form, now, ())
    counts = RecordedSheet(seen.row.id, answer_of(seen.rows, found, seen.gate))
    recorded_on = bangkok_day(counts.answer.record.recorded_at)
    since = None if file.made_of == counts.mark else recorded_on
    read = FileReading(change.said, bool(change.fields), since)
    return _correction(asking, seen, found, form, change.problems, read=read)


@dataclass(frozen=True)
class FileReading:
    """What a workbook says otherwise than is recorded.

    `since` is the day on which that was recorded, of a workbook that was made before.
    """

    said: AnswerDifference
    differs: bool
    since: date | None


def _refused_whatever(asking: Asking, seen: GateSheet, found: EntryRow) -> Problems:
    """Why nothing of the answer can be corrected any more; nothing of one that can be."""
    try:
        refuse_any_correction(asking.office, asking.connection, seen.row, [*seen.rows], found)
    except Refusal as refusal:
        return problems_of(asking, refusal)
    return ()


def _recorded(asking: Asking, found: EntryRow) -> tuple[GateSheet, dict[str, Any]]:
    """The gate of the decision, and its answer as it counts now."""
    asked = gate_of_entry(asking.connection, found.id)
    seen = sheet(asking, asked, on=found.act_date, before=found)
    now = answer_of(seen.rows, found, seen.gate).body
    hidden = sight_in(asking, seen.row.district).kept_back(seen.gate, now)
    shown = replace(seen, fields=tuple(one for one in seen.fields if one.name not in hidden))
    return (shown if _shows_seats(shown, now) else _without_seats(shown)), now


def _shows_seats(seen: GateSheet, now: dict[str, Any]) -> bool:
    """Whether the changes of seats that were recorded can be told from the seats there were."""
    try:
        typed_seats(seen.seats, now.get("changes") or (), now.get("ask") or ())
    except Refusal:
        return False
    return True


def _without_seats(seen: GateSheet) -> GateSheet:
    return replace(
        seen, fields=tuple(one for one in seen.fields if one.kind is not FieldKind.SEATS)
    )


def _correction(
    asking: Asking,
    seen: GateSheet,
    found: EntryRow,
    form: SentForm,
    problems: Problems = (),
    *,
    change: AnswerChange | None = None,
    read: FileReading | None = None,
) -> Response:
    place = f"/instances/{seen.row.id}/correct/{found.id}"
    # A line or two are put right: lists that are ticked stand folded in a short form too.
    values = form_values(asking, seen, form, problems) | {"folds": True}
    now, sight = answer_of(seen.rows, found, seen.gate).body, sight_in(asking, seen.row.district)
    recorded = typed_answer(seen.gate, seen.fields, seen.seats, now, asking.language, sight)
    return render(
        asking,
        "correct.html",
        **values,
        as_recorded=recorded_beside(seen.fields, recorded, form.typed),
        place=place,
        quarter_workbook=f"{place}/quarter-workbook" if _has_workbook(seen) else None,
        read=read,
        why=form.said(WHY),
        change=change,
        barred=None,
        typed=fields_without(form.typed, ("csrf", "step", "held")),
        by_two=_by_two(asking, seen) is not None,
        takes_scan=_by_two(asking, seen) is not None and values["wants_evidence"],
        confirmers=_confirmers(asking, seen) if change else None,
    )


def _barred(asking: Asking, seen: GateSheet, found: EntryRow, refused: Problems) -> Response:
    """What is recorded, and why it stays so."""
    now = answer_of(seen.rows, found, seen.gate).body
    sight, names = (
        sight_in(asking, seen.row.district),
        known_of(asking.connection, seen.row, seen.rows, asking.today),
    )
    said = in_words(seen.gate, now, sight, names)
    return render(asking, "correct.html", OK, sheet=seen, barred=said, problems=refused)


def _by_two(asking: Asking, seen: GateSheet) -> Correctable | None:
    """What a second person confirms of it, where others rest on the answer."""
    return asking.office.declared.corrected_by_two(seen.gate, asking.connection, seen.row)


def _confirmers(asking: Asking, seen: GateSheet) -> Confirmers | None:
    """Who could confirm what is about to be proposed of a frozen paper."""
    if _by_two(asking, seen) is None:
        return None
    return confirmers(asking, act_at_gate(CONFIRM_CORRECTION, seen.row.district))
