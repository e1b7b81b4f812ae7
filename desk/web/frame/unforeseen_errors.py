"""What nobody foresaw is a whole page too: its headers, the reader's language, no detail.

It stands within the headers of every answer; Starlette's own handler of errors stands outside
them. The page asks the registry nothing, for that may be what failed.
"""

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.logs import Ids
from config.words import say
from desk.web.frame.asking import Asking
from desk.web.frame.language import language_of
from desk.web.frame.rendering import render

DEFECT = 500
LOG = logging.getLogger("prasan.desk")


class UnforeseenErrors:
    """The application, whose defects are logged and told by `page`."""

    def __init__(self, app: ASGIApp, page: Callable[[Request], Response]) -> None:
        self.app, self.page = app, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:
            return  # who asked left before the form was whole: nobody is there to be answered
        except Exception:
            # Only an answer that has not begun can still be another; the server ends one that has.
            if begun or scope["type"] != "http":
                raise
            # The route, not the address: that was typed by somebody.
            route = getattr(scope.get("route"), "path", None)
            LOG.exception("defect %s", Ids(method=scope["method"], route=route))
            page = await run_in_threadpool(self.page, Request(scope, receive))
            await page(scope, receive, send)


def defect_page(request: Request) -> Response:
    """A defect of ours: the log has it; the page says that nothing was changed."""
    language = language_of(request, request.app.state.office)
    try:
        asking = Asking(request, request.app.state.office, language, None)
        return render(asking, "error.html", DEFECT, key=str(DEFECT))
    except Exception:
        LOG.exception("the page of a defect failed")
        return PlainTextResponse(say(f"page.error.{DEFECT}.remedy", language), DEFECT)
