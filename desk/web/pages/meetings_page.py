"""What a district's committee has done: all its meetings, trainings and open action items."""

from starlette.responses import Response

from desk.views.policy_summary import manual_summaries
from desk.views.work_done import work_done
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.places import in_district
from desk.web.frame.rendering import render
from registry.queries.areas import district as district_row
from registry.queries.meetings import coverage
from registry.queries.policy import policy_events
from registry.rules.rights import Verb


@get("/districts/{district}/work", Door(Verb.READ, in_district))
def page(asking: Asking, district: str) -> Response:
    """Meetings, trainings, what is to be done, and changes of policy with who learned since."""
    connection, today = asking.connection, asking.today
    exact = asking.reader.sees_exact(district, f"scores/{district}")
    events = policy_events(connection, district, today)
    manuals = manual_summaries(connection, district, today, events)
    return render(
        asking,
        "work.html",
        district=district_row(connection, district),
        work=work_done(connection, district, today, exact=exact),
        events=[(one, coverage(connection, district, today, one)) for one in reversed(events)],
        manuals=[one for one in manuals if one.outdated_by],
        coordinates=asking.may(Verb.RECORD_EVENT, district[:2]),
    )
