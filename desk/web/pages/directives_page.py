"""A provincial letter that starts many districts at once: entered, checked, recorded, shown."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Named
from desk.views.district_status import standings
from desk.views.thai_order import in_order, named_in_order
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.held_files import HeldNoMore, drop_held
from desk.web.frame.paging import page_of
from desk.web.frame.places import NOT_FOUND, of_directive, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.gate.field_views import row_count
from desk.web.gate.gate_form import EVIDENCE, HELD_NAME, SentForm, fields_without, sent
from desk.web.pages.directive_form import (
    COLUMNS,
    DISTRICT,
    EARLIER,
    LetterReading,
    at_input,
    counted,
    provinces,
    read_letter,
    warnings,
)
from flows.directive.directive import DirectiveRecord, Outcome, issue_directive, preview_directive
from flows.directive.letter import Directive
from registry.queries.areas import DistrictRow, districts_within, names as area_names
from registry.queries.directives import (
    DirectiveRow,
    counts_of,
    directive as directive_row,
    directive_numbered,
    directives,
    settled_by,
)
from registry.queries.people import names as people_names
from registry.refusals import Refusal
from registry.rules.directive_results import letter_number_key
from registry.rules.rights import Verb
from registry.rules.thai import be_year

MOST_EARLIER = 30  # more than any province has districts


@get("/directives", Door(Verb.START))
def listed(asking: Asking) -> Response:
    """The letters of the provinces of whoever asks, newest first."""
    ours, here = provinces(asking), page_of(asking)
    rows = [one for one in directives(asking.connection) if one.province in ours]
    shown = rows[here.skip : here.skip + here.most]
    return render(
        asking, "directives.html",
        rows=shown,
        count=len(rows),
        here=here,
        counts=counts_of(asking.connection, [one.id for one in shown]),
        provinces=ours,
    )  # fmt: skip


@get("/directives/new", Door(Verb.START))
def ask(asking: Asking) -> Response:
    """The form, once it is known which province's letter it is."""
    ours = provinces(asking)
    chosen = asking.request.query_params.get("province", "")
    if chosen and chosen not in ours:
        raise HTTPException(NOT_FOUND)
    if not chosen and len(ours) != 1:
        return _which(asking, ours)
    province = chosen or next(iter(ours))
    districts = _districts(asking, province)
    return _form(asking, SentForm({DISTRICT: [one.code for one in districts]}), province, districts)


@post("/directives/new", Door(Verb.START))
def form(asking: Asking) -> Response:
    """Another row, all districts or none; the check; at last the letter is recorded."""
    said = sent(asking)
    ours = provinces(asking)
    province = said.said("province") or next(iter(ours), "")
    if not province:
        return _which(asking, ours)
    if not asking.may(Verb.START, province):
        raise HTTPException(FORBIDDEN)
    districts = _districts(asking, province)
    step = said.said("step")
    if step in ("all", "none"):
        said.typed[DISTRICT] = [one.code for one in districts] if step == "all" else []
    if "add" in said.typed or step in ("all", "none", "back"):
        return _form(asking, said, province, districts)
    want = read_letter(asking, said, province, [one.code for one in districts])
    if want.letter is None:
        return _form(asking, said, province, districts, problems_of(asking, *want.problems))
    lost = said.typed.get(HELD_NAME) and not said.held
    if step == "record" and lost and not _entered(asking, want.letter):
        gone = HeldNoMore(field=EVIDENCE, count=1)
        return _form(asking, said, province, districts, problems_of(asking, gone))
    return _answered(asking, said, want, want.letter, districts)


@get("/directives/{directive:int}", Door(Verb.START, of_directive))
def page(asking: Asking, directive: int) -> Response:
    """The letter, and what came of it in each district."""
    row = or_not_found(asking.view.once(directive_row, directive))
    settled = settled_by(asking.connection, directive)
    codes = {row.province, *(one.district for one in settled)}
    named = area_names(asking.connection, codes)
    order = list(named_in_order({one.district: named[one.district] for one in settled},
                                asking.language))  # fmt: skip
    by_code = {one.district: one for one in settled}
    return render(
        asking, "directive.html",
        row=row,
        settled=[by_code[code] for code, _ in order],
        names=named,
        counts=counts_of(asking.connection, [directive])[directive],
        recorded_by=people_names(asking.connection, {row.recorded_by})[row.recorded_by],
    )  # fmt: skip


def _districts(asking: Asking, province: str) -> list[DistrictRow]:
    return in_order(districts_within(asking.connection, {province}), asking.language)


def _which(asking: Asking, ours: dict[str, Named]) -> Response:
    named = named_in_order(ours, asking.language)
    return render(asking, "directive_which.html", provinces=named)


def _form(
    asking: Asking,
    said: SentForm,
    province: str,
    districts: Sequence[DistrictRow],
    problems: Problems = (),
) -> Response:
    more = 1 if EARLIER in said.typed.get("add", ()) else 0
    rows = min(max(row_count(EARLIER, said.typed), 1) + more, MOST_EARLIER)
    return render(
        asking, "directive_form.html",
        problems=problems,
        province=province,
        province_name=area_names(asking.connection, {province})[province],
        districts=districts,
        chosen=said.typed.get(DISTRICT, ()),
        standings=standings(asking.view, [one.code for one in districts]),
        said=said.said,
        rows=range(rows),
        opened=more or any(said.said(f"{EARLIER}.0.{column}") for column in COLUMNS),
        held=said.held,
    )  # fmt: skip


def _answered(
    asking: Asking,
    said: SentForm,
    want: LetterReading,
    letter: Directive,
    districts: Sequence[DistrictRow],
) -> Response:
    """Record the letter, or show what would come of it; what refuses it, beside its field."""
    asking.fresh()
    try:
        if said.said("step") == "record":
            issued = issue_directive(asking.office, letter, recorded_by=asking.who.ref)
            return _recorded(asking, said, issued)
        outcomes = preview_directive(asking.office, letter)
    except Refusal as refusal:
        wrong = problems_of(asking, at_input(refusal, want.places))
        return _form(asking, said, letter.province, districts, wrong)
    return _checked(asking, said, letter, outcomes, districts)


def _checked(
    asking: Asking,
    said: SentForm,
    letter: Directive,
    outcomes: Sequence[Outcome],
    districts: Sequence[DistrictRow],
) -> Response:
    """What would come of the letter in each district: nothing is written."""
    order = {one.code: place for place, one in enumerate(districts)}
    recorded = _entered(asking, letter)
    return render(
        asking, "directive_check.html",
        letter=letter,
        outcomes=sorted(outcomes, key=lambda one: order[one.district]),
        counts=counted(outcomes),
        names=area_names(asking.connection, {letter.province}),
        warnings=tuple(warnings(asking, letter, outcomes, recorded)),
        held=said.held,
        typed=fields_without(said.typed, ("csrf", "step", HELD_NAME)),
    )  # fmt: skip


def _entered(asking: Asking, letter: Directive) -> DirectiveRow | None:
    """The letter, if it is recorded already."""
    try:
        key = letter_number_key(letter.number, field="number")
    except Refusal:
        return None
    return directive_numbered(asking.connection, letter.province, key, be_year(letter.dated))


def _recorded(asking: Asking, said: SentForm, issued: DirectiveRecord) -> Response:
    drop_held(asking, *(one.token for one in said.held))
    done = "directive"
    if issued.entered_before:
        more = any(one.new for one in issued.outcomes)
        done = "directive_more" if more else "directive_before"
    return see(f"/directives/{issued.directive.id}?done={done}")
