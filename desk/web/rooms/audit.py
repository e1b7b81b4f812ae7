"""Who did what, and what was refused."""

from fastapi import APIRouter
from starlette.responses import Response

from desk.web.asking import Asking
from desk.web.doors import Door, get
from desk.web.places import LAST_NUMBER
from desk.web.rendering import render
from registry.queries.areas import names
from registry.queries.audit import attempts, links
from registry.queries.people import names as people_names
from registry.rules.rights import Verb

router = APIRouter()
MOST = 50


@get(router, "/audit", Door(Verb.SEE_AUDIT))
def audit(asking: Asking) -> Response:
    """The links of the chains of the areas of whoever asks, newest first."""
    rows = links(asking.connection, asking.areas(Verb.SEE_AUDIT), before=_before(asking), most=MOST)
    return render(
        asking,
        "audit.html",
        rows=rows,
        more=len(rows) == MOST,
        areas=names(asking.connection, {one.area for one in rows}),
        people=people_names(asking.connection, {one.actor for one in rows if one.actor}),
    )


@get(router, "/attempts", Door(Verb.SEE_AUDIT))
def tried(asking: Asking) -> Response:
    """What was refused, read exactly, downloaded or exported, newest first."""
    rows = attempts(
        asking.connection, asking.areas(Verb.SEE_AUDIT), before=_before(asking), most=MOST
    )
    return render(asking, "attempts.html", rows=rows, more=len(rows) == MOST)


def _before(asking: Asking) -> int | None:
    typed = asking.request.query_params.get("before", "")
    return min(int(typed), LAST_NUMBER) if typed.isascii() and typed.isdigit() else None
