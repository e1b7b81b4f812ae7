"""What is one's own: a request of a meeting, of which its owner reports; a step that asks one."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import say
from desk.views.own_work import own_request, own_step
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.places import in_district, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.meeting.reporting import MOST, report_progress
from registry.queries.office_holders import all_holders
from registry.queries.progress_reports import Progress
from registry.records.rights import MayNot
from registry.refusals import Refusal
from registry.rules.rights import Verb

REQUEST = "/districts/{district}/own/{key:path}"


@get(REQUEST, Door(Verb.REPORT_OWN, in_district))
def request(asking: Asking, district: str, key: str) -> Response:
    """What a meeting asked of who looks, and the two fields by which they report."""
    return _page(asking, district, key)


@post(REQUEST, Door(Verb.REPORT_OWN, in_district))
def report(asking: Asking, district: str, key: str) -> Response:
    """Record how far it is, or show what is wrong beside its field."""
    or_not_found(own_request(asking.view, asking.who.actor, district, key))
    typed = asking.typed
    asking.fresh()
    try:
        report_progress(
            asking.office, district, key, typed.get("progress", ""),
            typed.get("progress_said", ""), recorded_by=asking.who.ref,
        )  # fmt: skip
    except MayNot as refusal:  # it passed to somebody else meanwhile
        raise HTTPException(FORBIDDEN, str(refusal)) from refusal
    except Refusal as refusal:
        return _page(asking, district, key, problems_of(asking, refusal))
    return see("/?done=progress_reported")


@get("/own/steps/{step:int}", Door(Verb.SEE_OWN))
def asked_at(asking: Asking, step: int) -> Response:
    """What one is asked for as a head or as the secretary, and to whom it is told."""
    found = or_not_found(own_step(asking.view, asking.who.actor, step))
    district = found.gate.district_code
    held = all_holders(asking.connection, district, asking.today)
    tellers = [one.name for one in held if one.kind == "focal_point"]
    return render(asking, "own_step.html", one=found, tellers=tellers)


def _page(asking: Asking, district: str, key: str, problems: Problems = ()) -> Response:
    found = or_not_found(own_request(asking.view, asking.who.actor, district, key))
    states = [(one.value, say(f"progress.state.{one}", asking.language)) for one in Progress]
    return render(
        asking, "own_request.html",
        one=found,
        states=states,
        most=MOST,
        typed=asking.typed,
        problems=problems,
    )  # fmt: skip
