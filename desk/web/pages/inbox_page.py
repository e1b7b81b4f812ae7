"""What needs me: everything that waits for whoever is signed in, the most urgent first."""

from dataclasses import replace

from starlette.responses import Response

from config.words import Named
from desk.views.chief_terms import TermNotice, term_notices
from desk.views.inbox import PAGE, Work, work_of
from desk.views.inbox_filter import filter_asked, filter_choices
from desk.views.left_leads import lead_notices
from desk.views.machine_now import machine_now
from desk.views.own_work import own_work
from desk.views.promises import PromiseNotice, promise_notices
from desk.views.reminder_summary import mail_troubles
from desk.views.requests_due import RequestNotice, request_notices
from desk.views.thai_order import named_in_order
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.paging import page_of
from desk.web.frame.places import COUNTRY, gate_place
from desk.web.frame.rendering import render
from flows.capabilities import NEWEST
from registry.queries.areas import districts_within, names as area_names, provinces_within
from registry.queries.coordinators import coordinators_who_sign_in, without_coordinator
from registry.queries.instances import anything_started, how_many_older
from registry.queries.own_seats import own_seats
from registry.rules.rights import Part, Verb
from registry.transaction import PROVINCE_CODE

ENOUGH_COORDINATORS = 2
SHOWN_FIRST = 8  # on a phone; the rest of the page is unfolded


@get("/", Door(Verb.SEE_OWN))
def inbox(asking: Asking) -> Response:
    """What waits for whoever asks, by their parts."""
    here = page_of(asking, PAGE)
    params = asking.request.query_params
    only = filter_asked(*(params.get(one, "") for one in ("district", "gate", "due", "office")))
    actor = asking.who.actor
    work = work_of(asking.view, actor, only=only, page=here.number)
    here = replace(here, number=work.page)  # a page beyond the last is the last
    parts = {part.part for part in asking.who.actor.parts}
    return render(
        asking, "inbox.html",
        work=work,
        here=here,
        first_shown=SHOWN_FIRST,
        chosen=only.district if only.district in work.districts else "",
        only=only,
        today=asking.today,
        choices=filter_choices(work.gates),
        districts=named_in_order(work.districts, asking.language),
        place=gate_place,
        several=_several(asking),
        parts=parts,
        plain=parts <= {Part.CHIEF, Part.MEMBER},
        seats=own_seats(asking.connection, asking.who.person, asking.today)
        if Part.MEMBER in parts
        else [],
        packages=_packages(asking),
        returns=bool(asking.areas(Verb.PREPARE)),
        starts=bool(asking.areas(Verb.START)),
        mine=own_work(asking.view, actor),
        promised=_promised(asking, only.district),
        asked_for=_asked_for(asking, only.district),
        to_know=_to_know(asking, only.district),
        leads_left=lead_notices(asking.view, _districts(asking, only.district)),
        machine=machine_now(asking.view, asking.areas(Verb.SEE_AUDIT)),
        mail_troubles=mail_troubles(asking.view, asking.areas(Verb.SEE_AUDIT)),
        older=how_many_older(asking.connection, asking.areas(Verb.START), NEWEST),
        nothing_begun=not only.any and _nothing_begun(asking, work),
        no_province=not only.any and not work.total and _no_province(asking),
        alone=_alone(asking),
    )  # fmt: skip


def _packages(asking: Asking) -> dict[str, Named]:
    """The districts of a Chief: what their package asks to decide is read in one place."""
    own = {
        one.area for one in asking.who.actor.parts_in_force(asking.today)
        if one.part is Part.CHIEF
    }  # fmt: skip
    return area_names(asking.connection, own) if own else {}


def _promised(asking: Asking, chosen: str) -> list[PromiseNotice]:
    """What coordinators' province promised their districts, or the one that is chosen."""
    found = promise_notices(asking.view, _coordinated(asking))
    return [one for one in found if chosen in ("", one.promises.district)]


def _asked_for(asking: Asking, chosen: str) -> list[RequestNotice]:
    """What meetings asked for, near its day, where whoever asks follows it up."""
    found = request_notices(asking.view, _areas_as(asking, Part.COORDINATOR, Part.FOCAL_POINT))
    return [one for one in found if chosen in ("", one.due.district)]


def _coordinated(asking: Asking) -> set[str]:
    """The areas in which whoever asks is a coordinator."""
    return _areas_as(asking, Part.COORDINATOR)


def _areas_as(asking: Asking, *parts: Part) -> set[str]:
    """The areas in which whoever asks has one of the parts today."""
    return {one.area for one in asking.who.actor.parts_in_force(asking.today) if one.part in parts}


def _to_know(asking: Asking, chosen: str) -> list[TermNotice]:
    """What coordinators are told of their districts, or of the one that is chosen."""
    return term_notices(asking.view, _districts(asking, chosen))


def _districts(asking: Asking, chosen: str) -> list[str]:
    """The districts of which whoever asks is a coordinator, or of them the one that is chosen."""
    codes = [one.code for one in districts_within(asking.connection, _coordinated(asking))]
    return [one for one in codes if chosen in ("", one)]


def _several(asking: Asking) -> bool:
    """Whether the parts reach over more than one district, so that rows must name theirs."""
    areas = {part.area for part in asking.who.actor.parts}
    return len(areas) > 1 or any(len(area) <= PROVINCE_CODE for area in areas)


def _nothing_begun(asking: Asking, work: Work) -> bool:
    """Whether whoever asks may start districts, and none was ever started."""
    areas = asking.areas(Verb.START)
    return bool(areas) and not work.total and not anything_started(asking.connection, areas)


def _no_province(asking: Asking) -> bool:
    """Whether whoever asks may add provinces, and none has a coordinator yet."""
    if not asking.areas(Verb.ADMINISTER) & {COUNTRY}:
        return False
    provinces = provinces_within(asking.connection, {COUNTRY})
    return len(without_coordinator(asking.connection, asking.today)) == len(provinces)


def _alone(asking: Asking) -> Named | None:
    """The province of a coordinator where fewer than two have accounts in use."""
    if asking.who.demo:
        return None
    provinces = {part.area for part in asking.who.actor.parts if part.part is Part.COORDINATOR} - {
        COUNTRY
    }
    for province in sorted(provinces):
        found = coordinators_who_sign_in(asking.connection, province, asking.today)
        if found < ENOUGH_COORDINATORS:
            return area_names(asking.connection, {province})[province]
    return None
