"""The order register: numbers, dates, what is in force (practice.md 3)."""

from starlette.responses import Response

from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.paging import page_of
from desk.web.frame.rendering import render
from registry.queries.areas import names
from registry.queries.orders import orders_page
from registry.rules.rights import Verb


@get("/orders", Door(Verb.READ))
def register(asking: Asking) -> Response:
    """The registered orders of the areas of whoever asks, newest first."""
    params, here = asking.request.query_params, page_of(asking)
    areas, district = asking.areas(Verb.READ), params.get("district", "")
    if district:
        areas = {district} if asking.may(Verb.READ, district) else set()
    asked = as_of(asking)
    rows, count = orders_page(
        asking.connection, areas, skip=here.skip, most=here.most, known=asked.known
    )
    return render(
        asking,
        "orders.html",
        rows=rows,
        count=count,
        here=here,
        areas=names(asking.connection, {one.district for one in rows}),
        hidden={"district": district} if district else {},
        as_of=asked,
        problems=asked.problems,
    )
