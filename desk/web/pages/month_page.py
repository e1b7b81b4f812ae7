"""The month: when which committee meets, what is due, until when something waits."""

import re
from datetime import date

from starlette.responses import Response

from desk.views.month import month_of
from desk.web.frame.area_choice import area_choice
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.rendering import render
from registry.rules.rights import Verb
from registry.rules.thai import BUDDHIST_OFFSET

MONTH = re.compile(r"(20|25)[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
FIRST_THAI = 2500


@get("/calendar", Door(Verb.READ))
def month(asking: Asking) -> Response:
    """The month that `?month=2026-11` asks for (a Thai year does too); else today's."""
    params = asking.request.query_params
    area = area_choice(asking, Verb.READ, params.get("area", ""))
    view = asking.view
    typed = params.get("month", "")
    read = _month_typed(typed)
    return render(
        asking, "month.html",
        month=month_of(view, area.shown, read or asking.today.replace(day=1)),
        unread=typed if read is None else "",
        area=area,
        today=asking.today,
    )  # fmt: skip


def _month_typed(typed: str) -> date | None:
    if MONTH.fullmatch(typed) is None:
        return None
    year, number = map(int, typed.split("-"))
    return date(year - BUDDHIST_OFFSET if year >= FIRST_THAI else year, number, 1)
