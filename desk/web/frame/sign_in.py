"""Who is signed in: a person with a part today, by the cookie of a sign-in.

In a demo nobody needs a password: the demo's coordinator is signed in, plainly marked, and
any other of its people may be chosen, to see what they see.
"""

from collections.abc import Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from desk.web.frame.asking import SignedPerson
from desk.web.frame.cookies import (
    A_YEAR,
    DEVICES,
    FORMS,
    SIGN_IN,
    cookie_name,
    give_cookie,
    take_cookie,
)
from flows.demo.stories import recorder_of
from flows.engine.installation import Installation
from registry.queries.parts import parts_of
from registry.queries.people import PersonRow, UnknownPerson, person
from registry.records.accounts import limits_of
from registry.records.sign_ins import SignedIn, touch, whose
from registry.refusals import RegistryFault
from registry.rules.rights import Actor

DEMO_PROVINCE = "57"
DEMO_COOKIE = "prasan-demo"
LONGEST = 1000  # characters of what a browser is known by


def signed_in(request: Request) -> SignedPerson | None:
    """Who asks, None for nobody."""
    office: Installation = request.app.state.office
    if request.app.state.kind == "demo":
        return _of_demo(request, office)
    token = request.cookies.get(cookie_name(request, SIGN_IN))
    found = whose(office.registry, token, limits=limits_of(office.settings)) if token else None
    if found is None:
        return None
    with suppress(RegistryFault):  # on a full disk there is still reading
        touch(office.registry, found)
    return _signed(found.person, found.actor, found.csrf)


def as_signed(office: Installation, begun: SignedIn) -> SignedPerson:
    """Who has just signed in, before the browser has shown it."""
    with office.registry.reading() as connection:
        held = parts_of(connection, begun.person.id, office.registry.today)
    return _signed(begun.person, held, begun.csrf)


def _of_demo(request: Request, office: Installation) -> SignedPerson | None:
    ref = request.cookies.get(DEMO_COOKIE) or recorder_of(DEMO_PROVINCE)
    with office.registry.reading() as connection:
        try:
            who = person(connection, ref, field="person")
        except UnknownPerson:
            return None
        held = parts_of(connection, who.id, office.registry.today)
    return _signed(who, held, request.app.state.demo_word, demo=True)


def _signed(who: PersonRow, actor: Actor, csrf: str, *, demo: bool = False) -> SignedPerson:
    return SignedPerson(who.id, who.ref, who.name.th, who.name.en, actor, csrf, demo)


def devices(request: Request) -> str:
    """What the browser is known by, where people signed in before."""
    return request.cookies.get(cookie_name(request, DEVICES), "")[:LONGEST]


def remember(request: Request, answer: Response, begun: SignedIn) -> None:
    """The browser keeps the sign-in's token, and what it is known by, out of reach of scripts."""
    give_cookie(request, answer, cookie_name(request, DEVICES), begun.devices, A_YEAR)
    give_cookie(request, answer, cookie_name(request, SIGN_IN), begun.token)
    take_cookie(request, answer, cookie_name(request, FORMS))


def forget(request: Request, answer: Response, end: Callable[[str], None]) -> None:
    """The sign-in ends here and in the browser."""
    name = cookie_name(request, SIGN_IN)
    if token := request.cookies.get(name):
        end(token)
    take_cookie(request, answer, name)
