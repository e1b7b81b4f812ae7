"""What was asked for and learned in a district, and the form by which each is settled."""

from starlette.responses import Response

from desk.views.action_list import STATES, asked_and_learned, awaited_requests
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import in_district, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.meeting.settling import RECORDERS, settle
from registry.queries.areas import district as district_row
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb

PLACE = "/districts/{district}/actions"


@get(PLACE, Door(Verb.READ, in_district))
def page(asking: Asking, district: str) -> Response:
    """Each request with its owner, day, state and history."""
    return _page(asking, district)


@post(PLACE, Door(Verb.READ, in_district))
def settle_form(asking: Asking, district: str) -> Response:
    """Record what became of one; the recorder's part is checked where it is written."""
    key, state = asking.typed.get("action", ""), asking.typed.get("action_state", "")
    or_not_found(state if state in STATES else None)
    asking.fresh()
    try:
        on = parse_date(asking.typed.get("on", ""), field="on", era=era(asking))
        settle(
            asking.office, district, key, state,
            on=on, reason=asking.typed.get("reason", ""), recorded_by=asking.who.ref,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(asking, district, problems_of(asking, refusal))
    return see(f"/districts/{district}/actions?done=action_settled")


def _page(asking: Asking, district: str, problems: Problems = ()) -> Response:
    return render(
        asking, "actions.html",
        district=district_row(asking.connection, district),
        rows=asked_and_learned(asking.connection, district, asking.today),
        awaited=awaited_requests(asking.connection, district, asking.today),
        states=STATES,
        typed=asking.typed,
        records=asking.may(Verb.RECORD, district, RECORDERS),
        problems=problems,
    )  # fmt: skip
