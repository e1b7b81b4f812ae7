"""The province board: districts by phase, as at a day; word and colour, no names of people."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Named
from desk.views.board import board
from desk.views.reasons import View
from desk.views.thai_order import named_in_order
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.places import COUNTRY
from desk.web.frame.rendering import render
from registry.queries.areas import districts_within, provinces_within
from registry.queries.gates import anything_started
from registry.rules.rights import Verb

NOT_FOUND = 404


@get("/board", Door(Verb.SEE_AGGREGATES))
def show(asking: Asking) -> Response:
    """Where the districts of a province stand, and how many stand where."""
    areas = asking.areas(Verb.SEE_AGGREGATES)
    provinces = provinces_within(asking.connection, areas)
    province = _chosen(asking, provinces)
    asked = as_of(asking)
    districts = districts_within(asking.connection, _in_province(areas, province))
    view = View(asking.office, asking.connection, asked.on)
    return render(
        asking, "board.html", 422 if asked.problems else 200,
        board=board(view, districts, asking.language, asked.known),
        province=province,
        province_name=provinces[province],
        provinces=named_in_order(provinces, asking.language),
        whole=bool(areas & {COUNTRY, province}),
        as_of=asked,
        problems=asked.problems,
        readable={one.code for one in districts if asking.may(Verb.READ, one.code)},
    )  # fmt: skip


def _chosen(asking: Asking, provinces: dict[str, Named]) -> str:
    """The province of the address; else the first where anything was begun."""
    chosen = asking.request.query_params.get("province", "")
    if chosen:
        if chosen not in provinces:
            raise HTTPException(NOT_FOUND)
        return chosen
    begun = (one for one in provinces if anything_started(asking.connection, (one,)))
    return next(begun, next(iter(provinces)))


def _in_province(areas: set[str], province: str) -> set[str]:
    if areas & {COUNTRY, province}:
        return {province}
    return {area for area in areas if area.startswith(province)}
