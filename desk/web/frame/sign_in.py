"""Who is signed in: a person with a part today, by the cookie of a sign-in.

In a demo nobody needs a password: the demo's coordinator is signed in, plainly marked, and
any other of its people may be chosen, to see what they see.
"""

from collections.abc import Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from desk.web.frame.asking import SignedPerson
from desk.web.frame.form_words import form_cookie
from desk.web.frame.session_cookie import session_cookie
from flows.demo import recorder_of
from flows.engine.installation import Installation
from registry.queries.parts import parts_of
from registry.queries.people import UnknownPerson, person
from registry.records.accounts import limits_of
from registry.records.sign_ins import SignedIn, touch, whose
from registry.refusals import RegistryFault

DEMO_PROVINCE = "57"
DEMO_COOKIE = "prasan-demo"
A_YEAR = 365 * 24 * 3600  # seconds
LONGEST = 1000  # characters of what a browser is known by


def signed_in(request: Request) -> SignedPerson | None:
    """Who asks, None for nobody."""
    office: Installation = request.app.state.office
    if request.app.state.kind == "demo":
        return _of_demo(request, office)
    token = request.cookies.get(session_cookie(request))
    found = whose(office.registry, token, limits=limits_of(office.settings)) if token else None
    if found is None:
        return None
    with suppress(RegistryFault):  # on a full disk there is still reading
        touch(office.registry, found)
    who = found.person
    return SignedPerson(who.id, who.ref, who.name.th, who.name.en, found.actor, found.csrf)


def as_signed(office: Installation, begun: SignedIn) -> SignedPerson:
    """Who has just signed in, before the browser has shown it."""
    who = begun.person
    with office.registry.reading() as session:
        held = parts_of(session.connection(), who.id, office.registry.today)
    return SignedPerson(who.id, who.ref, who.name.th, who.name.en, held, begun.csrf)


def _of_demo(request: Request, office: Installation) -> SignedPerson | None:
    ref = request.cookies.get(DEMO_COOKIE) or recorder_of(DEMO_PROVINCE)
    with office.registry.reading() as session:
        connection = session.connection()
        try:
            who = person(connection, ref, field="person")
        except UnknownPerson:
            return None
        held = parts_of(connection, who.id, office.registry.today)
    csrf: str = request.app.state.secret
    return SignedPerson(who.id, who.ref, who.name.th, who.name.en, held, csrf, demo=True)


def devices_cookie(request: Request) -> str:
    """The name of the cookie by which a browser is known where people signed in before."""
    return "__Host-prasan-devices" if request.app.state.secure else "prasan-devices"


def devices(request: Request) -> str:
    """What the browser is known by."""
    return request.cookies.get(devices_cookie(request), "")[:LONGEST]


def remember(request: Request, answer: Response, begun: SignedIn) -> None:
    """The browser keeps the sign-in's token, and what it is known by, out of reach of scripts."""
    answer.set_cookie(
        devices_cookie(request), begun.devices, httponly=True,
        samesite="lax", path="/", secure=request.app.state.secure, max_age=A_YEAR,
    )  # fmt: skip
    answer.set_cookie(
        session_cookie(request), begun.token, httponly=True, samesite="lax", path="/",
        secure=request.app.state.secure,
    )  # fmt: skip
    answer.delete_cookie(
        form_cookie(request), path="/", secure=request.app.state.secure, httponly=True
    )


def forget(request: Request, answer: Response, end: Callable[[str], None]) -> None:
    """The sign-in ends here and in the browser."""
    name = session_cookie(request)
    if token := request.cookies.get(name):
        end(token)
    answer.delete_cookie(name, path="/", secure=request.app.state.secure, httponly=True)
