"""What needs me: everything that waits for whoever is signed in, the most urgent first."""

from fastapi import APIRouter
from starlette.responses import Response

from desk.waiting import waiting
from desk.web.asking import Asking
from desk.web.doors import Door, get
from desk.web.rendering import render
from registry.rules.rights import Verb

router = APIRouter()


@get(router, "/", Door(Verb.SEE_OWN))
def inbox(asking: Asking) -> Response:
    """What waits in the districts of whoever asks."""
    rows = [one for one in waiting(asking.view) if asking.may(Verb.READ, one.district)]
    return render(asking, "inbox.html", rows=rows)
