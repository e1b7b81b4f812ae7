"""Signing in and out; the one-time link by which a person sets a password.

The code of a link stands after the `#` of its address, which no browser sends: it reaches the
desk in a form alone, so that no log and no history of a proxy holds it.
"""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import SIGN_IN, Door, get, post, see
from desk.web.frame.places import within
from desk.web.frame.problems import problems_of
from desk.web.frame.rendering import render
from desk.web.frame.sign_in import as_signed, devices, forget, remember
from desk.web.frame.unsent_forms import (
    CARRIED,
    LateForm,
    carried_on,
    held_carried,
    keep_at_gate,
    late_form,
)
from registry.records.accounts import accept_invitation, claim_first, limits_of
from registry.records.invitations import InvitationPurpose, invitation_of
from registry.records.rate_limits import TRIES_OF_ADDRESS, hit
from registry.records.sign_ins import SignedIn, known_device, sign_in, sign_out
from registry.refusals import Refusal
from registry.rules.access import network_of

TOO_OFTEN = 429


@get(SIGN_IN, Door(None))
def sign_in_page(asking: Asking) -> Response:
    """Name and password; on to the page that was asked for."""
    if asking.signed is not None:
        return see("/")
    back = within(asking.request.query_params.get("next"))
    left = "left" in asking.request.query_params
    return render(asking, "sign_in.html", next=back, named="", carried="", held="", left=left)


@post(SIGN_IN, Door(None))
def sign_in_form(asking: Asking) -> Response:
    """Sign in, with what was typed before a sign-in ended still at hand."""
    typed, registry = asking.typed, asking.office.registry
    back, named = within(typed.get("next")), typed.get("person", "")
    known_by = devices(asking.request)
    refuse_too_often(asking, known_device(registry, named, known_by))
    try:
        begun = sign_in(
            registry, named, typed.get("password", ""), address(asking),
            limits=limits_of(asking.office.settings), devices=known_by,
        )  # fmt: skip
    except Refusal as refusal:
        shown = problems_of(asking, refusal)
        values = {"next": back, "named": named, "carried": carried_on(asking)}
        return render(asking, "sign_in.html", problems=shown, held=typed.get("held", ""), **values)
    late = late_form(typed.get(CARRIED, ""))
    form = late or held_carried(asking, begun.person.id, typed.get("held", ""))
    return go_on(asking, begun, back, form)


def go_on(asking: Asking, begun: SignedIn, place: str, form: LateForm | None) -> Response:
    """Enter, to the place that was asked for, with the form that came too late if there is one."""
    if form is None:
        return enter(asking, begun, see(place))
    is_theirs = form.of in ("", begun.person.ref)
    if is_theirs and keep_at_gate(asking, begun.person.id, place, form):
        return enter(asking, begun, see(place))
    return enter(asking, begun, _sent_late(asking, begun, place, form))


def _sent_late(asking: Asking, begun: SignedIn, place: str, form: LateForm) -> Response:
    """The form that came too late, to be sent once more by whoever signed in now."""
    asking.signed = as_signed(asking.office, begun)
    values = {
        "place": place,
        "fields": form.fields,
        "files": form.files,
        "of_another": form.of not in ("", begun.person.ref),
    }
    return render(asking, "sent_late.html", **values)


@post("/sign-out", Door(None))
def sign_out_form(asking: Asking) -> Response:
    """End the sign-in; that at an identity provider goes on until it is ended there."""
    elsewhere = asking.office.settings.oidc_issuer is not None
    answer = see(f"{SIGN_IN}?left=1" if elsewhere else SIGN_IN)
    forget(asking.request, answer, lambda token: sign_out(asking.office.registry, token))
    return answer


@get("/invitation", Door(None))
def invitation_page(asking: Asking) -> Response:
    """Where a one-time link leads: its code, filled in by the script or pasted."""
    return render(asking, "invitation.html", code="")


@post("/invitation", Door(None))
def invitation_form(asking: Asking) -> Response:
    """Look at what the code is for, then set the password by it."""
    code = asking.typed.get("code", "").strip()
    try:
        invited = invitation_of(asking.office.registry, code)
    except Refusal as refusal:
        refuse_too_often(asking)
        shown = problems_of(asking, refusal, names={"": "code"})
        return render(asking, "invitation.html", problems=shown, code=code)
    if "password" not in asking.typed:
        return render(asking, "password.html", invited=invited, code=code, typed={})
    try:
        begun = _accepted(asking, invited, code)
    except Refusal as refusal:
        shown = problems_of(asking, refusal)
        values = {"invited": invited, "code": code, "typed": asking.typed}
        return render(asking, "password.html", problems=shown, **values)
    return enter(asking, begun, see("/"))


def _accepted(asking: Asking, invited: InvitationPurpose, code: str) -> SignedIn:
    registry, typed = asking.office.registry, asking.typed
    limits, password = limits_of(asking.office.settings), typed["password"]
    known_by = devices(asking.request)
    if invited.person is not None:
        return accept_invitation(registry, code, password, limits=limits, devices=known_by)
    names = {key: typed.get(key, "") for key in ("title_th", "name_th", "title_en", "name_en")}
    return claim_first(registry, code, **names, password=password, limits=limits, devices=known_by)


def enter(asking: Asking, begun: SignedIn, answer: Response) -> Response:
    """The answer, signed in; the sign-in that the browser had before is over."""
    forget(asking.request, answer, lambda token: sign_out(asking.office.registry, token))
    remember(asking.request, answer, begun)
    return answer


def address(asking: Asking) -> str:
    """Where the request comes from; behind a proxy, what the proxy says."""
    client = asking.request.client
    return client.host if client else ""


def refuse_too_often(asking: Asking, device: str | None = None) -> None:
    """Too many tries from one address within a minute, whomever they are for.

    A device where the person signed in before is counted by itself: no colleague behind the
    same address uses up its tries.
    """
    whence = f"device {device}" if device else network_of(address(asking))
    asking.fresh()
    if not hit(asking.office.registry, TRIES_OF_ADDRESS, whence):
        raise HTTPException(TOO_OFTEN)
