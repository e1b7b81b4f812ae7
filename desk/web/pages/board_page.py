"""The province board: districts by phase, as at a day; word and colour, no names of people."""

from starlette.responses import Response

from desk.views.board import board
from desk.views.thai_order import named_in_order
from desk.views.year_words import seat_words
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.places import COUNTRY, province_chosen, within_province
from desk.web.frame.rendering import render
from registry.queries.areas import districts_within, provinces_within
from registry.rules.rights import Verb


@get("/board", Door(Verb.SEE_AGGREGATES))
def show(asking: Asking) -> Response:
    """Where the districts of a province stand, and how many stand where."""
    areas = asking.areas(Verb.SEE_AGGREGATES)
    provinces = provinces_within(asking.connection, areas)
    province = province_chosen(asking, provinces, asking.request.query_params.get("province", ""))
    asked = as_of(asking)
    districts = districts_within(asking.connection, within_province(areas, province))
    view = asking.view_of(asked.on)
    return render(
        asking, "board.html",
        board=board(view, districts, asking.language, asked.known),
        province=province,
        province_name=provinces[province],
        provinces=named_in_order(provinces, asking.language),
        whole=bool(areas & {COUNTRY, province}),
        as_of=asked,
        today=asking.today,
        seat_words=seat_words,
        problems=asked.problems,
        readable={one.code for one in districts if asking.may(Verb.READ, one.code)},
    )  # fmt: skip
