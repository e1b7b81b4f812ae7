"""A committee that is older than Prasan, typed page by page: order, people, steps, what was done.

The pages that are filled in travel in the form itself, and are kept as its writer's draft whenever
one goes on; they can be taken along as a workbook too.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from starlette.responses import Response

from config.words import Term
from desk.imports.adoption_record import Rows, recorded_rows
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.places import in_district, or_not_found
from desk.web.frame.problems import FieldProblem, Problems, problems_of, shown as problem
from desk.web.frame.recorded_meanwhile import recorded_meanwhile
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedLists, last_typed, typed_lists
from desk.web.frame.unsent_forms import JUST_NOW, kept_quietly
from desk.web.pages.adoption_page import ADOPT, by_hand_draft, by_hand_place, form as look
from desk.web.pages.adoption_rows import (
    PAGES,
    begun,
    model_rows,
    shown,
    typed_rows,
)
from desk.web.pages.adoption_upload import (
    ATTESTED,
    HELD_SCANS,
    KEPT,
    MOST_ROWS,
    REASON,
    as_kept,
    kept_rows,
)
from registry.queries.areas import district as district_row
from registry.records.adoption_form import FormUnfit, read_form
from registry.records.adoption_rows import CellMisfit, raw_of
from registry.records.drafts import draft_of, drop_draft, other_typists, save_draft
from registry.refusals import Refusal
from registry.rules.answer_screening import IdentityNumberInText, TextNeedsReason
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX
from tasks.workbooks.adoption_workbook import adoption_workbook

BY_HAND = f"{ADOPT}/by-hand"
SHEET = "sheet"
FIRST = PAGES[0]


@get(BY_HAND, Door(Verb.LOAD, in_district))
def begin(asking: Asking, district: str) -> Response:
    """A page, the first unless another is asked for (`?sheet=`).

    It begins from the draft that was kept, else from what is recorded, where a committee was
    taken in.
    """
    asked = asking.request.query_params.get(SHEET, FIRST)
    sheet = asked if asked in PAGES else FIRST
    draft = draft_of(asking.connection, by_hand_draft(asking, district))
    if draft is not None:
        rows = kept_rows(json.dumps(draft.answer))
        return _page(asking, district, sheet, rows, {}, saved_at=draft.saved_at)
    rows = recorded_rows(asking.connection, district, asking.language)
    rows.pop("scans", None)
    return _page(asking, district, sheet, rows, {})


@post(BY_HAND, Door(Verb.LOAD, in_district))
def form(asking: Asking, district: str) -> Response:
    """One page further or back, a row more, or everything to be looked at."""
    typed, sheet, rows = _sent(asking)
    step = last_typed(typed, "step")
    if step == "discard":
        drop_draft(asking.office.registry, by_hand_draft(asking, district))
        return see(by_hand_place(district))
    if step == "take":
        return file_given(adoption_workbook(rows), XLSX, f"adopt-{district}.xlsx")
    if untaken := _problems_of_draft(asking, district, sheet, rows):
        return _page(asking, district, sheet, rows, typed, problems=untaken)
    if step in ("add", "model"):
        return _longer(asking, district, sheet, rows, typed)
    return _turned(asking, district, sheet, rows, typed)


def _longer(asking: Asking, district: str, sheet: str, rows: Rows, typed: TypedLists) -> Response:
    """The page with empty rows more, or with those of the model committee."""
    if last_typed(typed, "step") == "add":
        return _page(asking, district, sheet, rows, typed, more=3)
    model = model_rows(or_not_found(district_row(asking.connection, district)))
    have = [*rows.get(sheet, ()), *model][:MOST_ROWS]
    return _page(asking, district, sheet, rows | {sheet: have}, typed)


def _turned(asking: Asking, district: str, sheet: str, rows: Rows, typed: TypedLists) -> Response:
    """The page that was asked for, or the preview, once nothing on this page keeps one here."""
    step = last_typed(typed, "step")
    if wrong := _misfits(asking, district, sheet, rows, typed):
        return _page(asking, district, sheet, rows, typed, wrong=wrong)
    if step == "check" or (step == "next" and sheet == PAGES[-1]):
        return _look(asking, district, rows)
    towards = _towards(typed, sheet, step)
    if _carried(typed):  # held scans and their attestation are in no draft
        return _page(asking, district, towards, rows, typed)
    return see(f"{by_hand_place(district)}?{SHEET}={towards}")


@post(f"{BY_HAND}/draft", Door(Verb.LOAD, in_district))
def draft(asking: Asking, district: str) -> Response:
    """What the script sends while somebody types: kept for them alone."""
    _, _, rows = _sent(asking)
    return kept_quietly(asking, lambda: _save(asking, district, rows))


def _sent(asking: Asking) -> tuple[TypedLists, str, Rows]:
    """What was typed, on which page, and the rows of all pages with it."""
    typed = typed_lists(asking)
    said = last_typed(typed, SHEET)
    sheet = said if said in PAGES else FIRST
    rows = kept_rows(last_typed(typed, KEPT) or "{}")
    return typed, sheet, rows | ({sheet: typed_rows(typed, sheet)} if SHEET in typed else {})


def _save(asking: Asking, district: str, rows: Rows) -> datetime:
    office, key = asking.office, by_hand_draft(asking, district)
    return save_draft(office.registry, key, json.loads(as_kept(rows)), net=office.net)


def _problems_of_draft(asking: Asking, district: str, sheet: str, rows: Rows) -> Problems:
    """Keep what was typed as the draft; answers what refused it, by the page that it is on.

    An identity number on the page that was sent is told beside its cell, where one turns it.
    """
    asking.fresh()
    try:
        _save(asking, district, rows)
    except Refusal as refusal:
        page = (refusal.field or "").partition(".")[0]
        if page == sheet and isinstance(refusal, IdentityNumberInText):
            return ()
        refusal.called = Term(f"adoption_sheet.{page}")
        return problems_of(asking, refusal)
    return ()


def _towards(typed: TypedLists, sheet: str, step: str) -> str:
    """The page that was asked for."""
    if (asked := last_typed(typed, "go")) in PAGES:
        return asked
    turn = {"next": 1, "previous": -1}.get(step, 0)
    return PAGES[min(max(PAGES.index(sheet) + turn, 0), len(PAGES) - 1)]


def _look(asking: Asking, district: str, rows: Rows) -> Response:
    """The preview of everything, as of a form that was sent with these rows."""
    fields = [(k, v) for k, v in asking.form.multi_items() if k not in (KEPT, "step", SHEET)]
    asking.form = type(asking.form)([*fields, (KEPT, as_kept(rows)), ("step", "preview")])
    return look(asking, district)


def _misfits(
    asking: Asking, district: str, sheet: str, rows: Rows, typed: TypedLists
) -> list[CellMisfit]:
    """What is wrong in the cells of the page; of the other pages nothing is said yet.

    Who turns back or elsewhere is told of identity numbers alone, for which no draft was kept.
    """
    forward = last_typed(typed, "step") in ("next", "check")
    raw = raw_of({one: list(found) for one, found in rows.items()})
    try:
        read_form(
            raw, asking.office.net, today=asking.today, district=district,
            reason=last_typed(typed, REASON),
        )  # fmt: skip
    except FormUnfit as refusal:
        wrong = [one for one in refusal.problems if one.sheet == sheet]
        # What only wants a reason is asked for once, before everything is recorded.
        told = [one for one in wrong if not isinstance(one.refusal, TextNeedsReason)]
        found = [one for one in told if forward or isinstance(one.refusal, IdentityNumberInText)]
        if found:
            note(asking, refusal)
        return found
    return []


def _page(
    asking: Asking,
    district: str,
    sheet: str,
    rows: Rows,
    typed: Mapping[str, Sequence[str]],
    *,
    more: int = 0,
    wrong: Sequence[CellMisfit] = (),
    problems: Problems = (),
    saved_at: datetime | None = None,
) -> Response:
    row = or_not_found(district_row(asking.connection, district))
    found = rows.get(sheet, [])
    seen = begun(sheet, found, row.name, more)
    problems = (*problems, *(_told(asking, one, found, seen) for one in wrong))
    return render(
        asking, "adopt_by_hand.html",
        problems=problems,
        wrong=frozenset(one.field_id for one in problems),
        district=row,
        sheet=sheet,
        pages=PAGES,
        number=PAGES.index(sheet) + 1,
        rows=tuple(shown(sheet, seen)),
        counts={one: len(rows.get(one, ())) for one in PAGES},
        kept=as_kept({one: these for one, these in rows.items() if one != sheet}),
        carried=_carried(typed),
        place=by_hand_place(district),
        saved_at=saved_at,
        meanwhile=recorded_meanwhile(asking, district, saved_at),
        typing=other_typists(
            asking.connection, by_hand_draft(asking, district),
            asking.office.registry.clock.now() - JUST_NOW,
        ),
        full=len(seen) >= MOST_ROWS,
    )  # fmt: skip


def _carried(typed: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What belongs to the scans that came before, as the form carries it along."""
    names = (HELD_SCANS, REASON, ATTESTED, *_of_scans(typed))
    return [(name, value) for name in names for value in typed.get(name, ()) if value]


def _of_scans(typed: Mapping[str, Sequence[str]]) -> list[str]:
    return [name for name in typed if name.startswith("scan.")]


def _told(
    asking: Asking,
    one: CellMisfit,
    found: Sequence[Mapping[str, str]],
    seen: Sequence[Mapping[str, str]],
) -> FieldProblem:
    """The misfit beside its cell; one of the whole page stands above it."""
    if one.row is None or one.row >= len(found):
        return problem(one.sentence, asking.language)
    row = found[one.row]
    place = seen.index(row) if row in seen else 0
    return problem(one.sentence, asking.language, f"r.{place}.{one.column}")
