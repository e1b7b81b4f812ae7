"""The desk's pages as one application over an office."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from config.words import known
from desk.api.app import PLACE, make_api, other_version
from desk.api.problems import answer_to, defect
from desk.web.frame.asking import Asking, asked
from desk.web.frame.assets import asset
from desk.web.frame.attempts import note_forbidden
from desk.web.frame.doors import add_plain
from desk.web.frame.health import alive, ready
from desk.web.frame.language import language_of
from desk.web.frame.problems import problems_of, shown
from desk.web.frame.rendering import render
from desk.web.frame.security import SecurityGuard
from desk.web.frame.sign_in import signed_in
from desk.web.frame.unforeseen_errors import UnforeseenErrors, defect_page
from desk.web.pages import ROUTES
from flows.engine.installation import Installation
from registry.faults import fault_of
from registry.records.secrets import keyed_digest
from registry.refusals import Refusal, RegistryFault
from registry.seals import last_sealed

FORBIDDEN, AWAY = 403, 503
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]  # what programs ask a version by
FAULTS = (RegistryFault, DBAPIError, OSError)
A_DAY = timedelta(days=1)
PACKED = 3  # a third of the time that zlib takes unasked, for a page that is a sixth longer


def make_app(office: Installation, *, secure: bool = False) -> FastAPI:
    """The pages of the office. `secure`: served behind TLS, cookies and headers say so."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.office = office
    app.state.kind = office.registry.meta("kind")
    app.state.secure = secure
    # Of the registry's own name, which no other site knows: any desk over it takes their forms.
    app.state.demo_word = keyed_digest(office.registry.id, "forms of a demo")
    app.state.ask = ask
    app.state.unswept = unswept
    add_plain(app.router, "/assets/{name}", asset)
    add_plain(app.router, "/healthz", alive)
    add_plain(app.router, "/readyz", ready)
    api = make_api(office)
    api.add_middleware(UnforeseenErrors, page=defect)
    app.mount(PLACE, api)
    for place in ("/api", "/api/{rest:path}"):
        app.router.add_route(place, other_version, methods=METHODS)
    app.router.routes.extend(ROUTES)  # one flat table, which tests walk
    app.add_exception_handler(Refusal, partial(_or_away, _told))
    app.add_exception_handler(HTTPException, partial(_or_away, _plain))
    for fault in FAULTS:
        app.add_exception_handler(fault, _away)
    app.add_middleware(GZipMiddleware, compresslevel=PACKED)
    app.add_middleware(UnforeseenErrors, page=defect_page)
    app.add_middleware(SecurityGuard, settings=office.settings, secure=secure)
    return app


def ask(request: Request) -> Asking:
    """Who asks, in which language."""
    office: Installation = request.app.state.office
    return Asking(request, office, language_of(request, office), signed_in(request))


def unswept(asking: Asking) -> bool:
    """Whether no sweep ran for a day: what is due may not have been opened."""
    last = last_sealed(asking.connection)
    return last is None or asking.office.registry.clock.now() - last > A_DAY


def _told(request: Request, error: Exception) -> Response:
    """A refusal that no form caught: one page that says it, and the way back."""
    assert isinstance(error, Refusal)  # noqa: S101 — narrows for the type checker
    with asked(ask(request)) as asking:
        return render(asking, "refused.html", problems=problems_of(asking, error))


def _away(request: Request, error: Exception) -> Response:
    """The database or the disk fails: one page that says it, and asks the registry nothing.

    An OSError may be a defect of ours after all.
    """
    found = fault_of(error, reads=True)
    if found is None:
        raise error
    office: Installation = request.app.state.office
    asking = Asking(request, office, language_of(request, office), None)
    problems = (shown(found.sentence, asking.language),)
    return render(asking, "refused.html", AWAY, problems=problems)


def _or_away(
    page: Callable[[Request, Exception], Response], request: Request, error: Exception
) -> Response:
    """The page that tells of an error, which itself needs the registry."""
    try:
        return page(request, error)
    except FAULTS as fault:
        return _away(request, fault)


def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 — narrows for the type checker
    if request.url.path.startswith("/api/"):  # an address that no route takes: a line break in it
        return answer_to(request, error)
    status = error.status_code
    with asked(ask(request)) as asking:
        if status == FORBIDDEN:
            note_forbidden(asking)
        key = str(status) if known(f"page.error.{status}") else "other"
        return render(asking, "error.html", status, key=key)
