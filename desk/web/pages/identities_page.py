"""Who came from the identity provider and is matched to nobody yet: an administrator says who."""

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import number_typed, of_person, or_not_found, person_addressed
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.pages.accounts_page import person_page
from registry.queries.identities import identities, unknown_identities
from registry.records.identity_matches import end_match, match_identity
from registry.refusals import Refusal
from registry.rules.rights import Verb


@get("/identities", Door(Verb.ADMINISTER))
def unmatched(asking: Asking) -> Response:
    """Those whom the provider knows and nobody has matched, who came last first."""
    return _page(asking)


@post("/identities", Door(Verb.ADMINISTER))
def match(asking: Asking) -> Response:
    """One of them is that person from now on."""
    number = or_not_found(number_typed(asking.typed.get("identity", "")))
    field, registry = f"person_{number}", asking.office.registry
    asking.fresh()
    try:
        made = match_identity(
            registry, number, asking.typed.get(field, "").strip(), recorded_by=asking.who.ref
        )
    except Refusal as refusal:
        return _page(asking, problems_of(asking, refusal, names={"person": field}))
    return see(f"/people/{made.person.ref}?done=identity_matched")


@post("/people/{person}/identities/end", Door(Verb.ADMINISTER, of_person))
def end(asking: Asking, person: str) -> Response:
    """A match of theirs is over; whoever is signed in as them is out."""
    number = or_not_found(number_typed(asking.typed.get("identity", "")))
    theirs = identities(asking.connection, person_addressed(asking, person).id)
    or_not_found(next((one for one in theirs if one.id == number), None))
    asking.fresh()
    try:
        end_match(asking.office.registry, number, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return person_page(asking, person, problems_of(asking, refusal))
    return see(f"/people/{person}?done=identity_ended")


def _page(asking: Asking, problems: Problems = ()) -> Response:
    found = unknown_identities(asking.connection)
    return render(asking, "identities.html", unknown=found, typed=asking.typed, problems=problems)
