"""Rotations of Chiefs: those that are recorded, and a transfer order entered, checked, recorded."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import both
from desk.imports.transfer_files import PlacedOrder
from desk.views.rotations import (
    chiefs,
    displaced_told,
    listed_overrides,
    listed_rotations,
    namesakes_of_new,
    sample_name,
    vacant_chiefs,
    would_follow,
)
from desk.views.thai_order import in_order, named_in_order
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.forms_back import with_address
from desk.web.frame.notices import leave_notice, notice
from desk.web.frame.paging import page_of
from desk.web.frame.places import COUNTRY, NOT_FOUND
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.gate.field_views import row_count
from desk.web.gate.gate_form import SentForm, changed_rows, fields_without, sent
from desk.web.pages.rotation_form import MOVES, districts_of, provinces_of, read_order
from flows.decisions.rotate import rotate
from flows.decisions.transfer_checks import TransferUnfit
from flows.order.rotation_what_if import WhatIf, rotation_what_if, sample_amendment
from registry.queries.areas import names
from registry.queries.events import events_within, how_many_events
from registry.queries.office_holders import holders_of_kinds
from registry.queries.transfers import overrides_within
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.transfer_sheet import CHOICES
from registry.rules.uploads import WORD

PLACE, NEW = "/rotations", "/rotations/new"
CANDIDATES = (
    "district_chief",
    "deputy_district_chief",
)  # who is suggested: most come from another district
MOST_MOVES = 60
MOST_CHANGED = 100
DRAFT = "draft/"  # before the district whose sample is asked for


@get(PLACE, Door(Verb.RECORD_EVENT))
def listed(asking: Asking) -> Response:
    """The rotations in the districts of whoever asks, the latest first."""
    areas, here = asking.areas(Verb.RECORD_EVENT), page_of(asking)
    events = events_within(asking.connection, areas, most=here.most, skip=here.skip)
    return render(
        asking, "rotations.html",
        rows=list(listed_rotations(asking.connection, events, asking.today)),
        count=how_many_events(asking.connection, areas),
        here=here,
        changed=listed_overrides(
            asking.connection, overrides_within(asking.connection, areas, most=MOST_CHANGED)
        ),
        notices=notice(asking),
    )  # fmt: skip


@get(NEW, Door(Verb.RECORD_EVENT))
def ask(asking: Asking) -> Response:
    """The form, once it is known of which province; a district that was asked for is in it."""
    params = asking.request.query_params
    district = params.get("district", "")
    return form_page(
        asking, SentForm({f"{MOVES}.0.district": [district]}), params.get("province", "")
    )


@post(NEW, Door(Verb.RECORD_EVENT))
def form(asking: Asking) -> Response:
    """A row more or less; the check, with what would follow; at last the order is recorded."""
    said = sent(asking)
    province, step = said.said("province"), said.said("step")
    if changed_rows(said) or step == "back":
        return with_address(asking, form_page(asking, said, province))
    try:
        placed = read_order(asking, said)
        if step == "record":
            return record(asking, placed)
        if step.startswith(DRAFT):
            return draft(asking, placed, step.removeprefix(DRAFT))
        return check(asking, placed, NEW, fields_without(said.typed, ("csrf", "step")))
    except Refusal as refusal:
        return form_page(asking, said, province, misfits(asking, refusal))


def form_page(asking: Asking, said: SentForm, province: str, problems: Problems = ()) -> Response:
    """The form of the province, else the question which; its workbook stands below it."""
    ours = provinces_of(asking)
    if province and province not in ours:
        raise HTTPException(NOT_FOUND)
    province = province or _own_province(asking)
    if (not province and len(ours) != 1) or "choose" in asking.request.query_params:
        return render(
            asking, "rotation_which.html",
            provinces=named_in_order(names(asking.connection, {*ours}), asking.language),
        )  # fmt: skip
    province = province or ours[0]
    districts = in_order(districts_of(asking, province), asking.language)
    areas = [one.code for one in districts]
    candidates = holders_of_kinds(asking.connection, CANDIDATES, areas, asking.today)
    more = 1 if "add" in said.typed else 0
    return render(
        asking, "rotation_form.html",
        problems=problems,
        province=province,
        province_name=names(asking.connection, {province})[province],
        several=len(ours) > 1,
        districts=districts,
        chiefs=chiefs(asking.connection, areas, asking.today),
        vacant=vacant_chiefs(asking.connection, areas, asking.today),
        candidates=sorted({one.name.th for one in candidates}),
        said=said.said,
        rows=range(min(max(row_count(MOVES, said.typed), 1) + more, MOST_MOVES)),
        choices=CHOICES,
    )  # fmt: skip


def _own_province(asking: Asking) -> str:
    """The one province that the parts of whoever asks name; empty for none, or several."""
    named = {area[:2] for area in asking.areas(Verb.RECORD_EVENT) - {COUNTRY}}
    return min(named) if len(named) == 1 else ""


def misfits(asking: Asking, refusal: Refusal) -> Problems:
    """What is wrong with an order, each at its input; nothing was recorded."""
    found = refusal.problems if isinstance(refusal, TransferUnfit) else (refusal,)
    return problems_of(asking, *found)


def check(
    asking: Asking, placed: PlacedOrder, action: str, carried: Sequence[tuple[str, str]]
) -> Response:
    """What would follow from the order: nothing is written. Refuses as `record` does."""
    asking.fresh()
    found = _foreseen(asking, placed)
    return render(
        asking, "rotation_check.html",
        order=placed.order,
        rows=[
            (one.rotated, one.rotated.name,
             list(would_follow(asking.connection, one)), one.amendment is not None)
            for one in found
        ],
        warnings=list(namesakes_of_new(asking.connection, placed.order)),
        action=action,
        carried=carried,
        draft=DRAFT,
    )  # fmt: skip


def draft(asking: Asking, placed: PlacedOrder, district: str) -> Response:
    """A sample of the order that would amend the district's: made anew each time, kept nowhere."""
    asking.fresh()
    found = next(
        (one for one in _foreseen(asking, placed) if one.rotated.district == district), None
    )
    made = sample_amendment(asking.office, asking.connection, found) if found else None
    if found is None or made is None:
        raise HTTPException(NOT_FOUND)
    return file_given(made, WORD, sample_name(found))


def _foreseen(asking: Asking, placed: PlacedOrder) -> Sequence[WhatIf]:
    return rotation_what_if(
        asking.office, placed.order, recorded_by=asking.who.ref, cells=placed.cells
    )


def record(asking: Asking, placed: PlacedOrder) -> Response:
    """Record the order, and go on to the list. Raises what `rotate` does."""
    asking.fresh()
    done = rotate(asking.office, placed.order, recorded_by=asking.who.ref, cells=placed.cells)
    count = len(done.flagged)
    told = [both("page.offices.outside", count=count)] if count else []
    told += [said for one in done.districts for said in displaced_told(one)]
    look = leave_notice(asking, told)
    new = any(one.how != "unchanged" for one in done.districts)
    return see(f"{PLACE}?done={'rotation' if new else 'rotation_before'}{look}")
