"""A form that comes back, refused or with a row more, is a page with an address of its own.

A page that a browser was given for a form cannot be gone back to: the browser asks whether to send
the form again. The page is therefore held for its sender, sealed as a scan is, and read from the
form's address: back, forward and reload send nothing, and show what was typed.
"""

from contextlib import suppress

from starlette.responses import HTMLResponse, RedirectResponse, Response

from desk.web.frame.asking import Asking
from registry.records import held_items
from registry.records.filing import Upload
from registry.refusals import RegistryFault

ANSWER = "answer"
SEE_OTHER = 303
REFUSED = (409, 422)


def is_refused(answer: Response) -> bool:
    """Whether the page tells why a form was not taken."""
    return answer.status_code in REFUSED


def with_address(asking: Asking, answer: Response, place: str = "") -> Response:
    """The way to the page that a form was answered by; whatever is no page, as it is.

    `place` is where pages of the form are read, where that is not its own address.

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
        return RedirectResponse(f"{place}?{ANSWER}={token}", SEE_OTHER)
    return answer


def form_come_back(asking: Asking) -> Response | None:
    """The form that the address names, while it is held for who asks; else None."""
    token = asking.request.query_params.get(ANSWER)
    if not token or asking.signed is None:
        return None
    page = held_items.held(asking.office.registry, asking.who.person, token)
    if page is None or page.file_name != asking.request.url.path:
        return None
    return HTMLResponse(page.content, int(page.media_type))
