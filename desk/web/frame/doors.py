"""Doors: every route says what may be done there, and where; it is asked before the page.

Whoever is not signed in goes to the sign-in page; whoever may see nothing of the area is
told that there is no such page (404), whoever sees it but may not do this is refused (403).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from desk.web.frame.asking import Asking, asked
from desk.web.frame.form_words import check_csrf
from desk.web.frame.forms_back import (
    first_page,
    forgotten,
    form_come_back,
    is_begun_anew,
    is_refused,
    with_address,
)
from desk.web.frame.places import COUNTRY, KINDS, NOT_FOUND
from desk.web.frame.rendering import render
from desk.web.frame.security import read_form
from desk.web.frame.unsent_forms import carried, hold_carried
from registry.rules.rights import APART, Verb

P = ParamSpec("P")
Area = Callable[[Asking, dict[str, Any]], str | None]
Page = Callable[Concatenate[Asking, P], Response]
UNAUTHORISED, FORBIDDEN, SEE_OTHER = 401, 403, 303
SIGN_IN = "/sign-in"
_PAGES = APIRouter()
_READ: set[str] = set()  # the paths of pages that are looked at


@dataclass(frozen=True)
class Door:
    """What a route lets whom do. `verb` None: anybody, signed in or not.

    `area` tells the area from the path's parameters, None where there is no such thing;
    without it some part that gives the verb anywhere is enough, and the page shows no more
    than the areas of such parts.
    """

    verb: Verb | None
    area: Area | None = None


def door_of(route: Any) -> Door | None:  # noqa: ANN401 — Starlette's routes have no common type
    """The door of a route; None for one that was made without any (a test finds it)."""
    return getattr(getattr(route, "endpoint", None), "door", None)


def get(path: str, door: Door) -> Callable[[Page[P]], Page[P]]:
    """Declare a page that is read: nothing changes by looking at it."""
    return _declare(path, door, "GET")


def post(path: str, door: Door) -> Callable[[Page[P]], Page[P]]:
    """Declare what a form is sent to: it carries the word of its sign-in."""
    return _declare(path, door, "POST")


def add_plain(
    router: APIRouter, path: str, endpoint: Callable[[Request], Awaitable[Response]]
) -> None:
    """Declare what is the same for everybody and asks nothing of the registry.

    Monitors ask by HEAD too.
    """
    endpoint.door = Door(None)  # type: ignore[attr-defined]
    router.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)


def _declare(path: str, door: Door, method: str) -> Callable[[Page[P]], Page[P]]:
    if method == "GET":
        _READ.add(path)

    def register(page: Page[P]) -> Page[P]:
        def looked_at(request: Request) -> Response:
            return _answer(request.app.state.ask(request), door, page, path)

        async def read(request: Request) -> Response:
            return await run_in_threadpool(looked_at, request)

        async def sent(request: Request) -> Response:
            asking: Asking = await run_in_threadpool(request.app.state.ask, request)
            asking.form = await read_form(request, asking.office.settings)
            try:
                if asking.signed is not None or door.verb is None:
                    check_csrf(request, asking)
                return await run_in_threadpool(_answer, asking, door, page, path)
            finally:
                await asking.form.close()

        endpoint = read if method == "GET" else sent
        endpoint.door = door  # type: ignore[attr-defined]
        endpoint.__name__ = page.__name__
        _PAGES.add_api_route(path, endpoint, methods=[method], include_in_schema=False)
        return page

    return register


def declared_routes() -> list[BaseRoute]:
    """The routes of all pages, a word of a path before what may be any word there."""
    return sorted(_PAGES.routes, key=lambda one: getattr(one, "path", "").replace("{", "~"))


def _answer(asking: Asking, door: Door, page: Callable[..., Response], path: str) -> Response:
    params = dict(asking.request.path_params)
    with asked(asking):
        if (turned_away := _turned_away(asking, door, params)) is not None:
            return turned_away
        if asking.request.method != "POST":
            found = form_come_back(asking) or page(asking, **params)
            return forgotten(asking, found) if is_begun_anew(asking) else found
        answer = page(asking, **params)
        place = _page_of(path, asking.request.url.path)
        if not is_refused(answer):
            return forgotten(asking, answer, place) if place else answer
        return with_address(asking, answer, place, first_page(asking, place)) if place else answer


def _page_of(path: str, address: str) -> str | None:
    """Where the page of a form is read: at its own address, or at that under which it lies."""
    if path in _READ:
        return address
    above = path.rpartition("/")[0]
    return address.rpartition("/")[0] if above in _READ else None


def _turned_away(asking: Asking, door: Door, params: dict[str, Any]) -> Response | None:
    if door.verb is None:
        return None
    if asking.signed is None:
        return _to_sign_in(asking)
    if door.area is None:
        if not asking.areas(door.verb):
            raise HTTPException(FORBIDDEN)
        return None
    area = door.area(asking, params)
    if area is None or not _sees(asking, area):
        raise HTTPException(NOT_FOUND)
    if not (asking.may(door.verb, area) and _is_opened(asking, params, area)):
        raise HTTPException(FORBIDDEN)
    return None


def _is_opened(asking: Asking, params: dict[str, Any], area: str) -> bool:
    """Whether the instance or the paper of the path is no more apart than who asks may read."""
    kinds = [
        APART.get(kind) for name, kind_of in KINDS.items()
        if name in params and (kind := kind_of(asking, params[name])) is not None
    ]  # fmt: skip
    return all(asking.may(verb, area) for verb in kinds if verb is not None)


def _sees(asking: Asking, area: str) -> bool:
    """Whether anything of the area is shown to who asks: else it is as if it were not there."""
    parts = asking.who.actor.parts
    return any(part.area in (COUNTRY, area) or area.startswith(part.area) for part in parts)


def _to_sign_in(asking: Asking) -> Response:
    """To the sign-in page, and from there back; a form that came too late is carried along."""
    request = asking.request
    if request.method == "GET":
        return see(f"{SIGN_IN}?{urlencode({'next': request.url.path})}")
    kept = carried(asking)
    ended = "kept" if kept else "too_long"
    held = hold_carried(asking, kept) if asking.office.settings.oidc_issuer else ""
    values = {"next": request.url.path, "named": "", "carried": kept, "held": held, "ended": ended}
    return render(asking, "sign_in.html", UNAUTHORISED, **values)


def see(path: str) -> Response:
    """After a form was taken: to the page that shows what became of it (back never resends)."""
    return RedirectResponse(path, SEE_OTHER)
