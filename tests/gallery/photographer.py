"""Takes the pictures: goes each road as a person of the demo, and keeps what is seen at its end."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from config.words import Language
from tests.browser.hand import Hand
from tests.browser.served import HEIGHT, PHONE, SCREEN, Served
from tests.builders import Desk
from tests.gallery.palette import with_palette

CHROMIUM_WORDS = ["--no-sandbox"]
HIGHEST = 1600
Variant = tuple[Language, int]
TWO: tuple[Variant, ...] = (("th", PHONE), ("en", SCREEN))
FOUR: tuple[Variant, ...] = (*TWO, ("th", SCREEN), ("en", PHONE))


@dataclass(frozen=True)
class Picture:
    """A page: what it is called, and the road that leads to it."""

    name: str
    title: str
    road: Callable[[Hand, Desk], None]
    variants: tuple[Variant, ...] = TWO
    before: Callable[[Desk], None] | None = None

    def file(self, variant: Variant) -> str:
        """Where its picture is kept."""
        language, width = variant
        return f"{self.name}-{language}-{width}.png"


@dataclass
class Photographer:
    """A browser over the demo, and the folder of the pictures."""

    served: Served
    browser: Browser
    folder: Path

    def take(self, picture: Picture) -> None:
        """All pictures of a page, after what has to happen first."""
        if picture.before:
            picture.before(self.served.desk)
        for variant in picture.variants:
            language, width = variant
            page = self.served.page(self.browser, None, width, language)
            picture.road(Hand(page, language), self.served.desk)
            (self.folder / picture.file(variant)).write_bytes(self.seen(page, width))
            page.context.close()

    def seen(self, page: Page, width: int) -> bytes:
        """The upper part of the page."""
        page.wait_for_load_state("networkidle")
        high = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(ViewportSize(width=width, height=max(HEIGHT, min(high, HIGHEST))))
        page.evaluate("scrollTo(0, 0); document.activeElement?.blur?.()")
        return with_palette(page.screenshot(animations="disabled"))
