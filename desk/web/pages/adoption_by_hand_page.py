"""A committee that is older than Prasan, typed page by page: order, people, steps, what was done.

The pages that are filled in travel in the form itself; they can be taken along as a workbook
and sent again another day.
"""

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from desk.imports.adoption_record import Rows, recorded_rows
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import Door, get, post
from desk.web.frame.downloads import file_given
from desk.web.frame.places import in_district, or_not_found
from desk.web.frame.problems import FieldProblem, shown as problem
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import last_typed
from desk.web.gate.gate_form import TypedLists, lists
from desk.web.pages.adoption_page import ADOPT, form as look
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
from registry.rules.rights import Verb
from registry.rules.screening import TextNeedsReason
from registry.rules.uploads import XLSX
from tasks.workbooks.adoption_workbook import adoption_workbook

BY_HAND = f"{ADOPT}/by-hand"
SHEET = "sheet"
FIRST = PAGES[0]


@get(BY_HAND, Door(Verb.LOAD, in_district))
def begin(asking: Asking, district: str) -> Response:
    """The first page; it begins from what is recorded, where a committee was taken in."""
    rows = recorded_rows(asking.connection, district, asking.language)
    rows.pop("scans", None)
    return _page(asking, district, FIRST, rows, {})


@post(BY_HAND, Door(Verb.LOAD, in_district))
def form(asking: Asking, district: str) -> Response:
    """One page further or back, a row more, or everything to be looked at."""
    typed = lists((k, v) for k, v in asking.form.multi_items() if isinstance(v, str))
    said = last_typed(typed, SHEET)
    sheet = said if said in PAGES else FIRST
    rows, step = kept_rows(last_typed(typed, KEPT) or "{}"), last_typed(typed, "step")
    if SHEET in typed:
        rows |= {sheet: typed_rows(typed, sheet)}
    if step == "take":
        return file_given(adoption_workbook(rows), XLSX, f"adopt-{district}.xlsx")
    if step == "add":
        return _page(asking, district, sheet, rows, typed, more=3)
    if step == "model":
        have = [
            *rows.get(sheet, ()),
            *model_rows(or_not_found(district_row(asking.connection, district))),
        ]
        return _page(asking, district, sheet, rows | {sheet: have[:MOST_ROWS]}, typed)
    if step in ("next", "check") and (wrong := _misfits(asking, district, sheet, rows, typed)):
        return _page(asking, district, sheet, rows, typed, wrong=wrong)
    if step == "check" or (step == "next" and sheet == PAGES[-1]):
        return _look(asking, district, rows)
    return _page(asking, district, _towards(typed, sheet, step), rows, typed)


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
    """What is wrong in the cells of the page; of the other pages nothing is said yet."""
    raw = raw_of({one: list(found) for one, found in rows.items()})
    try:
        read_form(
            raw, asking.office.net, today=asking.today, district=district,
            reason=last_typed(typed, REASON),
        )  # fmt: skip
    except FormUnfit as refusal:
        wrong = [one for one in refusal.problems if one.sheet == sheet]
        # What only wants a reason is asked for once, before everything is recorded.
        found = [one for one in wrong if not isinstance(one.refusal, TextNeedsReason)]
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
) -> Response:
    row = or_not_found(district_row(asking.connection, district))
    found = rows.get(sheet, [])
    seen = begun(sheet, found, row.name, more)
    problems = tuple(_told(asking, one, found, seen) for one in wrong)
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
        carried=[
            (name, value) for name in (HELD_SCANS, REASON, ATTESTED, *_of_scans(typed))
            for value in typed.get(name, ())
        ],
        full=len(seen) >= MOST_ROWS,
    )  # fmt: skip


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
