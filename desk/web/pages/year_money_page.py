"""The money of a committee's year: each line, its steps, and the paper that each stands on."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.views.year_money import year_money
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.places import NOT_FOUND, gate_place, in_district, or_not_found
from desk.web.frame.rendering import render
from registry.queries.areas import district as district_row
from registry.refusals import Refusal
from registry.rules.dates import parse_be_year
from registry.rules.money_lines import MISSED, SAFE, LineStanding
from registry.rules.rights import Verb

COLOURS = {
    **dict.fromkeys(SAFE, "good"),
    **dict.fromkeys(MISSED, "bad"),
    LineStanding.AT_RISK: "warn",
    LineStanding.PAGE_MISSING: "warn",
    LineStanding.NOT_ASKED: "warn",
    LineStanding.UNDER_WAY: "calm",
    LineStanding.NOT_PROPOSED: "calm",
    LineStanding.SUPPLEMENTARY: "calm",
}


@get("/districts/{district}/years/{year:int}/money", Door(Verb.READ, in_district))
def page(asking: Asking, district: str, year: int) -> Response:
    """The lines of money of a district's fiscal year, as at a day; none of what can be no year."""
    try:
        parse_be_year(str(year), field="year")
    except Refusal:
        raise HTTPException(NOT_FOUND) from None
    asked = as_of(asking)
    view = asking.view_of(asked.on)
    seen = year_money(view, district, year, asked.known)
    or_not_found(seen.held.year)
    return render(
        asking, "year_money.html",
        district=district_row(asking.connection, district),
        seen=seen,
        colours=COLOURS,
        missed=MISSED,
        place=gate_place,
        as_of=asked,
        problems=asked.problems,
    )  # fmt: skip
