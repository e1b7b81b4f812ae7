"""People and their accounts: invited by a one-time link, closed, reached at work."""

from starlette.responses import Response

from config.words import Named
from desk.views.thai_order import named_in_order
from desk.web.frame.asking import Asking, desk_address
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.paging import page_of
from desk.web.frame.places import number_typed, of_person, person_addressed
from desk.web.frame.problems import Problems, attempt, problems_of
from desk.web.frame.rendering import render
from desk.web.gate.act_summary import may_answer
from desk.web.pages.parts_page import OF_THE_OFFICE
from flows.decisions.merge import MERGE
from registry.queries.accounts import account_state
from registry.queries.areas import names, provinces_within
from registry.queries.contacts import contacts_of
from registry.queries.coordinators import without_coordinator
from registry.queries.identities import identities
from registry.queries.members import own_parts
from registry.queries.merges import merges_of
from registry.queries.parts import areas_of_actor, parts_of, province_of
from registry.queries.people import person
from registry.queries.people_of_areas import people_in
from registry.queries.renamings import person_now, renamings_of
from registry.queries.search import offices_held
from registry.records.accounts import close_account, invite, limits_of
from registry.records.contacts import erase_contact, set_contact
from registry.refusals import Refusal
from registry.rules.rights import Verb

KINDS = ("phone", "email")


@get("/people", Door(Verb.INVITE))
def everybody(asking: Asking) -> Response:
    """The people of the areas in which whoever asks may invite."""
    text = asking.request.query_params.get("q", "").strip()[:100]
    here = page_of(asking)
    found, count = people_in(
        asking.connection, asking.areas(Verb.INVITE), text, skip=here.skip, most=here.most
    )
    offices = offices_held(asking.connection, [one.id for one in found], asking.today)
    return render(
        asking, "people.html",
        people=found,
        offices=offices,
        count=count,
        text=text,
        here=here,
        agreeing=_at_work(asking) if text == "" else [],
    )  # fmt: skip


def _at_work(asking: Asking) -> list[tuple[str, Named]]:
    """The provinces whose agreements who asks may record: of those that somebody coordinates."""
    within = provinces_within(asking.connection, asking.areas(Verb.RECORD_EVENT))
    waiting = without_coordinator(asking.connection, asking.today)
    at_work = {code: name for code, name in within.items() if code not in waiting}
    return named_in_order(at_work, asking.language)


@get("/people/{person}", Door(Verb.INVITE, of_person))
def one_person(asking: Asking, person: str) -> Response:
    """A person: parts, account, work contacts."""
    return person_page(asking, person)


@post("/people/{person}/invitation", Door(Verb.INVITE, of_person))
def invite_form(asking: Asking, person: str) -> Response:
    """Make a one-time link; it is shown this once and sent by nobody but a person."""
    asking.fresh()
    try:
        made = invite(
            asking.office.registry, person, recorded_by=asking.who.ref,
            limits=limits_of(asking.office.settings),
            instead_of=number_typed(asking.typed.get("instead_of", "")),
        )  # fmt: skip
    except Refusal as refusal:
        told = problems_of(asking, refusal, names={"--instead-of": "invite"})
        return person_page(asking, person, told)
    return render(
        asking, "invited.html", made=made, link=f"{desk_address(asking)}/invitation#{made.token}"
    )


@post("/people/{person}/closing", Door(Verb.INVITE, of_person))
def close_form(asking: Asking, person: str) -> Response:
    """Close the account: the person is signed out at once."""
    refused = attempt(
        asking,
        lambda: close_account(asking.office.registry, person, recorded_by=asking.who.ref),
    )
    return person_page(asking, person, refused) if refused else see(f"/people/{person}?done=closed")


@post("/people/{person}/contacts", Door(Verb.INVITE, of_person))
def contacts_form(asking: Asking, person: str) -> Response:
    """Write down, change or erase the work contacts; an empty field erases."""
    refused = attempt(asking, lambda: _write_contacts(asking, person))
    return (
        person_page(asking, person, refused) if refused else see(f"/people/{person}?done=contacts")
    )


def _write_contacts(asking: Asking, ref: str) -> None:
    registry, by = asking.office.registry, asking.who.ref
    who = person(asking.connection, ref, field="person")
    kept = {one.kind: one.value for one in contacts_of(asking.connection, who.id)}
    asking.fresh()
    for kind in KINDS:
        typed = asking.typed.get(kind, "").strip()
        if typed and typed != kept.get(kind):
            set_contact(registry, ref, kind, typed, recorded_by=by)
        elif not typed and kind in kept:
            erase_contact(registry, ref, kind, recorded_by=by)


def person_page(asking: Asking, ref: str, problems: Problems = ()) -> Response:
    """The page of a person, with what went wrong of a form on it."""
    who, connection = person_addressed(asking, ref), asking.connection
    if who.ref != ref:
        return see(f"/people/{who.ref}")
    kept = {one.kind: one.value for one in contacts_of(connection, who.id)}
    held = asking.view.once(parts_of, who.id, asking.today)
    parts = own_parts(connection, held.parts, asking.today)
    return render(
        asking,
        "person.html",
        who=who,
        parts=parts,
        areas=names(connection, {one.area for one in parts}),
        given=OF_THE_OFFICE,
        of=province_of(areas_of_actor(connection, held)),
        account=account_state(connection, who.id),
        identities=identities(connection, who.id),
        contacts={**kept, **{k: v for k, v in asking.typed.items() if k in KINDS}},
        merges=[one for one in merges_of(connection, who.id) if may_answer(asking, MERGE, one)],
        renamings=renamings_of(connection, person_now(connection, who)),
        problems=problems,
    )
