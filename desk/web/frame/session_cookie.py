"""The cookie that holds a sign-in."""

from starlette.requests import Request


def session_cookie(request: Request) -> str:
    """The name of the cookie that holds a sign-in's token."""
    return "__Host-prasan" if request.app.state.secure else "prasan"
