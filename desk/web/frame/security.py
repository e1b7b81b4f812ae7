"""What every answer carries and every form is checked for (ASVS 3.4, 3.5, 5.2)."""

import re
from collections.abc import MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.settings import Settings
from registry.rules.plain_values import is_text

MEGABYTE = 1024 * 1024
TYPED_BYTES = 8 * MEGABYTE  # of a form without files: they are all held in memory
FORM_FIELDS, FORM_FILES = 2_000, 61  # sixty scans, and the workbook that lists them
LONGEST_ADDRESS = 2_000  # bytes of a path: no number in it is longer than Python reads
UNREADABLE, FORBIDDEN, TOO_LARGE, MISDIRECTED = 400, 403, 413, 421
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?", re.ASCII)
TOO_MUCH = re.compile("exceeded maximum|^Too many")
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


class SecurityGuard:
    """The application behind its headers, its own names and a limit of what is sent."""

    def __init__(self, app: ASGIApp, *, settings: Settings, secure: bool) -> None:
        self.app = app
        self.settings, self.secure = settings, secure
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

        headers = Headers(scope=scope)
        turned_away = self._turned_away(scope, headers)
        if turned_away is not None:
            await turned_away(scope, receive, answer)
            return
        most = body_limit(self.settings, headers.get("content-type", ""))
        await self.app(scope, _counted(receive, most), answer)

    def _turned_away(self, scope: Scope, headers: Headers) -> Response | None:
        """What no browser asks that was led here by this desk."""
        if not is_ours(headers.get("host", ""), self.settings, secure=self.secure):
            return PlainTextResponse("Unknown host: see PRASAN_DESK_URL.", MISDIRECTED)
        path, query = scope["path"], scope.get("query_string", b"")
        if len(path.encode(errors="replace")) > LONGEST_ADDRESS or not is_text(path):
            return PlainTextResponse("No such address.", UNREADABLE)
        if b"%00" in query or b"\0" in query:
            return PlainTextResponse("No such address.", UNREADABLE)
        return None


def is_ours(host: str, settings: Settings, *, secure: bool) -> bool:
    """Whether the desk answers to that `Host`: its own address where one is set, and loopback.

    Without one a number does too, which no other site's name can stand for (DNS rebinding);
    behind a proxy it is the proxy that knows its names.
    """
    if (whole := HOST.fullmatch(host)) is None:
        return False
    name = whole["name"].strip("[]").lower()
    if name in LOOPBACK or name.endswith(".localhost"):
        return True
    if settings.desk_url is not None:
        return name == urlsplit(settings.desk_url).hostname
    return bool(name) and (secure or name == settings.desk_host.lower() or _is_number(name))


def is_loopback(name: str) -> bool:
    """Whether only this machine reaches that name or number."""
    if name.lower() in LOOPBACK or name.lower().endswith(".localhost"):
        return True
    return _is_number(name) and ip_address(name).is_loopback


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def body_limit(settings: Settings, content_type: str = "multipart/form-data") -> int:
    """The most bytes that one request may send: several scans and their form, or typed text."""
    if not content_type.lower().startswith("multipart/"):
        return TYPED_BYTES
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
    most = body_limit(settings, request.headers.get("content-type", ""))
    if not length.isascii() or not length.isdigit() or len(length) > len(str(most)):
        raise HTTPException(TOO_LARGE)
    if int(length) > most:
        raise HTTPException(TOO_LARGE)
    try:
        form = await request.form(
            max_files=FORM_FILES, max_fields=FORM_FIELDS, max_part_size=MEGABYTE
        )
    except HTTPException as error:
        # Starlette tells a text that is too long from a form that is broken by its words alone.
        raise HTTPException(TOO_LARGE) if TOO_MUCH.search(str(error.detail)) else error from None
    for name, value in form.multi_items():
        said = value if isinstance(value, str) else value.filename or ""
        if not is_text(name) or not is_text(said):
            await form.close()
            raise HTTPException(UNREADABLE)
    return form


def check_origin(request: Request) -> None:
    """Refuse a form that another site's page sends."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(FORBIDDEN)
    origin = request.headers.get("origin")
    if origin is not None and origin not in _own_origins(request):
        raise HTTPException(FORBIDDEN)


def _own_origins(request: Request) -> tuple[str, str]:
    """Where a form of this desk comes from: behind TLS never from a page without it.

    On the server itself the desk is reached past its proxy, by the scheme that was used; a
    proxy that nobody told the desk of may speak TLS.
    """
    host = request.headers.get("host", "")
    whole = HOST.fullmatch(host)
    here = whole is not None and whole["name"].strip("[]").lower() in LOOPBACK
    secure = request.app.state.secure and not here
    return f"https://{host}", f"{'https' if secure else request.url.scheme}://{host}"
