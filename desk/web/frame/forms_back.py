"""A form that comes back, refused or with a row more, is a page with an address of its own.

A page that a browser was given for a form cannot be gone back to: the browser asks whether to send
the form again. The page is therefore held for its sender, sealed as a scan is, and read from the
form's address: back, forward and reload send nothing, and show what was typed.

Whoever goes on to the page that the form was first on finds what they typed there too, for a while:
the browser keeps the word of the last form that was refused, with that page's address.
"""

from contextlib import suppress
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.responses import HTMLResponse, RedirectResponse, Response

from desk.web.frame.asking import Asking
from desk.web.frame.cookies import REFUSED_FORM, cookie_name, give_cookie, take_cookie
from registry.records import held_items
from registry.records.filing import Upload
from registry.refusals import RegistryFault

ANSWER, ANEW = "answer", "anew"
LEFT_FOR = 15 * 60  # seconds in which the page that a form was first on shows what was typed
SEE_OTHER = 303
REFUSED = (409, 422)


def is_refused(answer: Response) -> bool:
    """Whether the page tells why a form was not taken."""
    return answer.status_code in REFUSED


def with_address(asking: Asking, answer: Response, place: str = "", first: str = "") -> Response:
    """The way to the page that a form was answered by; whatever is no page, as it is.

    `place` is where pages of the form are read, where that is not its own address; `first` the page
    that the form was on, where no draft shows there what was typed.

    Never for a page that shows a secret once. Where nothing can be held the page itself comes, as
    it must without a registry that writes.
    """
    if not isinstance(answer, HTMLResponse) or asking.signed is None:
        return answer
    place = place or asking.request.url.path
    page = Upload(place, str(answer.status_code), bytes(answer.body))
    asking.fresh()
    with suppress(RegistryFault):
        token = held_items.hold(asking.office.registry, asking.who.person, page)
        led = RedirectResponse(f"{place}?{ANSWER}={token}", SEE_OTHER)
        if first:
            kept = f"{token}.{quote(first, safe='')}"
            give_cookie(asking.request, led, REFUSED_FORM, kept, LEFT_FOR)
        return led
    return answer


def form_come_back(asking: Asking) -> Response | None:
    """The form that the address names, or that was refused from it; None where none is held."""
    token = asking.request.query_params.get(ANSWER) or _left_here(asking)
    if not token or asking.signed is None:
        return None
    page = held_items.held(asking.office.registry, asking.who.person, token)
    if page is None or page.file_name != asking.request.url.path:
        return None
    return HTMLResponse(page.content, int(page.media_type))


def first_page(asking: Asking, place: str) -> str:
    """The page that the form was on before it was refused for the first time."""
    came = _page_before(asking)
    names = [name for name, _ in parse_qsl(came.query)]
    if came.path != place:
        return place
    return _refused_form(asking)[1] if ANSWER in names else _address(came.path, came.query)


def anew_place(asking: Asking) -> str:
    """Where the form that was sent is begun anew; empty where none was, or its draft is dropped."""
    came = _page_before(asking).path
    if asking.request.method != "POST" or not came or "/gates/" in came:
        return ""
    first = first_page(asking, came)
    return f"{first}{'&' if '?' in first else '?'}{ANEW}=yes" if first else ""


def forgotten(asking: Asking, answer: Response, place: str | None = None) -> Response:
    """The answer, with which the browser keeps no refused form of that place; None: of any."""
    first = _refused_form(asking)[1]
    if first and place in (None, _parts(first).path):
        take_cookie(asking.request, answer, REFUSED_FORM)
    return answer


def _page_before(asking: Asking) -> SplitResult:
    """The page that was left for this one, as the browser says."""
    return _parts(asking.request.headers.get("referer", ""))


def _parts(address: str) -> SplitResult:
    """The parts of an address that came from outside; none of what is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def is_begun_anew(asking: Asking) -> bool:
    """Whether the page is asked for as it is first asked for."""
    return ANEW in asking.request.query_params


def _left_here(asking: Asking) -> str:
    """The word of the form that was refused from this very page."""
    url = asking.request.url
    token, first = _refused_form(asking)
    return token if first == _address(url.path, url.query) and not is_begun_anew(asking) else ""


def _refused_form(asking: Asking) -> tuple[str, str]:
    """The word of the last form that was refused, and the page that it was first on."""
    kept = asking.request.cookies.get(cookie_name(asking.request, REFUSED_FORM), "")
    token, _, first = kept.partition(".")
    return token, unquote(first)


def _address(path: str, query: str) -> str:
    """A page by its path and what was asked of it."""
    asked = urlencode([one for one in parse_qsl(query) if one[0] not in (ANSWER, ANEW)])
    return f"{path}?{asked}" if asked else path
