"""The order of a committee at work is amended, another takes its place, or the committee ends.

One that was taken in by mistake ends by no order: its adoption is withdrawn.
"""

from datetime import date
from typing import Literal

from starlette.responses import Response

from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn, typed_fields
from flows.decisions.start import NewInstance, start
from flows.dissolution.adoption_withdrawal import ADOPTION_WITHDRAWAL
from flows.dissolution.process import DISSOLUTION_OF_COMMITTEE
from flows.order.process import ORDER
from flows.order.queue import BegunOrder, order_again, take_back_waiting, waiting_behind
from registry.journal import open_instance
from registry.queries.areas import district as district_row
from registry.queries.orders import orders_in_force
from registry.refusals import Refusal
from registry.rules.rights import Verb

PLACE = "/districts/{district}/order"
BEGUN_BY = {"end": DISSOLUTION_OF_COMMITTEE.key, "mistake": ADOPTION_WITHDRAWAL.key}
KINDS = ("amend", "replace", *BEGUN_BY)
INPUTS = {"--on": "on", "--district": "", "--take-back": "purpose"}


@get(PLACE, Door(Verb.START, in_district))
def ask(asking: Asking, district: str) -> Response:
    """The form."""
    return _page(asking, district)


@post(PLACE, Door(Verb.START, in_district))
def begin(asking: Asking, district: str) -> Response:
    """Begin it: its first gate asks what changes, or by which order the committee ends."""
    read = typed_fields(asking)
    kind, on = read.said("kind"), read.day("on")
    if kind not in KINDS:
        read.problems.append(NotFilledIn(field="kind"))
    if read.problems or kind is None:
        return _page(asking, district, problems_of(asking, *read.problems))
    since = on or asking.today
    asking.fresh()
    try:
        made = _begun(asking, district, kind, since)
    except Refusal as refusal:
        return _page(asking, district, problems_of(asking, refusal, names=INPUTS))
    if isinstance(made, BegunOrder) and made.waits:
        return see(f"{PLACE.format(district=district)}?done=order_waits")
    return see(f"/instances/{made.instance}?done=amending")


@post(f"{PLACE}/take-back", Door(Verb.START, in_district))
def take_back(asking: Asking, district: str) -> Response:
    """What waits behind an order under way is not wanted any more."""
    purpose = asking.typed.get("purpose", "")
    asking.fresh()
    try:
        take_back_waiting(asking.office, district, {purpose}, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, district, problems_of(asking, refusal, names=INPUTS))
    return see(f"{PLACE.format(district=district)}?done=order_taken_back")


def _begun(asking: Asking, district: str, kind: str, on: date) -> NewInstance | BegunOrder:
    by = asking.who.ref
    if kind in BEGUN_BY:
        return start(asking.office, BEGUN_BY[kind], district, on=on, recorded_by=by)
    again: Literal["amend", "replace"] = "replace" if kind == "replace" else "amend"
    return order_again(asking.office, district, again, on=on, recorded_by=by)


def _page(asking: Asking, district: str, problems: Problems = ()) -> Response:
    running = open_instance(asking.connection, ORDER.key, district, "")
    in_force = orders_in_force(asking.connection, district, asking.today)
    kind = asking.request.query_params.get("kind", "amend")
    return render(
        asking,
        "order_again.html",
        problems=problems,
        district=district_row(asking.connection, district),
        typed={"kind": kind, "on": day(asking.today, asking.language)} | asking.typed,
        orders=in_force,
        adopted=any(one.entry is None for one in in_force),
        running=running.id if running else None,
        waiting=waiting_behind(asking.connection, running.id) if running else (),
    )
