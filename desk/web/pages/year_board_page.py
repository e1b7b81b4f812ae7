"""The year board: districts by money, plan, its way to the province, and quarters, as at a day."""

from starlette.responses import Response

from desk.views.thai_order import named_in_order
from desk.views.view import View
from desk.views.year_board import Shown, year_asked, year_board
from desk.views.year_words import (
    activity_words,
    cell_details,
    mark_word,
    percent_word,
    quarter_details,
    quarter_word,
    seat_words,
    unread_words,
)
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.places import province_chosen, within_province
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from registry.queries.areas import districts_within, provinces_within
from registry.refusals import Refusal
from registry.rules.calendar import QUARTERS, quarter_starts
from registry.rules.dates import parse_be_year
from registry.rules.quarter_board import COLOURS as QUARTER_COLOURS, QuarterMark
from registry.rules.rights import Verb
from registry.rules.year_board import COLOURS, YearMark

# The colours that a phone shows of a row before it is unfolded; of one without any, how far it is.
CALLS = ("bad", "warn")


@get("/board/year", Door(Verb.SEE_AGGREGATES))
def show(asking: Asking) -> Response:
    """Where the districts of a province stand with a fiscal year."""
    areas = asking.areas(Verb.SEE_AGGREGATES)
    provinces = provinces_within(asking.connection, areas)
    params = asking.request.query_params
    province = province_chosen(asking, provinces, params.get("province", ""))
    asked = as_of(asking)
    view = asking.view_of(asked.on)
    year, problems = year_typed(asking, view)
    shown = Shown(params["show"]) if params.get("show") in set(Shown) else Shown.ALL
    districts = districts_within(asking.connection, within_province(areas, province))
    return render(
        asking, "year_board.html",
        board=year_board(view, districts, year, asking.language, shown=shown, known=asked.known),
        province=province,
        province_name=provinces[province],
        provinces=named_in_order(provinces, asking.language),
        shown=tuple(Shown),
        marks=tuple((one, COLOURS.get(one, "")) for one in YearMark),
        quarter_marks=tuple((one, QUARTER_COLOURS.get(one, "")) for one in QuarterMark),
        nothing_due=YearMark.NOTHING_DUE,
        calls=CALLS,
        mark_word=mark_word,
        percent_word=percent_word,
        details=cell_details,
        quarter_word=quarter_word,
        quarter_details=quarter_details,
        activity_words=activity_words,
        seat_words=seat_words,
        unread_words=unread_words,
        quarters=QUARTERS,
        summaries=[one for one in QUARTERS if quarter_starts(year, one) <= view.on],
        as_of=asked,
        problems=(*asked.problems, *problems),
        readable={one.code for one in districts if asking.may(Verb.READ, one.code)},
    )  # fmt: skip


def year_typed(asking: Asking, view: View) -> tuple[int, Problems]:
    """The fiscal year that the address names, else the newest that is open."""
    text = asking.request.query_params.get("year", "").strip()
    if not text:
        return year_asked(view), ()
    try:
        return parse_be_year(text, field="fiscal_year"), ()
    except Refusal as refusal:
        return year_asked(view), problems_of(asking, refusal, names={"fiscal_year": "year"})
