"""The next version of a plan that the province received: nothing else changes such a plan."""

from starlette.responses import Response

from config.words import Term
from desk.views.plan_summary import PlanSummary
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import of_plan, plan_place
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn, typed_fields
from desk.web.pages.plan_frame import plan_values, summary_of
from desk.web.pages.plan_page import PLACE
from flows.plan.amendments import amend_plan
from registry.refusals import Refusal
from registry.rules.rights import Verb

NEXT = f"{PLACE}/next-version"
INPUTS = {"--on": "on", "--year": "on", "--district": ""}
CALLED = {"on": Term("page.plan.version.on")}


@get(NEXT, Door(Verb.START, of_plan))
def ask(asking: Asking, plan: int) -> Response:
    """From which day the next version is worked on."""
    return _page(asking, summary_of(asking, plan))


@post(NEXT, Door(Verb.START, of_plan))
def begin(asking: Asking, plan: int) -> Response:
    """Begin it with the texts and rows of this one; its own page comes next."""
    seen = summary_of(asking, plan)
    start = seen.copy.start
    read = typed_fields(asking)
    on = read.day("on")
    if on is None or read.problems:
        read.problems = read.problems or [NotFilledIn(field="on")]
        return _page(asking, seen, problems_of(asking, *read.problems, called=CALLED))
    asking.fresh()
    try:
        made = amend_plan(
            asking.office, start.district, start.year, on=on, recorded_by=asking.who.ref
        )
    except Refusal as refusal:
        return _page(asking, seen, problems_of(asking, refusal, names=INPUTS, called=CALLED))
    return see(f"{plan_place(made.instance)}?done=plan_version")


def _page(asking: Asking, seen: PlanSummary, problems: Problems = ()) -> Response:
    return render(
        asking,
        "plan_version.html",
        **plan_values(asking, seen),
        problems=problems,
        typed={"on": day(asking.today, asking.language)} | asking.typed,
    )
