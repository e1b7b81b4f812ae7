"""A row of a plan: all its fields in parts, saved by itself; copied, moved, taken out."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Field, Term, known
from desk.views.form_fields import FieldKind, FormField, described
from desk.views.plan_summary import PlanSummary
from desk.web.frame.asking import Asking
from desk.web.frame.buttons import NO_INPUT, pressed
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import NOT_FOUND, of_plan, plan_place
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedLists, typed_lists
from desk.web.gate.field_views import shown
from desk.web.gate.form_filling import typed_from
from desk.web.gate.form_reading import Reader
from desk.web.gate.form_values import day_echo
from desk.web.pages.plan_conflict import BEGAN, EDIT, MERGE, MINE, carried, chosen, conflict
from desk.web.pages.plan_frame import asked_items, plan_values, summary_of, version_of
from desk.web.pages.plan_page import PLACE
from desk.web.pages.plan_row_parts import parts_of
from flows.engine.offers import Offers
from flows.plan.gates import PLAN_DRAFT
from flows.plan.row_reading import FIELDS, HIDDEN, wrong_in_year
from flows.plan.rows import PlanRow
from flows.plan.writing import RowMoved, add_rows, move_row, save_row, take_out
from registry.queries.plan_working import WorkingRow
from registry.refusals import Refusal
from registry.rules.rights import Verb

ROW = f"{PLACE}/rows/{{row}}"
CARRIED = ("carried_from", *HIDDEN)  # nobody types them: they go along
CHOSEN_IN_A_LIST = ("kind", "lead", "need")
SAVE, OUT, COPY, UP, DOWN, ANEW = "save", "out", "copy", "up", "down", "anew"
STEPS = (SAVE, OUT, COPY, UP, DOWN, MERGE, EDIT, ANEW)


@get(ROW, Door(Verb.READ, of_plan))
def row_page(asking: Asking, plan: int, row: str) -> Response:
    """The row with all its fields; for whoever may not write, in words."""
    seen = summary_of(asking, plan)
    found = _standing(seen, row)
    typed = typed_from(list(fields_of(seen).values()), found.body or {}, asking.language)
    return _form(asking, seen, found, typed, _begun(found))


def _standing(seen: PlanSummary, key: str) -> WorkingRow:
    found = next((one for one in seen.copy.rows if one.key == key), None)
    if found is None:
        raise HTTPException(NOT_FOUND)
    return found


def fields_of(seen: PlanSummary) -> dict[str, FormField]:
    """The fields of a row by name, with what is offered for them."""
    offered = seen.offers.options
    options = {path.removeprefix("rows."): some for path, some in offered.items()}
    return {
        one.name: replace(
            one,
            label=Field(f"rows.{one.name}"),
            kind=FieldKind.PICK if one.name in CHOSEN_IN_A_LIST else one.kind,
        )
        for one in described(PlanRow, Offers(options))
        if one.name in FIELDS and one.name not in CARRIED
        if one.kind is not FieldKind.SOME_OF or one.options
    }


@dataclass(frozen=True)
class RowBegun:
    """The row as a form began with it: its version, and what it said, as JSON."""

    version: int
    said: str


def _begun(row: WorkingRow) -> RowBegun:
    return RowBegun(row.version, json.dumps(row.body or {}, ensure_ascii=False))


def _sent(asking: Asking) -> RowBegun:
    """What the form that was sent began with.

    It goes on from there where it comes back: what somebody saved meanwhile was never on it.
    """
    began = carried(asking.typed.get(BEGAN, ""))
    return RowBegun(version_of(asking), json.dumps(began, ensure_ascii=False))


def _form(
    asking: Asking,
    seen: PlanSummary,
    row: WorkingRow,
    typed: TypedLists,
    begun: RowBegun,
    problems: Problems = (),
) -> Response:
    fields = fields_of(seen)
    views = {one.name: one for one in shown(list(fields.values()), typed)}
    place = seen.copy.rows.index(row) if row in seen.copy.rows else -1
    return render(
        asking,
        "plan_row.html",
        **plan_values(asking, seen),
        asked_items=asked_items(seen, row.key),
        problems=problems,
        row=row,
        number=place + 1,
        parts=parts_of(views, {one.field_id for one in problems}),
        folds=True,
        lacks=seen.lacks(row) if place >= 0 else None,
        begun=begun,
        findings=[one for one in seen.findings if row.key in one.rows],
        hint_of=_hint,
        echo=lambda said: day_echo(asking, said),
    )


def _hint(name: str) -> Term | None:
    key = f"page.hint.plan_row.{name}"
    return Term(key) if known(key) else None


@post(ROW, Door(Verb.PREPARE, of_plan))
def row_form(asking: Asking, plan: int, row: str) -> Response:
    """What its buttons ask for."""
    seen = summary_of(asking, plan)
    found = seen.copy.row(row)
    if found is None:
        raise HTTPException(NOT_FOUND)
    step = pressed(asking.typed, STEPS)
    if step in (MERGE, EDIT, ANEW):
        return _after_conflict(asking, seen, found, step)
    if step == SAVE:
        return _saved(asking, seen, found)
    asking.fresh()
    return _done(asking, seen, found, step)


def _done(asking: Asking, seen: PlanSummary, row: WorkingRow, step: str) -> Response:
    """Taken out, copied or moved."""
    office, plan, who = asking.office, seen.copy.at.instance, asking.who.ref
    verbs: dict[str, Callable[[], object]] = {
        OUT: lambda: take_out(office, plan, row.key, version_of(asking), recorded_by=who),
        COPY: lambda: add_rows(office, plan, [row.body or {}], recorded_by=who, after=row.key),
        UP: lambda: move_row(office, plan, row.key, -1, recorded_by=who),
        DOWN: lambda: move_row(office, plan, row.key, 1, recorded_by=who),
    }
    try:
        made = verbs[step]()
    except RowMoved as moved:
        return conflict(asking, summary_of(asking, plan), moved, moved.now.body or {})
    except Refusal as refusal:
        again = summary_of(asking, plan)
        return _again(asking, again, row, row.body or {}, problems_of(asking, refusal))
    if step == COPY and isinstance(made, list):
        return see(f"{plan_place(plan)}/rows/{made[0]}?done=plan_copied")
    return see(f"{plan_place(plan)}?done=plan_{step}#row.{row.key}")


def _again(
    asking: Asking,
    seen: PlanSummary,
    row: WorkingRow,
    body: Mapping[str, Any],
    problems: Problems,
) -> Response:
    typed = typed_from(list(fields_of(seen).values()), body, asking.language)
    return _form(asking, seen, row, typed, _begun(row), problems)


def _saved(asking: Asking, seen: PlanSummary, row: WorkingRow) -> Response:
    typed = typed_lists(asking)
    fields = [replace(one, required=False) for one in fields_of(seen).values()]
    read = Reader(PLAN_DRAFT, typed, era(asking)).read(fields)
    kept = {name: said for name in CARRIED if (said := (row.body or {}).get(name))}
    body = {**kept, **read.answer}
    wrong = [*read.problems, *_unread(seen, row.key, body, {one.field for one in read.problems})]
    if wrong:
        told = problems_of(asking, *wrong, names=INPUTS)
        return _form(asking, seen, row, typed, _sent(asking), told)
    return save(asking, seen, row, body, version_of(asking), typed)


INPUTS = NO_INPUT | {f"rows.{name}": name for name in FIELDS}


def _unread(
    seen: PlanSummary, key: str, body: Mapping[str, Any], told: set[str | None]
) -> list[Refusal]:
    """What of the row cannot be read, beside what was told already."""
    found = wrong_in_year(key, body, seen.copy.start.year)
    return [one for one in found if (one.field or "").removeprefix("rows.") not in told]


def save(
    asking: Asking,
    seen: PlanSummary,
    row: WorkingRow,
    body: Mapping[str, Any],
    version: int,
    typed: TypedLists,
) -> Response:
    """Save the row as it was read; where somebody was first, both are shown."""
    plan = seen.copy.at.instance
    asking.fresh()
    try:
        told = save_row(
            asking.office, plan, row.key, version, body, recorded_by=asking.who.ref
        )  # fmt: skip
    except RowMoved as moved:
        return conflict(asking, summary_of(asking, plan), moved, body)
    except Refusal as refusal:
        again = summary_of(asking, plan)
        now = again.copy.row(row.key) or row
        problems = problems_of(asking, refusal, names=INPUTS)
        return _form(asking, again, now, typed, _sent(asking), problems)
    return see(f"{plan_place(plan)}?done=plan_row{leave_notice(asking, told)}#row.{row.key}")


def _after_conflict(asking: Asking, seen: PlanSummary, row: WorkingRow, step: str) -> Response:
    """As it was picked: saved, opened to be edited, or added anew where the row is gone."""
    mine = carried(asking.typed.get(MINE, ""))
    if step == ANEW:
        return _added_anew(asking, seen, row, mine)
    body = chosen(asking.typed, row.body or {}, mine, FIELDS)
    typed = typed_from(list(fields_of(seen).values()), body, asking.language)
    if step == EDIT:
        return _form(asking, seen, row, typed, _sent(asking))
    unread = _unread(seen, row.key, body, set())
    if unread:
        problems = problems_of(asking, *unread, names=INPUTS)
        return _form(asking, seen, row, typed, _sent(asking), problems)
    return save(asking, seen, row, body, version_of(asking), typed)


def _added_anew(
    asking: Asking, seen: PlanSummary, row: WorkingRow, mine: Mapping[str, Any]
) -> Response:
    """What was typed in a row that is gone, as a new row."""
    plan = seen.copy.at.instance
    asking.fresh()
    said: Sequence[Mapping[str, Any]] = [{name: mine[name] for name in FIELDS if name in mine}]
    try:
        (key,) = add_rows(asking.office, plan, said, recorded_by=asking.who.ref)
    except Refusal as refusal:
        again = summary_of(asking, plan)
        return _again(asking, again, row, said[0], problems_of(asking, refusal, names=INPUTS))
    return see(f"{plan_place(plan)}/rows/{key}?done=plan_copied")
