"""Calendar links: made, shown once, revoked; and the calendar that a link answers with."""

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Language
from desk.views.district_calendar import calendar_of
from desk.views.thai_order import in_order
from desk.web.frame.asking import Asking, desk_address
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.places import NOT_FOUND, number_typed, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.pages.sign_in_page import TOO_OFTEN, refuse_too_often
from registry.queries.added_districts import areas_known
from registry.queries.areas import DistrictRow, area_kind, districts_within, names
from registry.queries.calendar_links import calendar_links
from registry.queries.people import person_of
from registry.records.calendar_links import (
    MadeCalendarLink,
    calendar_link_used,
    make_calendar_link,
    revoke_calendar_link,
)
from registry.records.rate_limits import RateLimit, hit
from registry.refusals import Refusal
from registry.rules.area_names import resolve
from registry.rules.rights import Verb
from registry.transaction import COUNTRY
from tasks.calendars.calendar_file import ICS

PLACE = "/me/calendars"
OWN, OTHER = "own", "other_district"
OFTEN = RateLimit(60, timedelta(hours=1))  # a calendar program asks a few times an hour


class CalendarNotYours(Refusal):
    """The calendar of that district is not for whoever asks to read."""


@get(PLACE, Door(Verb.SEE_OWN))
def page(asking: Asking) -> Response:
    """My links, and the form that makes one."""
    return _page(asking)


@post(PLACE, Door(Verb.SEE_OWN))
def make(asking: Asking) -> Response:
    """Make a link, which is shown this once."""
    try:
        district = _wanted(asking)
    except Refusal as refusal:
        named = problems_of(asking, refusal, names={"": OTHER})
        return _page(asking, problems=named)
    asking.fresh()
    try:
        made = make_calendar_link(
            asking.office.registry, district, asking.language, recorded_by=asking.who.ref,
            beside=number_typed(asking.typed.get("beside", "")),
        )  # fmt: skip
    except Refusal as refusal:
        at = OTHER if asking.typed.get(OTHER, "").strip() else "which"
        return _page(asking, problems=problems_of(asking, refusal, names={"--beside": at}))
    return _page(asking, made)


@post("/me/calendars/revoke", Door(Verb.SEE_OWN))
def revoke(asking: Asking) -> Response:
    """Revoke one of mine."""
    number = or_not_found(number_typed(asking.typed.get("link", "")))
    asking.fresh()
    try:
        revoke_calendar_link(asking.office.registry, number, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, problems=problems_of(asking, refusal))
    return see(f"{PLACE}?done=calendar_revoked")


@get("/calendars/{token}", Door(None))
def calendar(asking: Asking, token: str) -> Response:
    """What a calendar program reads: whoever has the link needs no password. Each use is logged."""
    registry = asking.office.registry
    found = calendar_link_used(registry, token)
    if found is None:
        refuse_too_often(asking)
        registry.note_attempt(actor="unknown", target="desk /calendars", code="calendar_link")
        raise HTTPException(NOT_FOUND)
    row, actor = found
    if not hit(registry, OFTEN, f"calendar {row.id}"):
        raise HTTPException(TOO_OFTEN)
    view = asking.view
    areas = {part.area for part in actor.parts}
    own = [one.code for one in districts_within(asking.connection, areas)]
    language: Language = "en" if row.language == "en" else "th"
    made = calendar_of(
        view, [row.district] if row.district else own, language,
        None if row.district else actor,
    )  # fmt: skip
    who = person_of(asking.connection, row.person)
    asking.fresh()
    if calendar_link_used(registry, token) is None:  # it ended while the answer was made
        raise HTTPException(NOT_FOUND)
    registry.note_attempt(actor=who.ref, target=f"calendar/{row.id}", code="download")
    return file_given(made, ICS, "prasan.ics")


def _wanted(asking: Asking) -> str | None:
    """The district that was typed, else the one that was chosen; None for one's own work.

    Raises CalendarNotYours and the refusals of names.
    """
    typed = asking.typed.get(OTHER, "").strip()
    which = asking.typed.get("which", OWN)
    if typed:
        which = resolve(typed, areas_known(asking.connection))
    if which == OWN:
        return None
    if not (area_kind(asking.connection, which) and asking.may(Verb.READ, which)):
        raise CalendarNotYours(field=OTHER if typed else "which")
    return which


def _own_districts(asking: Asking) -> list[DistrictRow]:
    """The districts of the parts that one has; of the whole country none by itself."""
    areas = {part.area for part in asking.who.actor.parts} - {COUNTRY}
    return in_order(districts_within(asking.connection, areas), asking.language)


def _page(
    asking: Asking, made: MadeCalendarLink | None = None, problems: Problems = ()
) -> Response:
    links = calendar_links(asking.connection, asking.who.person)
    return render(
        asking, "calendar_links.html",
        links=links,
        now=asking.office.registry.clock.now(),
        districts=_own_districts(asking),
        which=asking.typed.get("which", OWN),
        other=asking.typed.get(OTHER, "") if problems else "",
        named=names(asking.connection, {one.district for one in links if one.district}),
        link=f"{desk_address(asking)}/calendars/{made.token}" if made else None,
        made=made,
        problems=problems,
    )  # fmt: skip
