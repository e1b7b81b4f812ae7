"""The order of a committee at work is amended, or another takes its place."""

from typing import Literal

from starlette.responses import Response

from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedFields
from flows.order.amendment import order_again
from flows.order.process import ORDER
from registry.journal import open_instance
from registry.queries.areas import district as district_row
from registry.queries.orders import orders_in_force
from registry.refusals import Refusal
from registry.rules.rights import Verb

PLACE = "/districts/{district}/order"
INPUTS = {"--on": "on", "--district": "kind"}


@get(PLACE, Door(Verb.START, in_district))
def ask(asking: Asking, district: str) -> Response:
    """The form."""
    return _page(asking, district)


@post(PLACE, Door(Verb.START, in_district))
def begin(asking: Asking, district: str) -> Response:
    """Begin the order: its first gate asks what changes."""
    read = TypedFields(asking, {name: [value] for name, value in asking.typed.items()})
    kind: Literal["amend", "replace"] = "replace" if read.said("kind") == "replace" else "amend"
    on = read.day("on")
    if read.problems:
        return _page(asking, district, problems_of(asking, *read.problems))
    since, by = on or asking.today, asking.who.ref
    asking.fresh()
    try:
        made = order_again(asking.office, district, kind, on=since, recorded_by=by)
    except Refusal as refusal:
        return _page(asking, district, problems_of(asking, refusal, names=INPUTS))
    return see(f"/instances/{made.instance}?done=amending")


def _page(asking: Asking, district: str, problems: Problems = ()) -> Response:
    running = open_instance(asking.connection, ORDER.key, district, "")
    return render(
        asking,
        "order_again.html",
        problems=problems,
        district=district_row(asking.connection, district),
        typed={"kind": "amend", "on": day(asking.today, asking.language)} | asking.typed,
        orders=orders_in_force(asking.connection, district, asking.today),
        running=running.id if running else None,
    )
