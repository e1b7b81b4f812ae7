"""A member is to be replaced: which seat, who fills it, from which day it was told."""

from starlette.responses import Response

from config.words import both
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn, typed_fields
from flows.replacement.process import REPLACEMENT_OF_MEMBER
from flows.replacement.start import by_letter, replace_member
from registry.journal import open_instance
from registry.queries.areas import district as district_row
from registry.queries.members import Invitee, invitees
from registry.refusals import Refusal
from registry.rules.membership import seat_called
from registry.rules.rights import Verb
from registry.rules.seats import Seat

PLACE = "/districts/{district}/replace"
INPUTS = {"--seat": "seat", "--on": "on", "--district": "seat"}


@get(PLACE, Door(Verb.REPLACE, in_district))
def ask(asking: Asking, district: str) -> Response:
    """The form; `?seat=` chooses the seat."""
    return _page(asking, district)


@post(PLACE, Door(Verb.REPLACE, in_district))
def begin(asking: Asking, district: str) -> Response:
    """Begin the replacement: its letter is drafted, its gate opens."""
    read = typed_fields(asking)
    seat, on = read.said("seat"), read.day("on")
    if not seat:
        read.problems.append(NotFilledIn(field="seat"))
    if read.problems:
        shown = problems_of(asking, *read.problems)
        return _page(asking, district, shown)
    on, by = on or asking.today, asking.who.ref
    asking.fresh()
    try:
        made = replace_member(asking.office, district, seat, on=on, recorded_by=by)
    except Refusal as refusal:
        return _page(asking, district, problems_of(asking, refusal, names=INPUTS))
    return see(f"/instances/{made.instance}?done=replacing")


def _page(asking: Asking, district: str, problems: Problems = ()) -> Response:
    begins = {
        "seat": asking.request.query_params.get("seat", ""),
        "on": day(asking.today, asking.language),
    }
    typed = begins | asking.typed
    members = invitees(asking.connection, district, asking.today)
    filled = [(seat, one) for one in members for seat in one.member.seats if by_letter(seat)]
    chosen = next((pair for pair in filled if pair[0].key == typed["seat"]), None)
    process = REPLACEMENT_OF_MEMBER.key
    running = open_instance(asking.connection, process, district, typed["seat"])
    return render(
        asking,
        "replace.html",
        problems=problems,
        district=district_row(asking.connection, district),
        typed=typed,
        seats=[(seat.key, _label(asking, seat, one)) for seat, one in filled],
        chosen=chosen,
        running=running.id if running else None,
    )


def _label(asking: Asking, seat: Seat, one: Invitee) -> str:
    title = seat_called(seat)
    name = one.person.name if one.person else both(one.without)
    thai = asking.language == "th"
    return f"{title.th}: {name.th}" if thai else f"{title.en}: {name.en}"
