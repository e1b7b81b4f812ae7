"""Districts: the list of those that who asks may read, and a page for each."""

from starlette.responses import Response

from config.areas import area_naming
from desk.views.added_districts import split_notes
from desk.views.contact_card import district_card
from desk.views.district_status import standings
from desk.views.district_summary import district_summary
from desk.views.inbox_scopes import act_at
from desk.views.letterheads import head_unset
from desk.views.machine_now import machine_now
from desk.views.profile import source_of_profile
from desk.views.subjects import subject_titles
from desk.views.thai_order import in_order
from desk.views.year_words import cell_details, mark_word
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.paging import page_of
from desk.web.frame.places import gate_place, in_district
from desk.web.frame.rendering import render
from flows.capabilities import NEWEST
from registry.queries.added_districts import unverified_within
from registry.queries.areas import district as district_row, districts_within
from registry.queries.instances import how_many_older
from registry.rules.area_names import area_key
from registry.rules.rights import Verb
from registry.transaction import COUNTRY

LONGEST = 100  # of what is looked for


@get("/districts", Door(Verb.READ))
def listed(asking: Asking) -> Response:
    """The districts of whoever asks, by name, and where each stands, as at a day."""
    here = page_of(asking)
    text = asking.request.query_params.get("q", "").strip()[:LONGEST]
    key = area_key(text, area_naming().words) or None
    found = districts_within(asking.connection, asking.areas(Verb.READ), key)
    shown = in_order(found, asking.language)[here.skip : here.skip + here.most]
    asked = as_of(asking)
    view = asking.view_of(asked.on)
    return render(
        asking, "districts.html",
        rows=shown,
        standings=standings(view, [one.code for one in shown], asked.known),
        several=len({one.province for one in found}) > 1,
        unverified={one.code for one in unverified_within(asking.connection, COUNTRY)},
        count=len(found),
        here=here,
        q=text,
        hidden={"q": text} if text else {},
        as_of=asked,
        problems=asked.problems,
    )  # fmt: skip


@get("/districts/{district}", Door(Verb.READ, in_district))
def page(asking: Asking, district: str) -> Response:
    """Everything of a district on one page, as at a day."""
    asked = as_of(asking)
    view = asking.view_of(asked.on)
    seen = district_summary(view, district, asked.known)
    return render(
        asking, "district.html",
        district=district_row(asking.connection, district),
        seen=seen,
        machine=machine_now(view, {district}, asked.known),
        splits=split_notes(asking.connection, district),
        titles=subject_titles(asking.connection, seen.documents, asking.today),
        as_of=asked,
        problems=asked.problems,
        study=source_of_profile(),
        place=gate_place,
        act_at=lambda gate: act_at(view, asking.who.actor, gate, district),
        starts=asking.may(Verb.START, district),
        replaces=asking.may(Verb.REPLACE, district),
        older=how_many_older(asking.connection, (district,), NEWEST),
        loads=asking.may(Verb.LOAD, district),
        takes_over=asking.may(Verb.TAKE_OVER, district),
        mark_word=mark_word,
        details=cell_details,
        heads=head_unset(asking.connection, district)
        if asking.may(Verb.SETTINGS, district)
        else (),
    )  # fmt: skip


@get("/districts/{district}/card", Door(Verb.READ, in_district))
def card(asking: Asking, district: str) -> Response:
    """Whom to call: a page to print any day (practice.md 19)."""
    made = district_card(asking.connection, district, asking.today, asking.office.declared)
    return render(
        asking, "contact_card.html",
        district=district_row(asking.connection, district),
        card=made if asking.may(Verb.SEE_CONTACTS, district) else made.without_numbers,
        today=asking.today,
    )  # fmt: skip
