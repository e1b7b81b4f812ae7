"""The desk's pages as one application over an office."""

import secrets
from datetime import timedelta

from fastapi import FastAPI
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from config.words import known
from desk.web.asking import Asking, asked
from desk.web.assets import asset
from desk.web.attempts import note_forbidden
from desk.web.doors import add_plain
from desk.web.language import language_of
from desk.web.problems import problems_of
from desk.web.rendering import render
from desk.web.rooms import ROOMS
from desk.web.security import Guarded
from desk.web.signing import signed_in
from desk.web.unforeseen import Unforeseen
from flows.office import Office
from registry.refusals import Refusal
from registry.sealing import last_sealed

FORBIDDEN, REFUSED = 403, 422
A_DAY = timedelta(days=1)
PACKED = 6  # as zlib does unasked: a page in a millisecond


def make_app(office: Office, *, secure: bool = False) -> FastAPI:
    """The pages of the office. `secure`: served behind TLS, cookies and headers say so."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.office = office
    app.state.kind = office.registry.meta("kind")
    app.state.secure = secure
    app.state.secret = secrets.token_urlsafe()
    app.state.tries = MovingWindowRateLimiter(MemoryStorage())
    app.state.ask = ask
    app.state.unswept = unswept
    add_plain(app.router, "/assets/{name}", asset)
    for room in ROOMS:
        app.router.routes.extend(room.router.routes)  # one flat table, which tests walk
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _turned_away)
    app.add_middleware(GZipMiddleware, compresslevel=PACKED)
    app.add_middleware(Unforeseen)
    app.add_middleware(Guarded, settings=office.settings, secure=secure)
    return app


def ask(request: Request) -> Asking:
    """Who asks, in which language."""
    office: Office = request.app.state.office
    return Asking(request, office, language_of(request, office), signed_in(request))


def unswept(asking: Asking) -> bool:
    """Whether no sweep ran for a day: what is due may not have been opened."""
    last = last_sealed(asking.connection)
    return last is None or asking.office.registry.clock.now() - last > A_DAY


async def _refused(request: Request, error: Exception) -> Response:
    """A refusal that no form caught: one page that says it, and the way back."""
    return await run_in_threadpool(_told, request, error)


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 — narrows for the type checker
    with asked(ask(request)) as asking:
        return render(asking, "refused.html", REFUSED, problems=problems_of(asking, error))


async def _turned_away(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 — narrows for the type checker
    return await run_in_threadpool(_plain, request, error.status_code)


def _plain(request: Request, status: int) -> Response:
    with asked(ask(request)) as asking:
        if status == FORBIDDEN:
            note_forbidden(asking)
        key = str(status) if known(f"page.error.{status}") else "other"
        return render(asking, "error.html", status, key=key)
