"""Search: one field for districts, villages, people, orders, papers and instances."""

from starlette.responses import Response

from desk.views.district_villages import village_called
from desk.views.search import LONGEST, look_for
from desk.views.subjects import subject_titles
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.rendering import render
from registry.queries.areas import names
from registry.rules.rights import Verb
from registry.rules.thai import tidy


@get("/search", Door(Verb.READ))
def search(asking: Asking) -> Response:
    """What bears the word; without one only the field."""
    params = asking.request.query_params
    text, more_of = params.get("q", "")[:LONGEST], params.get("all", "")
    areas = asking.areas(Verb.READ)
    found = (
        look_for(asking.connection, areas, text, asking.today, asking.language, more_of, asking.may)
        if tidy(text)
        else None
    )
    papers = [one.row for one in found.papers] if found else []
    offices = found.offices if found else ()
    return render(
        asking, "search.html",
        q=text,
        more_of=more_of,
        places=names(asking.connection, {one.office.area for one in offices}),
        found=found,
        village_called=village_called,
        titles=subject_titles(asking.connection, papers, asking.today),
        opens_people=bool(asking.areas(Verb.INVITE)),
    )  # fmt: skip
