"""The cookies of the desk: called, given and taken back in one way, out of reach of scripts."""

from starlette.requests import Request
from starlette.responses import Response

SIGN_IN, FORMS, DEVICES = "prasan", "prasan-form", "prasan-devices"
REFUSED_FORM = "prasan-refused"  # the word of the form that was refused last, and its page
PROVIDER = "prasan-provider"  # while the browser is at the identity provider
A_YEAR = 365 * 24 * 3600  # seconds


def cookie_name(request: Request, name: str) -> str:
    """What a browser calls a cookie that no other page of the host may set for it."""
    return f"__Host-{name}" if request.app.state.secure else name


def give_cookie(
    request: Request, answer: Response, name: str, value: str, seconds: int | None = None
) -> None:
    """The browser keeps it, for that long or for as long as it is open."""
    answer.set_cookie(
        name, value, seconds, path="/", secure=request.app.state.secure, httponly=True,
        samesite="lax",
    )  # fmt: skip


def take_cookie(request: Request, answer: Response, name: str) -> None:
    """The browser keeps it no longer."""
    answer.delete_cookie(name, path="/", secure=request.app.state.secure, httponly=True)
