"""Who did what, and what was refused."""

from urllib.parse import urlencode

from starlette.responses import Response

from desk.views import attempt_words
from desk.views.audit_links import link_summaries
from desk.views.before_after import link_report
from desk.web.frame.area_choice import area_choice
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.places import number_typed, of_link, or_not_found
from desk.web.frame.rendering import render
from desk.web.gate.sight import sight_in
from registry.chain_checks import chain_problems
from registry.queries.audit import attempts, link as audit_link, links
from registry.queries.people import names as people_names
from registry.rules.rights import Verb

MOST = 50


@get("/audit", Door(Verb.SEE_AUDIT))
def audit(asking: Asking) -> Response:
    """The links of the chains of the areas of whoever asks, newest first."""
    params = asking.request.query_params
    area = area_choice(asking, Verb.SEE_AUDIT, params.get("area", ""))
    by = number_typed(params.get("by", ""))
    rows = links(asking.connection, area.shown, by=by, before=_before(asking), most=MOST)
    people = people_names(asking.connection, {one for one in (by, *(r.actor for r in rows)) if one})
    chosen = {"area": area.chosen, "by": by if by in people else None}
    return render(
        asking,
        "audit.html",
        rows=rows,
        seen=link_summaries(asking.connection, rows),
        more=len(rows) == MOST,
        area=area,
        by=chosen["by"],
        kept=urlencode({key: said for key, said in chosen.items() if said}),
        people=people,
    )


@get("/audit/{link:int}", Door(Verb.SEE_AUDIT, of_link))
def one_link(asking: Asking, link: int) -> Response:
    """What a link says: before and after, reason, who; and whether its chain is whole."""
    connection = asking.connection
    said = or_not_found(asking.view.once(audit_link, link))
    (summary,) = link_summaries(connection, (said.link,))
    check = asking.request.query_params.get("verify") == "yes"
    return render(
        asking,
        "link.html",
        link=said.link,
        seen=summary,
        said=link_report(asking.view, said, sight_in(asking, said.link.area), asking.language),
        problems_found=chain_problems(connection, said.link.area) if check else None,
    )


@get("/attempts", Door(Verb.SEE_AUDIT))
def tried(asking: Asking) -> Response:
    """What was refused, read exactly, downloaded or exported, newest first."""
    rows = attempts(
        asking.connection, asking.areas(Verb.SEE_AUDIT), before=_before(asking), most=MOST
    )
    return render(
        asking,
        "attempts.html",
        rows=rows,
        seen=attempt_words.in_words(asking.connection, rows),
        more=len(rows) == MOST,
    )


def _before(asking: Asking) -> int | None:
    typed = asking.request.query_params.get("before", "")
    return number_typed(typed)
