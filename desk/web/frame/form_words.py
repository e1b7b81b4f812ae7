"""The word that forms carry, so that no other site can send one (ASVS 3.5)."""

import hmac
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.cookies import FORMS, cookie_name, give_cookie
from desk.web.frame.security import FORBIDDEN

CSRF_FIELD = "csrf"
FORM_WORD = re.compile(r"[\w-]{20,64}", re.ASCII)


def _kept_word(request: Request) -> str:
    """The word of the cookie; none where it is no word that this desk ever gave."""
    word = request.cookies.get(cookie_name(request, FORMS), "")
    return word if FORM_WORD.fullmatch(word) else ""


def form_word(asking: Asking) -> str:
    """The word that this page's forms carry, written otherwise on every page.

    Pages are packed on their way, and a packed page that held the word itself would tell of it
    by its size (BREACH, CVE-2013-3587).
    """
    return _masked(_word(asking))


def _word(asking: Asking) -> str:
    """Of the sign-in, else of a cookie of their own."""
    if asking.signed is not None:
        return asking.signed.csrf
    return _kept_word(asking.request) or asking.new_word


def _masked(word: str) -> str:
    """Signs drawn by lot, and the word changed by them."""
    mask = secrets.token_bytes(len(word))
    return urlsafe_b64encode(mask + _changed(word.encode(), mask)).decode()


def _unmasked(sent: str) -> bytes:
    """The word behind a mask; b"" where none is."""
    try:
        both = urlsafe_b64decode(sent.encode())
    except (ValueError, UnicodeError):
        return b""
    half = len(both) // 2
    return _changed(both[half:], both[:half])


def _changed(text: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, mask, strict=False))


def give_form_word(asking: Asking, answer: Response) -> None:
    """Where nobody is signed in the browser keeps the forms' word itself."""
    give_cookie(asking.request, answer, cookie_name(asking.request, FORMS), _word(asking))


def check_csrf(request: Request, asking: Asking) -> None:
    """Refuse a form without the word of its sign-in, or of its cookie before one."""
    expected = asking.signed.csrf if asking.signed else _kept_word(request)
    sent = _unmasked(asking.typed.get(CSRF_FIELD, ""))
    if not expected or not hmac.compare_digest(sent, expected.encode()):
        raise WrongCsrf


class WrongCsrf(HTTPException):
    """The form belongs to no sign-in, or to one that ended while it was being filled in."""

    def __init__(self) -> None:
        super().__init__(FORBIDDEN)
