"""What a district did beside its meetings and its coordination log: listed, told on one form."""

from starlette.responses import Response

from config.activity_kinds import CoordinationLevel, HeldKind
from config.words import Term
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post
from desk.web.frame.places import in_district, number_typed, or_not_found
from desk.web.frame.rendering import render
from desk.web.gate.telling_form import Telling, ask_to_tell, record_telling
from flows.activity.activity_words import ActivityFilter, newest_year, what_happened
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.engine.deciding_offices import OFFICE
from registry.queries.areas import district as district_row
from registry.rules.calendar import QUARTERS, fiscal_year
from registry.rules.rights import Verb

PLACE = "/districts/{district}/activities"
NEW = PLACE + "/new/{process}"
YEARS = 6


@get(PLACE, Door(Verb.READ, in_district))
def listed(asking: Asking, district: str) -> Response:
    """What happened in a fiscal year; `?quarter=`, `?kind=` and `?level=` leave the rest out.

    Without a year it is the newest of which anything was told.
    """
    asked, now = as_of(asking), fiscal_year(asking.today)
    said = asking.request.query_params
    newest = newest_year(asking.connection, district, asked.on, asked.known)
    years = range(now, min(now - YEARS + 1, newest) - 1, -1)
    typed = number_typed(said.get("year", ""))
    year = typed if typed is not None and typed in years else newest
    quarter = number_typed(said.get("quarter", ""))
    which = ActivityFilter(
        year,
        quarter if quarter in QUARTERS else None,
        next((one for one in HeldKind if one == said.get("kind")), None),
        next((one for one in CoordinationLevel if one == said.get("level")), None),
    )
    return render(
        asking, "happened.html",
        district=district_row(asking.connection, district),
        seen=what_happened(asking.connection, district, which, asked.on, asked.known),
        which=which,
        years=years,
        quarters=QUARTERS,
        kinds=[*HeldKind],
        levels=[*CoordinationLevel],
        records=asking.may(Verb.RECORD, district, OFFICE),
        as_of=asked,
        problems=asked.problems,
    )  # fmt: skip


@get(NEW, Door(Verb.PREPARE, in_district))
def ask(asking: Asking, district: str, process: str) -> Response:
    """The form of an activity, or of a line of the log."""
    return ask_to_tell(asking, _told(district, process))


@post(NEW, Door(Verb.PREPARE, in_district))
def record(asking: Asking, district: str, process: str) -> Response:
    """Record it, or show what is wrong beside its field."""
    return record_telling(asking, _told(district, process))


def _told(district: str, key: str) -> Telling:
    process = or_not_found({one.key: one for one in (ACTIVITY, COORDINATION)}.get(key))
    listed = PLACE.format(district=district)
    return Telling(process, district, listed, Term("page.happened"), f"{listed}/new/{key}")
