"""What every answer carries and every form is checked for (ASVS 3.4, 3.5, 5.2)."""

import hmac
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.settings import Settings
from desk.web.asking import Asking

MEGABYTE = 1024 * 1024
FORM_FIELDS, FORM_FILES = 2_000, 61  # sixty scans, and the workbook that lists them
FORBIDDEN, TOO_LARGE = 403, 413
CSRF_FIELD = "csrf"
FORM_COOKIE = "prasan-form"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SECURE_HEADERS = {"strict-transport-security": "max-age=31536000"}


class Guarded:
    """The application behind its headers, an origin check and a limit of what is sent."""

    def __init__(self, app: ASGIApp, *, settings: Settings, secure: bool) -> None:
        self.app = app
        self.most = body_limit(settings)
        self.headers = HEADERS | (SECURE_HEADERS if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                if "cache-control" not in headers:
                    headers["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, _counted(receive, self.most), answer)


def body_limit(settings: Settings) -> int:
    """The most bytes that one request may send: several scans and their form."""
    return settings.upload_megabytes * MEGABYTE * 5 + MEGABYTE


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def counted() -> MutableMapping[str, Any]:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(TOO_LARGE)
        return message

    return counted


async def read_form(request: Request, settings: Settings) -> FormData:
    """What was posted. A form cut off on its way changes nothing: it never gets here whole."""
    check_origin(request)
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > body_limit(settings):
        raise HTTPException(TOO_LARGE)
    return await request.form(max_files=FORM_FILES, max_fields=FORM_FIELDS, max_part_size=MEGABYTE)


def check_origin(request: Request) -> None:
    """Refuse a form that another site's page sends."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(FORBIDDEN)
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(FORBIDDEN)


def form_word(asking: Asking) -> str:
    """The word that this page's forms carry: of the sign-in, else of a cookie of their own."""
    if asking.signed is not None:
        return asking.signed.csrf
    return asking.request.cookies.get(FORM_COOKIE) or asking.new_word


def give_form_word(asking: Asking, answer: Response) -> None:
    """Where nobody is signed in the browser keeps the forms' word itself."""
    secure = bool(asking.request.app.state.secure)
    answer.set_cookie(
        FORM_COOKIE, form_word(asking), httponly=True, secure=secure, samesite="lax", path="/"
    )


def check_csrf(request: Request, asking: Asking) -> None:
    """Refuse a form without the word of its sign-in, or of its cookie before one."""
    expected = asking.signed.csrf if asking.signed else request.cookies.get(FORM_COOKIE, "")
    sent = asking.typed.get(CSRF_FIELD, "")
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise WrongCsrf


class WrongCsrf(HTTPException):
    """The form belongs to no sign-in, or to one that ended while it was being filled in."""

    def __init__(self) -> None:
        super().__init__(FORBIDDEN)
