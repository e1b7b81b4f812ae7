"""Tokens for programs: made for a part of a person by who administers it, shown once, revoked."""

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import number_typed, of_person, or_not_found, person_addressed
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from registry.queries.api_tokens import api_tokens
from registry.queries.areas import names
from registry.queries.parts import actor
from registry.records.api_tokens import MadeApiToken, make_api_token, revoke_api_token
from registry.refusals import Refusal
from registry.rules.rights import PartHeld, Verb

PLACE = "/people/{person}/tokens"


@get(PLACE, Door(Verb.ADMINISTER, of_person))
def tokens(asking: Asking, person: str) -> Response:
    """The person's tokens, and the form that makes one."""
    return _page(asking, person)


@post(PLACE, Door(Verb.ADMINISTER, of_person))
def make(asking: Asking, person: str) -> Response:
    """Make a token, which is shown this once."""
    part, _, area = asking.typed.get("which", "").partition("|")
    asking.fresh()
    try:
        made = make_api_token(
            asking.office.registry, person, part, area, recorded_by=asking.who.ref,
            beside=number_typed(asking.typed.get("beside", "")),
        )  # fmt: skip
    except Refusal as refusal:
        found = problems_of(asking, refusal, names={"token.part": "which", "--beside": "which"})
        return _page(asking, person, problems=found)
    return _page(asking, person, made)


@post(f"{PLACE}/revoke", Door(Verb.ADMINISTER, of_person))
def revoke(asking: Asking, person: str) -> Response:
    """Revoke one of theirs."""
    number = or_not_found(number_typed(asking.typed.get("token", "")))
    theirs = api_tokens(asking.connection, person_addressed(asking, person).id)
    or_not_found(next((one for one in theirs if one.id == number), None))
    asking.fresh()
    try:
        revoke_api_token(asking.office.registry, number, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, person, problems=problems_of(asking, refusal))
    return see(f"/people/{person}/tokens?done=token_revoked")


def _parts(asking: Asking, person: int) -> list[PartHeld]:
    held = actor(asking.connection, person, asking.today).parts
    return [one for one in held if asking.may(Verb.ADMINISTER, one.area)]


def _page(
    asking: Asking, ref: str, made: MadeApiToken | None = None, problems: Problems = ()
) -> Response:
    who = person_addressed(asking, ref)
    parts, found = _parts(asking, who.id), api_tokens(asking.connection, who.id)
    return render(
        asking, "tokens.html",
        who=who,
        parts=parts,
        which=asking.typed.get("which"),
        tokens=found,
        areas=names(asking.connection, {*(one.area for one in parts), *(o.area for o in found)}),
        now=asking.office.registry.clock.now(),
        made=made,
        problems=problems,
    )  # fmt: skip
