"""Signing in by the office's own identity provider: the way there and back.

The browser goes there by a link, no form: the policy of our pages lets forms go to this desk alone.
What it comes back with is bound to a cookie, and good for once and for minutes.
"""

import hmac

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from desk.web.frame.asking import Asking, desk_address
from desk.web.frame.attempts import note_refused
from desk.web.frame.cookies import PROVIDER, cookie_name, give_cookie, take_cookie
from desk.web.frame.doors import SEE_OTHER, SIGN_IN, Door, get, see
from desk.web.frame.identity_provider import STATE, IdentityProvider, ProviderRefuses
from desk.web.frame.places import NOT_FOUND, within
from desk.web.frame.problems import shown
from desk.web.frame.rendering import render
from desk.web.frame.sign_in import devices
from desk.web.frame.unsent_forms import held_carried
from desk.web.pages.sign_in_page import go_on, refuse_too_often
from registry.records.accounts import limits_of
from registry.records.identity_sign_ins import (
    BACK_WITHIN,
    NoAuthorizationRequest,
    begin_request,
    end_request,
    sign_in_by_identity,
)
from registry.records.secrets import new_token, word_of
from registry.refusals import Refusal

PLACE = f"{SIGN_IN}/provider"
RETURN = f"{PLACE}/return"
BETWEEN = "."  # no letter of a word


@get(PLACE, Door(None))
def leave(asking: Asking) -> Response:
    """To the provider, from where the browser comes back to RETURN."""
    provider, asked = _provider(asking), asking.request.query_params
    place = within(asked.get("next"))
    if asking.signed is not None:
        return see(place)
    refuse_too_often(asking)
    registry = asking.office.registry
    try:
        token = new_token()
        answer = RedirectResponse(provider.address(token), SEE_OTHER)
        begin_request(registry, token, place)
    except Refusal as refusal:
        return _refused(asking, refusal, place, asked.get("held", ""))
    name = cookie_name(asking.request, PROVIDER)
    kept = f"{token}{BETWEEN}{asked.get('held', '')}"
    give_cookie(asking.request, answer, name, kept, int(BACK_WITHIN.total_seconds()))
    return answer


@get(RETURN, Door(None))
def come_back(asking: Asking) -> Response:
    """Back from the provider: signed in, or told why not; nothing is tried twice."""
    name = cookie_name(asking.request, PROVIDER)
    token, _, held = asking.request.cookies.get(name, "").partition(BETWEEN)
    provider = _provider(asking)
    refuse_too_often(asking)
    place = "/"
    try:
        place = _ended(asking, token)
        answer = _entered(asking, provider, token, place, held)
    except Refusal as refusal:
        answer = _refused(asking, refusal, place, held)
    take_cookie(asking.request, answer, name)
    return answer


@get(f"{PLACE}/sign-out", Door(None))
def sign_out_there(asking: Asking) -> Response:
    """To where the sign-in at the provider itself is ended."""
    provider = _provider(asking)
    refuse_too_often(asking)
    try:
        return RedirectResponse(provider.sign_out_address(), SEE_OTHER)
    except Refusal as refusal:
        return _refused(asking, refusal, "/", "")


def _provider(asking: Asking) -> IdentityProvider:
    if asking.office.settings.oidc_issuer is None:
        raise HTTPException(NOT_FOUND)
    return IdentityProvider(asking.office.settings, f"{desk_address(asking)}{RETURN}")


def _ended(asking: Asking, token: str) -> str:
    """End the request that this browser began; answers where it goes on."""
    state = asking.request.query_params.get("state", "")
    if not token or not hmac.compare_digest(word_of(token, STATE).encode(), state.encode()):
        raise NoAuthorizationRequest
    return end_request(asking.office.registry, token)


def _entered(
    asking: Asking, provider: IdentityProvider, token: str, place: str, held: str
) -> Response:
    registry, code = asking.office.registry, asking.request.query_params.get("code")
    if not code:
        raise ProviderRefuses(provider=provider.name)
    begun = sign_in_by_identity(
        registry,
        provider.subject(token, code, registry.clock.now()),
        limits=limits_of(asking.office.settings),
        net=asking.office.net,
        devices=devices(asking.request),
    )
    return go_on(asking, begun, place, held_carried(asking, begun.person.id, held))


def _refused(asking: Asking, refusal: Refusal, place: str, held: str) -> Response:
    """The page of signing in, with what went wrong; a row in the attempts log."""
    note_refused(asking, refusal)
    problems = (shown(refusal.sentence, asking.language),)
    values = {"next": place, "named": "", "carried": "", "held": held}
    return render(asking, "sign_in.html", problems=problems, **values)
