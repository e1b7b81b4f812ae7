"""An agency leaves the committee of a district: its letter, what would follow, then recorded."""

from starlette.responses import Response

from desk.views.thai_order import named_in_order
from desk.views.words import day
from desk.views.work_done import work_done
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.held_files import HeldNoMore, drop_held
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn, TypedFields
from desk.web.gate.gate_form import EVIDENCE, HELD_NAME, SentForm, fields_without, sent
from flows.order.withdrawal import (
    WithdrawalLetter,
    withdraw_agency,
    withdrawal_what_if,
)
from registry.queries.agencies import agencies_of, seats_by_agency
from registry.queries.areas import district as district_row
from registry.queries.orders import orders_in_force
from registry.refusals import Refusal
from registry.rules.rights import Verb

PLACE = "/districts/{district}/withdrawal"
INPUTS = {"--on": "on", "--key": "agency", "--district": "agency"}


@get(PLACE, Door(Verb.RECORD_EVENT, in_district))
def ask(asking: Asking, district: str) -> Response:
    """The form; `?agency=` chooses the agency."""
    chosen = asking.request.query_params.get("agency", "")
    return _form(asking, district, SentForm({"agency": [chosen]}))


@post(PLACE, Door(Verb.RECORD_EVENT, in_district))
def form(asking: Asking, district: str) -> Response:
    """What would follow from the letter; at last it is recorded."""
    said = sent(asking)
    step = said.said("step")
    if step == "back":
        return _form(asking, district, said)
    letter, problems = _letter(asking, district, said)
    if step == "record" and said.typed.get(HELD_NAME) and not said.held:
        problems.append(HeldNoMore(field=EVIDENCE, count=1))
    if letter is None or problems:
        return _form(asking, district, said, problems_of(asking, *problems))
    asking.fresh()
    try:
        if step == "record":
            return _record(asking, said, letter)
        return _check(asking, said, letter)
    except Refusal as refusal:
        return _form(asking, district, said, problems_of(asking, refusal, names=INPUTS))


def _letter(
    asking: Asking, district: str, said: SentForm
) -> tuple[WithdrawalLetter | None, list[Refusal]]:
    """What was typed as a letter, and what keeps it from being one."""
    read = TypedFields(asking, said.typed, list(said.problems))
    agency, number, on = read.said("agency"), read.line("letter"), read.day("on")
    if not agency:
        read.problems.append(NotFilledIn(field="agency"))
    if read.problems or on is None:
        return None, read.problems
    scan = said.held[-1].file if said.held else None
    return WithdrawalLetter(district, agency, number, on, scan), []


def _form(asking: Asking, district: str, said: SentForm, problems: Problems = ()) -> Response:
    seated = seats_by_agency(asking.connection, district, asking.today)
    named = {one.key: one.name for one in agencies_of(asking.connection, district, [*seated])}
    return render(
        asking,
        "withdrawal.html",
        problems=problems,
        district=district_row(asking.connection, district),
        agencies=[
            (key, name, len(seated[key]))
            for key, name in named_in_order({key: named[key] for key in seated}, asking.language)
        ],
        orders=orders_in_force(asking.connection, district, asking.today),
        said=said.said,
        on=said.said("on") or day(asking.today, asking.language),
        held=said.held,
    )


def _check(asking: Asking, said: SentForm, letter: WithdrawalLetter) -> Response:
    """What would follow: nothing is written."""
    found = withdrawal_what_if(asking.office, letter, recorded_by=asking.who.ref)
    named = agencies_of(asking.connection, letter.district, (letter.agency,))
    work = work_done(asking.connection, letter.district, asking.today)
    return render(
        asking,
        "withdrawal_check.html",
        district=district_row(asking.connection, letter.district),
        letter=letter,
        agency=next(one.name for one in named if one.key == letter.agency),
        found=found,
        unowned=[one for one in work.actions if one.row.key in found.unowned],
        held=said.held,
        typed=fields_without(said.typed, ("csrf", "step", HELD_NAME)),
    )


def _record(asking: Asking, said: SentForm, letter: WithdrawalLetter) -> Response:
    done = withdraw_agency(asking.office, letter, recorded_by=asking.who.ref)
    drop_held(asking, *(one.token for one in said.held))
    if done.instance is not None:
        return see(f"/instances/{done.instance}?done=agency_left")
    key = "agency_left_before" if not done.seats else "agency_left_behind"
    return see(f"/districts/{letter.district}?done={key}")
