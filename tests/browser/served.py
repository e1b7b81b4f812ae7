"""The desk served as it is served to people, and a browser that looks at it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Request

from config.words import Language
from desk.web.frame.app import make_app
from tests.builders import Desk
from tests.desk.web.visitor import signed_in

PHONE, SCREEN = 390, 1280
HEIGHT = 900
# Every story on a phone in Thai; as it is read at a desk in English among the slow tests.
SEEN = [
    pytest.param((PHONE, "th"), id="phone in Thai"),
    pytest.param((SCREEN, "en"), id="screen in English", marks=pytest.mark.slow),
]


@dataclass
class Served:
    """A desk behind an address."""

    desk: Desk
    address: str
    contexts: list[BrowserContext] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)  # what pages asked other hosts for

    def browser_of(
        self, browser: Browser, ref: str | None, width: int, language: Language
    ) -> BrowserContext:
        """A browser of its own, signed in as that person; None: not signed in."""
        context = browser.new_context(
            base_url=self.address, viewport={"width": width, "height": HEIGHT}, locale="th-TH"
        )
        context.on("request", self.look_where)
        self.speaks(context, language)
        if ref is not None:
            self._keep(context, "prasan", signed_in(self.desk.office, ref))
        self.contexts.append(context)
        return context

    def speaks(self, context: BrowserContext, language: Language) -> None:
        """From its next page on the browser is answered in that language."""
        self._keep(context, "prasan-language", language)

    def _keep(self, context: BrowserContext, name: str, value: str) -> None:
        context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def close_browsers(self) -> None:
        """Close what was opened: each browser holds processes and memory of its own."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    def look_where(self, request: Request) -> None:
        """Listened to and not routed, for that would leave the browser without its cache."""
        if not request.url.startswith(self.address):
            self.outside.append(request.url)

    def page(
        self, browser: Browser, ref: str | None = "coord", width: int = SCREEN,
        language: Language = "th",
    ) -> Page:  # fmt: skip
        """A page of a browser of its own; what its console complains of fails the test."""
        page = self.browser_of(browser, ref, width, language).new_page()
        page.on("pageerror", lambda error: pytest_fail(str(error)))
        return page


def pytest_fail(said: str) -> None:
    """An error of a page's script."""
    msg = f"a script of the page failed: {said}"
    raise AssertionError(msg)


@contextmanager
def serving(desk: Desk) -> Iterator[Served]:
    """Serve the desk on a free port of loopback for as long as the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(make_app(desk.office), port=port, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    worker = Thread(target=server.run, daemon=True)
    worker.start()
    while not server.started:
        worker.join(0.02)
    served = Served(desk, f"http://127.0.0.1:{port}")
    try:
        yield served
    finally:
        served.close_browsers()
        server.should_exit = True
        worker.join(5)
        assert served.outside == []


def picture(page: Page, folder: Path, name: str) -> None:
    """Keep the whole page as a picture."""
    page.screenshot(path=folder / f"{name}.png", full_page=True)
